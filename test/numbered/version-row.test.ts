/** A script runs on the database that it was written for, and on no other. */
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { migration } from '../support/branches.ts'
import { majorsInTurn, query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const makes = (name: string): string =>
  `op.createTable({ name: '${name}', columns: [{ name: 'id', type: 'integer' }] })`

describe.each(majorsInTurn)('PostgreSQL %i', { timeout: 90_000 }, (major) => {
  const server = useServer(major)

  test.each([
    ['gone', 'DELETE FROM diffkit_version'],
    ['another', "UPDATE diffkit_version SET revision = 'second'"],
    ['one of two', "INSERT INTO diffkit_version (revision) VALUES ('strange')"],
  ])('70: a version row that is not the one expected stops a script: %s', async (_, change) => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'migrations/1.ts': migration('first', null, {
        upgrade: makes('one'),
        downgrade: "op.dropTable('one')",
      }),
    })
    await app.ok('snapshot', 'first')
    await app.write('migrations/2.ts', migration('second', 'first', { upgrade: makes('two') }))
    await app.ok('upgrade', 'first')
    const script = (await app.ok('upgrade', '--sql', 'first:second')).stdout
    await query(url, change)
    const rows = await query(url, 'SELECT revision FROM diffkit_version ORDER BY 1')
    const ran = spawnSync('psql', ['-q', '-d', url], { input: script, encoding: 'utf8' })
    expect(ran.status).not.toBe(0)
    expect(ran.stderr).toMatch(/diffkit_version/)
    expect(ran.stderr).toMatch(/first/)
    expect(await query(url, "SELECT to_regclass('two') AS two")).toEqual([{ two: null }])
    expect(await query(url, 'SELECT revision FROM diffkit_version ORDER BY 1')).toEqual(rows)
  })
})
