import { isNull, sql } from 'drizzle-orm'
import {
  blob,
  check,
  index,
  integer,
  sqliteTable,
  sqliteView,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import { users } from './users.ts'

export const clothingCategories = sqliteTable(
  'clothing_categories',
  {
    id: integer('id').primaryKey(),
    parentId: integer('parent_id').references((): AnySQLiteColumn => clothingCategories.id, {
      onDelete: 'restrict',
    }),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    sortOrder: integer('sort_order').notNull().default(0),
  },
  (table) => [
    uniqueIndex('clothing_categories_slug_unique').on(
      sql`coalesce(${table.parentId}, 0)`,
      table.slug,
    ),
    check('clothing_categories_parent_check', sql`${table.parentId} <> ${table.id}`),
  ],
)

export const clothingItems = sqliteTable(
  'clothing_items',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    categoryId: integer('category_id').references(() => clothingCategories.id, {
      onDelete: 'set null',
    }),
    name: text('name').notNull(),
    brand: text('brand'),
    color: text('color').notNull().default('unknown'),
    imageUrl: text('image_url'),
    priceCents: integer('price_cents'),
    wearCount: integer('wear_count').notNull().default(0),
    costPerWearCents: integer('cost_per_wear_cents').generatedAlwaysAs(
      sql`price_cents / max(wear_count, 1)`,
      { mode: 'virtual' },
    ),
    attributes: text('attributes', { mode: 'json' })
      .$type<Readonly<Record<string, string>>>()
      .notNull()
      .default({}),
    embedding: blob('embedding', { mode: 'buffer' }),
    embeddingModel: text('embedding_model'),
    createdAt: integer('created_at', { mode: 'timestamp' })
      .notNull()
      .default(sql`(unixepoch())`),
    archivedAt: integer('archived_at', { mode: 'timestamp' }),
  },
  (table) => [
    index('clothing_items_wardrobe_idx')
      .on(table.userId, table.categoryId)
      .where(sql`${table.archivedAt} is null`),
    index('clothing_items_brand_idx').on(sql`lower(${table.brand})`),
    check('clothing_items_price_check', sql`${table.priceCents} >= 0`),
    check(
      'clothing_items_embedding_check',
      sql`(${table.embedding} is null) = (${table.embeddingModel} is null)`,
    ),
  ],
)

/** What each user owns and has not archived. */
export const wardrobeSummary = sqliteView('wardrobe_summary').as((query) =>
  query
    .select({
      userId: clothingItems.userId,
      itemCount: sql<number>`count(*)`.as('item_count'),
      totalCents: sql<number>`coalesce(sum(${clothingItems.priceCents}), 0)`.as('total_cents'),
    })
    .from(clothingItems)
    .where(isNull(clothingItems.archivedAt))
    .groupBy(clothingItems.userId),
)
