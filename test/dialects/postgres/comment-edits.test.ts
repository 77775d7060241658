/** The comment of each thing that has one, edited alone and together with what it is on; pg_dump is the witness. */
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { diff } from '../../../src/diff/index.ts'
import { reverseAll } from '../../../src/operations/index.ts'
import type { Operation } from '../../../src/operations/index.ts'
import type { ConstraintSpec, SchemaSpec, TableSpec } from '../../../src/schema/spec.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { expectPureLaws } from '../../support/case-laws.ts'
import { pgDump } from '../../support/postgres-laws.ts'
import { creation, execute, introspect, onServers, schemaOf } from './support.ts'

type Side = (comment: string | null) => SchemaSpec

const COLUMNS: TableSpec['columns'] = [
  { name: 'id', type: 'integer', nullable: false },
  { name: 'n', type: 'integer' },
  { name: 'title', type: 'text' },
  { name: 'span', type: 'int4range' },
]

const table = (more: Partial<TableSpec>): SchemaSpec => ({
  tables: [{ name: 'notes', columns: COLUMNS, ...more }],
})

const constraint =
  (item: ConstraintSpec) =>
  (comment: string | null): SchemaSpec =>
    table({ constraints: [{ ...item, comment }] })

const key = { kind: 'unique', name: 'notes_key', columns: ['id'] } as const
const check = { kind: 'check', name: 'notes_check', expression: 'n > 0' } as const
const exclude = {
  kind: 'exclude',
  name: 'notes_excl',
  definition: 'USING gist (span WITH &&)',
} as const
const own = (more: object) => (comment: string | null) =>
  table({
    constraints: [
      { kind: 'primaryKey', name: 'notes_pkey', columns: ['id'] },
      {
        kind: 'foreignKey',
        name: 'notes_fk',
        columns: ['n'],
        references: { table: 'notes', columns: ['id'] },
        comment,
        ...more,
      },
    ],
  })
const index = (more: object) => (comment: string | null) =>
  table({ indexes: [{ name: 'notes_idx', keys: ['n'], comment, ...more }] })
const policy = (more: object) => (comment: string | null) =>
  table({ rowSecurity: true, policies: [{ name: 'own', using: 'n > 0', comment, ...more }] })
const mood = (values: readonly string[]) => (comment: string | null) => ({
  enums: [{ name: 'mood', values, comment }],
  ...table({ columns: [...COLUMNS, { name: 'mood', type: 'mood' }] }),
})
const sequence =
  (more: object): Side =>
  (comment) => ({ sequences: [{ name: 'numbers', comment, ...more }] })
const view =
  (more: object, type = 'integer'): Side =>
  (comment) => ({
    ...table({ columns: [...COLUMNS, { name: 'x', type }] }),
    views: [{ name: 'v', definition: 'select id, x from notes', comment, ...more }],
  })
const another = { definition: 'select id, x from notes where id > 1' }
const shownMood =
  (values: readonly string[], more: object = {}): Side =>
  (comment) => ({
    ...mood(values)(null),
    views: [{ name: 'v', definition: 'select id, mood from notes', comment, ...more }],
  })
const auth: Side = (comment) => ({ namespaces: [{ name: 'auth', comment }] })

/** A column whose type changes under everything that stands on it. */
const standing =
  (type: string): Side =>
  (comment) => ({
    tables: [
      {
        name: 'notes',
        columns: [
          ...COLUMNS,
          { name: 'x', type, comment },
          { name: 'twice', type: 'bigint', generated: { expression: 'x * 2' }, comment },
        ],
        rowSecurity: true,
        constraints: [
          { kind: 'unique', name: 'notes_x', columns: ['x'], comment },
          { kind: 'check', name: 'notes_x_check', expression: 'x < 100', comment },
        ],
        indexes: [
          { name: 'notes_some', keys: ['x'], where: 'x > 5', comment },
          { name: 'notes_twice', keys: ['twice'], comment },
        ],
        policies: [{ name: 'small', using: 'x < 7', comment }],
      },
      {
        name: 'others',
        columns: [{ name: 'x', type }],
        constraints: [
          {
            kind: 'foreignKey',
            name: 'others_fk',
            columns: ['x'],
            references: { table: 'notes', columns: ['x'] },
            comment,
          },
        ],
      },
    ],
  })

/** `on` is what the comment is on; empty where it is on several. `change`: the same when it is another then. */
interface Thing {
  readonly title: string
  readonly on: string
  readonly make: Side
  readonly change?: Side
}

const things: readonly Thing[] = [
  { title: 'a namespace', on: 'namespace', make: auth },
  { title: 'an enum', on: 'enum', make: mood(['sad', 'happy']) },
  {
    title: 'an enum that is made anew',
    on: 'enum',
    make: mood(['sad', 'happy']),
    change: mood(['happy']),
  },
  { title: 'a sequence', on: 'sequence', make: sequence({}) },
  {
    title: 'a changed sequence',
    on: 'sequence',
    make: sequence({}),
    change: sequence({ increment: '5', min: '2' }),
  },
  { title: 'a table', on: 'table', make: (comment) => table({ comment }) },
  {
    title: 'a column',
    on: 'column',
    make: (comment) =>
      table({ columns: COLUMNS.map((column) => ({ ...column, comment })).slice(0, 1) }),
  },
  { title: 'a primary key', on: 'constraint', make: constraint({ ...key, kind: 'primaryKey' }) },
  { title: 'a unique constraint', on: 'constraint', make: constraint(key) },
  {
    title: 'a unique constraint that is another then',
    on: 'constraint',
    make: constraint(key),
    change: constraint({ ...key, include: ['n'] }),
  },
  { title: 'a check', on: 'constraint', make: constraint(check) },
  {
    title: 'a check that is another then',
    on: 'constraint',
    make: constraint(check),
    change: constraint({ ...check, expression: 'n > 1' }),
  },
  {
    title: 'a check that is not valid any more',
    on: 'constraint',
    make: constraint(check),
    change: constraint({ ...check, notValid: true }),
  },
  { title: 'an exclusion constraint', on: 'constraint', make: constraint(exclude) },
  {
    title: 'an exclusion constraint that is another then',
    on: 'constraint',
    make: constraint(exclude),
    change: constraint({ ...exclude, definition: 'USING gist (span WITH &&) WHERE (n > 0)' }),
  },
  { title: 'a foreign key', on: 'constraint', make: own({}) },
  {
    title: 'a foreign key that is another then',
    on: 'constraint',
    make: own({}),
    change: own({ onDelete: 'cascade' }),
  },
  { title: 'an index', on: 'index', make: index({}) },
  {
    title: 'an index that is another then',
    on: 'index',
    make: index({}),
    change: index({ keys: ['title'] }),
  },
  {
    title: 'an index with another name',
    on: 'index',
    make: index({}),
    change: index({ name: 'notes_n' }),
  },
  { title: 'a policy', on: 'policy', make: policy({}) },
  {
    title: 'a policy that is altered',
    on: 'policy',
    make: policy({}),
    change: policy({ using: 'n > 1' }),
  },
  {
    title: 'a policy that is another then',
    on: 'policy',
    make: policy({}),
    change: policy({ for: 'select' }),
  },
  {
    title: 'a policy that reads another table',
    on: 'policy',
    make: policy({ using: 'exists (select from pg_class)' }),
    change: policy({ using: 'not exists (select from pg_class)' }),
  },
  {
    title: 'a view',
    on: 'view',
    make: (comment) => ({
      ...table({}),
      views: [{ name: 'v', definition: 'select 1 as one', comment }],
    }),
  },
  { title: 'a view that is another then', on: 'view', make: view({}), change: view(another) },
  {
    title: 'a view over a column that changes',
    on: 'view',
    make: view({}),
    change: view({}, 'bigint'),
  },
  {
    title: 'a view over an enum that is made anew',
    on: 'view',
    make: shownMood(['sad', 'happy']),
    change: shownMood(['happy']),
  },
  {
    title: 'a materialized view',
    on: 'view',
    make: view({ materialized: true }),
  },
  {
    title: 'a materialized view that is another then',
    on: 'view',
    make: view({ materialized: true }),
    change: view({ ...another, materialized: true }),
  },
  {
    title: 'a materialized view over an enum that is made anew',
    on: 'view',
    make: shownMood(['sad', 'happy'], { materialized: true }),
    change: shownMood(['happy'], { materialized: true }),
  },
  {
    title: 'a view that is a materialized one then',
    on: 'view',
    make: view({}),
    change: view({ materialized: true }),
  },
  {
    title: 'what stands on a column',
    on: '',
    make: standing('integer'),
    change: standing('bigint'),
  },
]

const FEATURES = { features: postgres.features, renames: [] }

const between = (before: Schema, after: Schema): readonly Operation[] =>
  diff(before, after, FEATURES)

describe('comments', () => {
  test.each(things)('of $title change by an operation of their own', async ({ on, make }) => {
    const [none, some] = [schemaOf(make(null)), schemaOf(make("It's\nnoted"))]
    const [first, ...more] = between(none, some)
    if (on !== '') {
      expect(more).toEqual([])
      expect(first).toMatchObject({ kind: 'commentOn', comment: "It's\nnoted" })
      expect(Object.keys(first?.kind === 'commentOn' ? first.on : {})).toContain(on)
    }
    await expectPureLaws({ before: none, after: some, renames: [] }, postgres)
  })

  test('of roles change, too', async () => {
    const [none, some] = [
      schemaOf({ roles: [{ name: 'editor' }] }),
      schemaOf({ roles: [{ name: 'editor', comment: 'May write' }] }),
    ]
    expect(between(none, some)).toEqual([
      { kind: 'commentOn', on: { role: 'editor' }, comment: 'May write' },
    ])
    await expectPureLaws({ before: none, after: some, renames: [] }, postgres)
  })
})

/** Whatever the database holds a comment on. */
const COMMENTS = `SELECT concat_ws(' ', type, identity, description) AS line
  FROM pg_description, pg_identify_object(classoid, objoid, objsubid) WHERE objoid >= 16384
    AND NOT EXISTS (SELECT FROM pg_extension WHERE oid = objoid) ORDER BY 1`

onServers('comments', (server) => {
  const program = pgDump(server.major === 15 ? 15 : 18)

  const dumped = (url: string): readonly string[] =>
    program === null
      ? []
      : execFileSync(program, ['-s', '-d', url])
          .toString()
          .split(';\n')
          .flatMap((statement) => /^COMMENT ON .*/ms.exec(statement) ?? [])
          .toSorted()

  test('are what the catalog and pg_dump say, there and back', { timeout: 240_000 }, async () => {
    const connection = await server.database()
    const [row] = await connection.query('SELECT current_database() AS name')
    const url = server.url(String(row?.['name']))
    const comments = async (): Promise<string> =>
      (await connection.query(COMMENTS)).map(({ line }) => String(line)).join('\n')
    const steps = things.flatMap(({ title, make, change = make }) => [
      { title: `${title}, added`, before: make(null), after: change('one') },
      { title: `${title}, changed`, before: make('one'), after: change("It's\ntwo") },
      ...(change === make
        ? []
        : [{ title: `${title}, kept`, before: make('one'), after: change('one') }]),
    ])
    const problems: string[] = []
    for (const { title, ...sides } of steps) {
      const [before, after] = [schemaOf(sides.before), schemaOf(sides.after)]
      const operations = between(before, after)
      const witness = async (): Promise<string> =>
        `${await comments()}${title.endsWith('kept') ? dumped(url).join('\n') : ''}`
      await execute(connection, creation(before))
      const first = await comments()
      await execute(connection, operations, before)
      const there = await witness()
      const left = between(await introspect(connection), after)
      if (left.some(({ kind }) => kind === 'commentOn')) problems.push(`${title}: a difference`)
      await execute(connection, reverseAll(operations, before), after)
      if ((await comments()) !== first) problems.push(`${title}: not back`)
      await execute(connection, between(before, schemaOf({})), before)
      await execute(connection, creation(after))
      const expected = await witness()
      if (there !== expected) problems.push(`${title}: ${there} and not ${expected}`)
      await execute(connection, between(after, schemaOf({})), after)
    }
    expect(problems).toEqual([])
  })
})
