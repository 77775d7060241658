/** The texts of every case, for review; `npx vitest run test/golden.test.ts --update` writes them anew. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { postgres } from '../src/dialects/postgres/index.ts'
import { sqlite } from '../src/dialects/sqlite/index.ts'
import type { Dialect } from '../src/dialects/dialect.ts'
import { diff } from '../src/diff/index.ts'
import { definitions } from '../src/operations/index.ts'
import { recordingBuilder } from '../src/operations/recorder.ts'
import type { Operation, OperationKind } from '../src/operations/index.ts'
import { completeSchema } from '../src/schema/spec.ts'
import type { Schema } from '../src/schema/types.ts'
import { casesByNoun } from './cases/index.ts'
import { written } from './cases/written.ts'
import { pairOf } from './support/case-laws.ts'
import { goldenOf } from './support/golden.ts'
import { root } from './support/project.ts'

/** What a dialect has no use for; and data steps, which exist only as code in their files. */
const LACKS: Readonly<Record<string, readonly OperationKind[]>> = {
  sqlite: [
    'createExtension',
    'dropExtension',
    'alterExtension',
    'createRole',
    'dropRole',
    'alterRole',
    'createNamespace',
    'dropNamespace',
    'createEnum',
    'dropEnum',
    'alterEnum',
    'renameEnum',
    'renameEnumValue',
    'createSequence',
    'dropSequence',
    'renameSequence',
    'alterSequence',
    'alterConstraint',
    'createPolicy',
    'dropPolicy',
    'renameView',
    'commentOn',
    'alterPolicy',
    'run',
  ],
  postgresql: ['run'],
}

interface Subject {
  readonly file: string
  readonly name: string
  readonly before: Schema
  readonly operations: readonly Operation[]
}

const slug = (noun: string, name: string): string =>
  `${noun}-${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`

const recorded = (does: (typeof written)[number]['does']): readonly Operation[] => {
  const operations: Operation[] = []
  does(recordingBuilder((op) => operations.push(op)))
  return operations
}

const subjectsOf = (dialect: Dialect): readonly Subject[] => {
  const isOwn = ({ only }: { readonly only?: string }): boolean =>
    only === undefined || only === dialect.name
  const compared = Object.entries(casesByNoun).flatMap(([noun, cases]) =>
    cases.filter(isOwn).map((item) => {
      const { before, after, renames } = pairOf(item, dialect)
      const operations = diff(before, after, { features: dialect.features, renames })
      return { file: slug(noun, item.name), name: item.name, before, operations }
    }),
  )
  const byHand = written.filter(isOwn).map(({ name, before, does }) => ({
    file: slug('written', name),
    name,
    before: dialect.normalize(completeSchema(before)),
    operations: recorded(does),
  }))
  return [...compared, ...byHand]
}

describe.each([
  ['sqlite', sqlite],
  ['postgresql', postgres],
] as const)('%s', (name, dialect) => {
  const folder = join(root, 'test/golden', name)
  const subjects = subjectsOf(dialect)
  const seen = new Set<OperationKind>()
  const see = (operations: readonly Operation[]): void => {
    for (const op of operations) {
      seen.add(op.kind)
      if (op.kind === 'batch') see(op.operations)
    }
  }

  test.each(subjects.map((subject) => [subject.name, subject] as const))(
    '%s',
    async (_, subject) => {
      const { upgrade, downgrade, migration, sql } = await goldenOf(subject, dialect)
      see(upgrade)
      see(downgrade)
      await expect(migration).toMatchFileSnapshot(join(folder, `${subject.file}.ts`))
      await expect(sql).toMatchFileSnapshot(join(folder, `${subject.file}.sql`))
    },
  )

  test('every kind of operation that the dialect has stands in a golden file', () => {
    const kinds = Object.keys(definitions).filter(
      (kind) => !LACKS[name]?.some((lacking) => lacking === kind),
    )
    expect(kinds.filter((kind) => ![...seen].some((found) => found === kind))).toEqual([])
  })

  test('every golden file belongs to a case', () => {
    const wanted = new Set(subjects.flatMap(({ file }) => [`${file}.sql`, `${file}.ts`]))
    expect(wanted.size).toBe(subjects.length * 2)
    // New ones are written when the run ends.
    const found = existsSync(folder) ? readdirSync(folder) : []
    expect(found.filter((file) => !wanted.has(file))).toEqual([])
  })
})
