import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadDialect } from '../../src/dialects/index.ts'
import { loadModels } from '../../src/models.ts'
import { root } from '../support/project.ts'

const CORES = { sqlite: 'sqlite-core', postgresql: 'pg-core' } as const
const TABLES = { sqlite: 'sqliteTable', postgresql: 'pgTable' } as const

type DialectName = keyof typeof CORES

/** A package that imports drizzle-orm by itself: columns, a type of its own, and SQL. */
const outside = (dialect: DialectName): string => `
import { sql } from 'drizzle-orm'
import { customType, integer, text } from 'drizzle-orm/${CORES[dialect]}'
export const money = customType({ dataType: () => 'numeric(10, 2)' })
export const stamps = () => ({ madeBy: text('made_by').notNull().default('nobody'), revised: integer() })
export const isPositive = (column) => sql\`\${column} > 0\`
`

const models = (dialect: DialectName): string => `
import { sql } from 'drizzle-orm'
import { check, customType, index, integer, ${TABLES[dialect]} as table, text } from 'drizzle-orm/${CORES[dialect]}'
import { isPositive, money, stamps } from 'outside'
const upper = customType<{ data: string }>({ dataType: () => 'varchar(20)' })
export const users = table('users', { id: integer().primaryKey(), name: upper().notNull() })
export const posts = table('posts', {
  id: integer().primaryKey(),
  author: integer().references(() => users.id, { onDelete: 'cascade' }),
  title: text().notNull().default(sql\`upper('draft')\`),
  price: money(),
  ...stamps(),
}, (t) => [check('posts_price', isPositive(t.price)), index('posts_title').on(sql\`lower(\${t.title})\`)])
`

/** Packages of its own, but for the one that is linked: so is the place where it is kept. */
const place = (dialect: DialectName, drizzle: string): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'diffkit-test-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const files = {
    'schema.ts': models(dialect),
    'node_modules/outside/package.json': '{ "type": "module", "exports": "./index.js" }',
    'node_modules/outside/index.js': outside(dialect),
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  symlinkSync(join(root, 'node_modules', drizzle), join(folder, 'node_modules/drizzle-orm'))
  return folder
}

test.each([
  ['sqlite', 'drizzle-orm'],
  ['sqlite', 'drizzle-orm-1'],
  ['postgresql', 'drizzle-orm'],
  ['postgresql', 'drizzle-orm-1'],
] as const)('%s: what is kept of %s reads the same models', async (name, drizzle) => {
  const folder = place(name, drizzle)
  const dialect = await loadDialect(name, null)
  const source = { dialect: name, casing: null, file: 'x', folder, schema: ['./schema.ts'] }
  const read = async (): Promise<unknown> => {
    const { exports, drizzle: modules } = await loadModels(source)
    const posts: unknown = exports.find((item) => item.name === 'posts')?.value
    const { is, Table } = modules.orm
    expect(typeof is === 'function' && is(posts, Table)).toBe(true)
    return dialect.readModels(exports, modules, { casing: null }).schema
  }
  writeFileSync(join(folder, 'node_modules/.cache'), 'in the way')
  const without = await read()
  rmSync(join(folder, 'node_modules/.cache'))
  const [made, kept] = [await read(), await read()]
  expect(readdirSync(join(folder, 'node_modules/.cache/diffkit'))).toHaveLength(2)
  expect(made).toEqual(without)
  expect(kept).toEqual(without)
  expect(JSON.stringify(without)).toContain('posts_price')
})
