/** Sequences, enums and views under other names and in other namespaces: asked about, declared, and kept with all that hangs on them. */
import { describe, expect, test } from 'vitest'
import { travel } from '../support/journey.ts'
import type { Traveller } from '../support/journey.ts'
import { dump, pgDump } from '../support/postgres-laws.ts'
import { majors, query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const HEAD = `import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, pgEnum, pgMaterializedView, pgPolicy, pgSchema, pgSequence, pgTable, pgView, text } from 'drizzle-orm/pg-core'
const auth = pgSchema('auth')
export const kept = auth.table('kept', { id: integer('id').primaryKey() })
`

interface Started extends Traveller {
  readonly url: string
}

/** The other major comes with all tests. */
const chosen = process.env['DIFFKIT_ALL'] === '1' ? majors : ([15] as const)

describe.each(chosen)('renamed things on PostgreSQL %i', { timeout: 120_000 }, (major) => {
  const server = useServer(major)

  /** Models, then what a migration by hand says of them, then rows. */
  const start = async (first: string, rows: string, said = ''): Promise<Started> => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/models.ts': `${HEAD}${first}`,
    })
    const { path } = (await app.ok('revision', '-m', 'first', '--no-verify', '--json')).json()
    const text = await app.read(path)
    await app.write(path, text.replace(/\n\}\n\nexport function downgrade/, `\n  ${said}$&`))
    await app.ok('snapshot')
    await app.ok('upgrade')
    await query(url, rows)
    return { app, url, rows: (sql) => query(url, sql) }
  }

  /** What pg_dump says, where there is one for this server. */
  const dumped = ({ url }: Started): string => {
    const program = pgDump(major)
    return program === null ? '' : dump(program, url)
  }

  describe('a sequence', () => {
    const models = (
      call: string,
      { name, tag = '', options = '' }: { name: string; tag?: string; options?: string },
    ): string => `
${tag}export const numbers = ${call}('${name.split('.').at(-1)}', { startWith: 100, ${options} })
export const bills = pgTable('bills', {
  id: bigint('id', { mode: 'number' }).default(sql\`nextval('${name}')\`),
  other: text('other').default(sql\`'numbers'\`),
})
export const last = pgView('last', { n: bigint('n', { mode: 'number' }) }).as(sql\`select last_value as n from ${name}\`)
`
    const first = models('pgSequence', { name: 'numbers' })
    const rows = `INSERT INTO bills DEFAULT VALUES; INSERT INTO bills DEFAULT VALUES;
GRANT USAGE ON SEQUENCE numbers TO pg_monitor;
CREATE FUNCTION stays() RETURNS text LANGUAGE sql AS 'select ''numbers''';
CREATE VIEW unknown AS SELECT is_called FROM numbers`
    const state = (name: string) =>
      [
        [
          `SELECT obj_description('${name}'::regclass) AS said, has_sequence_privilege('pg_monitor', '${name}', 'USAGE') AS may,
  (SELECT last_value FROM ${name}) AS last, (SELECT is_called FROM unknown) AS called, (SELECT n FROM last) AS seen, stays() AS text`,
          [
            {
              said: 'of bills',
              may: true,
              last: '101',
              called: true,
              seen: '101',
              text: 'numbers',
            },
          ],
        ],
        [
          'SELECT id, other FROM bills ORDER BY 1',
          [100, 101].map((n) => ({ id: `${n}`, other: 'numbers' })),
        ],
      ] as const

    const COMMENT = `op.commentOn({ sequence: 'numbers' }, 'of bills')`

    test('keeps its place, what draws from it, grants and comment, with a change of its options', async () => {
      const traveller = await start(first, rows, COMMENT)
      const before = dumped(traveller)
      await travel(traveller, {
        models:
          HEAD +
          models('pgSequence', {
            name: 'counts',
            tag: '/** @renamedFrom numbers */\n',
            options: 'cache: 7',
          }),
        renames: [],
        operations: ['rename sequence numbers to counts', 'alter sequence counts: cache 7'],
        before: state('numbers'),
        after: state('counts'),
      })
      await traveller.app.ok('downgrade', '-1')
      expect(dumped(traveller)).toBe(before)
    })

    test('moves, is asked about, and goes only where somebody says so', async () => {
      const traveller = await start(first, rows, COMMENT)
      const { app } = traveller
      await app.write('schema/models.ts', HEAD + models('auth.sequence', { name: 'auth.numbers' }))
      const { code, json } = await app.run('revision', '-m', 'x', '--json')
      expect(code).toBe(1)
      expect(json().renames).toEqual([
        {
          kind: 'sequence',
          table: null,
          from: 'numbers',
          to: 'auth.numbers',
          flag: '--rename numbers:auth.numbers',
        },
      ])
      const declined = await app.ok('revision', '-m', 'x', '--no-renames', '--dry-run', '--json')
      expect(declined.json().hazards).toContainEqual(expect.objectContaining({ code: 'DK107' }))
      await travel(traveller, {
        models: HEAD + models('auth.sequence', { name: 'auth.numbers' }),
        renames: ['sequence:public.numbers:auth.numbers'],
        operations: ['rename sequence numbers to auth.numbers'],
        before: state('numbers'),
        after: state('auth.numbers'),
      })
    })

    test('swaps its name with another, which no tag can say', async () => {
      const two = (a: string, b: string): string => `
export const one = pgSequence('a', { increment: 2 })
export const two = pgSequence('b', { increment: 3 })
export const bills = pgTable('bills', {
  first: bigint('first', { mode: 'number' }).default(sql\`nextval('${a}')\`),
  second: bigint('second', { mode: 'number' }).default(sql\`nextval('${b}')\`),
})
`
      const traveller = await start(
        two('a', 'b'),
        `SELECT nextval('a'), nextval('b'), nextval('b')`,
      )
      const swapped = two('b', 'a')
        .replace('increment: 2', 'increment: 30')
        .replace('increment: 3 ', 'increment: 2 ')
        .replace('increment: 30', 'increment: 3')
      const ends = (a: string, b: string) =>
        [
          [
            `SELECT (SELECT last_value FROM ${a}) AS a, (SELECT last_value FROM ${b}) AS b`,
            [{ a: '1', b: '4' }],
          ],
        ] as const
      await travel(traveller, {
        models: HEAD + swapped,
        renames: ['a:b', 'b:a'],
        operations: [
          'rename sequence a to diffkit_renamed_1',
          'rename sequence b to a',
          'rename sequence diffkit_renamed_1 to b',
        ],
        before: ends('a', 'b'),
        after: ends('b', 'a'),
      })
    })
  })

  describe('an enum', () => {
    interface Mood {
      readonly call: string
      readonly name: string
      readonly values: string
      readonly tag?: string
    }
    const models = ({ call, name, values, tag = '' }: Mood): string => `
${tag}export const mood = ${call}('${name.split('.').at(-1)?.replaceAll('"', '')}', [${values}])
export const users = pgTable('users', {
  id: integer('id').primaryKey(),
  mood: mood('mood').notNull().default('ok'),
  moods: mood('moods').array().default(sql\`array['ok']::${name}[]\`),
  fine: boolean('fine').generatedAlwaysAs(sql\`mood = 'ok'::${name}\`),
}, () => [
  check('users_mood', sql\`mood <> cast('bad' as ${name}) or 'bad' = any(moods)\`),
  index('users_fine').on(sql\`(mood > 'bad'::${name})\`).where(sql\`mood is distinct from ${name} 'ok'\`),
  pgPolicy('own', { using: sql\`mood = 'ok'::${name}\` }),
])
export const fine = pgView('fine', { id: integer('id') }).as(sql\`select id from users where mood = 'ok'::${name}\`)
export const stored = pgMaterializedView('stored', { mood: text('mood') }).as(sql\`select mood::text as mood from users\`)
`
    const first = models({ call: 'pgEnum', name: 'mood', values: "'bad', 'ok'" })
    const rows = `INSERT INTO users (id) VALUES (1); INSERT INTO users VALUES (2, 'bad', '{bad,ok}');
REFRESH MATERIALIZED VIEW stored; DELETE FROM users WHERE id = 1;
REVOKE USAGE ON TYPE mood FROM PUBLIC; GRANT USAGE ON TYPE mood TO pg_monitor;
CREATE FUNCTION is_ok(m mood) RETURNS boolean LANGUAGE sql AS 'select m = ''ok'''`
    const state = (name: string, stored = ['bad', 'ok']) =>
      [
        [
          `SELECT obj_description(t.oid, 'pg_type') AS said, has_type_privilege('pg_monitor', t.oid, 'USAGE') AS may,
  is_ok('ok') AS ok, (SELECT array_agg(mood ORDER BY mood) FROM stored) AS stored
FROM pg_type t WHERE t.oid = '${name}'::regtype`,
          [{ said: 'how it feels', may: true, ok: true, stored }],
        ],
        [
          'SELECT id, mood::text, moods::text, fine FROM users',
          [{ id: 2, mood: 'bad', moods: '{bad,ok}', fine: false }],
        ],
      ] as const

    const COMMENT = `op.commentOn({ enum: 'mood' }, 'how it feels')`

    test('keeps rows, arrays, and all that names it, under an odd name', async () => {
      const traveller = await start(first, rows, COMMENT)
      const before = dumped(traveller)
      await travel(traveller, {
        models:
          HEAD +
          models({
            call: 'pgEnum',
            name: '"Feels so"',
            values: "'bad', 'ok'",
            tag: '/** @renamedFrom mood */\n',
          }),
        renames: [],
        operations: ['rename enum mood to Feels so'],
        before: state('mood'),
        after: state('"Feels so"'),
      })
      await traveller.app.ok('downgrade', '-1')
      expect(dumped(traveller)).toBe(before)
    })

    test('moves with another name and another value, which a default uses', async () => {
      // The way back makes the type anew, and with it what stores values of it.
      const traveller = await start(first, `${rows}; REFRESH MATERIALIZED VIEW stored`, COMMENT)
      await travel(traveller, {
        models:
          HEAD +
          models({
            call: 'auth.enum',
            name: 'auth.feel',
            values: "'bad', 'ok', 'new'",
          }).replace(".default('ok')", ".default('new')"),
        renames: ['enum:mood:auth.feel'],
        operations: [
          'rename enum mood to auth.feel',
          'alter enum auth.feel: values bad, ok, new',
          "alter column users.mood: default 'new'",
        ],
        before: state('mood', ['bad']),
        after: state('auth.feel', ['bad']),
      })
    })

    test('is asked about, and then its columns compare: a column renamed with it, and a value', async () => {
      const { app } = await start(first, rows, COMMENT)
      const next = models({ call: 'pgEnum', name: 'feel', values: "'bad', 'fine'" })
        .replaceAll("'ok'", "'fine'")
        .replace("mood: mood('mood')", "mood: mood('state')")
        .replaceAll(/(?<!const )\bmood (=|<>|>|is)/g, 'state $1')
        .replace('select mood::text', 'select state::text')
      await app.write('schema/models.ts', HEAD + next)
      const open = async (...flags: readonly string[]) => {
        const said = flags.flatMap((flag) => ['--rename', flag])
        const { json } = await app.run('revision', '-m', 'x', ...said, '--json')
        return json().renames?.map(({ flag }: { readonly flag: string }) => flag)
      }
      expect(await open()).toEqual(['--rename mood:feel'])
      expect(await open('mood:feel')).toEqual([
        '--rename users.mood:state',
        '--rename mood.ok:fine',
      ])
      const all = ['mood.ok:fine', 'users.mood:state', 'mood:feel'].flatMap((flag) => [
        '--rename',
        flag,
      ])
      const { json } = await app.ok('revision', '-m', 'x', ...all, '--json')
      expect(json().verified).toBe(true)
      const kinds = json().operations.map(({ kind }: { readonly kind: string }) => kind)
      expect(kinds.filter((kind: string) => kind.startsWith('rename'))).toEqual([
        'renameEnum',
        'renameColumn',
        'renameEnumValue',
      ])
      expect(kinds).not.toContain('alterColumn')
      await app.ok('upgrade')
      expect((await app.ok('check', '--json')).json()).toMatchObject({ ok: true })
    })
  })
  describe('a view', () => {
    interface Names {
      readonly call: string
      readonly adults: string
      readonly ages: string
      readonly tags?: readonly [string, string]
      readonly least?: number
    }
    const nameOf = (name: string): string => name.split('.').at(-1) ?? ''
    const models = ({ call, adults, ages, tags = ['', ''], least = 18 }: Names): string => `
export const users = pgTable('users', { id: integer('id').primaryKey(), age: integer('age') }, () => [
  pgPolicy('own', { using: sql\`id in (select id from ${adults})\` }),
])
${tags[0]}export const adults = ${call === 'pg' ? 'pgView' : 'auth.view'}('${nameOf(adults)}', { id: integer('id'), age: integer('age') })
  .as(sql\`select id, age from users where age >= ${least}\`)
${tags[1]}export const ages = ${call === 'pg' ? 'pgMaterializedView' : 'auth.materializedView'}('${nameOf(ages)}', { age: integer('age') })
  .as(sql\`select age from ${adults}\`)
export const old = pgView('old', { age: integer('age') }).as(sql\`select ${nameOf(ages)}.age from ${ages} where ${nameOf(ages)}.age > 65\`)
`
    const first = { call: 'pg', adults: 'adults', ages: 'ages' }
    const rows = `INSERT INTO users VALUES (1, 20), (2, 70); REFRESH MATERIALIZED VIEW ages; DELETE FROM users WHERE id = 2;
GRANT SELECT ON adults, ages, old TO pg_monitor; COMMENT ON COLUMN ages.age IS 'in years';
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER guards INSTEAD OF INSERT ON adults FOR EACH ROW EXECUTE FUNCTION nothing();
CREATE VIEW unknown AS SELECT * FROM adults`
    const INDEX = `op.createIndex('ages', { name: 'ages_age', keys: ['age'], unique: true })`
    const state = (adults: string, ages: string, stored = [20, 70]) =>
      [
        [`SELECT age FROM ${ages} ORDER BY 1`, stored.map((age) => ({ age }))],
        ['SELECT age FROM old', stored.filter((age) => age > 65).map((age) => ({ age }))],
        [`INSERT INTO ${adults} VALUES (9, 9) RETURNING *`, []],
        ['SELECT id FROM unknown', [{ id: 1 }]],
        [
          `SELECT has_table_privilege('pg_monitor', '${adults}', 'SELECT') AND has_table_privilege('pg_monitor', '${ages}', 'SELECT')
  AND has_table_privilege('pg_monitor', 'old', 'SELECT') AS may, col_description('${ages}'::regclass, 1) AS said,
  (SELECT count(*)::int FROM pg_index WHERE indrelid = '${ages}'::regclass) AS indexes`,
          [{ may: true, said: 'in years', indexes: 1 }],
        ],
      ] as const

    test('keeps stored rows, grants, triggers, indexes and what reads it', async () => {
      const traveller = await start(models(first), rows, INDEX)
      const before = dumped(traveller)
      await travel(traveller, {
        models:
          HEAD +
          models({
            call: 'pg',
            adults: '"Grown"',
            ages: 'years',
            tags: ['/** @renamedFrom adults */\n', '/** @renamedFrom ages */\n'],
          }).replace(`'"Grown"'`, "'Grown'"),
        renames: [],
        operations: ['rename view adults to Grown', 'rename view ages to years'],
        before: state('adults', 'ages'),
        after: state('"Grown"', 'years'),
      })
      await traveller.app.ok('downgrade', '-1')
      expect(dumped(traveller)).toBe(before)
    })

    test('moves, is asked about, and keeps what hangs on it where its query changes', async () => {
      const traveller = await start(models(first), rows, INDEX)
      const { app } = traveller
      const moved = { call: 'auth', adults: 'auth.adults', ages: 'auth.ages' }
      await app.write('schema/models.ts', HEAD + models(moved))
      const asked = await app.run('revision', '-m', 'x', '--json')
      expect(asked.json().renames.map(({ flag }: { readonly flag: string }) => flag)).toEqual([
        '--rename adults:auth.adults',
      ])
      await travel(traveller, {
        models: HEAD + models(moved),
        renames: ['view:adults:auth.adults', 'ages:auth.ages'],
        operations: ['rename view adults to auth.adults', 'rename view ages to auth.ages'],
        before: state('adults', 'ages'),
        after: state('auth.adults', 'auth.ages'),
      })
      await app.write('schema/models.ts', HEAD + models({ ...first, least: 19 }))
      const renames = ['auth.adults:public.adults', 'auth.ages:public.ages']
      const flags = renames.flatMap((text) => ['--rename', text])
      const written = await app.ok('revision', '-m', 'home', ...flags, '--json')
      expect(written.json().verified).toBe(true)
      await app.ok('upgrade')
      // What is made anew runs its query.
      for (const [sql, expected] of state('adults', 'ages', [20])) {
        expect(await traveller.rows(sql)).toEqual(expected)
      }
      expect((await app.ok('check', '--json')).json()).toMatchObject({ ok: true, undecided: [] })
    })

    test('follows a table that is renamed to its name', async () => {
      const table = (name: string, view: string): string => `
export const people = pgTable('${name}', { id: integer('id').primaryKey(), name: text('name') })
export const shown = pgView('${view}', { id: integer('id') }).as(sql\`select id from ${name}\`)
`
      const traveller = await start(
        table('people_table', 'people'),
        `INSERT INTO people_table VALUES (1, 'Ada'); GRANT SELECT ON people TO pg_monitor`,
      )
      const ends = (base: string, view: string) =>
        [
          [`SELECT id, name FROM ${base}`, [{ id: 1, name: 'Ada' }]],
          [
            `SELECT has_table_privilege('pg_monitor', '${view}', 'SELECT') AS may, id FROM ${view}`,
            [{ may: true, id: 1 }],
          ],
        ] as const
      await travel(traveller, {
        models: HEAD + table('people', 'people_shown'),
        renames: ['people_table:people', 'people:people_shown'],
        operations: [
          'rename view people to people_shown',
          'drop view people_shown',
          'rename table people_table to people',
          'create view people_shown',
        ],
        before: ends('people_table', 'people'),
        after: ends('people', 'people_shown'),
      })
    })
  })
})
