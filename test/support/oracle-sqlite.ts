/** SQLite databases for the comparison with drizzle-kit, and their witnesses. */
import { sqlite } from '../../src/dialects/sqlite/index.ts'
import type { Kit } from './drizzle-kit-process.ts'
import type { OracleBench } from './oracle.ts'
import { connect, witness } from './sqlite-laws.ts'
import { sqliteTexts } from './sqlite-texts.ts'

/** A new database in memory for each way. */
export const useSqliteBench = (kit: Kit) => (): OracleBench => ({
  dialect: sqlite,
  kit,
  fresh: connect,
  witness: async (connection) => [
    ...(await witness(connection)).split('\n'),
    ...(await sqliteTexts(connection)),
  ],
})
