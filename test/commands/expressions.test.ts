/** Expressions as people write them: created, upgraded, and found equal from every side. */
import { describe, expect, test } from 'vitest'
import { countOf, expressionModels } from '../support/expressions.ts'
import {
  postgresExpressions,
  postgresOperands,
  postgresSetup,
} from '../support/expressions-postgres.ts'
import { sqliteExpressions, sqliteOperands } from '../support/expressions-sqlite.ts'
import { majors, query, useServer } from '../support/postgres.ts'
import { postgresConfig, project, sqliteConfig } from '../support/project.ts'
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

const onServer = async (url: string, scratch: string): Promise<Project> => {
  await query(url, postgresSetup)
  const config = postgresConfig(url, scratch)
  return project({
    'diffkit.config.ts': config.replace('url:', "scratchSetup: './setup.sql',\n  url:"),
    'setup.sql': postgresSetup,
    'schema/all.ts': expressionModels(postgresExpressions, {
      core: 'pg',
      operands: postgresOperands,
    }),
  })
}

describe(`${countOf(postgresExpressions)} expressions stay what they are`, () => {
  const servers = { 15: useServer(15), 18: useServer(18) }

  test.each(majors)('on PostgreSQL %i', async (major) => {
    const server = servers[major]
    await expectStable(await onServer(await server.database(), server.scratch()))
  })

  test.each([
    [15, 18],
    [18, 15],
  ] as const)('on PostgreSQL %i, proven on PostgreSQL %i', async (major, other) => {
    const [url, scratch] = [await servers[major].database(), servers[other].scratch()]
    await expectStable(await onServer(url, scratch))
  })
})

test(`${countOf(sqliteExpressions)} expressions stay what they are on SQLite`, async () => {
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/all.ts': expressionModels(sqliteExpressions, {
      core: 'sqlite',
      operands: sqliteOperands,
    }),
  })
  await expectStable(app)
})
