import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { users } from './users.ts'

export const styleProfiles = sqliteTable(
  'style_profiles',
  {
    id: integer('id').primaryKey(),
    userId: integer('user_id')
      .notNull()
      .unique()
      .references(() => users.id, { onDelete: 'cascade' }),
    heightCm: integer('height_cm'),
    topSize: text('top_size'),
    bottomSize: text('bottom_size'),
    shoeSize: text('shoe_size'),
    favoriteColors: text('favorite_colors', { mode: 'json' })
      .$type<readonly string[]>()
      .notNull()
      .default([]),
    quizAnswers: text('quiz_answers', { mode: 'json' }).$type<Readonly<Record<string, string>>>(),
    updatedAt: integer('updated_at', { mode: 'timestamp' })
      .notNull()
      .default(sql`(unixepoch())`)
      .$onUpdate(() => new Date()),
  },
  (table) => [
    check('style_profiles_height_check', sql`${table.heightCm} between 50 and 260`),
    check('style_profiles_colors_check', sql`json_valid(${table.favoriteColors})`),
  ],
)

export const quizQuestions = sqliteTable(
  'quiz_questions',
  {
    id: integer('id').primaryKey(),
    position: integer('position').notNull(),
    slug: text('slug').notNull().unique(),
    prompt: text('prompt').notNull(),
    kind: text('kind', { enum: ['single', 'multiple', 'scale'] })
      .notNull()
      .default('single'),
    options: text('options', { mode: 'json' }).$type<readonly string[]>().notNull(),
    isActive: integer('is_active', { mode: 'boolean' }).notNull().default(true),
  },
  (table) => [
    check('quiz_questions_position_check', sql`${table.position} > 0`),
    check('quiz_questions_kind_check', sql`${table.kind} in ('single', 'multiple', 'scale')`),
  ],
)
