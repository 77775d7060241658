/** An enum that is made anew under functions, aggregates, casts and views that take, give or name it. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { diff } from '../../../src/diff/index.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { creation, execute, onServers, schemaOf } from './support.ts'

const schema = (values: readonly string[], preset: string) =>
  schemaOf({
    enums: [{ name: 'Mood', values }],
    tables: [
      {
        name: 'users',
        columns: [
          { name: 'mood', type: '"Mood"', default: `'${preset}'` },
          { name: 'isSad', type: 'boolean', generated: { expression: `mood = 'sad'` } },
        ],
      },
    ],
  })

const programBetween = (before: Schema, after: Schema) =>
  diff(before, after, { features: postgres.features, renames: [] })

const ROUTINES = `
SELECT CASE prokind WHEN 'a' THEN (SELECT concat_ws(' ', proname, aggtransfn, aggtranstype::regtype, agginitval, proparallel) FROM pg_aggregate WHERE aggfnoid = p.oid) ELSE pg_get_functiondef(oid) END AS text, pg_get_userbyid(proowner) AS owner, obj_description(oid, 'pg_proc') AS comment,
       (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(proacl) AS a) AS acl
  FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT typname, pg_get_userbyid(typowner), obj_description(oid, 'pg_type'), (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(typacl) AS a)
  FROM pg_type WHERE typname = 'Mood'
UNION ALL SELECT pg_get_viewdef('sad'), NULL, NULL, NULL
UNION ALL SELECT format('%s to %s %s', castsource::regtype, casttarget::regtype, castcontext), NULL, NULL, NULL FROM pg_cast WHERE oid > 16383
ORDER BY 1`

onServers('functions over an enum', (server) => {
  test('stay as they were when its values change, there and back', async () => {
    const connection = await server.database()
    const before = schema(['sad', 'ok'], 'sad')
    await execute(connection, creation(before))
    const role = `reader_${randomBytes(6).toString('hex')}`
    await connection.execute(`
CREATE ROLE ${role}; GRANT ALL ON SCHEMA public TO ${role};
CREATE FUNCTION by_mood(which "Mood" DEFAULT 'ok') RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM users WHERE mood = which AND NOT "isSad" $$;
CREATE FUNCTION moods() RETURNS "Mood"[] LANGUAGE plpgsql AS $$ BEGIN RETURN '{sad}'; END $$;
CREATE PROCEDURE cheer(INOUT one "Mood") LANGUAGE plpgsql AS $$ BEGIN one := 'ok'; END $$;
COMMENT ON FUNCTION moods() IS 'it''s all';
REVOKE ALL ON FUNCTION by_mood("Mood") FROM PUBLIC;
GRANT EXECUTE ON FUNCTION by_mood("Mood") TO ${role} WITH GRANT OPTION;
ALTER PROCEDURE cheer("Mood") OWNER TO ${role};
CREATE FUNCTION pick("Mood", "Mood") RETURNS "Mood" LANGUAGE sql AS 'SELECT coalesce($1, $2)';
CREATE AGGREGATE any_mood("Mood") (SFUNC = pick, STYPE = "Mood", INITCOND = 'ok', PARALLEL = SAFE);
COMMENT ON AGGREGATE any_mood("Mood") IS 'one of them';
CREATE FUNCTION rank_of("Mood") RETURNS integer LANGUAGE sql AS $$ SELECT CASE $1::text WHEN 'sad' THEN 0 ELSE 1 END $$;
CREATE CAST ("Mood" AS integer) WITH FUNCTION rank_of("Mood") AS ASSIGNMENT;
CREATE VIEW sad AS SELECT 'sad'::"Mood" AS it, any_mood('sad'::"Mood") AS one;
REVOKE USAGE ON TYPE "Mood" FROM PUBLIC;
GRANT USAGE ON TYPE "Mood" TO pg_monitor WITH GRANT OPTION;
COMMENT ON TYPE "Mood" IS 'how it is';
ALTER TYPE "Mood" OWNER TO ${role};`)
    const routines = await connection.query(ROUTINES)
    expect(routines).toHaveLength(9)
    const after = schema(['sad', 'new', 'ok'], 'new')
    await execute(connection, programBetween(before, after), before)
    expect(await connection.query(ROUTINES)).toEqual(routines)
    await connection.execute('INSERT INTO users (mood) VALUES (DEFAULT)')
    expect(await connection.query(`SELECT by_mood('new') AS n`)).toEqual([{ n: '1' }])
    await connection.execute('DELETE FROM users')
    await execute(connection, programBetween(after, before), after)
    expect(await connection.query(ROUTINES)).toEqual(routines)
    expect(await connection.query('SELECT moods()::text AS it')).toEqual([{ it: '{sad}' }])
  })
})
