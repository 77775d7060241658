import { sql } from 'drizzle-orm'
import {
  check,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { users } from './users.ts'
import { clothingItems } from './wardrobe.ts'

export const outfitRecommendations = sqliteTable(
  'outfit_recommendations',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    occasion: text('occasion').notNull().default('everyday'),
    reason: text('reason'),
    score: real('score').notNull().default(0.5),
    itemCount: integer('item_count').notNull().default(0),
    createdAt: integer('created_at', { mode: 'timestamp' })
      .notNull()
      .default(sql`(unixepoch())`),
  },
  (table) => [
    index('outfit_recommendations_recent_idx').on(table.userId, sql`${table.createdAt} desc`),
    check('outfit_recommendations_score_check', sql`${table.score} between 0 and 1`),
  ],
)

export const outfitClothingItems = sqliteTable(
  'outfit_clothing_items',
  {
    outfitId: integer('outfit_id')
      .notNull()
      .references(() => outfitRecommendations.id, { onDelete: 'cascade' }),
    itemId: integer('item_id')
      .notNull()
      .references(() => clothingItems.id, { onDelete: 'cascade', onUpdate: 'cascade' }),
    layer: integer('layer').notNull().default(0),
  },
  (table) => [
    primaryKey({ name: 'outfit_clothing_items_pk', columns: [table.outfitId, table.itemId] }),
    index('outfit_clothing_items_item_idx').on(table.itemId),
  ],
)

export const recommendationFeedback = sqliteTable(
  'recommendation_feedback',
  {
    id: integer('id').primaryKey(),
    outfitId: integer('outfit_id')
      .notNull()
      .references(() => outfitRecommendations.id, { onDelete: 'cascade' }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    rating: integer('rating').notNull(),
    comment: text('comment'),
    createdAt: integer('created_at', { mode: 'timestamp' })
      .notNull()
      .default(sql`(unixepoch())`),
  },
  (table) => [
    uniqueIndex('recommendation_feedback_unique').on(table.outfitId, table.userId),
    check('recommendation_feedback_rating_check', sql`${table.rating} between 1 and 5`),
  ],
)
