import { describe, expect, test } from 'vitest'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { fittingName } from '../../../src/dialects/postgres/relation-names.ts'
import { relationName } from '../../../src/schema/counters.ts'
import { canonicalType } from '../../../src/dialects/postgres/types.ts'
import { onServers } from './support.ts'

const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  integer: ['INT', 'int4', 'pg_catalog.int4'],
  'character varying(20)': ['VARCHAR (20)', 'char varying(20)'],
  'character(1)': ['char', 'character'],
  '"char"': ['"char"'],
  'numeric(10,0)': ['DECIMAL(10)', 'numeric( 10 , 0 )'],
  real: ['float4', 'float(24)'],
  'double precision': ['float', 'float(25)', 'float8'],
  'timestamp without time zone': ['timestamp'],
  'timestamp(3) with time zone': ['timestamptz(3)', 'timestamp (3) WITH TIME ZONE'],
  'integer[]': ['int[]', 'int[][]', 'int[3]', 'integer ARRAY', 'int4 array[3]'],
  'auth.mood[]': ['auth.mood[]', '"auth"."mood"[]'],
  mood: ['public.mood', '"mood"', 'MOOD'],
  '"Mood"': ['"Mood"', 'public."Mood"'],
  bigserial: ['serial8'],
  'bit(1)': ['bit'],
}

describe('a type', () => {
  for (const [canonical, spellings] of Object.entries(SPELLINGS)) {
    test(`${canonical} has one spelling`, () => {
      for (const spelling of [...spellings, canonical]) {
        expect(canonicalType(spelling)).toBe(canonical)
      }
    })
  }
})

test('a made name is the one that PostgreSQL makes', () => {
  expect(relationName('users', 'id', 'seq')).toBe('users_id_seq')
  expect(relationName('t'.repeat(50), 'c'.repeat(50), 'seq')).toBe(
    `${'t'.repeat(29)}_${'c'.repeat(29)}_seq`,
  )
  expect(fittingName('x'.repeat(80))).toHaveLength(63)
})

onServers('a conversion', (server) => {
  const PAIRS: readonly (readonly [from: string, to: string, value: string])[] = [
    ['text', 'uuid', "'6b1f8a5e-0d3c-4a44-9d0e-3f1d7d1f0a11'"],
    ['text', 'integer', "'5'"],
    ['varchar(9)', 'boolean', "'true'"],
    ['text', 'jsonb', `'{"a": 1}'`],
    ['text', 'mood', "'sad'"],
    ['mood', 'text', "'sad'"],
    ['mood', 'feeling', "'sad'"],
    ['text[]', 'integer[]', "'{1,2}'"],
    ['integer', 'integer[]', '5'],
    ['integer[]', 'integer', "'{5}'"],
    ['text[]', 'uuid', "'{6b1f8a5e-0d3c-4a44-9d0e-3f1d7d1f0a11}'"],
    ['text[]', 'text', "'{a,b}'"],
    ['mood[]', 'mood', 'NULL'],
    ['text[]', 'mood[]', "'{sad}'"],
    ['boolean', 'bigint', 'true'],
    ['numeric', 'boolean', '1'],
    ['bigint', 'integer', '5'],
    ['timestamp', 'timestamptz', "'2020-01-01'"],
    ['time', 'interval', "'12:00'"],
    ['money', 'integer', "'$5.00'"],
    ['smallint', 'money', '5'],
    ['jsonb', 'numeric', "'5'"],
    ['bigint[]', 'jsonb', "'{5,6}'"],
    ['boolean[]', 'bigint[]', "'{true}'"],
    ['integer[]', 'boolean[]', "'{1,0}'"],
    ['integer', 'boolean[]', '1'],
    ['polygon', 'point', "'((0,0),(2,2))'"],
    ['int4range', 'int4multirange', "'[1,2)'"],
    ['serial', 'text', '5'],
    ['json', 'jsonb', "'1'"],
    ['uuid', 'text', "'6b1f8a5e-0d3c-4a44-9d0e-3f1d7d1f0a11'"],
  ]
  test('is taken by the server', async () => {
    const connection = await server.database()
    await connection.execute(
      "CREATE TYPE mood AS ENUM ('sad'); CREATE TYPE feeling AS ENUM ('sad', 'glad')",
    )
    for (const [from, to, value] of PAIRS) {
      const using = postgres.conversion('c', canonicalType(from), canonicalType(to))
      await connection.execute(
        `CREATE TABLE t (c ${from}); INSERT INTO t VALUES (${value});
         ALTER TABLE t ALTER COLUMN c TYPE ${to} ${using === null ? '' : `USING ${using}`}; DROP TABLE t`,
      )
    }
  })

  test('of a list to one value is refused where the list holds several', async () => {
    const connection = await server.database()
    const using = postgres.conversion('c', 'integer[]', 'integer') ?? ''
    await connection.execute(
      "CREATE TABLE t (c integer[]); INSERT INTO t VALUES ('{1}'), ('{}'), (NULL)",
    )
    await connection.execute(`ALTER TABLE t ALTER COLUMN c TYPE integer USING ${using}`)
    expect(await connection.query('SELECT c FROM t')).toEqual([{ c: 1 }, { c: null }, { c: null }])
    await connection.execute("CREATE TABLE u (c integer[]); INSERT INTO u VALUES ('{1,2}')")
    await expect(
      connection.execute(`ALTER TABLE u ALTER COLUMN c TYPE integer USING ${using}`),
    ).rejects.toThrow(/\{1,2\}/)
  })
})
