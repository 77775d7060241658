/** PostgreSQL 15: what drizzle-kit 0.31 makes of the same models, with pg_dump as another witness of some. */
import { describe } from 'vitest'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { cases } from '../cases/index.ts'
import { useDrizzleKit } from '../support/drizzle-kit.ts'
import { usePostgresBench } from '../support/oracle-postgres.ts'
import { oracleSuite } from '../support/oracle-suite.ts'
import { postgresRenameDefects } from './defects/postgres-renames.ts'
import { postgresDefects } from './defects/postgres.ts'

const kit = useDrizzleKit()
const { bench, dumping } = usePostgresBench(15, kit)
const all = cases.filter(({ only }) => only !== 'sqlite')

describe.each([
  ['the catalog', bench, all],
  ['pg_dump', dumping, all.filter((_item, at) => at % 6 === 0)],
] as const)('%s', (_name, witnesses, some) => {
  oracleSuite([{ cases: some, names: ['given'] }], [...postgresDefects, ...postgresRenameDefects], {
    dialect: postgres,
    bench: witnesses,
    showsAll: false,
  })
})
