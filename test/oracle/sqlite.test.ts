/** SQLite: what drizzle-kit 0.31 makes of the same models. */
import { sqlite } from '../../src/dialects/sqlite/index.ts'
import { cases } from '../cases/index.ts'
import { useDrizzleKit } from '../support/drizzle-kit.ts'
import { useSqliteBench } from '../support/oracle-sqlite.ts'
import { oracleSuite } from '../support/oracle-suite.ts'
import { sqliteColumns } from './changes/sqlite-columns.ts'
import { sqliteParts } from './changes/sqlite-parts.ts'
import { sqliteDefects } from './defects/sqlite.ts'

const kit = useDrizzleKit()
const bench = useSqliteBench(kit)

oracleSuite(
  [
    {
      cases: [
        ...cases.filter(({ only }) => only !== 'postgresql'),
        ...sqliteColumns,
        ...sqliteParts,
      ],
      names: ['given', 'invented'],
    },
  ],
  sqliteDefects,
  { dialect: sqlite, bench },
)
