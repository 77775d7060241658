import { rmSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { current as currentFromCode, upgrade as upgradeFromCode } from '../../src/index.ts'
import { age, comments, migration, postgresParts, sqliteParts } from '../support/branches.ts'
import { inProcess } from '../support/in-process.ts'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'
import { runScript } from '../support/shell.ts'

const likes = comments.replace("body: text('body')", "likes: integer('likes'), body: text('body')")
const bio = "bio: text('bio'),"

/** `first`, then `aged`, `talk`, `liked`, `plain` in a line, and `last` on top: columns come and go between. */
const line = async (app: Project, models: typeof sqliteParts): Promise<void> => {
  const write = async (text: string, id: string, ...more: readonly string[]): Promise<void> => {
    await app.write('schema/users.ts', text)
    await app.ok('revision', '-m', id, '--rev-id', id, ...more)
  }
  await write(models(), 'first')
  await write(models({ users: age }), 'aged')
  await write(models({ users: age, more: comments }), 'talk')
  await write(models({ users: age, more: likes }), 'liked')
  await write(models({ more: likes }), 'plain')
  await write(models({ users: bio, more: likes }), 'last')
}

const FOLDERS = ['schema', 'migrations', 'snapshots']
let files: Readonly<Record<string, string>> | null = null

/** The same on SQLite, written once: each project gets a copy. */
const sqliteLine = async (): Promise<Project> => {
  const app = inProcess(await project({ 'diffkit.config.ts': sqliteConfig, ...files }))
  if (files !== null) return app
  await line(app, sqliteParts)
  const found: Record<string, string> = {}
  for (const folder of FOLDERS) {
    for (const name of await app.files(folder)) {
      found[`${folder}/${name}`] = await app.read(`${folder}/${name}`)
    }
  }
  files = found
  return app
}

const current = async (app: Project, ...more: readonly string[]): Promise<readonly string[]> =>
  (await app.ok('current', '--json', ...more)).json().revisions

const ids = (revisions: readonly { readonly revision: string }[]): readonly string[] =>
  revisions.map(({ revision }) => revision)

const upgraded = async (app: Project, ...more: readonly string[]) => {
  const { revisions, to } = (await app.ok('upgrade', '--json', ...more)).json()
  return { to, ran: ids(revisions) }
}

interface Databases {
  readonly app: Project
  /** A new, empty database. */
  url(name: string): Promise<string>
  /** What an independent reader says of it: structure and rows. */
  witness(url: string): Promise<unknown>
  execute(url: string, sql: string): Promise<unknown>
}

const squashes = async ({ app, url, witness, execute }: Databases): Promise<void> => {
  const at = async (name: string, target: string) => {
    const found = await url(name)
    await app.ok('upgrade', 'first', '--url', found)
    await execute(found, "INSERT INTO users (id, name) VALUES (1, 'Ada')")
    if (target !== 'first') await app.ok('upgrade', target, '--url', found)
    return found
  }
  const before = await at('before', 'first')
  const inside = await at('inside', 'talk')
  const end = await at('end', 'plain')
  const past = await at('past', 'last')
  const made = (
    await app.ok('squash', 'aged:plain', '-m', 'talk', '--rev-id', 'short', '--json')
  ).json()
  expect(made).toMatchObject({
    revision: 'short',
    downRevision: 'first',
    replaces: ['aged', 'talk', 'liked', 'plain'],
    operationsBefore: 4,
    operations: [{ kind: 'createTable' }],
    verified: true,
  })
  expect(ids((await app.ok('history', '--json')).json().revisions)).toEqual([
    'last',
    'short',
    'first',
  ])
  expect((await app.ok('check', '--offline', '--json')).json()).toMatchObject({ ok: true })
  // A new database runs the squash, and so does one that is before it.
  const fresh = await url('fresh')
  expect(await upgraded(app, '--url', fresh)).toEqual({
    to: ['last'],
    ran: ['first', 'short', 'last'],
  })
  await execute(fresh, "INSERT INTO users (id, name) VALUES (1, 'Ada')")
  expect(await upgraded(app, '--url', before)).toEqual({ to: ['last'], ran: ['short', 'last'] })
  // One in the middle goes on with the originals, and comes back over them.
  expect(await current(app, '--url', inside)).toEqual(['talk'])
  const history = (await app.ok('history', '-i', '--json', '--url', inside)).json()
  expect(ids(history.revisions)).toEqual(['last', 'plain', 'liked', 'talk', 'aged', 'first'])
  expect((await app.ok('status', '--json', '--url', inside)).json()).toMatchObject({
    pending: 3,
    drift: false,
  })
  const dry = (await app.ok('upgrade', '--dry-run', '--json', '--url', inside)).json()
  expect(ids(dry.revisions)).toEqual(['liked', 'plain', 'last'])
  expect(await upgraded(app, 'liked', '--url', inside)).toEqual({ to: ['liked'], ran: ['liked'] })
  await app.ok('downgrade', '-1', '--url', inside)
  expect(await upgraded(app, '--url', inside)).toEqual({
    to: ['last'],
    ran: ['liked', 'plain', 'last'],
  })
  // One exactly at its end is at the squash.
  expect(await current(app, '--url', end)).toEqual(['short'])
  expect((await app.ok('check', '--database', '--json', '--url', end)).json().ok).toBe(true)
  expect(
    ids((await app.ok('history', '-i', '--json', '--url', end)).json().revisions),
  ).toHaveLength(3)
  expect(await upgraded(app, '--url', end)).toEqual({ to: ['last'], ran: ['last'] })
  for (const database of [fresh, before, inside, end]) {
    expect(await witness(database)).toEqual(await witness(past))
    expect((await app.ok('check', '--database', '--json', '--url', database)).json().ok).toBe(true)
  }
  // The way back leads over the squash, whichever way led here.
  for (const database of [fresh, past]) {
    const back = (await app.ok('downgrade', '-2', '--json', '--url', database)).json()
    expect({ to: back.to, ran: ids(back.revisions) }).toEqual({
      to: ['first'],
      ran: ['last', 'short'],
    })
  }
  expect(await witness(fresh)).toEqual(await witness(past))
  // An original may be named: then the way leads over the originals.
  expect(await upgraded(app, 'talk', '--url', past)).toEqual({
    to: ['talk'],
    ran: ['aged', 'talk'],
  })
  expect((await app.ok('show', 'liked', '--json')).json()).toMatchObject({ downRevision: 'talk' })
}

const sqlite = async (): Promise<Databases> => {
  const app = await sqliteLine()
  const open = <T>(url: string, work: (database: Database.Database) => T): T => {
    const database = new Database(url.replace('sqlite:', ''))
    try {
      return work(database)
    } finally {
      database.close()
    }
  }
  return {
    app,
    url: async (name) => `sqlite:${app.path(`${name}.db`)}`,
    witness: async (url) =>
      open(url, (database) => ({
        columns: database
          .prepare(
            "SELECT s.name AS t, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk FROM sqlite_schema s, pragma_table_xinfo(s.name) x WHERE s.type = 'table' AND s.name NOT LIKE 'diffkit%' ORDER BY 1, 2",
          )
          .all(),
        rows: database.prepare('SELECT * FROM users').all(),
      })),
    execute: async (url, sql) => open(url, (database) => database.exec(sql)),
  }
}

const forget = async (app: Project, ...names: readonly string[]): Promise<void> => {
  for (const file of await app.files('migrations')) {
    if (names.some((name) => file.includes(`_${name}_`))) rmSync(app.path(`migrations/${file}`))
  }
  for (const name of names) rmSync(app.path(`snapshots/${name}.json`), { force: true })
}

describe('squash', { timeout: 180_000 }, () => {
  const server = useServer(18)

  test('on SQLite', async () => {
    await squashes(await sqlite())
  })

  test('on PostgreSQL', async () => {
    const config = postgresConfig(await server.database(), server.scratch())
    const app = inProcess(await project({ 'diffkit.config.ts': config }))
    await line(app, (parts) => postgresParts(parts))
    await squashes({
      app,
      url: () => server.database(),
      witness: async (url) => [
        await query(
          url,
          "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'diffkit%' ORDER BY 1, 2",
        ),
        await query(
          url,
          "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE 'diffkit%' ORDER BY 1, 2",
        ),
        await query(url, 'SELECT * FROM users'),
      ],
      execute: query,
    })
  })

  test('keeps raw SQL in its place, and refuses a data step by name', async () => {
    const app = inProcess(
      await project({ 'diffkit.config.ts': sqliteConfig, 'schema/users.ts': sqliteParts() }),
    )
    await app.ok('revision', '-m', 'users', '--rev-id', 'first')
    const add = "op.addColumn('users', { name: 'age', type: 'integer' })"
    const texts = [
      migration('aged', 'first', { upgrade: add, downgrade: "op.dropColumn('users', 'age')" }),
      migration('filled', 'aged', {
        upgrade: "op.sql('UPDATE users SET age = 7')",
        downgrade: "op.sql('UPDATE users SET age = NULL')",
      }),
      migration('gone', 'filled', { upgrade: "op.dropColumn('users', 'age')", downgrade: add }),
      migration('stepped', 'gone', {
        upgrade: 'op.run(() => {}, () => {})',
        downgrade: 'op.run(() => {})',
      }),
      migration('twice', 'stepped', { upgrade: 'void op', downgrade: 'void op' }),
    ]
    for (const [index, text] of texts.entries()) {
      await app.write(`migrations/9_${index}.ts`, text)
      await app.ok('snapshot')
    }
    const refused = await app.run('squash', 'aged:', '-m', 'all', '--json')
    expect(refused.code).toBe(2)
    expect(refused.json().error).toMatchObject({ code: 'SQUASH_RUN' })
    expect(refused.json().error.message).toMatch(/9_3\.ts.*stepped/)
    const skipped = (
      await app.ok('squash', 'aged:', '-m', 'all', '--skip-run', '--dry-run', '--json')
    ).json()
    expect(skipped.operations.map(({ kind }: { kind: string }) => kind)).toEqual([
      'addColumn',
      'sql',
      'dropColumn',
    ])
    const { source } = skipped
    expect(source.indexOf('age = NULL')).toBeGreaterThan(source.indexOf('function downgrade'))
    await app.ok('squash', 'aged:gone', '-m', 'some', '--rev-id', 'short')
    expect(await upgraded(app)).toEqual({
      to: ['twice'],
      ran: ['first', 'short', 'stepped', 'twice'],
    })
  })

  test('refuses a range that is none, and one that something else stands on', async () => {
    const { app } = await sqlite()
    const code = async (...args: readonly string[]): Promise<string> =>
      (await app.run(...args, '--json')).json().error?.code
    expect(await code('squash', 'talk', '-m', 'x')).toBe('SQUASH_RANGE')
    expect(await code('squash', 'talk:talk', '-m', 'x')).toBe('SQUASH_RANGE')
    expect(await code('squash', 'aged:talk')).toBe('MESSAGE_NEEDED')
    await app.write(
      'migrations/9.ts',
      migration('other', 'talk', { upgrade: 'void op', downgrade: 'void op' }),
    )
    expect(await code('squash', 'aged:liked', '-m', 'x')).toBe('SQUASH_BRANCHES')
    expect(await code('squash', 'aged:heads', '-m', 'x')).toBe('SQUASH_ENDS')
    await app.ok('squash', 'aged:talk', '-m', 'x', '--rev-id', 'short')
    expect(await code('squash', 'aged:liked', '-m', 'x')).toBe('REVISION_REPLACED')
    expect(await code('rebase', 'short', '--onto', 'base')).toBe('SQUASH_ORIGINALS')
  })

  test('says of what depends on the middle that it depends on it', async () => {
    const { app } = await sqlite()
    const nothing = { upgrade: 'void op', downgrade: 'void op' }
    const header = "export const dependsOn = ['talk']"
    await app.write('migrations/9.ts', migration('other', null, { ...nothing, header }))
    const { code, stderr } = await app.run('squash', 'aged:liked', '-m', 'x')
    expect(code).toBe(2)
    expect(stderr).toContain('Revision other depends on talk, in the middle of the range.')
    expect(stderr).not.toContain('rebase')
  })

  test('what comes to stand on the middle of it keeps the originals until it has moved', async () => {
    const { app } = await sqlite()
    await app.ok('squash', 'aged:plain', '-m', 'x', '--rev-id', 'short')
    const nothing = { upgrade: 'void op', downgrade: 'void op' }
    await app.write('migrations/9.ts', migration('late', 'talk', nothing))
    await app.ok('snapshot', 'late', '--no-verify')
    const { history } = (await app.run('check', '--history', '--json')).json()
    expect(history.problems).toMatchObject([
      { kind: 'multipleHeads' },
      { kind: 'squash', revision: 'late' },
    ])
    expect((await app.run('prune', '--all-past', '--json')).json().error.code).toBe(
      'SQUASH_BRANCHES',
    )
    await app.ok('rebase', 'late', '--onto', 'last')
    expect((await app.ok('check', '--history', '--json')).json().ok).toBe(true)
    expect(ids((await app.ok('history', '--json')).json().revisions)).toEqual([
      'late',
      'last',
      'short',
      'first',
    ])
  })

  test('a script fits a database that came by the originals and one that came by the squash', async () => {
    const { app, witness } = await sqlite()
    await app.ok('upgrade', 'plain', '--url', `sqlite:${app.path('old.db')}`)
    await app.ok('squash', 'aged:plain', '-m', 'x', '--rev-id', 'short')
    const whole = (await app.ok('upgrade', '--sql', 'short')).stdout
    const rest = (await app.ok('upgrade', '--sql', 'short:head')).stdout
    expect(runScript(app.path('new.db'), whole)).toMatchObject({ failed: false })
    expect(await current(app, '--url', `sqlite:${app.path('new.db')}`)).toEqual(['short'])
    for (const name of ['new', 'old']) {
      expect(runScript(app.path(`${name}.db`), rest)).toMatchObject({ failed: false })
    }
    expect(await witness(`sqlite:${app.path('new.db')}`)).toEqual(
      await witness(`sqlite:${app.path('old.db')}`),
    )
    expect(runScript(app.path('old.db'), rest).failed).toBe(true)
  })

  test('a squash that this folder does not have is undone from the log', async () => {
    const { app } = await sqlite()
    await app.ok('squash', 'aged:plain', '-m', 'x', '--rev-id', 'short')
    await app.ok('upgrade')
    await forget(app, 'last', 'short', 'aged', 'talk', 'liked', 'plain')
    const back = (await app.ok('downgrade', 'first', '--json')).json()
    expect(back.to).toEqual(['first'])
    expect(back.revisions).toMatchObject([{ source: 'log' }, { source: 'log' }])
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
  })

  test('prune removes the originals when told that all databases are past them', async () => {
    const { app, url } = await sqlite()
    const at = { middle: await url('middle'), end: await url('end') }
    await app.ok('upgrade', 'talk', '--url', at.middle)
    await app.ok('upgrade', 'plain', '--url', at.end)
    expect((await app.run('prune', '--json')).json().error.code).toBe('NOTHING_TO_PRUNE')
    await app.ok('squash', 'aged:plain', '-m', 'x', '--rev-id', 'short')
    const asked = await app.run('prune', '--json')
    expect(asked.code).toBe(1)
    expect(asked.json()).toMatchObject({
      pruned: [],
      flag: '--all-past',
      replaced: [{ revision: 'short' }],
    })
    const inside = await app.run('prune', '--all-past', '--json', '--url', at.middle)
    expect(inside.json().error).toMatchObject({ code: 'PRUNE_INSIDE' })
    expect(await app.files('migrations')).toHaveLength(7)
    const { pruned } = (await app.ok('prune', '--all-past', '--json', '--url', at.end)).json()
    expect(pruned).toMatchObject([
      { revision: 'short', replaces: ['aged', 'talk', 'liked', 'plain'] },
    ])
    expect(pruned[0].files).toHaveLength(8)
    expect(await app.files('migrations')).toHaveLength(3)
    expect(await app.files('snapshots')).toEqual(['first.json', 'last.json', 'short.json'])
    expect(await current(app, '--url', at.end)).toEqual(['short'])
    expect(await upgraded(app, '--url', at.end)).toEqual({ to: ['last'], ran: ['last'] })
    const lost = await app.run('upgrade', '--json', '--url', at.middle)
    expect(lost.json().error).toMatchObject({ code: 'REVISION_PRUNED' })
    expect((await app.ok('current', '--json', '--url', at.middle)).json().unknown).toEqual(['talk'])
    // A squash can be a part of another one.
    await app.ok('squash', 'first:last', '-m', 'all', '--rev-id', 'whole')
    expect(await current(app, '--url', at.end)).toEqual(['whole'])
    await app.ok('downgrade', 'short', '--url', at.end)
    expect(await current(app, '--url', at.end)).toEqual(['short'])
    expect(await upgraded(app, '--url', at.end)).toEqual({ to: ['whole'], ran: ['last'] })
    await app.ok('prune', '--all-past')
    expect(await current(app, '--url', at.end)).toEqual(['whole'])
    expect(await upgraded(app)).toEqual({ to: ['whole'], ran: ['whole'] })
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
  })

  test('a bundle knows the squash and its originals', async () => {
    const { app, url } = await sqlite()
    await app.ok('upgrade', 'talk', '--url', await url('middle'))
    await app.ok('squash', 'aged:plain', '-m', 'x', '--rev-id', 'short')
    await app.ok('bundle', '--out', app.path('bundle.mjs'))
    const { default: bundle } = await import(pathToFileURL(app.path('bundle.mjs')).href)
    for (const [name, ran] of [
      ['middle', ['liked', 'plain', 'last']],
      ['fresh', ['first', 'short', 'last']],
    ] as const) {
      const options = { bundle, url: await url(name) }
      const { revisions, to } = await upgradeFromCode(options)
      expect({ ran: ids(revisions), to }).toEqual({ ran, to: ['last'] })
      expect((await currentFromCode(options)).isHead).toBe(true)
    }
  })

  test('stamp records the squash and its originals', async () => {
    const { app } = await sqlite()
    await app.ok('squash', 'aged:plain', '-m', 'x', '--rev-id', 'short')
    await app.ok('stamp', 'short')
    expect(await current(app)).toEqual(['short'])
    await app.ok('stamp', 'talk')
    expect(await current(app)).toEqual(['talk'])
    await app.ok('stamp', 'plain')
    expect(await current(app)).toEqual(['short'])
    await app.ok('stamp', 'base')
    expect(await current(app)).toEqual([])
  })
})
