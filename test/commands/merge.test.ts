import { chmodSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  age,
  branch,
  branched,
  comments,
  migration,
  postgresParts,
  sqliteParts,
} from '../support/branches.ts'
import { useServer } from '../support/postgres.ts'
import { postgresConfig, project, runIn } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const names = async (app: Project, folder: string): Promise<readonly string[]> =>
  (await app.files(folder)).toSorted()

describe('merge', { timeout: 90_000 }, () => {
  const server = useServer(18)

  test('joins all heads, with what both sides do as its snapshot', async () => {
    const app = await branched()
    const written = (await app.ok('merge', '-m', 'join', '--rev-id', 'joined', '--json')).json()
    expect(written).toMatchObject({
      downRevision: ['aged', 'talk'],
      operations: [],
      verified: true,
    })
    expect((await app.ok('heads', '--check', '--json')).json().heads).toEqual(['joined'])
    expect((await app.ok('diff', 'joined', 'models', '--json')).json().equal).toBe(true)
    expect((await app.ok('check', '--offline', '--json')).json().ok).toBe(true)
    await app.ok('upgrade', 'aged')
    expect((await app.ok('upgrade', '--json')).json().to).toEqual(['joined'])
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
    const back = (await app.ok('downgrade', 'aged', '--json')).json()
    expect(back.to.toSorted()).toEqual(['aged', 'talk'])
    expect((await app.ok('show', 'joined')).stdout).toContain('revises  aged, talk')
    const graph = (await app.ok('history', '--graph')).stdout.split('\n')
    expect(graph.slice(0, 3)).toEqual([
      '* joined (head): join',
      '|\\',
      expect.stringMatching(/^\* \| /),
    ])
    expect(graph).toContain('|/')
    expect(graph).toContain('* first: users')
    const parts = (await app.ok('branches', '--json')).json()
    expect(parts.branches).toMatchObject([
      {
        revision: 'first',
        children: [
          { revision: 'aged', isHead: false },
          { revision: 'talk', branchLabels: ['talking'] },
        ],
      },
    ])
  })

  test('names each object on which the sides do not agree, and writes nothing', async () => {
    const app = await branched()
    const alter = (to: string): string => `op.alterColumn('users', 'name', { default: "'${to}'" })`
    const write = async (id: string, down: string, body: string): Promise<void> => {
      const text = migration(id, down, { upgrade: body, downgrade: 'void op' })
      await app.write(`migrations/9_${id}.ts`, text)
    }
    await write('left', 'aged', `${alter('x')}; op.dropTable('nothing_here')`.split(';')[0] ?? '')
    await write(
      'right',
      'talk',
      `${alter('y')}\n  op.addColumn('users', { name: 'age', type: 'integer' })`,
    )
    await app.ok('snapshot', 'left', '--no-verify')
    await app.ok('snapshot', 'right', '--no-verify')
    const before = await app.checksum()
    const { code, json } = await app.run('merge', '-m', 'join', '--json')
    expect(code).toBe(2)
    const { error } = json()
    expect(error.code).toBe('HEADS_CONFLICT')
    expect(error.message).toContain('users.age: right (')
    expect(error.message).toContain('aged (')
    expect(await app.checksum()).toBe(before)
    await write('right', 'talk', alter('y'))
    await app.ok('snapshot', 'right', '--no-verify')
    const ordered = (await app.run('merge', '-m', 'join', '--json')).json()
    expect(ordered.error.message).toMatch(/users\.name: left \(.*\) and right \(.*\)/)
  })

  test('wants two parents that do not need one another', async () => {
    const app = await branched()
    const one = await app.run('merge', 'aged', '-m', 'x', '--json')
    expect(one.json().error).toMatchObject({ code: 'NOTHING_TO_MERGE' })
    const overlap = await app.run('merge', 'aged', 'first', '-m', 'x', '--json')
    expect(overlap.json().error).toMatchObject({ code: 'TARGETS_OVERLAP' })
    const dry = (await app.ok('merge', 'aged', 'talk', '-m', 'x', '--dry-run', '--json')).json()
    expect(dry.source).toContain("downRevision = ['aged', 'talk']")
    expect(await app.files('migrations')).toHaveLength(3)
  })

  test('on PostgreSQL', async () => {
    const url = await server.database()
    const app = await project({ 'diffkit.config.ts': postgresConfig(url, server.scratch()) })
    await branch(app, (parts) => postgresParts(parts).replaceAll('sqliteTable', 'pgTable'))
    expect((await app.ok('merge', '-m', 'join', '--json')).json().verified).toBe(true)
    await app.ok('upgrade')
    expect((await app.ok('check', '--json')).json()).toMatchObject({ ok: true, undecided: [] })
    await app.ok('downgrade', 'base')
  })
})

describe('rebase', { timeout: 90_000 }, () => {
  test('moves a revision and all that stands on it, and keeps the rest of the files', async () => {
    const app = await branched()
    const likes = comments.replace(
      "body: text('body')",
      "likes: integer('likes'), body: text('body')",
    )
    await app.write('schema/users.ts', sqliteParts({ users: age, more: likes }))
    await app.ok('revision', '-m', 'likes', '--head', 'talk', '--rev-id', 'liked')
    const [file = ''] = (await app.files('migrations')).filter((name) => name.includes('talk'))
    const before = await app.read(`migrations/${file}`)
    const odd = before.replace('op.createTable', '// mine,  as it is\n  op.createTable')
    await app.write(`migrations/${file}`, odd)
    const result = (await app.ok('rebase', 'talk', '--onto', 'aged', '--json')).json()
    expect(result).toMatchObject({
      revision: 'talk',
      from: ['first'],
      onto: ['aged'],
      revisions: [
        { revision: 'talk', verified: true },
        { revision: 'liked', verified: true },
      ],
    })
    expect(await app.read(`migrations/${file}`)).toBe(
      odd
        .replace("downRevision = 'first'", "downRevision = 'aged'")
        .replace('Revises: first', 'Revises: aged'),
    )
    expect((await app.ok('heads', '--json')).json().heads).toEqual(['liked'])
    expect((await app.ok('check', '--offline', '--json')).json().ok).toBe(true)
    await app.ok('upgrade')
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
    expect(await names(app, 'snapshots')).toEqual([
      'aged.json',
      'first.json',
      'liked.json',
      'talk.json',
    ])
  })

  test('is refused where it would not be true', async () => {
    const app = await branched()
    await app.ok('upgrade', 'talk')
    const before = await app.checksum()
    const applied = await app.run('rebase', 'talk', '--onto', 'aged', '--json')
    expect(applied.json().error).toMatchObject({ code: 'REBASE_APPLIED' })
    const circle = await app.run('rebase', 'first', '--onto', 'talk', '--json')
    expect(circle.json().error).toMatchObject({ code: 'REBASE_ONTO_ITSELF' })
    const nowhere = await app.run('rebase', 'aged', '--json')
    expect(nowhere.json().error).toMatchObject({ code: 'ONTO_NEEDED' })
    const unfit = await app.run('rebase', 'aged', '--onto', 'base', '--json')
    expect(unfit.json().error).toMatchObject({ code: 'HEADS_CONFLICT' })
    expect(unfit.json().error.message).toContain('users.age')
    expect(await app.checksum()).toBe(before)
  })
})

test('edit opens the migration in the editor of the environment', async () => {
  const app = await branched()
  await app.write('editor.sh', '#!/bin/sh\necho "// $1: $2" >> "$2"\n')
  chmodSync(app.path('editor.sh'), 0o755)
  const env = { EDITOR: './editor.sh --wait', VISUAL: '' }
  const edited = await runIn(app.folder, ['edit', 'talk', '--json'], env)
  expect(edited.json()).toMatchObject({ revision: 'talk' })
  expect(await app.read(edited.json().path)).toMatch(/\/\/ --wait: .*talk.*\.ts\n$/)
  const failed = await runIn(app.folder, ['edit', 'talk', '--json'], {
    EDITOR: 'false',
    VISUAL: '',
  })
  expect(failed.json().error).toMatchObject({ code: 'EDITOR_FAILED' })
  const none = await runIn(app.folder, ['edit', 'talk', '--json'], { EDITOR: '', VISUAL: '' })
  expect(none.json().error).toMatchObject({ code: 'NO_EDITOR' })
})
