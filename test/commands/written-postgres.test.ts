/** What a migration says by hand stays when models change, and is compared with the database. */
import { expect, test } from 'vitest'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const MODELS = `import { sql } from 'drizzle-orm'
import { check, customType, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core'

const range = customType<{ data: string }>({ dataType: () => 'int4range' })

export const bookings = pgTable(
  'bookings',
  {
    id: integer('id').primaryKey(),
    room: integer('room'),
    during: range('during'),
    note: text('note'),
  },
  (t) => [check('rooms', sql\`room > 0\`), unique('notes').on(t.note), index('by_room').on(t.room)],
)
`

const WRITTEN = `
  op.alterTable('bookings', { with: { fillfactor: '70' }, unlogged: true, comment: 'Who is where' })
  op.alterColumn('bookings', 'note', { comment: 'For the staff' })
  op.addConstraint('bookings', {
    kind: 'exclude',
    name: 'no_overlap',
    definition: 'USING gist (during WITH &&) WHERE (room > 0)',
  })
  op.dropConstraint('bookings', 'rooms')
  op.addConstraint('bookings', { kind: 'check', name: 'rooms', expression: 'room > 0', notValid: true })
  op.dropConstraint('bookings', 'notes')
  op.addConstraint('bookings', { kind: 'unique', name: 'notes', columns: ['note'], deferrable: 'initially deferred' })
  op.dropIndex('bookings', 'by_room')
  op.createIndex('bookings', { name: 'by_room', keys: ['room'], include: ['note'] })
`
const BACK = `
  op.dropIndex('bookings', 'by_room')
  op.createIndex('bookings', { name: 'by_room', keys: ['room'] })
  op.dropConstraint('bookings', 'notes')
  op.addConstraint('bookings', { kind: 'unique', name: 'notes', columns: ['note'] })
  op.dropConstraint('bookings', 'rooms')
  op.addConstraint('bookings', { kind: 'check', name: 'rooms', expression: 'room > 0' })
  op.dropConstraint('bookings', 'no_overlap')
  op.alterColumn('bookings', 'note', { comment: null })
  op.alterTable('bookings', { with: {}, unlogged: false, comment: null })
`

const CONSTRAINTS = `SELECT conname, pg_get_constraintdef(oid) AS text FROM pg_constraint
  WHERE conrelid = 'bookings'::regclass AND contype <> 'n' ORDER BY conname`

const server = useServer(18)

test('what is written by hand stays, and drifts when somebody changes it', async () => {
  const url = await server.database()
  const app = await project({
    'diffkit.config.ts': postgresConfig(url, server.scratch()),
    'schema/all.ts': MODELS,
  })
  await app.ok('revision', '-m', 'first')
  const { path } = (await app.ok('revision', '-m', 'by hand', '--empty', '--json')).json()
  const empty = await app.read(path)
  await app.write(
    path,
    empty
      .replace(/(upgrade\([^{]*\{)[^}]*\}/, `$1${WRITTEN}}`)
      .replace(/(downgrade\([^{]*\{)[^}]*\}/, `$1${BACK}}`)
      .replaceAll('_op:', 'op:'),
  )
  expect((await app.ok('snapshot', '--json')).json()).toMatchObject({ verified: true })
  await app.ok('upgrade')
  expect((await app.ok('check', '--strict', '--json')).json().ok).toBe(true)
  expect((await app.ok('revision', '-m', 'nothing', '--json')).json()).toEqual({ revision: null })
  expect(await query(url, CONSTRAINTS)).toEqual([
    { conname: 'bookings_pkey', text: 'PRIMARY KEY (id)' },
    { conname: 'no_overlap', text: 'EXCLUDE USING gist (during WITH &&) WHERE ((room > 0))' },
    { conname: 'notes', text: 'UNIQUE (note) DEFERRABLE INITIALLY DEFERRED' },
    { conname: 'rooms', text: 'CHECK ((room > 0)) NOT VALID' },
  ])

  await query(
    url,
    `ALTER TABLE bookings DROP CONSTRAINT no_overlap; ALTER TABLE bookings RESET (fillfactor);
     ALTER TABLE bookings VALIDATE CONSTRAINT rooms; COMMENT ON COLUMN bookings.note IS NULL`,
  )
  const drift = await app.run('check', '--database', '--json')
  expect(drift.code).toBe(1)
  expect(
    drift.json().database.operations.map(({ description }: { description: string }) => description),
  ).toEqual([
    'alter table bookings: with {"fillfactor":"70"}',
    'add exclusion constraint bookings.no_overlap USING gist (during WITH &&) WHERE (room > 0)',
    'alter constraint bookings.rooms: not valid',
    'comment on column bookings.note: For the staff',
  ])
  await query(
    url,
    `ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) WHERE (room > 0);
     ALTER TABLE bookings SET (fillfactor = 70); COMMENT ON COLUMN bookings.note IS 'For the staff';
     ALTER TABLE bookings DROP CONSTRAINT rooms;
     ALTER TABLE bookings ADD CONSTRAINT rooms CHECK (room > 0) NOT VALID`,
  )

  await app.write('schema/all.ts', MODELS.replace("    during: range('during'),\n", ''))
  const dropped = (
    await app.ok('revision', '-m', 'no range', '--require-verified', '--json')
  ).json()
  expect(dropped.operations.map(({ kind }: { kind: string }) => kind)).toEqual([
    'dropConstraint',
    'dropColumn',
  ])
  await app.ok('upgrade')
  expect((await app.ok('check', '--json')).json().ok).toBe(true)
  await app.ok('downgrade', 'base', '--allow-data-loss')
})
