/** Rows that a policy hides from the role that runs: never passed over. */
import { expect, onTestFinished, test } from 'vitest'
import { migration } from '../support/branches.ts'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const server = useServer(15)

/** A table that its owner, who runs the migrations, sees no row of. */
const hidden = async () => {
  const admin = await server.database()
  const database = new URL(admin).pathname.slice(1)
  const role = `owner_${database.slice(-6)}`
  await query(
    admin,
    `CREATE ROLE ${role} LOGIN; ALTER DATABASE ${database} OWNER TO ${role}; ALTER SCHEMA public OWNER TO ${role}`,
  )
  onTestFinished(async () => {
    await query(admin, `REASSIGN OWNED BY ${role} TO CURRENT_USER; DROP ROLE ${role}`)
  })
  const url = new URL(admin)
  url.searchParams.set('user', role)
  const app = await project({
    'diffkit.config.ts': postgresConfig(url.href, server.scratch()),
    'migrations/1_first.ts': migration('first', null, {
      upgrade: `op.createTable({
        name: 'rooms',
        columns: [{ name: 'id', type: 'integer', nullable: false }],
        constraints: [{ kind: 'primaryKey', name: 'rooms_pkey', columns: ['id'] }],
        rowSecurity: true,
        forceRowSecurity: true,
      })`,
      downgrade: "op.dropTable('rooms')",
    }),
  })
  await app.ok('upgrade')
  await query(admin, 'INSERT INTO rooms SELECT generate_series(1, 1000)')
  return { app, admin }
}

test('a table whose rows cannot be counted is not dropped', async () => {
  const { app, admin } = await hidden()
  const refused = await app.run('downgrade', 'base')
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('row-level security policy for table "rooms"')
  expect(refused.stderr).toContain('NO FORCE ROW LEVEL SECURITY')
  expect(await query(admin, 'SELECT count(*)::int AS n FROM rooms')).toEqual([{ n: 1000 }])
})

test.each([
  ['in its own transaction', 'addColumn', ', { online: true }'],
  ['by hand', 'sql', ''],
])('a backfill %s does not pass rows over', async (_, kind, options) => {
  const { app, admin } = await hidden()
  const column = "{ name: 'mark', type: 'text', default: 'md5(random()::text)' }"
  await app.write(
    'migrations/2_mark.ts',
    migration('mark', 'first', {
      upgrade:
        kind === 'sql'
          ? "op.addColumn('rooms', { name: 'mark', type: 'text' })\n  op.sql(\"update rooms set mark = 'x'\", 'select 1')"
          : `op.addColumn('rooms', ${column}${options})`,
      downgrade: "op.dropColumn('rooms', 'mark')",
    }),
  )
  const refused = await app.run('upgrade')
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('row-level security policy for table "rooms"')
  await query(admin, 'ALTER TABLE rooms NO FORCE ROW LEVEL SECURITY')
  await app.ok('upgrade')
  expect(await query(admin, 'SELECT count(mark)::int AS n FROM rooms')).toEqual([{ n: 1000 }])
})
