/** Models of one domain in the states that tests take them through. */

export const sqliteUsers = (columns = ''): string => `import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const users = sqliteTable(
  'users',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    email: text('email').notNull().unique(),
    name: text('name').notNull().default('anonymous'),
    createdAt: integer('created_at').notNull().default(sql\`(unixepoch())\`),
    ${columns}
  },
  (t) => [index('users_name_idx').on(t.name), check('users_email_check', sql\`\${t.email} like '%@%'\`)],
)

export const posts = sqliteTable('posts', {
  id: integer('id').primaryKey(),
  authorId: integer('author_id').notNull().references(() => users.id, { onDelete: 'cascade' }),
  title: text('title').notNull(),
})
`

export const postgresUsers = (columns = ''): string => `import { sql } from 'drizzle-orm'
import { check, index, integer, pgEnum, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'

export const mood = pgEnum('mood', ['sad', 'happy'])

export const users = pgTable(
  'users',
  {
    id: serial('id').primaryKey(),
    email: text('email').notNull().unique(),
    name: text('name').notNull().default('anonymous'),
    mood: mood('mood').notNull().default('happy'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    ${columns}
  },
  (t) => [index('users_name_idx').on(t.name), check('users_email_check', sql\`\${t.email} in ('a@b') or \${t.email} like '%@%'\`)],
)

export const posts = pgTable('posts', {
  id: serial('id').primaryKey(),
  authorId: integer('author_id').notNull().references(() => users.id, { onDelete: 'cascade' }),
  title: text('title').notNull(),
})
`
