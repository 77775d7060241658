/** A change of type that nobody knows a conversion for: the file asks, and nothing runs until it is told. */
import { describe, expect, test } from 'vitest'
import { majorsInTurn, query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const models = (at: string, builder: string): string => `
import { integer, pgTable, ${builder} } from 'drizzle-orm/pg-core'

export const places = pgTable('places', {
  id: integer('id').primaryKey(),
  at: ${at},
})
`

const POINT = models("point('at').default([1, 2])", 'point')
const NUMBER = models("integer('at').default(7)", 'text')

const UP = '{ using: "at[0]::integer" }'
const DOWN = "{ using: 'point(at, 0)' }"

describe.each(majorsInTurn)('PostgreSQL %i', { timeout: 120_000 }, (major) => {
  const server = useServer(major)

  const start = async () => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/places.ts': POINT,
    })
    await app.ok('revision', '-m', 'first')
    await app.ok('upgrade')
    await query(url, "INSERT INTO places VALUES (1, '(3,4)'), (2, NULL)")
    await app.write('schema/places.ts', NUMBER)
    return { app, url }
  }

  const write = async (app: Project, path: string, using: readonly [up: string, down: string]) => {
    const [up, down] = using
    const parts = (await app.read(path)).split("{ using: '' }")
    expect(parts).toHaveLength(3)
    await app.write(path, `${parts[0]}${up}${parts[1]}${down}${parts[2]}`)
  }

  const rows = (url: string) => query(url, 'SELECT id, at::text AS at FROM places ORDER BY id')

  test('is refused by all that would run it, and runs both ways once it is told', async () => {
    const { app, url } = await start()
    const written = (await app.ok('revision', '-m', 'number the places', '--json')).json()
    expect(written).toMatchObject({ verified: false, reason: 'USING' })
    expect(written.hazards.map(({ code }: { code: string }) => code)).toContain('DK209')
    const { path, revision } = written
    expect(await app.read(path)).toContain(
      "op.alterColumn('places', 'at', { type: 'integer', default: '7' }, { using: '' }) // DK209: needs its `using` to be written",
    )
    const commands = [
      ['upgrade'],
      ['upgrade', '--dry-run'],
      ['upgrade', 'base:heads', '--sql'],
      ['sql', revision],
      ['snapshot', revision],
    ]
    const before = await rows(url)
    for (const command of commands) {
      const refused = await app.run(...command, '--json')
      expect([command, refused.code]).toEqual([command, 2])
      expect(refused.json().error).toMatchObject({
        code: 'USING_NEEDED',
        message: `Revision ${revision} (${path}) does not say how the upgrade makes point values of places.at into integer, and no conversion is known: its \`using\` is empty. Nothing was done.`,
      })
    }
    expect(await rows(url)).toEqual(before)
    const checked = await app.run('check', '--history', '--json')
    expect(checked.code).toBe(1)
    expect(checked.stdout).toContain('does not say how the upgrade makes point values')

    await write(app, path, [UP, "{ using: '' }"])
    expect((await app.run('snapshot', revision, '--json')).json().error.message).toContain(
      'does not say how the downgrade makes integer values of places.at into point',
    )
    await app.ok('upgrade')
    const there = [
      { id: 1, at: '3' },
      { id: 2, at: null },
    ]
    expect(await rows(url)).toEqual(there)
    expect((await app.run('downgrade', '-1', '--json')).json().error.code).toBe('USING_NEEDED')
    expect(await rows(url)).toEqual(there)

    await app.write(path, (await app.read(path)).replace("{ using: '' }", DOWN))
    expect((await app.ok('snapshot', revision, '--json')).json().verified).toBe(true)
    await app.ok('downgrade', '-1')
    expect(await rows(url)).toEqual([
      { id: 1, at: '(3,0)' },
      { id: 2, at: null },
    ])
    await app.ok('upgrade')
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
    await app.ok('check', '--history')
    await query(url, 'INSERT INTO places (id) VALUES (3)')
    expect((await rows(url))[2]).toEqual({ id: 3, at: '7' })
  })

  test('is asked for in the same way where the column gets another name as well', async () => {
    const { app, url } = await start()
    await app.write(
      'schema/places.ts',
      NUMBER.replace("at: integer('at')", "/** @renamedFrom at */ at: integer('x')"),
    )
    const { path, revision, reason } = (await app.ok('revision', '-m', 'x', '--json')).json()
    expect(reason).toBe('USING')
    const text = await app.read(path)
    expect(text).toContain("op.renameColumn('places', 'at', 'x')")
    expect(text).toContain("op.renameColumn('places', 'x', 'at')")
    expect((await app.run('upgrade', '--json')).json().error.code).toBe('USING_NEEDED')
    await write(app, path, ["{ using: 'x[0]::integer' }", "{ using: 'point(x, 0)' }"])
    expect((await app.ok('snapshot', revision, '--json')).json().verified).toBe(true)
    await app.ok('upgrade')
    expect(await query(url, 'SELECT id, x FROM places ORDER BY id')).toEqual([
      { id: 1, x: 3 },
      { id: 2, x: null },
    ])
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
    await app.ok('downgrade', '-1')
    expect(await rows(url)).toEqual([
      { id: 1, at: '(3,0)' },
      { id: 2, at: null },
    ])
  })

  test('is no proof with --require-verified, and an earlier revision does not run either', async () => {
    const { app, url } = await start()
    await app.ok('revision', '--empty', '-m', 'nothing')
    const { code } = await app.run('revision', '-m', 'number', '--require-verified')
    expect(code).toBe(1)
    const versions = await query(url, 'SELECT * FROM diffkit_version')
    expect((await app.run('upgrade')).code).toBe(2)
    expect(await query(url, 'SELECT * FROM diffkit_version')).toEqual(versions)
  })

  test('an expression that the server does not take is disproven, not written', async () => {
    const { app } = await start()
    const { path, revision } = (await app.ok('revision', '-m', 'number', '--json')).json()
    await write(app, path, ["{ using: 'no_such(at)' }", DOWN])
    const { error } = (await app.run('snapshot', revision, '--json')).json()
    expect(error.code).toBe('DISPROVEN')
    expect(error.message).toContain('no_such')
  })
})
