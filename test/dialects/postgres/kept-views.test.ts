/** A view that is dropped and made again keeps what hangs on it and no Schema holds. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import type { ViewSpec } from '../../../src/schema/spec.ts'
import { diff } from '../../../src/diff/index.ts'
import { definitions } from '../../../src/operations/index.ts'
import { executeInTransaction } from '../../../src/runtime/run/execute.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { creation, execute, onServers, schemaOf } from './support.ts'

const schema = (type: string, definition: string, more: Partial<ViewSpec> = {}) =>
  schemaOf({
    tables: [
      {
        name: 'users',
        columns: [
          { name: 'id', type: 'integer' },
          { name: 'age', type },
        ],
      },
    ],
    views: [
      { name: 'grown', definition, ...more },
      { name: 'Totals', definition: 'select count(age) as n from users', materialized: true },
      { name: 'old', definition: 'select * from grown' },
    ],
  })

const GROWN = 'select id, age from users where age > 17'

const programBetween = (before: Schema, after: Schema) =>
  diff(before, after, { features: postgres.features, renames: [] })

/** One line for each thing that hangs on a view. */
const HANGING = `
SELECT format('%s acl %s', oid::regclass, relacl) AS line FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace
UNION ALL SELECT format('%s.%s acl %s', attrelid::regclass, attname, attacl) FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid > 16383
UNION ALL SELECT format('%s owner %s', oid::regclass, pg_get_userbyid(relowner)) FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace
UNION ALL SELECT format('%s %s comment %s', objoid::regclass, objsubid, description) FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid > 16383
UNION ALL SELECT format('%s comment %s', classoid::regclass, description) FROM pg_description WHERE classoid IN ('pg_trigger'::regclass, 'pg_rewrite'::regclass) AND objoid > 16383
UNION ALL SELECT format('%s.%s default %s', adrelid::regclass, attname, pg_get_expr(adbin, adrelid)) FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE adrelid > 16383
UNION ALL SELECT format('%s.%s statistics %s', attrelid::regclass, attname, attstattarget) FROM pg_attribute WHERE attstattarget > 0 AND attrelid > 16383
UNION ALL SELECT format('%s clustered', indexrelid::regclass) FROM pg_index WHERE indisclustered AND indexrelid > 16383
UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indrelid WHERE relkind = 'm'
UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class > 16383 AND rulename <> '_RETURN'
ORDER BY 1`

const hanging = async (connection: Connection): Promise<readonly unknown[]> =>
  (await connection.query(HANGING)).map(({ line }) => line)

onServers('what hangs on a view', (server) => {
  const made = async () => {
    const connection = await server.database()
    const before = schema('numeric', GROWN)
    await execute(connection, creation(before))
    const role = `reader_${randomBytes(6).toString('hex')}`
    await connection.execute(`
CREATE ROLE ${role};
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
GRANT SELECT ON grown, "Totals" TO ${role} WITH GRANT OPTION;
GRANT UPDATE (age) ON grown TO PUBLIC;
COMMENT ON VIEW grown IS 'those who may; it''s law';
COMMENT ON COLUMN grown.age IS 'in years';
COMMENT ON MATERIALIZED VIEW "Totals" IS 'counted';
CREATE UNIQUE INDEX totals_n ON "Totals" (n);
CREATE TRIGGER instead INSTEAD OF INSERT ON grown FOR EACH ROW EXECUTE FUNCTION nothing();
CREATE RULE refuse AS ON DELETE TO old DO INSTEAD NOTHING;
CREATE INDEX totals_next ON "Totals" ((n + 1));
ALTER INDEX totals_next ALTER COLUMN 1 SET STATISTICS 44;
COMMENT ON INDEX totals_n IS 'one row';
COMMENT ON TRIGGER instead ON grown IS 'does nothing';
COMMENT ON RULE refuse ON old IS 'nor this';
ALTER VIEW grown ALTER COLUMN age SET DEFAULT 18;
ALTER MATERIALIZED VIEW "Totals" CLUSTER ON totals_n;
ALTER MATERIALIZED VIEW "Totals" ALTER COLUMN n SET STATISTICS 55;
ALTER VIEW old OWNER TO ${role};`)
    return { connection, before }
  }

  test('stays when the type of a column changes under it, there and back', async () => {
    const { connection, before } = await made()
    const all = await hanging(connection)
    expect(all).toHaveLength(21)
    const after = schema('integer', GROWN)
    await execute(connection, programBetween(before, after), before)
    expect(await hanging(connection)).toEqual(all)
    await execute(connection, programBetween(after, before), after)
    expect(await hanging(connection)).toEqual(all)
  })

  test('stays when a data step runs between the drop and the create', async () => {
    const { connection, before } = await made()
    const all = await hanging(connection)
    const program = programBetween(before, schema('integer', GROWN))
    const at = program.findIndex(({ kind }) => kind === 'createView')
    const run = definitions.run.create(async () => undefined)
    await executeInTransaction([...program.slice(0, at), run, ...program.slice(at)], before, {
      connection,
      dialect: postgres,
      target: '14',
      revision: null,
      run: { kind: 'skip' },
    })
    expect(program.slice(0, at).some(({ kind }) => kind === 'dropView')).toBe(true)
    expect(await hanging(connection)).toEqual(all)
  })

  test('stays where it reads several that are made again, in whichever order', async () => {
    const connection = await server.database()
    const of = (type: string): Schema =>
      schemaOf({
        tables: [{ name: 'users', columns: [{ name: 'age', type }] }],
        views: ['a', 'b', 'c'].map((name) => ({ name, definition: 'select age from users' })),
      })
    await execute(connection, creation(of('numeric')))
    await connection.execute(`
CREATE VIEW of_b AS SELECT * FROM b;
CREATE FUNCTION bs() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM of_b; END;
CREATE VIEW all_of AS SELECT a.age, b.age AS b, c.age AS c, bs() FROM a, of_b AS b, c;
CREATE MATERIALIZED VIEW stored AS SELECT * FROM all_of, a AS more (more);
COMMENT ON VIEW all_of IS 'of three';
GRANT SELECT ON all_of TO pg_monitor`)
    const all = await hanging(connection)
    const texts = (): Promise<readonly unknown[]> =>
      connection.query(`SELECT relname, relacl::text, pg_get_viewdef(oid) FROM pg_class
        WHERE relname IN ('of_b', 'all_of', 'stored') ORDER BY relname`)
    const before = await texts()
    expect(before).toHaveLength(3)
    await execute(connection, programBetween(of('numeric'), of('integer')), of('numeric'))
    const after = await texts()
    expect(after).toEqual(before)
    const turned = programBetween(of('integer'), of('numeric'))
    const drops = turned.filter(({ kind }) => kind === 'dropView')
    expect(drops).toHaveLength(3)
    const rest = turned.filter(({ kind }) => kind !== 'dropView')
    await execute(connection, [...drops.toReversed(), ...rest], of('integer'))
    expect(await texts()).toEqual(before)
    expect(await hanging(connection)).toEqual(all)
  })

  test('stays apart for names that differ in other letters alone', async () => {
    const connection = await server.database()
    const of = (type: string): Schema =>
      schemaOf({
        tables: [{ name: 'users', columns: [{ name: 'age', type }] }],
        views: ['вид', 'дом', 'my-view', 'my_view'].map((name) => ({
          name,
          definition: 'select age from users',
        })),
      })
    await execute(connection, creation(of('numeric')))
    for (const { name } of of('numeric').views) {
      await connection.execute(`COMMENT ON VIEW "${name}" IS 'of ${name}'`)
    }
    const all = await hanging(connection)
    expect(all.filter((line) => String(line).includes('comment of'))).toHaveLength(4)
    await execute(connection, programBetween(of('numeric'), of('integer')), of('numeric'))
    expect(await hanging(connection)).toEqual(all)
  })

  test('goes with its column, and no further', async () => {
    const { connection, before } = await made()
    const all = await hanging(connection)
    const after = schema('numeric', 'select id from users where age > 17')
    await execute(connection, programBetween(before, after), before)
    expect(await hanging(connection)).toEqual(
      all.filter((line) => !/grown\.age|grown 2 comment/.test(String(line))),
    )
  })

  test('stays as far as a materialized view takes it', async () => {
    const { connection, before } = await made()
    const all = await hanging(connection)
    const after = schema('numeric', GROWN, { materialized: true })
    await execute(connection, programBetween(before, after), before)
    expect(await hanging(connection)).toEqual(
      all.filter((line) => !/INSTEAD OF INSERT|pg_trigger|default/.test(String(line))),
    )
  })
})
