/** A new value of an enum is added in place, unless what comes after it in the same transaction may use it. */
import { expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { recordingBuilder } from '../../../src/operations/recorder.ts'
import type { Operation, Operations } from '../../../src/operations/index.ts'
import { creation, execute, onServers, schemaOf } from './support.ts'

const before = schemaOf({
  enums: [
    { name: 'mood', values: ['sad'] },
    { name: 'level', values: ['low', 'glad'] },
  ],
  tables: [
    {
      name: 'users',
      columns: [
        { name: 'id', type: 'integer' },
        { name: 'mood', type: 'mood' },
        { name: 'moods', type: 'mood[]' },
        { name: 'level', type: 'level' },
        { name: 'note', type: 'text' },
      ],
    },
  ],
})

type Change = readonly [what: string, does: (op: Operations) => void]

const check = (op: Operations, expression: string): void =>
  op.addConstraint('users', { kind: 'check', name: 'users_check', expression })

const NO_USE: readonly Change[] = [
  ['the default of a text', (op) => op.alterColumn('users', 'note', { default: "'glad'" })],
  ['the default of another enum', (op) => op.alterColumn('users', 'level', { default: "'glad'" })],
  [
    'a text in a new table',
    (op) =>
      op.createTable({
        name: 'glad',
        columns: [{ name: 'glad', type: 'text', default: "'glad'" }],
      }),
  ],
  ['a check of a text', (op) => check(op, "note <> 'glad' or note in ('glad', 'x')")],
  ['a check of another enum', (op) => check(op, "level = 'glad'")],
  [
    'an index over texts',
    (op) => op.createIndex('users', { name: 'i', keys: ['id'], where: "note = 'glad'" }),
  ],
  [
    'a view of texts',
    (op) => op.createView({ name: 'v', definition: "select id from users where note = 'glad'" }),
  ],
  ['an old value with a cast', (op) => check(op, "mood <> 'sad'::mood")],
  ['a renamed column', (op) => op.renameColumn('users', 'note', 'glad')],
  ['another enum of the same value', (op) => op.createEnum({ name: 'other', values: ['glad'] })],
  ['raw SQL without it', (op) => op.sql("update users set note = 'x'", 'select 1')],
]

const USE: readonly Change[] = [
  ['its default', (op) => op.alterColumn('users', 'mood', { default: "'glad'" })],
  ['the default of an array', (op) => op.alterColumn('users', 'moods', { default: "'{glad}'" })],
  ['its check', (op) => check(op, "mood <> 'glad'")],
  ['a check of an array', (op) => check(op, "'glad' <> all (moods)")],
  [
    'a partial index',
    (op) => op.createIndex('users', { name: 'i', keys: ['id'], where: "mood = 'glad'" }),
  ],
  [
    'a view',
    (op) => op.createView({ name: 'v', definition: "select id from users where mood = 'glad'" }),
  ],
  ['a policy', (op) => op.createPolicy('users', { name: 'p', using: "mood = 'glad'" })],
  [
    'a generated column',
    (op) =>
      op.addColumn('users', {
        name: 'is',
        type: 'boolean',
        generated: { expression: "mood = 'glad'" },
      }),
  ],
  [
    'the argument of a function',
    (op) => op.alterColumn('users', 'note', { default: "same('glad')" }),
  ],
  [
    'rows that come to it',
    (op) => op.alterColumn('users', 'note', { type: 'mood' }, { using: 'note::mood' }),
  ],
  [
    'a column that is filled with it',
    (op) => op.addColumn('users', { name: 'other', type: 'mood' }, { using: 'note::mood' }),
  ],
  ['a check that converts', (op) => check(op, "note::mood >= 'sad'")],
  [
    'a value renamed since',
    (op) => {
      op.renameEnumValue('mood', 'glad', 'merry')
      op.alterColumn('users', 'mood', { default: "'merry'" })
    },
  ],
  ['raw SQL', (op) => op.sql("update users set mood = 'glad'", 'select 1')],
]

const programOf = (does: Change[1]): readonly Operation[] => {
  const operations: Operation[] = []
  const op = recordingBuilder((item) => operations.push(item))
  op.alterEnum('mood', { values: ['sad', 'glad'] })
  does(op)
  return operations
}

const typeOf = async (connection: Connection): Promise<unknown> =>
  (await connection.query("SELECT 'mood'::regtype::oid::text AS oid"))[0]?.['oid']

onServers('a value that is added', (server) => {
  /** Tries each change in one transaction, on rows with and without the word, and takes it back. */
  const remade = async (changes: readonly Change[], note: string): Promise<readonly string[]> => {
    const connection = await server.database()
    await execute(connection, creation(before))
    await connection.execute(`
      CREATE FUNCTION same(mood) RETURNS text LANGUAGE sql AS $$ SELECT $1::text $$;
      INSERT INTO users (note, level) VALUES ('${note}', 'glad')`)
    const old = await typeOf(connection)
    const found: string[] = []
    for (const [what, does] of changes) {
      await connection.transaction(
        async () => {
          for (const step of postgres.steps(programOf(does), before, '14')) {
            for (const { sql } of postgres.plan(step, { target: '14', ground: null })) {
              await connection.execute(sql)
            }
          }
          if ((await typeOf(connection)) !== old) found.push(what)
        },
        { mode: 'trial' },
      )
    }
    return found
  }

  test('stands in place where nothing uses it', async () => {
    expect(await remade(NO_USE, 'sad')).toEqual([])
  })

  test('is of a type made anew where something may use it', async () => {
    expect(await remade(USE, 'glad')).toEqual(USE.map(([what]) => what))
  })
})
