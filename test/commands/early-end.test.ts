import { describe, expect, test } from 'vitest'
import { sqliteUsers } from '../support/models.ts'
import { project, sqliteConfig } from '../support/project.ts'

const withModels = (more: string) =>
  project({ 'diffkit.config.ts': sqliteConfig, 'schema/users.ts': `${sqliteUsers()}\n${more}\n` })

const LATE = [
  ['a rejection', "Promise.reject(new Error('late'))"],
  ['a timer', "setTimeout(() => { throw new Error('late') })"],
  [
    'an error of a client',
    "queueMicrotask(() => new EventEmitter().emit('error', new Error('late')))",
  ],
] as const

describe('a module that ends the process is no answer', () => {
  for (const end of [
    'await new Promise(() => {})',
    'process.exit(0)',
    'setTimeout(() => process.exit(0))',
  ])
    test(end, async () => {
      const app = await withModels(end)
      const ran = await app.run('check', '--models', '--json')
      expect(ran.code).toBe(2)
      expect(ran.json()).toMatchObject({ error: { code: 'ENDED_EARLY' } })
    })

  test('nor is a configuration', async () => {
    const app = await project({
      'diffkit.config.ts': `${sqliteConfig}\nawait new Promise(() => {})`,
    })
    const ran = await app.run('history')
    expect([ran.code, ran.stdout]).toEqual([2, ''])
    expect(ran.stderr).toMatch(
      /^error: The process ended before the command was done, while it was loading diffkit\.config\.ts\./,
    )
  })

  test.each(['await new Promise(() => {})', 'process.exit(0)'])(
    'nor is a data step: %s',
    async (end) => {
      const app = await withModels('')
      await app.ok('revision', '-m', 'users')
      await app.ok('revision', '-m', 'data', '--empty')
      const [data] = (await app.files('migrations')).filter((name) => name.includes('data'))
      const text = await app.read(`migrations/${data}`)
      const step = `op.run(async () => { ${end} }, async () => {})`
      await app.write(
        `migrations/${data}`,
        text.replace(/(up\w*\(op\w*[^{]*\{)[^}]*\}/, `$1 ${step} }`),
      )
      const ran = await app.run('upgrade', '--json')
      expect(ran.code).toBe(2)
      expect(ran.json()).toMatchObject({
        error: {
          code: 'ENDED_EARLY',
          message: expect.stringMatching(/while it was running revision/),
        },
      })
    },
  )
})

describe('what is thrown beside the work ends it with a sentence', () => {
  test.each(LATE)('%s', async (_name, code) => {
    const app = await withModels(
      `import { EventEmitter } from 'node:events'\n${code}\nawait new Promise((done) => setTimeout(done, 200))`,
    )
    const ran = await app.run('check', '--models', '--json')
    expect(ran.code).toBe(2)
    expect(ran.json()).toMatchObject({
      error: {
        code: 'MODULE_THROWS',
        message: expect.stringMatching(/^schema\/users\.ts:\d+ throws .*: late\.$/),
      },
    })
  })

  test('without a line of the user, by what it says', async () => {
    const app = await withModels(
      "Promise.reject('no connection')\nawait new Promise((done) => setTimeout(done, 200))",
    )
    const ran = await app.run('check', '--models')
    expect([ran.code, ran.stderr]).toEqual([
      2,
      expect.stringMatching(/nobody waits for it: no connection\.\n/),
    ])
  })
})

test('what modules print stands beside the answer, not in it', async () => {
  const app = await withModels("console.log('printed'); process.stdout.write('written\\n')")
  const ran = await app.run('check', '--models', '--json')
  expect(ran.json()).toMatchObject({ ok: false })
  expect(ran.stderr).toMatch(/^printed\nwritten\n/)
})
