/** Models of any number of tables, as text: what a project of that size would hold. */
import type { Dialect } from './bench.ts'

const PER_FILE = 10
/** One table in a hundred changes, in turn by a column, a column with an index, a default. */
const CHANGED_EVERY = 100

export type Variant = 'base' | 'changed'

interface Parts {
  readonly imports: string
  readonly enums: (file: number) => string
  readonly table: (name: string) => string
  readonly columns: (file: number) => readonly string[]
  readonly amount: (value: number) => string
  readonly extra: string
}

const PARTS: Readonly<Record<Dialect, Parts>> = {
  sqlite: {
    imports:
      "import { check, index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'",
    enums: () => '',
    table: (name) => `sqliteTable('${name}'`,
    columns: () => [
      'id: integer().primaryKey({ autoIncrement: true })',
      'email: text().notNull()',
      "displayName: text('display_name').notNull()",
      "state: text({ enum: ['new', 'open', 'done'] }).notNull().default('new')",
      'isActive: integer("is_active", { mode: "boolean" }).notNull().default(true)',
      "settings: text({ mode: 'json' })",
      "createdAt: integer('created_at', { mode: 'timestamp' }).notNull().default(sql`(unixepoch())`)",
    ],
    amount: (value) => `amount: real().notNull().default(${value})`,
    extra: "nickname: text().default('none')",
  },
  postgresql: {
    imports:
      "import { boolean, check, index, integer, jsonb, numeric, pgEnum, pgTable, text, timestamp, uniqueIndex, varchar } from 'drizzle-orm/pg-core'",
    enums: (file) => `export const state${file} = pgEnum('state_${file}', ['new', 'open', 'done'])`,
    table: (name) => `pgTable('${name}'`,
    columns: (file) => [
      'id: integer().primaryKey().generatedAlwaysAsIdentity()',
      'email: varchar({ length: 320 }).notNull()',
      "displayName: text('display_name').notNull()",
      `state: state${file}().notNull().default('new')`,
      "isActive: boolean('is_active').notNull().default(true)",
      'settings: jsonb()',
      "createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow()",
    ],
    amount: (value) => `amount: numeric({ precision: 12, scale: 2 }).notNull().default('${value}')`,
    extra: "nickname: text().default('none')",
  },
}

interface Change {
  readonly column: boolean
  readonly index: boolean
  readonly amount: number
}

const UNCHANGED: Change = { column: false, index: false, amount: 0 }
const CHANGES: readonly Change[] = [
  { column: true, index: false, amount: 0 },
  { column: true, index: true, amount: 0 },
  { column: false, index: false, amount: 1 },
]

const changeOf = (number: number, variant: Variant): Change => {
  const offset = number % CHANGED_EVERY
  if (variant === 'base' || offset !== 5) return UNCHANGED
  return CHANGES[Math.floor(number / CHANGED_EVERY) % CHANGES.length] ?? UNCHANGED
}

const tableText = (dialect: Dialect, number: number, variant: Variant): string => {
  const parts = PARTS[dialect]
  const file = Math.floor(number / PER_FILE)
  const change = changeOf(number, variant)
  const [variable, name] = [`items${number}`, `items_${number}`]
  const parent =
    number % PER_FILE === 0
      ? []
      : [
          `parentId: integer('parent_id').references(() => items${number - 1}.id, { onDelete: 'cascade' })`,
        ]
  const columns = [
    ...parts.columns(file),
    parts.amount(change.amount),
    ...parent,
    ...(change.column ? [parts.extra] : []),
  ]
  const extras = [
    `uniqueIndex('${name}_email_unique').on(table.email)`,
    `index('${name}_state_idx').on(table.state, table.createdAt)`,
    `check('${name}_amount_check', sql\`\${table.amount} >= 0\`)`,
    ...(change.index ? [`index('${name}_nickname_idx').on(table.nickname)`] : []),
  ]
  return `export const ${variable} = ${parts.table(name)}, {
${columns.map((column) => `  ${column},`).join('\n')}
}, (table) => [
${extras.map((extra) => `  ${extra},`).join('\n')}
])
`
}

/** File names and their texts. */
export const modelFiles = (
  dialect: Dialect,
  tables: number,
  variant: Variant,
): Readonly<Record<string, string>> => {
  const parts = PARTS[dialect]
  const files: Record<string, string> = {}
  for (let first = 0; first < tables; first += PER_FILE) {
    const file = first / PER_FILE
    const numbers = Array.from({ length: Math.min(PER_FILE, tables - first) }, (_, i) => first + i)
    files[`schema/part${file}.ts`] = [
      "import { sql } from 'drizzle-orm'",
      parts.imports,
      '',
      parts.enums(file),
      ...numbers.map((number) => tableText(dialect, number, variant)),
    ].join('\n')
  }
  return files
}
