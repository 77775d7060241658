/** A PostgreSQL database for the comparison with drizzle-kit, and its witnesses. */
import { afterAll, beforeAll } from 'vitest'
import type { Connection } from '../../src/dialects/dialect.ts'
import { postgres } from '../../src/dialects/postgres/index.ts'
import type { Kit } from './drizzle-kit-process.ts'
import type { OracleBench } from './oracle.ts'
import { DESCRIBE, RESET, connect, dump, pgDump } from './postgres-laws.ts'
import { useServer } from './postgres.ts'
import type { Major } from './postgres.ts'

/** With the roles, which are the server's: each file of tests has one of its own. */
const WITNESS = `${DESCRIBE.replace('ORDER BY 1', '')}
UNION ALL SELECT format('role %s %s %s %s', rolname, rolcreatedb, rolcreaterole, rolinherit) FROM pg_roles WHERE oid >= 16384
ORDER BY 1`

const DROP_ROLES = `DO $$ DECLARE n text; BEGIN
  FOR n IN SELECT rolname FROM pg_roles WHERE oid >= 16384 LOOP EXECUTE format('DROP ROLE %I', n); END LOOP;
END $$`

export interface PostgresBenches {
  readonly bench: () => OracleBench
  /** With pg_dump of that major as another witness, where the machine has it: a process for each description. */
  readonly dumping: () => OracleBench
}

/** One database, emptied for each way. */
export const usePostgresBench = (major: Major, kit: Kit): PostgresBenches => {
  const server = useServer(major)
  const program = pgDump(major)
  let open: Connection | null = null
  let url = ''
  beforeAll(async () => {
    url = await server.database()
    open = await connect(url)
  })
  afterAll(async () => {
    await open?.close()
  })
  const bench = (): OracleBench => ({
    dialect: postgres,
    kit,
    fresh: async () => {
      if (open === null) throw new Error('the database is not there yet')
      await open.execute(`${RESET}; ${DROP_ROLES}`)
      return open
    },
    witness: async (connection) =>
      (await connection.query(WITNESS)).map((row) => String(row['line'])),
  })
  const dumping = (): OracleBench => ({
    ...bench(),
    witness: async (connection) => [
      ...(await bench().witness(connection)),
      ...(program === null
        ? []
        : dump(program, url)
            .split('\n')
            .map((line) => `pg_dump ${line}`)),
    ],
  })
  return { bench, dumping }
}
