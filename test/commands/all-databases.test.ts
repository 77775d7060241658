/** One command for every database of a configuration. */
import { expect, test } from 'vitest'
import { sqliteUsers } from '../support/models.ts'
import { project } from '../support/project.ts'

const config = `import { defineConfig } from 'diffkit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './schema/*.ts',
  databases: {
    one: { url: 'sqlite:./one.db' },
    two: { url: 'sqlite:./two.db' },
    tenant: { url: 'sqlite:./tenant.db' },
  },
})
`

test('bundle --all-dbs writes a module for each', async () => {
  const app = await project({ 'diffkit.config.ts': config, 'schema/users.ts': sqliteUsers() })
  await app.ok('revision', '-m', 'first', '--rev-id', 'first')
  const { databases } = (await app.ok('bundle', '--all-dbs', '--out', 'out/m.mjs', '--json')).json()
  expect(databases).toMatchObject({
    one: { path: 'out/m.one.mjs', types: 'out/m.one.d.mts' },
    two: { path: 'out/m.two.mjs' },
    tenant: { path: 'out/m.tenant.mjs' },
  })
  expect(await app.read('out/m.tenant.mjs')).toContain('"first"')
})

test('--all-dbs answers for each, and goes on where one fails', async () => {
  const app = await project({ 'diffkit.config.ts': config, 'schema/users.ts': sqliteUsers() })
  await app.ok('revision', '-m', 'first', '--rev-id', 'first')
  await app.ok('upgrade', '--db', 'two')
  const behind = await app.run('current', '--check-heads', '--all-dbs', '--json')
  expect(behind.code).toBe(1)
  expect(behind.json().databases).toMatchObject({
    one: { revisions: [] },
    two: { revisions: ['first'] },
    tenant: { revisions: [] },
  })
  await app.write('one.db', 'this is no database, and long enough not to be taken for an empty one')
  const ran = await app.run('upgrade', '--all-dbs', '--json')
  expect(ran.code).toBe(2)
  expect(ran.json().databases).toMatchObject({
    one: { error: { code: 'DATABASE_UNREACHABLE' } },
    two: { to: ['first'], revisions: [] },
    tenant: { to: ['first'], revisions: [{ revision: 'first' }] },
  })
  const { stdout, code } = await app.run('check', '--database', '--db', 'tenant')
  expect(code, stdout).toBe(0)
  const text = await app.run('current', '--all-dbs')
  expect(text.code).toBe(2)
  expect(text.stdout).toMatch(/one:\n[^]*two:\nfirst[^]*tenant:\nfirst/)
  const both = await app.run('current', '--all-dbs', '--db', 'two', '--json')
  expect(both.json().error.code).toBe('ALL_DATABASES')
})
