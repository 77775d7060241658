/** PostgreSQL 15: what drizzle-kit 0.31 makes of the same models, with pg_dump as a second witness. */
import { postgres } from '../../src/dialects/postgres/index.ts'
import { cases } from '../cases/index.ts'
import { useDrizzleKit } from '../support/drizzle-kit.ts'
import { usePostgresBench } from '../support/oracle-postgres.ts'
import { oracleSuite } from '../support/oracle-suite.ts'
import { postgresDefects } from './defects/postgres.ts'

const kit = useDrizzleKit()
const bench = usePostgresBench(15, kit, { dumps: true })
const all = cases.filter(({ only }) => only !== 'sqlite')

oracleSuite([{ cases: all, names: ['given'] }], postgresDefects, {
  dialect: postgres,
  bench,
  showsAll: false,
})
