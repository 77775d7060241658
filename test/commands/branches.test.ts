import { rm } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { age, branch, branched, comments, postgresParts, sqliteParts } from '../support/branches.ts'
import { useServer } from '../support/postgres.ts'
import { postgresConfig, project, sqliteConfig } from '../support/project.ts'
import { runScript } from '../support/shell.ts'

const catalog = (path: string): unknown => {
  const database = new Database(path, { readonly: true })
  const found = database
    .prepare(
      "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE '%diffkit%' AND name <> 'sqlite_sequence' ORDER BY 1",
    )
    .all()
  database.close()
  return found
}

describe('several heads', { timeout: 90_000 }, () => {
  const server = useServer(18)

  test('models, snapshots and database are compared with all of them together', async () => {
    const app = await branched()
    expect((await app.ok('heads', '--json')).json()).toEqual({ heads: ['aged', 'talk'] })
    expect((await app.ok('check', '--models', '--json')).json().ok).toBe(true)
    expect((await app.ok('diff', 'heads', 'models', '--json')).json().equal).toBe(true)
    expect((await app.ok('upgrade', 'heads', '--json')).json().to.toSorted()).toEqual([
      'aged',
      'talk',
    ])
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
    expect((await app.ok('status', '--json')).json()).toMatchObject({ pending: 0, drift: false })
    const history = await app.run('check', '--history', '--json')
    expect(history.json().history.problems).toMatchObject([{ kind: 'multipleHeads' }])
  })

  test('a new revision says where it goes, and holds only what all heads lack', async () => {
    const app = await branched()
    const email = "email: text('email'),"
    await app.write('schema/users.ts', sqliteParts({ users: age + email, more: comments }))
    const silent = await app.run('revision', '-m', 'email', '--json')
    expect(silent.code).toBe(2)
    expect(silent.json().error).toMatchObject({ code: 'SEVERAL_HEADS' })
    const inner = await app.run('revision', '-m', 'email', '--head', 'first', '--json')
    expect(inner.json().error).toMatchObject({ code: 'NOT_A_HEAD' })
    const written = await app.ok('revision', '-m', 'email', '--head', 'talking@head', '--json')
    expect(written.json()).toMatchObject({
      downRevision: 'talk',
      verified: true,
      operations: [{ kind: 'addColumn', description: 'add column users.email (text)' }],
    })
    expect((await app.ok('check', '--models', '--json')).json().ok).toBe(true)
    const again = ['--head', 'aged', '--branch-label', 'talking', '--json']
    const twice = await app.run('revision', '-m', 'x', '--empty', ...again)
    expect(twice.json().error).toMatchObject({ code: 'DUPLICATE_LABEL' })
    for (const [id, code] of [
      ['talking', 'DUPLICATE_LABEL'],
      ['head', 'REVISION_ID_INVALID'],
      ['current', 'REVISION_ID_INVALID'],
    ] as const) {
      const refused = await app.run(
        'revision',
        '-m',
        'x',
        '--empty',
        '--head',
        'aged',
        '--rev-id',
        id,
        '--json',
      )
      expect(refused.json().error).toMatchObject({ code })
    }
  })

  test('a snapshot that is gone is written again, whatever stands on it', async () => {
    const app = await branched()
    await rm(app.path('snapshots/first.json'))
    const check = await app.run('diff', 'first', 'empty', '--json')
    expect(check.json().error.hint).toContain('`diffkit snapshot first`')
    await app.ok('snapshot', 'first')
    const history = await app.run('check', '--history', '--json')
    expect(history.json().history.problems).toMatchObject([{ kind: 'multipleHeads' }])
    expect((await app.ok('check', '--models', '--json')).json().ok).toBe(true)
    const again = await app.run('snapshot', 'first', '--json')
    expect(again.json().error).toMatchObject({ code: 'SNAPSHOT_HAS_CHILDREN' })
    expect(again.json().error.message).toContain('aged, talk depend on it')
  })

  test('an address that means base is no unknown revision', async () => {
    const app = await branched()
    for (const address of ['base', 'current']) {
      const shown = await app.run('show', address, '--json')
      expect(shown.json().error).toMatchObject({ code: 'ADDRESS_INVALID' })
      expect(shown.json().error.message).toContain('no revision')
    }
  })

  test('what stands on another branch is needed by name', async () => {
    const app = await branched()
    await app.write('schema/users.ts', sqliteParts({ more: comments }))
    const args = ['revision', '-m', 'no age', '--head', 'talk', '--rev-id', 'ageless', '--json']
    const alone = await app.run(...args)
    expect(alone.json().error).toMatchObject({ code: 'HEAD_LACKS' })
    expect(alone.json().error.message).toContain('users.age')
    const { path, verified } = (await app.ok(...args, '--depends-on', 'aged')).json()
    expect(verified).toBe(true)
    expect(await app.read(path)).toContain("export const dependsOn = ['aged']")
    expect((await app.ok('upgrade', 'heads', '--json')).json().to).toEqual(['ageless'])
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
    expect((await app.ok('check', '--models', '--json')).json().ok).toBe(true)
    await app.ok('downgrade', 'base')
    expect((await app.ok('current', '--json')).json().revisions).toEqual([])
  })

  test('a second base has a state of its own, and all of them together', async () => {
    const app = await branched()
    const tags = "export const tags = sqliteTable('tags', { id: integer('id').primaryKey() })"
    await app.write('schema/users.ts', sqliteParts({ users: age, more: `${comments}\n${tags}` }))
    const args = ['--head', 'base', '--branch-label', 'tagging', '--json']
    const written = (await app.ok('revision', '-m', 'tags', ...args)).json()
    expect(written).toMatchObject({ downRevision: null, verified: true })
    await app.ok('upgrade', 'tagging@head')
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
    await app.ok('upgrade', 'heads')
    expect((await app.ok('check', '--database', '--models', '--json')).json().ok).toBe(true)
  })

  test('a script over several heads gives the database of the online run', async () => {
    const app = await branched()
    await app.ok('upgrade', 'heads')
    const up = (await app.ok('upgrade', '--sql', 'heads')).stdout
    expect(runScript(app.path('other.db'), up)).toMatchObject({ failed: false })
    expect(catalog(app.path('other.db'))).toEqual(catalog(app.path('app.db')))
    const down = (await app.ok('downgrade', '--sql', 'heads:base')).stdout
    expect(runScript(app.path('other.db'), down)).toMatchObject({ failed: false })
    expect(catalog(app.path('other.db'))).toEqual([])
    expect((await app.ok('sql', 'first:heads')).stdout).toContain('comments')
    const head = (await app.ok('sql', '--json')).json().revisions
    const ids = head.map(({ revision }: { revision: string }) => revision)
    expect(ids.toSorted()).toEqual(['aged', 'talk'])
    await app.ok('downgrade', 'talking@first', '--allow-data-loss')
    const pending = (await app.ok('sql', '--json')).json().revisions
    expect(pending).toMatchObject([{ revision: 'talk', direction: 'upgrade' }])
  })

  test('the heads that do not fit together are named object by object', async () => {
    const app = await branched()
    const files = await app.files('migrations')
    const aged = files.find((file) => file.includes('_aged_')) ?? ''
    await app.write(
      'migrations/9_other.ts',
      (await app.read(`migrations/${aged}`)).replaceAll(/\baged\b/g, 'other'),
    )
    const snapshot = await app.read('snapshots/aged.json')
    await app.write('snapshots/other.json', snapshot.replace('"aged"', '"other"'))
    const { code, json } = await app.run('check', '--models', '--json')
    expect(code).toBe(2)
    const { error } = json()
    expect(error.code).toBe('HEADS_CONFLICT')
    expect(error.message).toMatch(/users\.age: other \(.*\) and aged \(.*\)/)
  })

  test('the head of one branch is amended', async () => {
    const app = await branched()
    const longer = comments.replace(
      "body: text('body')",
      "likes: integer('likes'), body: text('body')",
    )
    await app.write('schema/users.ts', sqliteParts({ users: age, more: longer }))
    const args = ['revision', '-m', 'comments', '--amend', '--head', 'talk', '--json']
    const written = (await app.ok(...args, '--branch-label', 'chat', '--depends-on', 'aged')).json()
    const text = await app.read(written.path)
    expect(text).toContain("branchLabels = ['talking', 'chat']")
    expect(text).toContain("dependsOn = ['aged']")
    expect(written).toMatchObject({ downRevision: 'first', verified: true })
    expect(written.operations).toHaveLength(1)
    const { heads } = (await app.ok('heads', '--json')).json()
    expect(new Set(heads)).toEqual(new Set(['aged', written.revision]))
    expect((await app.ok('check', '--models', '--json')).json().ok).toBe(true)
  })

  test('on PostgreSQL', async () => {
    const url = await server.database()
    const app = await project({ 'diffkit.config.ts': postgresConfig(url, server.scratch()) })
    await branch(app, (parts) => postgresParts(parts).replaceAll('sqliteTable', 'pgTable'))
    await app.ok('upgrade', 'heads')
    expect((await app.ok('current', '--json')).json().revisions).toEqual(['aged', 'talk'])
    const checked = await app.ok('check', '--models', '--database', '--json')
    expect(checked.json()).toMatchObject({ ok: true, undecided: [] })
    await app.ok('downgrade', 'talking@first')
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
  })
})

test('an address for a new revision that is none says so', async () => {
  const app = await project({ 'diffkit.config.ts': sqliteConfig, 'schema/users.ts': sqliteParts() })
  const label = await app.run('revision', '-m', 'x', '--branch-label', 'head', '--json')
  expect(label.json().error).toMatchObject({ code: 'LABEL_INVALID' })
})
