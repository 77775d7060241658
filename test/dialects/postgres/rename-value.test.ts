/** A server renames a value wherever it keeps one; what `apply` makes of the texts must be what it prints. */
import { expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { definitions, reverseAll } from '../../../src/operations/index.ts'
import type { Operation } from '../../../src/operations/index.ts'
import { canonicalSchema, equalSchemas } from '../../../src/schema/equal.ts'
import { expressionsOf, placeKey } from '../../../src/schema/expressions.ts'
import type { SchemaSpec } from '../../../src/schema/spec.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { creation, execute, introspect, onServers, printed, schemaOf } from './support.ts'

/** Each is a condition over `mood`, `moods`, `note` (text) and `other` (another enum with the same values). */
const CONDITIONS = [
  "mood = 'sad'",
  "'sad' = mood",
  "mood <> 'sad' and note <> 'sad'",
  "mood in ('sad', 'ok')",
  "mood not in ('ok', 'sad')",
  "mood between 'sad' and 'ok'",
  "mood not between 'happy' and 'sad'",
  "mood = any (array['sad', 'ok']::mood[])",
  "mood = any ('{sad,ok}')",
  "mood is distinct from 'sad'",
  "mood is not distinct from 'sad' or other = 'sad'",
  "case mood when 'sad' then note = 'sad' else true end",
  "coalesce(mood, 'sad') = 'ok'",
  "moods @> '{sad}'",
  "moods @> array['sad'::mood]",
  'not (moods && \'{ok, "sad"}\'::mood[])',
  "'sad' = any (moods)",
  "'sad'::mood = mood or note = 'sad'::text",
  "cast('sad' as mood) = mood",
  "(mood)::mood = 'sad' and (note)::text = 'sad'",
  "users.mood = 'sad' and users.other = 'sad'",
  "note in ('sad', 'ok') or nullif(mood, 'sad') is null",
  "mood > (case when note = 'sad' then 'sad'::mood else 'ok' end)",
  "mood = public.mood 'sad'",
  "coalesce(mood, 'ok') <> 'sad' or coalesce(note, 'ok') <> 'sad'",
  "'sad' = coalesce(mood, 'ok')",
  "(case when note = 'sad' then mood else 'ok' end) <> 'sad'",
  "moods[1] = 'sad' and (mood) <> 'sad'",
  "lower(note) = 'sad'",
]

const BASE: SchemaSpec = {
  namespaces: [{ name: 'auth' }],
  enums: [
    { name: 'mood', values: ['sad', 'ok', 'happy'] },
    { name: 'other', values: ['sad', 'ok'] },
    { namespace: 'auth', name: 'role', values: ['sad', "it's"] },
  ],
  tables: [
    {
      name: 'users',
      columns: [
        { name: 'id', type: 'integer', nullable: false },
        { name: 'mood', type: 'mood', default: "'sad'" },
        { name: 'moods', type: 'mood[]', default: "'{sad,ok,sad}'" },
        { name: 'built', type: 'mood[]', default: "array['sad', 'ok']::mood[]" },
        { name: 'note', type: 'text', default: "'sad'" },
        { name: 'other', type: 'other', default: "'sad'" },
        { name: 'role', type: 'auth.role', default: "'it''s'" },
        { name: 'is_sad', type: 'boolean', generated: { expression: "mood = 'sad'" } },
        {
          name: 'worse',
          type: 'mood',
          generated: { expression: "case when note = 'sad' then 'sad'::mood else mood end" },
        },
      ],
      constraints: [
        { kind: 'primaryKey', name: 'users_pkey', columns: ['id'] },
        ...CONDITIONS.map(
          (expression, index) => ({ kind: 'check', name: `users_${index}`, expression }) as const,
        ),
      ],
      indexes: [
        { name: 'users_sad', keys: ['id'], where: "mood = 'sad' and note = 'sad'" },
        { name: 'users_is', keys: [{ expression: "(mood = 'sad')" }] },
      ],
    },
  ],
  views: [
    {
      name: 'sad_users',
      definition: "select id, mood from users where mood = 'sad' and note <> 'sad'",
    },
    { name: 'sad_again', definition: "select id from sad_users where mood in ('sad')" },
    {
      name: 'shown',
      definition: "select case mood when 'sad' then 'sad' else '-' end as it from users",
    },
  ],
}

const rename = (name: string, from: string, to: string): Operation =>
  definitions.renameEnumValue.create(name, from, to)

const expectSchema = async (connection: Connection, schema: Schema): Promise<void> => {
  const prints = (item: Schema): readonly string[] =>
    expressionsOf(canonicalSchema(item)).map(
      ({ place, expression }) => `${placeKey(place)} ${expression.printed?.text ?? expression.sql}`,
    )
  const found = await introspect(connection)
  const wanted = await printed(connection, postgres.normalize(schema))
  expect(prints(found)).toEqual(prints(wanted))
  expect(equalSchemas(found, wanted)).toBe(true)
}

onServers('a renamed value', (server) => {
  test('is renamed in every expression that holds it, and in no text that looks like it', async () => {
    const connection = await server.database()
    const before = schemaOf(BASE)
    await execute(connection, creation(before))
    await expectSchema(connection, before)
    const operations = [
      rename('mood', 'sad', "can't say"),
      definitions.renameEnumValue.create({ namespace: 'auth', name: 'role' }, "it's", 'is'),
    ]
    const after = await execute(connection, operations, before)
    await expectSchema(connection, after)
    const texts = JSON.stringify(after)
    expect(texts).toContain("note <> 'sad'")
    expect(texts).toContain("other = 'sad'")
    await execute(connection, reverseAll(operations, before), after)
    await expectSchema(connection, before)
  })

  test('keeps the print of the server true, and rows', async () => {
    const connection = await server.database()
    await execute(connection, creation(schemaOf({ ...BASE, views: [] })))
    await connection.execute('ALTER TABLE users DROP CONSTRAINT users_6')
    const before = await introspect(connection)
    const operations = [rename('mood', 'sad', 'gloomy sad')]
    const after = await execute(connection, operations, before)
    const found = await introspect(connection)
    if (!equalSchemas(found, after)) expect(found).toEqual(after)
    await execute(connection, reverseAll(operations, before), after)
    const back = await introspect(connection)
    if (!equalSchemas(back, before)) expect(back).toEqual(before)
  })
})
