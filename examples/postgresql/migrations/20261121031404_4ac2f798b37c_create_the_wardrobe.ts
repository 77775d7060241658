/**
 * create the wardrobe
 *
 * Revision: 4ac2f798b37c
 * Revises: base
 * Created: 2026-11-21T03:14:04Z
 */
import type { Operations } from 'diffkit'

export const revision = '4ac2f798b37c'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createNamespace('auth')
  op.createEnum({ namespace: 'auth', name: 'user_role', values: ['member', 'stylist', 'admin'] })
  op.createEnum({ name: 'occasion', values: ['everyday', 'work', 'evening', 'sport', 'travel'] })
  op.createEnum({ name: 'quiz_kind', values: ['single', 'multiple', 'scale'] })
  op.createTable({
    namespace: 'auth',
    name: 'users',
    columns: [
      {
        name: 'id',
        type: 'bigint',
        nullable: false,
        identity: { name: 'users_id_seq', always: true },
      },
      { name: 'public_id', type: 'uuid', nullable: false, default: 'gen_random_uuid()' },
      { name: 'email', type: 'character varying(320)', nullable: false },
      { name: 'password_hash', type: 'text', nullable: false },
      { name: 'display_name', type: 'character varying(80)', nullable: false },
      { name: 'locale', type: 'text', nullable: false, default: "'en'" },
      { name: 'role', type: 'auth.user_role', nullable: false, default: "'member'" },
      { name: 'email_verified_at', type: 'timestamp with time zone' },
      { name: 'last_seen_at', type: 'timestamp with time zone' },
      { name: 'created_at', type: 'timestamp with time zone', nullable: false, default: 'now()' },
      { name: 'deleted_at', type: 'timestamp with time zone' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'users_pkey', columns: ['id'] },
      { kind: 'unique', name: 'users_public_id_unique', columns: ['public_id'] },
      { kind: 'check', name: 'users_email_check', expression: '"email" like \'%_@_%\'' },
      { kind: 'check', name: 'users_name_check', expression: 'length(trim("display_name")) > 0' },
    ],
    indexes: [
      { name: 'users_email_unique', keys: [{ expression: 'lower("email")' }], unique: true },
      {
        name: 'users_active_idx',
        keys: [{ column: 'last_seen_at', order: 'desc', nulls: 'last' }],
        where: '"deleted_at" is null',
      },
    ],
  })
  op.createTable({
    namespace: 'auth',
    name: 'email_verification_tokens',
    columns: [
      { name: 'token_hash', type: 'text', nullable: false },
      { name: 'user_id', type: 'bigint', nullable: false },
      { name: 'email', type: 'character varying(320)', nullable: false },
      { name: 'created_at', type: 'timestamp with time zone', nullable: false, default: 'now()' },
      {
        name: 'expires_at',
        type: 'timestamp with time zone',
        nullable: false,
        default: "now() + interval '2 days'",
      },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'email_verification_tokens_pkey', columns: ['token_hash'] },
      {
        kind: 'foreignKey',
        name: 'email_verification_tokens_user_id_users_id_fk',
        columns: ['user_id'],
        references: { table: { namespace: 'auth', name: 'users' }, columns: ['id'] },
        onDelete: 'cascade',
      },
      {
        kind: 'check',
        name: 'email_verification_tokens_expiry_check',
        expression: '"expires_at" > "created_at"',
      },
    ],
    indexes: [{ name: 'email_verification_tokens_user_idx', keys: ['user_id'] }],
  })
  op.createTable({
    namespace: 'auth',
    name: 'password_reset_tokens',
    columns: [
      { name: 'token_hash', type: 'text', nullable: false },
      { name: 'user_id', type: 'bigint', nullable: false },
      { name: 'requested_from', type: 'inet' },
      { name: 'created_at', type: 'timestamp with time zone', nullable: false, default: 'now()' },
      {
        name: 'expires_at',
        type: 'timestamp with time zone',
        nullable: false,
        default: "now() + interval '1 hour'",
      },
      { name: 'used_at', type: 'timestamp with time zone' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'password_reset_tokens_pkey', columns: ['token_hash'] },
      {
        kind: 'foreignKey',
        name: 'password_reset_tokens_user_id_users_id_fk',
        columns: ['user_id'],
        references: { table: { namespace: 'auth', name: 'users' }, columns: ['id'] },
        onDelete: 'cascade',
      },
      {
        kind: 'check',
        name: 'password_reset_tokens_expiry_check',
        expression: '"expires_at" > "created_at"',
      },
    ],
    indexes: [
      {
        name: 'password_reset_tokens_open_unique',
        keys: ['user_id'],
        unique: true,
        where: '"used_at" is null',
      },
    ],
  })
  op.createTable({
    name: 'clothing_categories',
    columns: [
      {
        name: 'id',
        type: 'integer',
        nullable: false,
        identity: { name: 'clothing_categories_id_seq' },
      },
      { name: 'parent_id', type: 'integer' },
      { name: 'slug', type: 'text', nullable: false },
      { name: 'name', type: 'text', nullable: false },
      { name: 'sort_order', type: 'integer', nullable: false, default: '0' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'clothing_categories_pkey', columns: ['id'] },
      { kind: 'unique', name: 'clothing_categories_slug_unique', columns: ['parent_id', 'slug'] },
      {
        kind: 'foreignKey',
        name: 'clothing_categories_parent_fk',
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
  })
  op.createTable({
    name: 'clothing_items',
    columns: [
      {
        name: 'id',
        type: 'bigint',
        nullable: false,
        identity: { name: 'clothing_items_id_seq', always: true },
      },
      { name: 'user_id', type: 'bigint', nullable: false },
      { name: 'category_id', type: 'integer' },
      { name: 'name', type: 'text', nullable: false },
      { name: 'brand', type: 'text' },
      { name: 'color', type: 'text', nullable: false, default: "'unknown'" },
      { name: 'image_url', type: 'text' },
      { name: 'price', type: 'numeric(10,2)' },
      { name: 'wear_count', type: 'integer', nullable: false, default: '0' },
      {
        name: 'cost_per_wear',
        type: 'numeric(10,2)',
        generated: { expression: 'price / greatest(wear_count, 1)' },
      },
      { name: 'attributes', type: 'jsonb', nullable: false, default: "'{}'" },
      { name: 'embedding', type: 'real[]' },
      { name: 'embedding_model', type: 'text' },
      { name: 'created_at', type: 'timestamp with time zone', nullable: false, default: 'now()' },
      { name: 'archived_at', type: 'timestamp with time zone' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'clothing_items_pkey', columns: ['id'] },
      {
        kind: 'foreignKey',
        name: 'clothing_items_user_id_users_id_fk',
        columns: ['user_id'],
        references: { table: { namespace: 'auth', name: 'users' }, columns: ['id'] },
        onDelete: 'cascade',
      },
      {
        kind: 'foreignKey',
        name: 'clothing_items_category_id_clothing_categories_id_fk',
        columns: ['category_id'],
        references: { table: 'clothing_categories', columns: ['id'] },
        onDelete: 'set null',
      },
      { kind: 'check', name: 'clothing_items_price_check', expression: '"price" >= 0' },
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
      { name: 'clothing_items_attributes_idx', keys: ['attributes'], method: 'gin' },
    ],
  })
  op.createTable({
    name: 'outfit_recommendations',
    columns: [
      { name: 'id', type: 'uuid', nullable: false, default: 'gen_random_uuid()' },
      { name: 'user_id', type: 'bigint', nullable: false },
      { name: 'occasion', type: 'occasion', nullable: false, default: "'everyday'" },
      { name: 'reason', type: 'text' },
      { name: 'score', type: 'real', nullable: false, default: '0.5' },
      { name: 'item_count', type: 'integer', nullable: false, default: '0' },
      { name: 'created_at', type: 'timestamp with time zone', nullable: false, default: 'now()' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'outfit_recommendations_pkey', columns: ['id'] },
      {
        kind: 'foreignKey',
        name: 'outfit_recommendations_user_id_users_id_fk',
        columns: ['user_id'],
        references: { table: { namespace: 'auth', name: 'users' }, columns: ['id'] },
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
        keys: ['user_id', { column: 'created_at', order: 'desc', nulls: 'last' }],
      },
    ],
  })
  op.createTable({
    name: 'outfit_clothing_items',
    columns: [
      { name: 'outfit_id', type: 'uuid', nullable: false },
      { name: 'item_id', type: 'bigint', nullable: false },
      { name: 'layer', type: 'smallint', nullable: false, default: '0' },
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
  op.createTable({
    name: 'quiz_questions',
    columns: [
      { name: 'id', type: 'integer', nullable: false, identity: { name: 'quiz_questions_id_seq' } },
      { name: 'position', type: 'integer', nullable: false },
      { name: 'slug', type: 'text', nullable: false },
      { name: 'prompt', type: 'text', nullable: false },
      { name: 'kind', type: 'quiz_kind', nullable: false, default: "'single'" },
      { name: 'options', type: 'jsonb', nullable: false, default: "'[]'" },
      { name: 'is_active', type: 'boolean', nullable: false, default: 'true' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'quiz_questions_pkey', columns: ['id'] },
      { kind: 'unique', name: 'quiz_questions_slug_unique', columns: ['slug'] },
      { kind: 'check', name: 'quiz_questions_position_check', expression: '"position" > 0' },
    ],
  })
  op.createTable({
    name: 'recommendation_feedback',
    columns: [
      {
        name: 'id',
        type: 'bigint',
        nullable: false,
        identity: { name: 'recommendation_feedback_id_seq', always: true },
      },
      { name: 'outfit_id', type: 'uuid', nullable: false },
      { name: 'user_id', type: 'bigint', nullable: false },
      { name: 'rating', type: 'smallint', nullable: false },
      { name: 'comment', type: 'text' },
      { name: 'created_at', type: 'timestamp with time zone', nullable: false, default: 'now()' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'recommendation_feedback_pkey', columns: ['id'] },
      { kind: 'unique', name: 'recommendation_feedback_unique', columns: ['outfit_id', 'user_id'] },
      {
        kind: 'foreignKey',
        name: 'recommendation_feedback_outfit_id_outfit_recommendations_id_fk',
        columns: ['outfit_id'],
        references: { table: 'outfit_recommendations', columns: ['id'] },
        onDelete: 'cascade',
      },
      {
        kind: 'foreignKey',
        name: 'recommendation_feedback_user_id_users_id_fk',
        columns: ['user_id'],
        references: { table: { namespace: 'auth', name: 'users' }, columns: ['id'] },
        onDelete: 'cascade',
      },
      {
        kind: 'check',
        name: 'recommendation_feedback_rating_check',
        expression: '"rating" between 1 and 5',
      },
    ],
  })
  op.createTable({
    name: 'style_profiles',
    columns: [
      {
        name: 'id',
        type: 'bigint',
        nullable: false,
        identity: { name: 'style_profiles_id_seq', always: true },
      },
      { name: 'user_id', type: 'bigint', nullable: false },
      { name: 'height_cm', type: 'smallint' },
      { name: 'top_size', type: 'text' },
      { name: 'bottom_size', type: 'text' },
      { name: 'shoe_size', type: 'text' },
      { name: 'favorite_colors', type: 'text[]', nullable: false, default: "'{}'" },
      { name: 'quiz_answers', type: 'jsonb' },
      { name: 'updated_at', type: 'timestamp with time zone', nullable: false, default: 'now()' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'style_profiles_pkey', columns: ['id'] },
      { kind: 'unique', name: 'style_profiles_user_id_unique', columns: ['user_id'] },
      {
        kind: 'foreignKey',
        name: 'style_profiles_user_id_users_id_fk',
        columns: ['user_id'],
        references: { table: { namespace: 'auth', name: 'users' }, columns: ['id'] },
        onDelete: 'cascade',
      },
      {
        kind: 'check',
        name: 'style_profiles_height_check',
        expression: '"height_cm" between 50 and 260',
      },
      {
        kind: 'check',
        name: 'style_profiles_colors_check',
        expression: 'cardinality("favorite_colors") <= 12',
      },
    ],
  })
  op.createView({
    name: 'wardrobe_summary',
    definition:
      'select "user_id", count(*) as "item_count", coalesce(sum("price"), 0) as "total" from "clothing_items" where "clothing_items"."archived_at" is null group by "clothing_items"."user_id"',
  })
}

export function downgrade(op: Operations): void {
  op.dropView('wardrobe_summary') // DK305: breaks running code
  op.dropTable('style_profiles') // DK101: deletes data
  op.dropTable('recommendation_feedback') // DK101: deletes data
  op.dropTable('quiz_questions') // DK101: deletes data
  op.dropTable('outfit_clothing_items') // DK101: deletes data
  op.dropTable('outfit_recommendations') // DK101: deletes data
  op.dropTable('clothing_items') // DK101: deletes data
  op.dropTable('clothing_categories') // DK101: deletes data
  op.dropTable({ namespace: 'auth', name: 'password_reset_tokens' }) // DK101: deletes data
  op.dropTable({ namespace: 'auth', name: 'email_verification_tokens' }) // DK101: deletes data
  op.dropTable({ namespace: 'auth', name: 'users' }) // DK101: deletes data
  op.dropEnum('quiz_kind')
  op.dropEnum('occasion')
  op.dropEnum({ namespace: 'auth', name: 'user_role' })
  op.dropNamespace('auth') // DK104: drops a namespace
}
