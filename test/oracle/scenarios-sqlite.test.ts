/** SQLite tables with rows, taken through a change by diffkit and by drizzle-kit 0.31. */
import { sqlite } from '../../src/dialects/sqlite/index.ts'
import { useDrizzleKit } from '../support/drizzle-kit.ts'
import { scenarioSuite } from '../support/scenario-suite.ts'
import { connect } from '../support/sqlite-laws.ts'
import { sqliteScenarios } from './scenarios/sqlite.ts'

const kit = useDrizzleKit()

scenarioSuite(sqliteScenarios, ['alone', 'transaction'], () => ({
  dialect: sqlite,
  kit,
  fresh: connect,
}))
