import { describe, expect, test } from 'vitest'
import { postgresUsers } from '../support/models.ts'
import { majorsInTurn, query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

describe.each(majorsInTurn)('PostgreSQL %i', (major) => {
  const server = useServer(major)

  const start = async () => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/users.ts': postgresUsers(),
    })
    return { app, url }
  }

  test('the first revision is verified, upgrades, and leaves nothing to do', async () => {
    const { app } = await start()
    const written = (await app.ok('revision', '-m', 'first tables', '--json')).json()
    expect(written.verified).toBe(true)
    expect((await app.ok('upgrade', '--json')).json().to).toEqual([written.revision])
    expect((await app.ok('check', '--strict', '--json')).json()).toMatchObject({
      ok: true,
      undecided: [],
    })
    expect((await app.ok('revision', '-m', 'nothing', '--json')).json()).toEqual({ revision: null })
  })

  test('a change of type, an enum value and a rename go there and back', async () => {
    const { app, url } = await start()
    await app.ok('revision', '-m', 'first tables')
    await app.ok('upgrade')
    await query(url, "INSERT INTO users (email, name) VALUES ('a@b', '12')")
    await query(url, "INSERT INTO posts (author_id, title) VALUES (1, '7')")
    await app.write(
      'schema/users.ts',
      postgresUsers("age: integer('age').notNull().default(0),")
        .replace("['sad', 'happy']", "['sad', 'ok', 'happy']")
        .replace("default('happy')", "default('ok')")
        .replace("title: text('title')", "title: integer('title')")
        .replace("name: text('name')", "name: text('full_name')"),
    )
    const written = (
      await app.ok('revision', '-m', 'changes', '--rename', 'users.name:full_name', '--json')
    ).json()
    expect(written.verified).toBe(true)
    await app.ok('upgrade')
    expect(await query(url, 'SELECT full_name, mood, age FROM users')).toEqual([
      { full_name: '12', mood: 'happy', age: 0 },
    ])
    expect(await query(url, 'SELECT title FROM posts')).toEqual([{ title: 7 }])
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
    await app.ok('downgrade', '-1', '--allow-data-loss')
    expect(await query(url, 'SELECT name, mood FROM users')).toEqual([
      { name: '12', mood: 'happy' },
    ])
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
  })

  test('the offline script gives the same state as the online run', async () => {
    const { app, url } = await start()
    await app.ok('revision', '-m', 'first tables')
    const script = (await app.ok('upgrade', '--sql')).stdout
    const body = script
      .split('\n')
      .filter((line) => !line.startsWith('\\'))
      .join('\n')
    await query(url, body)
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
    expect((await app.ok('current', '--json')).json().isHead).toBe(true)
  })

  test('drift made by hand is found', async () => {
    const { app, url } = await start()
    await app.ok('revision', '-m', 'first tables')
    await app.ok('upgrade')
    await query(url, 'ALTER TABLE users DROP CONSTRAINT users_email_check')
    await query(url, 'CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ select 1 $$')
    const checked = await app.run('check', '--database', '--json')
    expect(checked.code).toBe(1)
    expect(checked.json().database.operations).toMatchObject([{ kind: 'addConstraint' }])
    expect(checked.json().database.unmodelled).toMatchObject([{ kind: 'function', since: 'added' }])
  })
})
