/** One server for a whole run: its databases come and go with each pair. */
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/runtime/scratch/embedded-postgres.ts'
import { load } from './load.ts'

export interface Server {
  readonly major: number
  /** Where diffkit may make scratch databases. */
  readonly scratch: string
  /** Brings a database, emptied, into the state that the SQL makes; its URL. */
  build(name: string, sql: readonly string[]): Promise<string>
  /** Removes the roles that a pair has left, and all that is theirs. */
  removeRoles(): Promise<void>
  stop(): Promise<void>
}

export const withClient = async <T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const ROLES = `SELECT rolname AS name FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> 'postgres'`

/** Emptying is twenty times as fast as making a database. `public` is left as template0 has it. */
const EMPTY = `
DO $empty$ DECLARE sql text; BEGIN
  FOR sql IN
    SELECT format('ALTER SUBSCRIPTION %1$I DISABLE; ALTER SUBSCRIPTION %1$I SET (slot_name = NONE); DROP SUBSCRIPTION %1$I', subname)
      FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    UNION ALL SELECT format('DROP EVENT TRIGGER %I', evtname) FROM pg_event_trigger
    UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
    UNION ALL SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
    UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER IF EXISTS %I CASCADE', fdwname) FROM pg_foreign_data_wrapper
    UNION ALL SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace
     WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    UNION ALL SELECT format('DROP OWNED BY %I', rolname) FROM pg_roles
     WHERE rolname !~ '^pg_' AND rolname <> 'postgres'
  LOOP EXECUTE sql; END LOOP;
  CREATE SCHEMA public AUTHORIZATION pg_database_owner;
  GRANT USAGE ON SCHEMA public TO PUBLIC;
  COMMENT ON SCHEMA public IS 'standard public schema';
END $empty$`

/** What no command above removes. */
const REST = `
SELECT count(*) AS n FROM (
  SELECT oid FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  UNION ALL SELECT oid FROM pg_default_acl UNION ALL SELECT oid FROM pg_proc WHERE oid > 16383
  UNION ALL SELECT oid FROM pg_class WHERE oid > 16383 UNION ALL SELECT oid FROM pg_type WHERE oid > 16383
  UNION ALL SELECT oid FROM pg_cast WHERE oid > 16383 UNION ALL SELECT oid FROM pg_language WHERE oid > 16383
  UNION ALL SELECT oid FROM pg_collation WHERE oid > 16383 AND collnamespace <> 'pg_catalog'::regnamespace
) rest`

/** Whether a database could be emptied by commands alone. */
const empty = async (client: pg.Client): Promise<boolean> => {
  try {
    await client.query(EMPTY)
    const { rows } = await client.query<{ readonly n: string }>(REST)
    return rows[0]?.n === '0'
  } catch {
    return false
  }
}

export const openServer = async (name: string): Promise<Server> => {
  const server = await startEmbeddedPostgres({ package: name })
  const admin = server.url('postgres')
  const made = new Set<string>()
  const inAdmin = (sql: string) => withClient(admin, (client) => client.query(sql))
  const isEmptied = async (database: string): Promise<boolean> =>
    made.has(database) && withClient(server.url(database), empty)
  const remake = async (database: string): Promise<void> => {
    await inAdmin(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)
    await inAdmin(`CREATE DATABASE ${database} TEMPLATE template0`)
    await withClient(server.url(database), empty)
    made.add(database)
  }
  const make = async (database: string): Promise<void> => {
    if (!(await isEmptied(database))) await remake(database)
  }
  const roles = async (): Promise<readonly string[]> => {
    const { rows } = await withClient(admin, (client) =>
      client.query<{ readonly name: string }>(ROLES),
    )
    return rows.map(({ name }) => pg.escapeIdentifier(name))
  }
  return {
    major: server.version.major,
    scratch: admin,
    build: async (place, texts) => {
      const database = `corpus_${place}`
      await make(database)
      const url = server.url(database)
      await withClient(url, async (client) => {
        for (const sql of texts) await load(client, sql)
      })
      return url
    },
    removeRoles: async () => {
      const left = await roles()
      if (left.length === 0) return
      for (const database of made) await make(database)
      for (const role of left) await inAdmin(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
    },
    stop: () => server.stop(),
  }
}
