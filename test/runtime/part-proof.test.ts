/** A proof on the part that a change can reach says what a proof on the whole says. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dialect } from '../../src/dialects/dialect.ts'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { sqlite } from '../../src/dialects/sqlite/index.ts'
import { diff } from '../../src/diff/index.ts'
import { isDiffkitError } from '../../src/errors.ts'
import { withConversions } from '../../src/operations/conversions.ts'
import { applyAll, reverseAll } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/index.ts'
import { prove } from '../../src/runtime/proof/proof.ts'
import type { ProofSubject } from '../../src/runtime/proof/proof.ts'
import { openScratch } from '../../src/runtime/scratch/scratch.ts'
import { completeTable } from '../../src/schema/spec.ts'
import type { ColumnSpec, ConstraintSpec, TableSpec } from '../../src/schema/spec.ts'
import { emptySchema } from '../../src/schema/types.ts'
import type { Schema, Table } from '../../src/schema/types.ts'
import { arbitraryPair, postgresSpace, sqliteSpace } from '../support/arbitrary-schema.ts'
import type { SchemaPair } from '../support/arbitrary-schema.ts'
import { useServer } from '../support/postgres.ts'

const server = useServer(18)

const AROUND = 30

const hasKey = ({ constraints }: Table): boolean =>
  constraints.some((item) => item.kind === 'primaryKey' && item.columns.join() === 'id')

const refer = (column: string, target: string): readonly [ColumnSpec, ConstraintSpec] => [
  { name: column, type: 'integer' },
  {
    kind: 'foreignKey',
    name: `around_${column}_${target}_fk`,
    columns: [column],
    references: { table: target, columns: ['id'] },
  },
]

/** A table among many: it refers to the one before it, and some to the tables that change. */
const around = (at: number, tables: readonly Table[]): TableSpec => {
  const targets = tables.filter(hasKey).map(({ name }) => name)
  const chosen = at % 6 === 0 ? targets[(at / 6) % Math.max(targets.length, 1)] : undefined
  const references = [
    ...(chosen === undefined ? [] : [refer('chosen', chosen)]),
    ...(at === 0 ? [] : [refer('previous', `around_${at - 1}`)]),
  ]
  return {
    name: `around_${at}`,
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'text', type: 'text', default: "'none'" },
      ...references.map(([column]) => column),
    ],
    constraints: [
      { kind: 'primaryKey', name: `around_${at}_pk`, columns: ['id'] },
      ...references.map(([, constraint]) => ({
        ...constraint,
        name: `around_${at}_${constraint.name}`,
      })),
    ],
    indexes: [{ name: `around_${at}_text_idx`, keys: ['text'] }],
  }
}

const padded = (schema: Schema): Schema => ({
  ...schema,
  tables: [
    ...schema.tables,
    ...Array.from({ length: AROUND }, (_, at) => completeTable(around(at, schema.tables))),
  ],
})

interface Programs {
  readonly before: Schema
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
}

/** `null` where a table around stands in the way of the change. */
const programsOf = (pair: SchemaPair, before: Schema, dialect: Dialect): Programs | null => {
  const { features } = dialect
  const [from, to] = [dialect.normalize(pair.before), dialect.normalize(pair.after)]
  const operations = diff(from, to, { features, renames: pair.renames })
  try {
    const upgrade = withConversions(operations, before, dialect.conversion)
    const after = applyAll(before, upgrade)
    const downgrade = withConversions(reverseAll(upgrade, before), after, dialect.conversion)
    return { before, upgrade, downgrade }
  } catch {
    return null
  }
}

interface Ground {
  readonly dialect: Dialect
  readonly server: string | null
}

interface Verdict {
  readonly isProven: boolean
  /** How many tables the first trial stood on. */
  readonly tables: number
}

const judge = async (
  { before, upgrade, downgrade }: Programs,
  { dialect, server }: Ground,
  ancestors: ProofSubject['ancestors'],
): Promise<Verdict> => {
  const scratch = openScratch({
    dialect,
    server,
    memory: 'sqlite::memory:',
    setup: [],
    namespaces: [],
  })
  const target = dialect.defaultTarget
  const after = dialect.normalize(applyAll(before, upgrade))
  const trials: number[] = []
  try {
    const subject = { dialect, target, before, after, upgrade, downgrade, ancestors }
    const { verified } = await prove(subject, scratch, (schema) => {
      trials.push(schema.tables.length)
      return diff(emptySchema, schema, { features: dialect.features, renames: [] })
    })
    const isAlone = trials.length <= 1
    return {
      isProven: verified,
      tables: isAlone ? (trials[0] ?? 0) : before.tables.length,
    }
  } catch (error) {
    if (!isDiffkitError(error)) throw error
    return { isProven: false, tables: before.tables.length }
  } finally {
    await scratch.close()
  }
}

/** The schema as a proof on this server leaves it, its expressions printed. */
const printed = async (schema: Schema, ground: Ground): Promise<Schema> => {
  const { dialect } = ground
  if (ground.server === null) return schema
  const upgrade = diff(emptySchema, schema, { features: dialect.features, renames: [] })
  const scratch = openScratch({
    dialect,
    server: ground.server,
    memory: '',
    setup: [],
    namespaces: [],
  })
  const subject = {
    dialect,
    target: dialect.defaultTarget,
    before: emptySchema,
    after: schema,
    upgrade,
    downgrade: reverseAll(upgrade, emptySchema),
    ancestors: null,
  }
  try {
    return (await prove(subject, scratch, () => [])).schema
  } finally {
    await scratch.close()
  }
}

/** A program as it is, and one that forgets a step of the way back. */
const tryBoth = async (
  { pair, forgotten }: { readonly pair: SchemaPair; readonly forgotten: number },
  ground: Ground,
  seen: Verdict[],
): Promise<void> => {
  const { dialect } = ground
  const before = await printed(dialect.normalize(padded(pair.before)), ground)
  const whole = programsOf(pair, before, dialect)
  if (whole === null || whole.upgrade.length === 0) return
  const build = diff(emptySchema, before, { features: dialect.features, renames: [] })
  const at = forgotten % whole.downgrade.length
  const downgrade = whole.downgrade.filter((_, index) => index !== at)
  for (const programs of [whole, { ...whole, downgrade }]) {
    const onPart = await judge(programs, ground, null)
    const onWhole = await judge(programs, ground, [build])
    expect(onPart.isProven).toBe(onWhole.isProven)
    seen.push(onPart)
  }
}

const EVERYTHING = process.env['DIFFKIT_ALL'] !== undefined

const GROUNDS = [
  ['sqlite', sqliteSpace, EVERYTHING ? 300 : 24],
  ['postgresql', postgresSpace, EVERYTHING ? 40 : 3],
] as const

describe('a proof on a part', () => {
  test.each(GROUNDS)(
    'says what one on the whole does, %s',
    { timeout: 240_000 },
    async (name, space, runs) => {
      const seen: Verdict[] = []
      const ground: Ground =
        name === 'sqlite'
          ? { dialect: sqlite, server: null }
          : { dialect: postgres, server: server.scratch() }
      await fc.assert(
        fc.asyncProperty(
          fc.record({ pair: arbitraryPair(space, { renames: true }), forgotten: fc.nat(60) }),
          (trial) => tryBoth(trial, ground, seen),
        ),
        { numRuns: runs, endOnFailure: true },
      )
      const onPart = seen.filter(({ tables }) => tables < AROUND)
      expect(onPart.filter(({ isProven }) => isProven).length).toBeGreaterThan(runs / 4)
      expect(seen.some(({ isProven }) => !isProven)).toBe(true)
    },
  )
})
