import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { users } from './auth.ts'
import { clothingItems } from './wardrobe.ts'

export const occasion = pgEnum('occasion', ['everyday', 'work', 'evening', 'sport', 'travel'])

export const outfitRecommendations = pgTable(
  'outfit_recommendations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    occasion: occasion('occasion').notNull().default('everyday'),
    reason: text('reason'),
    score: real('score').notNull().default(0.5),
    itemCount: integer('item_count').notNull().default(0),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index('outfit_recommendations_recent_idx').on(table.userId, table.createdAt.desc()),
    check('outfit_recommendations_score_check', sql`${table.score} between 0 and 1`),
  ],
)

export const outfitClothingItems = pgTable(
  'outfit_clothing_items',
  {
    outfitId: uuid('outfit_id')
      .notNull()
      .references(() => outfitRecommendations.id, { onDelete: 'cascade' }),
    itemId: bigint('item_id', { mode: 'number' })
      .notNull()
      .references(() => clothingItems.id, { onDelete: 'cascade', onUpdate: 'cascade' }),
    layer: smallint('layer').notNull().default(0),
  },
  (table) => [
    primaryKey({ name: 'outfit_clothing_items_pk', columns: [table.outfitId, table.itemId] }),
    index('outfit_clothing_items_item_idx').on(table.itemId),
  ],
)

export const recommendationFeedback = pgTable(
  'recommendation_feedback',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    outfitId: uuid('outfit_id')
      .notNull()
      .references(() => outfitRecommendations.id, { onDelete: 'cascade' }),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    rating: smallint('rating').notNull(),
    comment: text('comment'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('recommendation_feedback_unique').on(table.outfitId, table.userId),
    check('recommendation_feedback_rating_check', sql`${table.rating} between 1 and 5`),
  ],
)
