/** A revision in segments on PostgreSQL, and what is asked of it wherever it was cut off. */
import { randomBytes } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { migration } from './branches.ts'
import { query } from './postgres.ts'
import type { TestServer } from './postgres.ts'
import { postgresConfig, project, root, runIn } from './project.ts'
import type { Project, Ran } from './project.ts'

const BASE = `op.createEnum({ name: 'mood', values: ['sad', 'happy'] })
  op.createTable({
    name: 'users',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'email', type: 'text' },
      { name: 'age', type: 'integer' },
      { name: 'mood', type: 'mood' },
    ],
    constraints: [{ kind: 'primaryKey', name: 'users_pkey', columns: ['id'] }],
    indexes: [{ name: 'users_age_idx', keys: ['age'], comment: 'By age' }],
  })`

/** Everything that runs in parts, with what may be in one transaction before, between and behind. */
const UPGRADE = `op.addColumn('users', { name: 'nick', type: 'text' })
  op.createIndex('users', { name: 'users_email_idx', keys: ['email'], clustered: true, comment: 'Logins' }, { online: true })
  op.sql("update users set nick = 'n' || id", 'select 1')
  op.addConstraint('users', { kind: 'check', name: 'users_age', expression: 'age > 0' }, { online: true })
  op.addConstraint('users', { kind: 'unique', name: 'users_email_key', columns: ['email'], comment: 'One each' }, { online: true })
  op.alterColumn('users', 'email', { nullable: false }, { online: true })
  op.alterEnum('mood', { values: ['sad', 'ok', 'happy'] }, { online: true })
  op.addColumn('users', { name: 'feel', type: 'mood', nullable: false, default: "'ok'::mood" })
  op.addColumn('users', { name: 'token', type: 'uuid', nullable: false, default: 'gen_random_uuid()', comment: 'Secret' }, { online: true })
  op.dropIndex('users', 'users_age_idx', { online: true })`

const DOWNGRADE = `op.createIndex('users', { name: 'users_age_idx', keys: ['age'], comment: 'By age' }, { online: true })
  op.dropColumn('users', 'token')
  op.dropColumn('users', 'feel')
  op.alterEnum('mood', { values: ['sad', 'happy'] })
  op.alterColumn('users', 'email', { nullable: true })
  op.dropConstraint('users', 'users_email_key')
  op.dropConstraint('users', 'users_age')
  op.dropIndex('users', 'users_email_idx', { online: true })
  op.dropColumn('users', 'nick')`

export interface Segmented {
  readonly app: Project
  readonly url: string
}

/** A project at `first`, with rows; `parts` is pending. */
export const segmented = async (
  server: TestServer,
  { upgrade = UPGRADE, downgrade = DOWNGRADE, header = '' } = {},
): Promise<Segmented> => {
  const url = await server.database()
  const app = await project({
    'diffkit.config.ts': postgresConfig(url, server.scratch()),
    'migrations/1_first.ts': migration('first', null, {
      upgrade: BASE,
      downgrade: "op.dropTable('users')\n  op.dropEnum('mood')",
    }),
    'migrations/2_parts.ts': migration('parts', 'first', { upgrade, downgrade, header }),
  })
  await app.ok('upgrade', 'first')
  await query(
    url,
    "INSERT INTO users SELECT i, 'u' || i || '@example.org', i, 'happy' FROM generate_series(1, 500) i",
  )
  return { app, url }
}

/** Runs the command line and kills it before the query of that number, or that begins so. */
export const killedAt = (
  app: Project,
  args: readonly string[],
  at: number | string,
): Promise<Ran> =>
  runIn(app.folder, args, {
    NODE_OPTIONS: `--import ${pathToFileURL(join(root, 'test/support/kill-at-postgres.mjs')).href}`,
    [typeof at === 'number' ? 'DIFFKIT_KILL_AT' : 'DIFFKIT_KILL_BEFORE']: String(at),
  })

/** What the server holds, without diffkit's own tables, as text. */
export const catalogOf = async (url: string): Promise<string> => {
  const rows = await query(
    url,
    `SELECT * FROM (
       SELECT 'column' AS kind, c.relname AS relation, a.attname AS name,
              concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)) AS text
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
       UNION ALL
       SELECT 'constraint', conrelid::regclass::text, conname, concat_ws(' ', pg_get_constraintdef(oid), obj_description(oid, 'pg_constraint'))
         FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
       UNION ALL
       SELECT 'index', indrelid::regclass::text, indexrelid::regclass::text, concat_ws(' ', indisvalid, pg_get_indexdef(indexrelid), indisclustered, obj_description(indexrelid, 'pg_class'))
         FROM pg_index WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
       UNION ALL
       SELECT 'value', t.typname, e.enumlabel, '' FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
     ) found WHERE relation NOT LIKE 'diffkit%' ORDER BY kind, relation, name`,
  )
  return rows.map((row) => Object.values(row).join(' | ')).join('\n')
}

/** The rows of users that nothing may lose. */
export const rowsOf = async (url: string): Promise<unknown> =>
  (
    await query(
      url,
      'SELECT count(*)::int AS rows, md5(string_agg(id || email || age || mood, $$,$$ ORDER BY id)) AS sum FROM users',
    )
  )[0]

/** Another database with the same contents; its URL. */
export const copyOf = async (server: TestServer, url: string): Promise<string> => {
  const copy = `copy_${randomBytes(6).toString('hex')}`
  const from = new URL(url).pathname.slice(1)
  await query(server.scratch(), `CREATE DATABASE ${copy} TEMPLATE ${from}`)
  return Object.assign(new URL(url), { pathname: `/${copy}` }).href
}
