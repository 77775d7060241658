/** Expressions as people write them: created, upgraded, and found equal from every side. */
import { describe, expect, test } from 'vitest'
import { countOf, expressionModels } from '../support/expressions.ts'
import {
  postgresExpressions,
  postgresOperands,
  postgresSetup,
} from '../support/expressions-postgres.ts'
import { majors, query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const expectStable = async (app: Project): Promise<void> => {
  const written = (await app.ok('revision', '-m', 'expressions', '--json')).json()
  expect(written.verified).toBe(true)
  await app.ok('upgrade')
  const checked = (await app.run('check', '--json')).json()
  expect(checked.models.operations).toEqual([])
  expect(checked.database.operations).toEqual([])
  expect(checked.undecided).toEqual([])
  expect(checked.ok).toBe(true)
  expect((await app.ok('revision', '-m', 'nothing', '--json')).json()).toEqual({ revision: null })
}

describe.each(majors)('on PostgreSQL %i', (major) => {
  const server = useServer(major)

  test(`${countOf(postgresExpressions)} expressions stay what they are`, async () => {
    const url = await server.database()
    await query(url, postgresSetup)
    const config = postgresConfig(url, server.scratch())
    const app = await project({
      'diffkit.config.ts': config.replace('url:', "scratchSetup: './setup.sql',\n  url:"),
      'setup.sql': postgresSetup,
      'schema/all.ts': expressionModels(postgresExpressions, {
        core: 'pg',
        operands: postgresOperands,
      }),
    })
    await expectStable(app)
  })
})
