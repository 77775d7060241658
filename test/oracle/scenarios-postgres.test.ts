/** PostgreSQL tables with rows, taken through a change by diffkit and by drizzle-kit 0.31. */
import { useDrizzleKit } from '../support/drizzle-kit.ts'
import { usePostgresBench } from '../support/oracle-postgres.ts'
import { scenarioSuite } from '../support/scenario-suite.ts'
import { postgresScenarios } from './scenarios/postgres.ts'

const kit = useDrizzleKit()

scenarioSuite(postgresScenarios, ['transaction'], usePostgresBench(18, kit).bench)
