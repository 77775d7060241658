/** PostgreSQL 18: what drizzle-kit 0.31 makes of the same models. */
import { postgres } from '../../src/dialects/postgres/index.ts'
import { cases } from '../cases/index.ts'
import { useDrizzleKit } from '../support/drizzle-kit.ts'
import { usePostgresBench } from '../support/oracle-postgres.ts'
import { oracleSuite } from '../support/oracle-suite.ts'
import { postgresColumns } from './changes/postgres-columns.ts'
import { postgresObjects } from './changes/postgres-objects.ts'
import { postgresParts } from './changes/postgres-parts.ts'
import { postgresDefects } from './defects/postgres.ts'
import { undeclarableOnPostgres } from './undeclarable.ts'

const kit = useDrizzleKit()
const { bench } = usePostgresBench(18, kit)
oracleSuite(
  [
    { cases: cases.filter(({ only }) => only !== 'sqlite'), names: ['invented'] },
    { cases: [...postgresColumns, ...postgresObjects], names: ['invented'] },
    { cases: postgresParts, names: ['given', 'invented'] },
  ],
  postgresDefects,
  { dialect: postgres, bench, undeclarable: undeclarableOnPostgres },
)
