import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { age, comments, migration, postgresParts, sqliteParts } from '../support/branches.ts'
import { useServer } from '../support/postgres.ts'
import { postgresConfig, project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'

/** `first`, then `aged` and `talk` on one another, all applied; then the files of the last two are gone. */
const switched = async (app: Project, models: typeof sqliteParts): Promise<void> => {
  await app.write('schema/users.ts', models())
  await app.ok('revision', '-m', 'users', '--rev-id', 'first')
  await app.write('schema/users.ts', models({ users: age.replace(',', '.notNull().default(7),') }))
  await app.ok('revision', '-m', 'age', '--rev-id', 'aged')
  await app.write('schema/users.ts', models({ users: age, more: comments }))
  await app.ok('revision', '-m', 'comments', '--rev-id', 'talk')
  await app.ok('upgrade')
  await forget(app, 'aged', 'talk')
  await app.write('schema/users.ts', models())
}

const forget = async (app: Project, ...ids: readonly string[]): Promise<void> => {
  const gone = (await app.files('migrations')).filter((name) => ids.some((id) => name.includes(id)))
  for (const name of gone) rmSync(app.path(`migrations/${name}`))
  for (const id of ids) rmSync(app.path(`snapshots/${id}.json`), { force: true })
}

const goesBack = async (app: Project): Promise<void> => {
  expect((await app.ok('current', '--json')).json()).toMatchObject({
    revisions: ['talk'],
    unknown: ['talk'],
  })
  expect((await app.ok('history', '-i', '--json')).json()).toMatchObject({ unknown: ['talk'] })
  expect((await app.ok('status', '--json')).json()).toMatchObject({
    current: { unknown: ['talk'] },
    pending: null,
  })
  const up = await app.run('upgrade', '--json')
  expect(up.json().error).toMatchObject({ code: 'REVISION_UNKNOWN' })
  const one = await app.ok('downgrade', '-1', '--allow-data-loss', '--json')
  expect(one.json()).toMatchObject({
    to: ['aged'],
    revisions: [{ revision: 'talk', source: 'log' }],
  })
  expect(one.stderr).toContain(
    'downgrade talk: comments (no file here: the way back comes from the log',
  )
  const dry = await app.ok('downgrade', 'first', '--dry-run', '--json')
  expect(dry.json().revisions).toMatchObject([{ revision: 'aged', direction: 'downgrade' }])
  const rest = await app.ok('downgrade', 'first', '--allow-data-loss')
  expect(rest.stdout).toContain('from the log of the database')
  expect((await app.ok('check', '--json')).json().ok).toBe(true)
}

describe('a revision that this folder does not have', () => {
  const server = useServer(18)

  test('is listed, and undone from the log, on SQLite', async () => {
    const app = await project({ 'diffkit.config.ts': sqliteConfig })
    await switched(app, sqliteParts)
    await goesBack(app)
  }, 90_000)

  test('is listed, and undone from the log, on PostgreSQL', async () => {
    const url = await server.database()
    const app = await project({ 'diffkit.config.ts': postgresConfig(url, server.scratch()) })
    await switched(app, (parts) => postgresParts(parts))
    await goesBack(app)
  }, 90_000)

  test('is refused by name when its downgrade holds a data step', async () => {
    const app = await project({
      'diffkit.config.ts': sqliteConfig,
      'schema/users.ts': sqliteParts(),
    })
    await app.ok('revision', '-m', 'users', '--rev-id', 'first')
    const step = 'op.run(() => {}, () => {})'
    const text = migration('stepped', 'first', { upgrade: step, downgrade: step })
    await app.write('migrations/9_stepped.ts', text)
    await app.ok('upgrade')
    await forget(app, 'stepped')
    const { code, json } = await app.run('downgrade', '-1', '--json')
    expect(code).toBe(2)
    expect(json().error).toMatchObject({ code: 'LOGGED_RUN' })
    expect(json().error.message).toContain('stepped')
    expect((await app.ok('current', '--json')).json().revisions).toEqual(['stepped'])
  })

  test('that was only stamped has no way back', async () => {
    const app = await project({
      'diffkit.config.ts': sqliteConfig,
      'schema/users.ts': sqliteParts(),
    })
    await app.ok('revision', '-m', 'users', '--rev-id', 'first')
    await app.write(
      'migrations/9_more.ts',
      migration('more', 'first', { upgrade: 'void op', downgrade: 'void op' }),
    )
    await app.ok('stamp', 'more')
    await forget(app, 'more')
    const { json } = await app.run('downgrade', 'first', '--json')
    expect(json().error).toMatchObject({ code: 'REVISION_UNKNOWN' })
    await app.ok('stamp', '--purge', 'first')
    expect((await app.ok('current', '--json')).json().revisions).toEqual(['first'])
  })

  test('leaves what it depended on recorded', async () => {
    const app = await project({
      'diffkit.config.ts': sqliteConfig,
      'schema/users.ts': sqliteParts(),
    })
    await app.ok('revision', '-m', 'users', '--rev-id', 'first')
    const nothing = { upgrade: 'void op', downgrade: 'void op' }
    const labelled = { ...nothing, header: "export const branchLabels = ['side']" }
    await app.write('migrations/8_other.ts', migration('other', 'first', labelled))
    const header = "export const dependsOn = ['side']"
    await app.write('migrations/9_line.ts', migration('line', null, nothing))
    await app.write('migrations/9_mine.ts', migration('mine', 'line', { ...nothing, header }))
    await app.ok('upgrade', 'mine')
    expect((await app.ok('current', '--json')).json().revisions).toEqual(['mine'])
    await forget(app, 'mine')
    const { to } = (await app.ok('downgrade', '-1', '--json')).json()
    expect(to.toSorted()).toEqual(['line', 'other'])
  })
})
