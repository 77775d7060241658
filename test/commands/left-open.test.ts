import { describe, expect, test } from 'vitest'
import { sqliteUsers } from '../support/models.ts'
import { project, sqliteConfig } from '../support/project.ts'

const open = "import { createServer } from 'node:net'\n"
const SERVER = 'export const server = createServer().listen(0)\n'
const TIMER = 'export const timer = setInterval(() => undefined, 1000)\n'

describe('a command ends, although something is left open', () => {
  test('by the models', async () => {
    const app = await project({
      'diffkit.config.ts': sqliteConfig,
      'schema/users.ts': `${open}${sqliteUsers()}\n${SERVER}${TIMER}`,
    })
    const ran = await app.run('check', '--models', '--json')
    expect(ran.code).toBe(1)
    expect(ran.json()).toMatchObject({ ok: false })
    expect(ran.stderr).toMatch(/keeps something open/)
    const quiet = await app.run('check', '--models', '--quiet')
    expect([quiet.code, quiet.stderr]).toEqual([1, ''])
  })

  test('by the configuration', async () => {
    const app = await project({ 'diffkit.config.ts': `${open}${sqliteConfig}\n${SERVER}` })
    const ran = await app.run('history')
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringMatching(/keeps something open/)])
  })

  test('not where nothing is', async () => {
    const app = await project({ 'diffkit.config.ts': sqliteConfig })
    const { code, stderr } = await app.run('history')
    expect([code, stderr]).toEqual([0, ''])
  })
})
