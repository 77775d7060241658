/** An enum that is made anew under functions that take, give or name it. */
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
SELECT pg_get_functiondef(oid) AS text, pg_get_userbyid(proowner) AS owner, obj_description(oid, 'pg_proc') AS comment,
       (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(proacl) AS a) AS acl
  FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY proname`

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
ALTER PROCEDURE cheer("Mood") OWNER TO ${role};`)
    const routines = await connection.query(ROUTINES)
    expect(routines).toHaveLength(3)
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
