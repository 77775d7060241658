/** Two programs from one start, each run on a scratch database of its own: do they come to the same? */
import type { Introspection } from '../../dialects/dialect.ts'
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import { applyAll, describe } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { compareSchemas } from '../judge/compare.ts'
import { programOnGround, readGround } from '../scratch/ground.ts'
import { buildBefore, SCOPE, standingOn, tryOut } from './proof.ts'
import type { Build, ProofSubject } from './proof.ts'
import { presupposedRoles } from './policy-roles.ts'
import { emptySchema } from '../../schema/types.ts'
import { isNoServer } from '../scratch/scratch.ts'
import type { Scratch } from '../scratch/scratch.ts'

type Start = Pick<ProofSubject, 'dialect' | 'target' | 'before' | 'after' | 'ancestors'>

interface Programs {
  /** Each is a revision, and runs by itself. */
  readonly originals: readonly (readonly Operation[])[]
  readonly squash: readonly Operation[]
}

const runAll = async (
  start: Start,
  programs: readonly (readonly Operation[])[],
  { scratch, build }: { readonly scratch: Scratch; readonly build: Build },
): Promise<Introspection> => {
  const { ancestors, before } = start
  const roles = presupposedRoles({
    start: ancestors === null ? before : emptySchema,
    programs: [...(ancestors ?? []), ...programs],
  })
  const connection = await scratch.database({ roles })
  const promised = { ...start, upgrade: [], downgrade: [] }
  const ground = await readGround(scratch, start.dialect, connection)
  const trial = { ...standingOn(promised, ground), connection, ground }
  await buildBefore(trial, build)
  let schema = trial.before
  for (const program of programs.map((item) => programOnGround(item, ground))) {
    await tryOut(trial, program, schema)
    schema = applyAll(schema, program)
  }
  return start.dialect.introspect(connection, SCOPE)
}

const others = ({ unmodelled }: Introspection): readonly string[] =>
  unmodelled.map(({ kind, name, definition }) => `${kind} ${name}: ${definition}`).toSorted()

const differences = async (
  { dialect }: Start,
  [one, other]: readonly [Introspection, Introspection],
): Promise<readonly string[]> => {
  const { operations } = await compareSchemas(one.schema, other.schema, { dialect, printers: [] })
  const [left, right] = [others(one), others(other)]
  return [
    ...operations.map(describe),
    ...left.filter((item) => !right.includes(item)).map((item) => `missing: ${item}`),
    ...right.filter((item) => !left.includes(item)).map((item) => `not wanted: ${item}`),
  ]
}

/** Throws DISPROVEN with what differs; where the originals themselves cannot run here, nothing is known. */
export const requireSameEnd = async (
  start: Start,
  { originals, squash }: Programs,
  tools: { readonly scratch: Scratch; readonly build: Build },
): Promise<void> => {
  const wanted = await runAll(start, originals, tools).catch((error: unknown) => {
    if (isNoServer(error)) return null
    if (
      isDiffkitError(error) &&
      ['STATEMENT_FAILED', 'SCRATCH_SETUP_FAILED'].includes(error.code)
    ) {
      return null
    }
    throw error
  })
  if (wanted === null) return
  const found = await runAll(start, [squash], tools)
  const all = await differences(start, [wanted, found])
  if (all.length > 0)
    throw new DiffkitError('DISPROVEN', { direction: 'upgrade', differences: all })
}
