import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { branch, branched, migration, postgresParts, sqliteParts } from '../support/branches.ts'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const run = (app: Project, sql: string): void => {
  const database = new Database(app.path('app.db'))
  database.exec(sql)
  database.close()
}

const current = async (app: Project): Promise<readonly string[]> =>
  (await app.ok('current', '--json')).json().revisions

describe('stamp', { timeout: 90_000 }, () => {
  const server = useServer(18)

  test('records several, and none that another one needs', async () => {
    const app = await branched()
    await app.ok('stamp', 'aged', 'talk')
    expect(await current(app)).toEqual(['aged', 'talk'])
    const overlap = await app.run('stamp', 'aged', 'first', '--json')
    expect(overlap.json().error).toMatchObject({ code: 'TARGETS_OVERLAP' })
    await app.ok('stamp', 'talking@base')
    expect(await current(app)).toEqual(['aged'])
    run(app, "INSERT INTO diffkit_version (revision) VALUES ('gone')")
    const unknown = await app.run('stamp', 'talk', '--json')
    expect(unknown.json().error).toMatchObject({ code: 'REVISION_UNKNOWN' })
    await app.ok('stamp', '--purge', 'heads')
    expect(await current(app)).toEqual(['aged', 'talk'])
    const nothing = await app.run('stamp', '--json')
    expect(nothing.json().error).toMatchObject({ code: 'STAMP_NEEDED' })
  })

  test('--verify records only what the database is', async () => {
    const app = await branched()
    run(app, 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER)')
    const wrong = await app.run('stamp', '--verify', 'heads', '--json')
    expect(wrong.code).toBe(1)
    expect(wrong.json()).toMatchObject({ verified: false, findings: [{ object: 'comments' }] })
    expect(await current(app)).toEqual([])
    const said = await app.run('stamp', '--verify', 'heads')
    expect(said.stdout).toContain('Nothing was recorded')
    expect((await app.ok('stamp', '--verify', 'aged', '--json')).json()).toEqual({
      from: [],
      to: ['aged'],
    })
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
    expect((await app.run('stamp', '--verify', 'first', '--json')).code).toBe(1)
    expect(await current(app)).toEqual(['aged'])
  })

  test('--verify on PostgreSQL', async () => {
    const url = await server.database()
    const app = await project({ 'diffkit.config.ts': postgresConfig(url, server.scratch()) })
    await branch(app, (parts) => postgresParts(parts))
    await query(url, 'CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer)')
    expect((await app.run('stamp', '--verify', 'talk', '--json')).json()).toMatchObject({
      verified: false,
      findings: [{ object: 'comments' }, { object: 'users.age' }],
    })
    await app.ok('stamp', '--verify', 'aged')
    expect(await current(app)).toEqual(['aged'])
  })

  test('--refresh shows how an applied file was edited, and accepts it', async () => {
    const app = await project({
      'diffkit.config.ts': sqliteConfig,
      'schema/users.ts': sqliteParts(),
    })
    await app.ok('revision', '-m', 'users', '--rev-id', 'first')
    const index = (name: string): string =>
      migration('second', 'first', {
        upgrade: `op.createIndex('users', { name: '${name}', keys: ['name'] })`,
        downgrade: `op.dropIndex('users', '${name}')`,
      })
    await app.write('migrations/9_second.ts', index('by_name'))
    await app.ok('snapshot', 'second')
    await app.ok('upgrade')
    expect((await app.ok('stamp', '--refresh', '--json')).json()).toEqual({ refreshed: [] })
    await app.write('migrations/9_second.ts', index('by_names'))
    const before = (await app.run('check', '--history', '--json')).json().history.problems
    expect(before).toMatchObject([
      { kind: 'snapshot', revision: 'second' },
      { kind: 'edited', revision: 'second' },
    ])
    const other = (await app.ok('stamp', '--refresh', 'first', '--json')).json()
    expect(other).toEqual({ refreshed: [] })
    const { refreshed } = (await app.ok('stamp', '--refresh', '--json')).json()
    expect(refreshed).toMatchObject([{ revision: 'second', path: 'migrations/9_second.ts' }])
    const text = refreshed[0].differences.join('\n')
    expect(text).toMatch(
      /^- upgrade: create index users\.by_name .*\n\+ upgrade: create index users\.by_names /,
    )
    expect(text).toMatch(
      /- downgrade: drop index users\.by_name .*\n\+ downgrade: drop index users\.by_names /,
    )
    expect(text).toContain('it does not give its snapshot')
    const after = (await app.run('check', '--history', '--json')).json().history.problems
    expect(after.map(({ kind }: { kind: string }) => kind)).toEqual(['snapshot'])
    expect(await current(app)).toEqual(['second'])
    await app.write('migrations/9_second.ts', `${index('by_names')}// more\n`)
    const comment = (await app.ok('stamp', '--refresh')).stdout
    expect(comment).toContain('the operations are the same; only the text differs')
  })
})
