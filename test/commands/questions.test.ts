/** The rename question on a real terminal. */
import { describe, expect, test } from 'vitest'
import { project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'
import { CTRL_C, openTerminal } from '../support/terminal.ts'
import type { Terminal } from '../support/terminal.ts'

const models = (table: string, name: string, nick: string): string => `
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
export const users = sqliteTable('${table}', {
  id: integer().primaryKey(),
  name: text('${name}'),
  nick: integer('${nick}'),
})
`

const started = async (now: string): Promise<Project> => {
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/users.ts': models('users', 'name', 'nick'),
  })
  await app.ok('revision', '-m', 'first tables', '--no-verify')
  await app.write('schema/users.ts', now)
  return app
}

const ask = (app: Project, ...args: readonly string[]): Terminal =>
  openTerminal(app.folder, ['revision', '-m', 'names', '--no-verify', ...args])

const written = async (app: Project): Promise<string> => {
  // Two of one second stand in the order of their ids.
  const files = await app.files('migrations')
  const texts = await Promise.all(files.map((file) => app.read(`migrations/${file}`)))
  return texts.filter((text) => !text.includes('downRevision = null')).join('\n')
}

describe('on a terminal', () => {
  test('yes is a rename; a renamed table makes its columns the next question', async () => {
    const app = await started(models('people', 'full_name', 'nick'))
    const terminal = ask(app)
    await terminal.shows('Is table people the renamed users?')
    terminal.press('y')
    await terminal.shows('Is column full_name the renamed name of users?')
    terminal.press('y')
    await terminal.shows('rename column people.name to full_name')
    expect(await terminal.ended()).toBe(0)
    const source = await written(app)
    expect(source).toContain("op.renameTable('users', 'people')")
    expect(source).toContain("op.renameColumn('people', 'name', 'full_name')")
  })

  test('no is a drop and an add, and Enter alone is no', async () => {
    const app = await started(models('users', 'full_name', 'alias'))
    const terminal = ask(app)
    await terminal.shows('Is column full_name the renamed name of users?')
    terminal.press('n')
    await terminal.shows('Is column alias the renamed nick of users?')
    terminal.press('\r')
    await terminal.shows('wrote migrations/')
    expect(await terminal.ended()).toBe(0)
    const source = await written(app)
    expect(source).not.toContain('rename')
    expect(source).toContain("dropColumn('users', 'nick')")
  })

  test('what a flag has answered is not asked', async () => {
    const app = await started(models('users', 'full_name', 'alias'))
    const terminal = ask(app, '--rename', 'users.name:full_name')
    await terminal.shows('Is column alias the renamed nick of users?')
    terminal.press('y')
    expect(await terminal.ended()).toBe(0)
    expect(await written(app)).toContain("op.renameColumn('users', 'name', 'full_name')")
  })

  test('Ctrl-C ends it with 130, and nothing is written', async () => {
    const app = await started(models('users', 'full_name', 'alias'))
    const before = await app.checksum()
    const terminal = ask(app)
    await terminal.shows('Is column full_name the renamed name of users?')
    terminal.press('y')
    await terminal.shows('Is column alias the renamed nick of users?')
    terminal.press(CTRL_C)
    await terminal.shows('Interrupted')
    expect(await terminal.ended()).toBe(130)
    expect(await app.checksum()).toBe(before)
  })

  test('with --json nobody is asked: the flags are the answer', async () => {
    const app = await started(models('users', 'full_name', 'nick'))
    const terminal = ask(app, '--json')
    await terminal.shows('--rename users.name:full_name')
    expect(await terminal.ended()).toBe(1)
  })
})
