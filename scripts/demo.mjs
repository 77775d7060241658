// The main job on an embedded database, shown as it happens, on a copy of the example: git stays clean.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { styleText } from 'node:util'
import Database from 'better-sqlite3'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'diffkit-demo-'))
const database = join(folder, '.diffkit/dev.db')

const say = (text) => console.log(styleText('bold', `\n# ${text}`))

const diffkit = (args, expected = 0) => {
  console.log(
    styleText(
      'cyan',
      `\n$ diffkit ${args.map((arg) => (/\s/.test(arg) ? `"${arg}"` : arg)).join(' ')}`,
    ),
  )
  const { status } = spawnSync(process.execPath, [join(root, 'bin/diffkit.js'), ...args], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: 'sqlite:./.diffkit/dev.db' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== expected) throw new Error(`exit code ${status}, expected ${expected}`)
}

const sqlite = (sql) => {
  console.log(styleText('cyan', `\n$ sqlite3 dev.db "${sql}"`))
  const connection = new Database(database)
  if (/^select/i.test(sql)) console.table(connection.prepare(sql).all())
  else connection.exec(sql)
  connection.close()
}

const edit = (file, from, to) => {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`)
  writeFileSync(path, text.replace(from, to))
  console.log(styleText('dim', `\n${file}\n- ${from}\n+ ${to}`))
}

try {
  for (const name of ['schema', 'diffkit.config.ts']) {
    cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))

  say('Generate the first migration from the models: proven before it is written')
  diffkit(['revision', '-m', 'the wardrobe', '--rev-id', 'first'])
  say('Its SQL, for review')
  diffkit(['sql', 'head'])
  say('Run it')
  diffkit(['upgrade'])
  sqlite(
    "INSERT INTO users (email, password_hash, display_name) VALUES ('ada@example.com', 'x', 'Ada'), ('bob@example.com', 'y', 'Bob')",
  )

  say('Change the models: a column, and a check on a column that is there')
  edit(
    'schema/style.ts',
    "topSize: text('top_size'),",
    "topSize: text('top_size').notNull().default('M'),\n    budget: integer('budget'),",
  )
  diffkit(['check', '--models'], 1)
  say('SQLite cannot alter that column, so the table is rebuilt, and nothing is lost')
  diffkit(['revision', '-m', 'sizes have a default', '--rev-id', 'second'])
  diffkit(['upgrade', '--dry-run'])
  diffkit(['upgrade'])
  diffkit(['check'])

  say('Somebody changes the database by hand: the check finds it')
  sqlite('ALTER TABLE style_profiles ADD COLUMN surprise text')
  diffkit(['check', '--database'], 1)
  sqlite('ALTER TABLE style_profiles DROP COLUMN surprise')

  say('And back')
  diffkit(['downgrade', '-1'])
  sqlite('SELECT id, email, display_name FROM users')
  diffkit(['history', '-i'])
  diffkit(['status'])
} finally {
  rmSync(folder, { recursive: true, force: true })
}
