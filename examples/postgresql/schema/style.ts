import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  smallint,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'
import { users } from './auth.ts'

export const quizKind = pgEnum('quiz_kind', ['single', 'multiple', 'scale'])

export const styleProfiles = pgTable(
  'style_profiles',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .unique()
      .references(() => users.id, { onDelete: 'cascade' }),
    heightCm: smallint('height_cm'),
    topSize: text('top_size'),
    bottomSize: text('bottom_size'),
    shoeSize: text('shoe_size'),
    favoriteColors: text('favorite_colors').array().notNull().default([]),
    quizAnswers: jsonb('quiz_answers').$type<Readonly<Record<string, string>>>(),
    updatedAt: timestamp('updated_at', { withTimezone: true })
      .notNull()
      .defaultNow()
      .$onUpdate(() => new Date()),
  },
  (table) => [
    check('style_profiles_height_check', sql`${table.heightCm} between 50 and 260`),
    check('style_profiles_colors_check', sql`cardinality(${table.favoriteColors}) <= 12`),
  ],
)

export const quizQuestions = pgTable(
  'quiz_questions',
  {
    id: integer('id').primaryKey().generatedByDefaultAsIdentity(),
    position: integer('position').notNull(),
    slug: text('slug').notNull().unique(),
    prompt: text('prompt').notNull(),
    kind: quizKind('kind').notNull().default('single'),
    options: jsonb('options').$type<readonly string[]>().notNull().default([]),
    isActive: boolean('is_active').notNull().default(true),
  },
  (table) => [check('quiz_questions_position_check', sql`${table.position} > 0`)],
)
