/** `upgrade` with one rebuild of a large SQLite table beside the bare statements, and the same change in place. */
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Bench, Context, Goal, Side } from '../bench.ts'
import { measure } from '../measure.ts'
import { diffkit, makeFolder } from '../projects.ts'

const ROWS = 1_000_000

interface Case {
  readonly what: string
  readonly reference: string
  /** The table of the bare statements. */
  readonly after: string
  readonly change: string
  readonly goal: Goal
  /** Another target for the same change, in place of the bare statements. */
  readonly native?: boolean
  /** With one row it shows what of the other measurements is the start of a process. */
  readonly rows?: number
}

const columns = (reference: string, label: string, amount: string): string =>
  `id INTEGER PRIMARY KEY, user_id INTEGER${reference}, kind TEXT NOT NULL, label TEXT${label},
  amount REAL${amount}, at INTEGER NOT NULL, note TEXT, flag INTEGER NOT NULL DEFAULT 0`

const INDEXES = [
  'CREATE INDEX events_user ON events (user_id, at)',
  'CREATE INDEX events_kind ON events (kind)',
]

const REFERENCES = ' REFERENCES users (id)'

const setup = ({ reference, rows = ROWS }: Case): string => `
CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE events (${columns(reference, '', '')});
${INDEXES.join(';\n')};
WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO users SELECT i FROM n;
WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
INSERT INTO events SELECT i, 1 + i % 1000, 'kind ' || i % 50, 'label ' || i, i * 0.25, 1760000000 + i,
  CASE WHEN i % 3 THEN 'a note that is somewhat longer, for row ' || i END, i % 2 FROM n;`

const COPIED = 'id, user_id, kind, label, amount, at, note, flag'

/** What the engine has to do in any case. */
const bareScript = (table: string): string => `import Database from 'better-sqlite3'
const database = new Database('app.db')
database.pragma('foreign_keys = OFF')
database.exec(${JSON.stringify(
  [
    'BEGIN IMMEDIATE',
    `CREATE TABLE new_events (${table})`,
    `INSERT INTO new_events (${COPIED}) SELECT ${COPIED} FROM events`,
    'DROP TABLE events',
    'ALTER TABLE new_events RENAME TO events',
    ...INDEXES,
    'COMMIT',
  ].join(';\n'),
)})
database.close()
`

const migration = (id: string, down: string | null, body: string): string => `
export const revision = '${id}'
export const downRevision = ${JSON.stringify(down)}
export function upgrade(op) { ${body} }
export function downgrade() {}
`

const SET_NOT_NULL = "op.alterColumn('events', 'label', { nullable: false })"
const ADD_CHECK =
  "op.addConstraint('events', { kind: 'check', name: 'events_at', expression: 'at > 0' })"

const CASES: readonly Case[] = [
  {
    what: 'rebuild',
    reference: '',
    after: columns('', '', ' DEFAULT 0.5'),
    change: "op.alterColumn('events', 'amount', { default: '0.5' })",
    goal: { ratio: 1.05 },
  },
  {
    what: 'rebuild, one row',
    reference: '',
    after: columns('', '', ' DEFAULT 0.5'),
    change: "op.alterColumn('events', 'amount', { default: '0.5' })",
    goal: {},
    rows: 1,
  },
  {
    what: 'rebuild, key, NOT NULL',
    reference: REFERENCES,
    after: columns(REFERENCES, ' NOT NULL', ''),
    change: SET_NOT_NULL,
    goal: { ratio: 1.25 },
  },
  {
    what: 'NOT NULL in place',
    reference: '',
    after: '',
    change: SET_NOT_NULL,
    goal: {},
    native: true,
  },
  { what: 'CHECK in place', reference: '', after: '', change: ADD_CHECK, goal: {}, native: true },
  {
    what: 'CHECK in place, one row',
    reference: '',
    after: '',
    change: ADD_CHECK,
    goal: {},
    native: true,
    rows: 1,
  },
]

const config = (target: string): string => `import { defineConfig } from 'diffkit'
export default defineConfig({ dialect: 'sqlite', schema: './schema/*.ts', url: 'sqlite:./app.db', target: { sqlite: '${target}' } })
`

const fill = async (folder: string, item: Case): Promise<void> => {
  const database = new Database(join(folder, 'app.db'))
  database.exec(setup(item))
  database.close()
  await measure(diffkit(folder, ['stamp', 'first']))
  copyFileSync(join(folder, 'app.db'), join(folder, 'full.db'))
}

const restore = (folder: string): void => {
  for (const end of ['', '-wal', '-shm', '-journal']) {
    rmSync(join(folder, `app.db${end}`), { force: true })
  }
  copyFileSync(join(folder, 'full.db'), join(folder, 'app.db'))
}

const upgradeTo = (folder: string, target: string, name: string): Side => ({
  ...diffkit(folder, ['upgrade']),
  name,
  before: () => {
    restore(folder)
    writeFileSync(join(folder, 'diffkit.config.ts'), config(target))
  },
})

const sidesOf = (folder: string, { native = false }: Case): readonly [Side, Side] =>
  native
    ? [upgradeTo(folder, '3.53', 'diffkit, 3.53'), upgradeTo(folder, '3.35', 'diffkit, 3.35')]
    : [
        upgradeTo(folder, '3.35', 'diffkit'),
        { name: 'bare statements', args: ['bare.mjs'], folder, before: () => restore(folder) },
      ]

async function* comparisonsOf({ folder: folderOf }: Context) {
  for (const [at, item] of CASES.entries()) {
    const folder = join(folderOf('rebuild'), String(at))
    makeFolder(folder, {
      'diffkit.config.ts': config('3.35'),
      'schema/models.ts': 'export {}\n',
      'migrations/1_first.ts': migration('first', null, ''),
      'migrations/2_second.ts': migration('second', 'first', item.change),
      'bare.mjs': bareScript(item.after),
    })
    await fill(folder, item)
    const { what, goal } = item
    yield { what, dialect: 'sqlite' as const, tables: 1, goal, sides: sidesOf(folder, item) }
    rmSync(folder, { recursive: true, force: true })
  }
}

export const bench: Bench = {
  name: 'rebuild',
  comparisons: (context) => comparisonsOf(context),
}
