/** Which changes of type ask a person for `using`, with the server and its `pg_cast` as witnesses. */
import { expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { canonicalType } from '../../../src/dialects/postgres/types.ts'
import { onServers } from './support.ts'

type Pair = readonly [from: string, to: string]

const conversion = ([from, to]: Pair): string | null =>
  postgres.conversion('c', canonicalType(from), canonicalType(to))

const shown = (pairs: readonly Pair[]): readonly string[] =>
  pairs.map(([from, to]) => `${from} → ${to}`)

/** The types that a column is usually of: no pseudo-type, no name of an object of the catalog. */
const ordinaryTypes = async (connection: Connection): Promise<readonly string[]> => {
  const rows = await connection.query(
    `SELECT format_type(oid, NULL) AS type FROM pg_type
     WHERE typnamespace = 'pg_catalog'::regnamespace AND typtype IN ('b', 'r', 'm')
       AND typcategory <> 'A' AND typname !~ '^(pg_|reg|_)'
       AND typname NOT IN ('oid', 'xid', 'xid8', 'cid', 'tid', 'refcursor', 'gtsvector', 'aclitem',
         'int2vector', 'oidvector', 'txid_snapshot')
     ORDER BY 1`,
  )
  return rows.map(({ type }) => String(type))
}

/** The pairs whose change of an empty table the server refuses, each tried and taken back. */
const refused = async (
  connection: Connection,
  pairs: readonly Pair[],
  using: (pair: Pair) => string,
): Promise<readonly Pair[]> => {
  const types = [...new Set(pairs.map(([from]) => from))]
  const names = types.map((type, index) => `CREATE TABLE t${index} (c ${type});`)
  const tries = pairs.map(
    (pair, index) =>
      `(${index}, ${postgres.literal(`ALTER TABLE t${types.indexOf(pair[0])} ALTER c TYPE ${pair[1]}${using(pair)}`)})`,
  )
  await connection.execute(`${names.join('\n')}
    CREATE TABLE refused (at integer);
    DO $$ DECLARE one record; BEGIN
      FOR one IN SELECT * FROM (VALUES ${tries.join(',\n')}) AS tries (at, sql) LOOP
        BEGIN
          EXECUTE one.sql;
          RAISE EXCEPTION USING ERRCODE = 'ZZ001';
        EXCEPTION
          WHEN SQLSTATE 'ZZ001' THEN NULL;
          WHEN OTHERS THEN INSERT INTO refused VALUES (one.at);
        END;
      END LOOP;
    END $$`)
  const found = await connection.query('SELECT at FROM refused ORDER BY at')
  await connection.execute(
    `DROP TABLE refused, ${types.map((_type, index) => `t${index}`).join(', ')}`,
  )
  const places = new Set(found.map(({ at }) => Number(at)))
  return pairs.filter((_pair, index) => places.has(index))
}

const LISTED = ['boolean', 'integer', 'jsonb', 'money', 'point', 'text', 'timestamp with time zone']
const isListed = (type: string): boolean =>
  process.env['DIFFKIT_ALL'] !== undefined || LISTED.includes(type)

/** Each as it is; in the usual run only some with an array on either side or on both. */
const withArrays = ([from, to]: Pair): Pair[] => {
  if (!isListed(from) || !isListed(to)) return [[from, to]]
  return [
    [from, to],
    [`${from}[]`, `${to}[]`],
    [`${from}[]`, to],
    [from, `${to}[]`],
  ]
}

onServers('a change of type', (server) => {
  test(
    'asks for `using` only where the server has no conversion of its own',
    { timeout: 240_000 },
    async () => {
      const connection = await server.database()
      const types = await ordinaryTypes(connection)
      const pairs = types
        .flatMap((from) => types.map((to): Pair => [from, to]))
        .filter(([from, to]) => from !== to)
        .flatMap(withArrays)
      const asking = pairs.filter((pair) => conversion(pair) === '')
      const told = pairs.filter((pair) => conversion(pair) !== '')
      expect(types.length).toBeGreaterThan(40)
      expect(asking.length).toBeGreaterThan(1000)
      const stopped = await refused(connection, asking, () => '')
      expect(shown(asking.filter((pair) => !stopped.includes(pair)))).toEqual([])
      const failing = await refused(connection, told, (pair) => {
        const using = conversion(pair)
        return using === null ? '' : ` USING ${using}`
      })
      expect(shown(failing)).toEqual([])
    },
  )

  test('never asks where pg_cast has a cast', async () => {
    const connection = await server.database()
    const types = await ordinaryTypes(connection)
    const rows = await connection.query(
      'SELECT format_type(castsource, NULL) AS source, format_type(casttarget, NULL) AS target FROM pg_cast',
    )
    const asking = rows
      .map(({ source, target }): Pair => [String(source), String(target)])
      .filter(([from, to]) => from !== to && types.includes(from) && types.includes(to))
      .filter((pair) => conversion(pair) === '')
    // The bytes of a number are a cast of 18 alone, and a byte of a number is none of the number.
    const known = [...shown([['integer', '"char"']]), ...(server.major < 18 ? [] : BYTES)]
    expect(shown(asking).toSorted()).toEqual(known.toSorted())
  })

  test.each<Pair>([
    ['point', 'integer'],
    ['boolean', 'timestamp'],
    ['integer', 'uuid'],
    ['serial', 'uuid'],
    ['jsonb', 'inet'],
    ['bytea', 'uuid'],
    ['integer', 'interval'],
    ['jsonb', 'integer[]'],
    ['uuid[]', 'inet'],
  ])('from %s to %s asks', (from, to) => {
    expect(conversion([from, to])).toBe('')
  })

  test('between times is the same in every session', async () => {
    const connection = await server.database()
    await connection.execute("SET TimeZone TO 'Asia/Tokyo'")
    const changes = [
      ['timestamptz', 'time', "'2020-01-01 12:00+00'", '12:00:00'],
      ['timestamptz', 'timetz', "'2020-01-01 12:00+00'", '12:00:00+00'],
      ['time', 'timetz', "'12:00'", '12:00:00+00'],
    ] as const
    for (const [from, to, value, expected] of changes) {
      await connection.execute(
        `CREATE TABLE t (c ${from}); INSERT INTO t VALUES (${value});
         ALTER TABLE t ALTER c TYPE ${to} USING ${conversion([from, to]) ?? ''}`,
      )
      expect(await connection.query('SELECT c::text AS c FROM t')).toEqual([{ c: expected }])
      await connection.execute('DROP TABLE t')
    }
  })
})

onServers('a change between types that only a server knows', (server) => {
  const SETUP = `
    CREATE EXTENSION hstore; CREATE EXTENSION citext;
    CREATE TYPE mood AS ENUM ('sad', 'ok');
    CREATE DOMAIN year AS integer CHECK (VALUE > 0);
    CREATE DOMAIN leap AS year;
    CREATE DOMAIN email AS text;
    CREATE DOMAIN feeling AS mood;`

  /** A type, another one, the expression, and a value with what it becomes. */
  const CHANGES = [
    ['numeric(5,2)', 'year', '"c"::year', '7.6', '8'],
    ['bigint', 'leap', '"c"::leap', '7', '7'],
    ['leap', 'bigint', '"c"::bigint', '7', '7'],
    ['boolean', 'year', '"c"::year', 'true', '1'],
    ['year', 'boolean', '"c" <> 0', '3', 'true'],
    ['integer[]', 'year[]', '"c"::year[]', '{1,2}', '{1,2}'],
    ['year', 'integer[]', `CASE WHEN "c" IS NOT NULL THEN ARRAY["c"]::integer[] END`, '7', '{7}'],
    ['jsonb', 'year', `("c" #>> '{}')::year`, '"7"', '7'],
    ['year', 'jsonb', 'to_jsonb("c")', '7', '7'],
    ['text', 'year', '"c"::year', '7', '7'],
    ['year', 'uuid', '', null, null],
    ['email', 'inet', '"c"::inet', '1.2.3.4', '1.2.3.4/32'],
    ['mood', 'feeling', '"c"::feeling', 'sad', 'sad'],
    ['text', 'feeling', '"c"::feeling', 'ok', 'ok'],
    ['mood', 'integer', '', null, null],
    ['bigint', 'mood', '', null, null],
    ['mood', 'jsonb', 'to_jsonb("c")', 'ok', '"ok"'],
    ['jsonb', 'mood', `("c" #>> '{}')::mood`, '"ok"', 'ok'],
    ['mood[]', 'integer[]', '', null, null],
    ['hstore', 'jsonb', '"c"::jsonb', 'a=>1', '{"a": "1"}'],
    ['text[]', 'hstore', '"c"::hstore', '{a,1}', '"a"=>"1"'],
    ['jsonb', 'hstore', '', null, null],
    ['hstore', 'integer', '', null, null],
    ['inet', 'citext', null, '1.2.3.4', '1.2.3.4/32'],
    ['citext', 'integer', '"c"::integer', '7', '7'],
  ] as const

  test('uses the casts that it lists, and asks where it lists none', async () => {
    const connection = await server.database()
    await connection.execute(SETUP)
    const types = postgres.foreignTypes(CHANGES.flatMap(([from, to]) => [from, to]))
    expect(types).toEqual(['year', 'leap', 'email', 'mood', 'feeling', 'hstore'])
    const asked = await postgres.askTypes(
      connection,
      types.filter((type) => type !== 'mood'),
    )
    expect(asked['leap']?.base).toBe('integer')
    for (const [from, to, expected, value, becomes] of CHANGES) {
      const using = postgres.conversion('c', canonicalType(from), canonicalType(to), {
        enums: ['mood'],
        asked,
      })
      expect([from, to, using]).toEqual([from, to, expected])
      if (using === '') continue
      await connection.execute(`CREATE TABLE t (c ${from});
        INSERT INTO t VALUES (${postgres.literal(value ?? '')}), (NULL);
        ALTER TABLE t ALTER c TYPE ${to}${using === null ? '' : ` USING ${using}`}`)
      const rows = await connection.query('SELECT c::text AS c FROM t WHERE c IS NOT NULL')
      expect([from, to, rows]).toEqual([from, to, [{ c: becomes }]])
      await connection.execute('DROP TABLE t')
    }
  })

  test('goes by way of text where nobody could be asked', () => {
    expect(conversion(['year', 'integer'])).toBe('"c"::text::integer')
  })
})

const BYTES = ['smallint', 'integer', 'bigint'].flatMap((number) =>
  shown([
    ['bytea', number],
    [number, 'bytea'],
  ]),
)
