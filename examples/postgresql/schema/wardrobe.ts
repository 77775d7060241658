import { isNull, sql } from 'drizzle-orm'
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  pgView,
  real,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core'
import { users } from './auth.ts'

export const clothingCategories = pgTable(
  'clothing_categories',
  {
    id: integer('id').primaryKey().generatedByDefaultAsIdentity(),
    parentId: integer('parent_id'),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    sortOrder: integer('sort_order').notNull().default(0),
  },
  (table) => [
    foreignKey({
      name: 'clothing_categories_parent_fk',
      columns: [table.parentId],
      foreignColumns: [table.id],
    }).onDelete('restrict'),
    unique('clothing_categories_slug_unique').on(table.parentId, table.slug),
    check('clothing_categories_parent_check', sql`${table.parentId} <> ${table.id}`),
  ],
)

export const clothingItems = pgTable(
  'clothing_items',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    userId: bigint('user_id', { mode: 'number' })
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    categoryId: integer('category_id').references(() => clothingCategories.id, {
      onDelete: 'set null',
    }),
    name: text('name').notNull(),
    brand: text('brand'),
    color: text('color').notNull().default('unknown'),
    imageUrl: text('image_url'),
    price: numeric('price', { precision: 10, scale: 2 }),
    wearCount: integer('wear_count').notNull().default(0),
    costPerWear: numeric('cost_per_wear', { precision: 10, scale: 2 }).generatedAlwaysAs(
      sql`price / greatest(wear_count, 1)`,
    ),
    attributes: jsonb('attributes').$type<Readonly<Record<string, string>>>().notNull().default({}),
    embedding: real('embedding').array(),
    embeddingModel: text('embedding_model'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    archivedAt: timestamp('archived_at', { withTimezone: true }),
  },
  (table) => [
    index('clothing_items_wardrobe_idx')
      .on(table.userId, table.categoryId)
      .where(sql`${table.archivedAt} is null`),
    index('clothing_items_brand_idx').on(sql`lower(${table.brand})`),
    index('clothing_items_attributes_idx').using('gin', table.attributes),
    check('clothing_items_price_check', sql`${table.price} >= 0`),
    check(
      'clothing_items_embedding_check',
      sql`(${table.embedding} is null) = (${table.embeddingModel} is null)`,
    ),
  ],
)

/** What each user owns and has not archived. */
export const wardrobeSummary = pgView('wardrobe_summary').as((query) =>
  query
    .select({
      userId: clothingItems.userId,
      itemCount: sql<number>`count(*)`.as('item_count'),
      total: sql<string>`coalesce(sum(${clothingItems.price}), 0)`.as('total'),
    })
    .from(clothingItems)
    .where(isNull(clothingItems.archivedAt))
    .groupBy(clothingItems.userId),
)
