/**
 * add wardrobe and outfits
 *
 * Revision: b88f9bc0ac25
 * Revises: 04a730009d9e
 * Created: 2026-11-21T03:13:00Z
 */
import type { Operations } from 'diffkit'

export const revision = 'b88f9bc0ac25'
export const downRevision = '04a730009d9e'

export function upgrade(op: Operations): void {
  op.createTable({
    name: 'clothing_categories',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'parent_id', type: 'integer' },
      { name: 'slug', type: 'text', nullable: false },
      { name: 'name', type: 'text', nullable: false },
      { name: 'sort_order', type: 'integer', nullable: false, default: '0' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'clothing_categories_pk', columns: ['id'] },
      {
        kind: 'foreignKey',
        name: 'clothing_categories_parent_id_clothing_categories_id_fk',
        columns: ['parent_id'],
        references: { table: 'clothing_categories', columns: ['id'] },
        onDelete: 'restrict',
      },
      {
        kind: 'check',
        name: 'clothing_categories_parent_check',
        expression: '"parent_id" <> "id"',
      },
    ],
    indexes: [
      {
        name: 'clothing_categories_slug_unique',
        keys: [{ expression: 'coalesce("parent_id", 0)' }, 'slug'],
        unique: true,
      },
    ],
  })
  op.createTable({
    name: 'clothing_items',
    columns: [
      { name: 'id', type: 'integer', nullable: false, autoincrement: true },
      { name: 'user_id', type: 'integer', nullable: false },
      { name: 'category_id', type: 'integer' },
      { name: 'name', type: 'text', nullable: false },
      { name: 'brand', type: 'text' },
      { name: 'color', type: 'text', nullable: false, default: "'unknown'" },
      { name: 'image_url', type: 'text' },
      { name: 'price_cents', type: 'integer' },
      { name: 'wear_count', type: 'integer', nullable: false, default: '0' },
      {
        name: 'cost_per_wear_cents',
        type: 'integer',
        generated: { expression: 'price_cents / max(wear_count, 1)', stored: false },
      },
      { name: 'attributes', type: 'text', nullable: false, default: "'{}'" },
      { name: 'embedding', type: 'blob' },
      { name: 'embedding_model', type: 'text' },
      { name: 'created_at', type: 'integer', nullable: false, default: 'unixepoch()' },
      { name: 'archived_at', type: 'integer' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'clothing_items_pk', columns: ['id'] },
      {
        kind: 'foreignKey',
        name: 'clothing_items_user_id_users_id_fk',
        columns: ['user_id'],
        references: { table: 'users', columns: ['id'] },
        onDelete: 'cascade',
      },
      {
        kind: 'foreignKey',
        name: 'clothing_items_category_id_clothing_categories_id_fk',
        columns: ['category_id'],
        references: { table: 'clothing_categories', columns: ['id'] },
        onDelete: 'set null',
      },
      { kind: 'check', name: 'clothing_items_price_check', expression: '"price_cents" >= 0' },
      {
        kind: 'check',
        name: 'clothing_items_embedding_check',
        expression: '("embedding" is null) = ("embedding_model" is null)',
      },
    ],
    indexes: [
      {
        name: 'clothing_items_wardrobe_idx',
        keys: ['user_id', 'category_id'],
        where: '"archived_at" is null',
      },
      { name: 'clothing_items_brand_idx', keys: [{ expression: 'lower("brand")' }] },
    ],
  })
  op.createTable({
    name: 'outfit_recommendations',
    columns: [
      { name: 'id', type: 'integer', nullable: false, autoincrement: true },
      { name: 'user_id', type: 'integer', nullable: false },
      { name: 'occasion', type: 'text', nullable: false, default: "'everyday'" },
      { name: 'reason', type: 'text' },
      { name: 'score', type: 'real', nullable: false, default: '0.5' },
      { name: 'created_at', type: 'integer', nullable: false, default: 'unixepoch()' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'outfit_recommendations_pk', columns: ['id'] },
      {
        kind: 'foreignKey',
        name: 'outfit_recommendations_user_id_users_id_fk',
        columns: ['user_id'],
        references: { table: 'users', columns: ['id'] },
        onDelete: 'cascade',
      },
      {
        kind: 'check',
        name: 'outfit_recommendations_score_check',
        expression: '"score" between 0 and 1',
      },
    ],
    indexes: [
      {
        name: 'outfit_recommendations_recent_idx',
        keys: ['user_id', { column: 'created_at', order: 'desc' }],
      },
    ],
  })
  op.createTable({
    name: 'outfit_clothing_items',
    columns: [
      { name: 'outfit_id', type: 'integer', nullable: false },
      { name: 'item_id', type: 'integer', nullable: false },
      { name: 'layer', type: 'integer', nullable: false, default: '0' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'outfit_clothing_items_pk', columns: ['outfit_id', 'item_id'] },
      {
        kind: 'foreignKey',
        name: 'outfit_clothing_items_outfit_id_outfit_recommendations_id_fk',
        columns: ['outfit_id'],
        references: { table: 'outfit_recommendations', columns: ['id'] },
        onDelete: 'cascade',
      },
      {
        kind: 'foreignKey',
        name: 'outfit_clothing_items_item_id_clothing_items_id_fk',
        columns: ['item_id'],
        references: { table: 'clothing_items', columns: ['id'] },
        onDelete: 'cascade',
        onUpdate: 'cascade',
      },
    ],
    indexes: [{ name: 'outfit_clothing_items_item_idx', keys: ['item_id'] }],
  })
  op.addColumn('quiz_questions', {
    name: 'is_active',
    type: 'integer',
    nullable: false,
    default: '1',
  })
  op.addColumn('style_profiles', { name: 'quiz_answers', type: 'text' })
  op.addColumn('users', { name: 'last_seen_at', type: 'integer' })
  op.addColumn('users', { name: 'deleted_at', type: 'integer' })
  op.createIndex('users', {
    name: 'users_active_idx',
    keys: ['last_seen_at'],
    where: '"deleted_at" is null',
  })
}

export function downgrade(op: Operations): void {
  op.dropIndex('users', 'users_active_idx')
  op.dropColumn('users', 'deleted_at') // DK102: deletes data
  op.dropColumn('users', 'last_seen_at') // DK102: deletes data
  op.dropColumn('style_profiles', 'quiz_answers') // DK102: deletes data
  op.dropColumn('quiz_questions', 'is_active') // DK102: deletes data
  op.dropTable('outfit_clothing_items') // DK101: deletes data
  op.dropTable('outfit_recommendations') // DK101: deletes data
  op.dropTable('clothing_items') // DK101: deletes data
  op.dropTable('clothing_categories') // DK101: deletes data
}
