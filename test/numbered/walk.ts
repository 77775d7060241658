/** One numbered case through everything: models, revision, upgrade, check, and back. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { check } from '../../src/commands/check.ts'
import { withEnvironment } from '../../src/commands/environment.ts'
import type { Environment, Talk } from '../../src/commands/environment.ts'
import { revision } from '../../src/commands/revision.ts'
import { snapshot } from '../../src/commands/snapshot.ts'
import { downgrade, upgrade } from '../../src/commands/upgrade.ts'
import { describe } from '../../src/operations/index.ts'
import { makeFolder } from '../support/folder.ts'

/** Models by file, or those of one; `p` is drizzle's core, `sql` its tag. */
type Written = string | Readonly<Record<string, string>>

export interface NumberedCase {
  readonly number: number
  readonly name: string
  readonly before: Written
  /** Absent: nothing changes. */
  readonly after?: Written
  /** What the change comes to, as people read it; absent: nothing. */
  readonly operations?: readonly string[]
  /** SQL of what stands in the database before diffkit comes. */
  readonly around?: string
  /** SQL between the two revisions: rows. */
  readonly rows?: string
  /** Queries that answer the same before and after, there and back. */
  readonly kept?: readonly string[]
  readonly renames?: readonly string[]
  /** The bodies of a migration by hand, in the place of a change of the models. */
  readonly hand?: { readonly upgrade: string; readonly downgrade: string }
  /** More keys of the configuration. */
  readonly config?: Readonly<Record<string, unknown>>
  /** What the revision, or its upgrade, is refused with; all is then as before. */
  readonly refused?: RegExp
}

export interface Place {
  readonly dialect: 'postgresql' | 'sqlite'
  readonly url: string
  readonly scratch: string | null
  query(sql: string): Promise<readonly unknown[]>
  /** Another description of the structure than introspection's. */
  witness(): Promise<string>
}

const talk: Talk = {
  note: () => {},
  working: () => {},
  warn: () => {},
  statement: () => {},
  signal: new AbortController().signal,
}

interface Walk {
  readonly place: Place
  readonly folder: string
}

const HEAD = { postgresql: 'pg-core', sqlite: 'sqlite-core' } as const

const write = ({ place, folder }: Walk, models: Written): void => {
  rmSync(join(folder, 'models'), { recursive: true, force: true })
  const files = typeof models === 'string' ? { all: models } : models
  const head = `import { sql } from 'drizzle-orm'\nimport * as p from 'drizzle-orm/${HEAD[place.dialect]}'\n`
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.models.ts`), `${head}void sql\n${text}`)
  }
}

const inWalk = <T>({ folder }: Walk, work: (environment: Environment) => Promise<T>): Promise<T> =>
  withEnvironment({ cwd: folder }, talk, work)

const writeRevision = (
  walk: Walk,
  message: string,
  {
    renames = [],
    empty = false,
  }: { readonly renames?: readonly string[]; readonly empty?: boolean },
) =>
  inWalk(walk, (environment) =>
    revision(environment, {
      message,
      against: null,
      empty,
      renames,
      declined: [],
      noRenames: renames.length === 0,
      dryRun: false,
      verify: true,
      amend: false,
      head: null,
      splice: false,
      branchLabels: [],
      dependsOn: [],
      revisionId: null,
    }),
  )

/** What a new revision holds; nothing where there is none to write. */
const revise = async (
  walk: Walk,
  message: string,
  renames: readonly string[],
): Promise<readonly string[]> => {
  const result = await writeRevision(walk, message, { renames })
  if (result.kind === 'none') return []
  if (result.kind !== 'written') throw new Error(`the revision is ${result.kind}`)
  expect({ verified: result.verified, reason: result.reason }).toEqual({
    verified: true,
    reason: null,
  })
  return result.operations.map(describe)
}

/** A migration by hand, recorded and proven. */
const reviseByHand = async (
  walk: Walk,
  { upgrade: up, downgrade: down }: NonNullable<NumberedCase['hand']>,
): Promise<readonly string[]> => {
  const result = await writeRevision(walk, 'by hand', { empty: true })
  if (result.kind !== 'written') throw new Error(`the revision is ${result.kind}`)
  const path = join(walk.folder, result.path)
  const text = readFileSync(path, 'utf8')
    .replace(/(upgrade\([^{]*\{)[^}]*\}/, `$1\n${up}\n}`)
    .replace(/(downgrade\([^{]*\{)[^}]*\}/, `$1\n${down}\n}`)
    .replaceAll('_op:', 'op:')
  writeFileSync(path, text)
  const recorded = await inWalk(walk, (environment) =>
    snapshot(environment, { address: 'head', verify: true }),
  )
  expect(recorded).toMatchObject({ verified: true })
  const history = await inWalk(walk, (environment) => environment.history())
  const program = (await history.programs([result.revision])).get(result.revision)
  return (program?.upgrade ?? []).map(describe)
}

const toHead = (walk: Walk) =>
  inWalk(walk, (environment) =>
    upgrade(environment, { target: 'head', allowExisting: true, allowDataLoss: false }),
  )

const isClean = async (walk: Walk, parts: { readonly models: boolean }): Promise<void> => {
  const found = await inWalk(walk, (environment) =>
    check(environment, {
      models: parts.models,
      database: true,
      history: true,
      offline: false,
      strict: false,
    }),
  )
  expect(found).toMatchObject({ ok: true, undecided: [] })
}

const answers = ({ place }: Walk, { kept = [] }: NumberedCase): Promise<readonly unknown[]> =>
  Promise.all(kept.map((sql) => place.query(sql)))

const refuses = async (walk: Walk, item: NumberedCase, refused: RegExp): Promise<void> => {
  const before = await walk.place.witness()
  const work = async (): Promise<void> => {
    await revise(walk, 'change', item.renames ?? [])
    await toHead(walk)
  }
  await expect(work()).rejects.toThrow(refused)
  expect(await walk.place.witness()).toBe(before)
}

const change = async (walk: Walk, item: NumberedCase): Promise<void> => {
  const { place } = walk
  const before = { witness: await place.witness(), answers: await answers(walk, item) }
  const found =
    item.hand === undefined
      ? await revise(walk, 'change', item.renames ?? [])
      : await reviseByHand(walk, item.hand)
  expect(found).toEqual(item.operations ?? [])
  if (found.length === 0) return
  await toHead(walk)
  await isClean(walk, { models: true })
  expect(await revise(walk, 'nothing', [])).toEqual([])
  expect(await answers(walk, item)).toEqual(before.answers)
  const after = await place.witness()
  expect(after).not.toBe(before.witness)
  await inWalk(walk, (environment) =>
    downgrade(environment, { target: '-1', allowExisting: true, allowDataLoss: true }),
  )
  expect(await place.witness()).toBe(before.witness)
  await isClean(walk, { models: false })
  await toHead(walk)
  expect(await place.witness()).toBe(after)
}

/** Takes a case there, back, and there again. */
export const walkThrough = async (place: Place, item: NumberedCase): Promise<void> => {
  const folder = makeFolder({
    'diffkit.config.mjs': `export default ${JSON.stringify({
      dialect: place.dialect,
      schema: './*.models.ts',
      url: place.url,
      ...(place.scratch === null ? {} : { scratch: place.scratch }),
      ...item.config,
    })}\n`,
  })
  const walk: Walk = { place, folder }
  if (item.around !== undefined) await place.query(item.around)
  write(walk, item.before)
  await revise(walk, 'first', [])
  await toHead(walk)
  await isClean(walk, { models: true })
  expect(await revise(walk, 'nothing', [])).toEqual([])
  if (item.rows !== undefined) await place.query(item.rows)
  if (item.after !== undefined) write(walk, item.after)
  if (item.refused !== undefined) await refuses(walk, item, item.refused)
  else await change(walk, item)
}
