import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  index,
  inet,
  pgSchema,
  text,
  timestamp,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'

export const auth = pgSchema('auth')

export const userRole = auth.enum('user_role', ['member', 'stylist', 'admin'])

export const users = auth.table(
  'users',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    publicId: uuid('public_id').notNull().defaultRandom().unique(),
    email: varchar('email', { length: 320 }).notNull(),
    passwordHash: text('password_hash').notNull(),
    displayName: varchar('display_name', { length: 80 }).notNull(),
    locale: text('locale').notNull().default('en'),
    role: userRole('role').notNull().default('member'),
    emailVerifiedAt: timestamp('email_verified_at', { withTimezone: true }),
    lastSeenAt: timestamp('last_seen_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [
    uniqueIndex('users_email_unique').on(sql`lower(${table.email})`),
    index('users_active_idx')
      .on(table.lastSeenAt.desc())
      .where(sql`${table.deletedAt} is null`),
    check('users_email_check', sql`${table.email} like '%_@_%'`),
    check('users_name_check', sql`length(trim(${table.displayName})) > 0`),
  ],
)

export const emailVerificationTokens = auth.table(
  'email_verification_tokens',
  {
    tokenHash: text('token_hash').primaryKey(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    email: varchar('email', { length: 320 }).notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp('expires_at', { withTimezone: true })
      .notNull()
      .default(sql`now() + interval '2 days'`),
  },
  (table) => [
    index('email_verification_tokens_user_idx').on(table.userId),
    check('email_verification_tokens_expiry_check', sql`${table.expiresAt} > ${table.createdAt}`),
  ],
)

export const passwordResetTokens = auth.table(
  'password_reset_tokens',
  {
    tokenHash: text('token_hash').primaryKey(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    requestedFrom: inet('requested_from'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp('expires_at', { withTimezone: true })
      .notNull()
      .default(sql`now() + interval '1 hour'`),
    usedAt: timestamp('used_at', { withTimezone: true }),
  },
  (table) => [
    uniqueIndex('password_reset_tokens_open_unique')
      .on(table.userId)
      .where(sql`${table.usedAt} is null`),
    check('password_reset_tokens_expiry_check', sql`${table.expiresAt} > ${table.createdAt}`),
  ],
)
