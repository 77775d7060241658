import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

export const users = sqliteTable(
  'users',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    email: text('email').notNull(),
    passwordHash: text('password_hash').notNull(),
    displayName: text('display_name').notNull(),
    locale: text('locale').notNull().default('en'),
    role: text('role', { enum: ['member', 'stylist', 'admin'] })
      .notNull()
      .default('member'),
    emailVerifiedAt: integer('email_verified_at', { mode: 'timestamp' }),
    lastSeenAt: integer('last_seen_at', { mode: 'timestamp' }),
    createdAt: integer('created_at', { mode: 'timestamp' })
      .notNull()
      .default(sql`(unixepoch())`),
    deletedAt: integer('deleted_at', { mode: 'timestamp' }),
  },
  (table) => [
    uniqueIndex('users_email_unique').on(sql`lower(${table.email})`),
    index('users_active_idx')
      .on(table.lastSeenAt)
      .where(sql`${table.deletedAt} is null`),
    check('users_email_check', sql`${table.email} like '%_@_%'`),
    check('users_name_check', sql`length(trim(${table.displayName})) between 1 and 80`),
    check('users_role_check', sql`${table.role} in ('member', 'stylist', 'admin')`),
  ],
)
