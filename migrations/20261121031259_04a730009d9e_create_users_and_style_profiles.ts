/**
 * create users and style profiles
 *
 * Revision: 04a730009d9e
 * Revises: base
 * Created: 2026-11-21T03:12:59Z
 */
import type { Operations } from 'diffkit'

export const revision = '04a730009d9e'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createTable({
    name: 'quiz_questions',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'position', type: 'integer' },
      { name: 'slug', type: 'text', nullable: false },
      { name: 'prompt', type: 'text', nullable: false },
      { name: 'kind', type: 'text', nullable: false, default: "'single'" },
      { name: 'options', type: 'text', nullable: false },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'quiz_questions_pk', columns: ['id'] },
      {
        kind: 'check',
        name: 'quiz_questions_kind_check',
        expression: "\"kind\" in ('single', 'multiple', 'scale')",
      },
    ],
    indexes: [{ name: 'quiz_questions_slug_unique', keys: ['slug'], unique: true }],
  })
  op.createTable({
    name: 'users',
    columns: [
      { name: 'id', type: 'integer', nullable: false, autoincrement: true },
      { name: 'email', type: 'text', nullable: false },
      { name: 'password_hash', type: 'text', nullable: false },
      { name: 'name', type: 'text', nullable: false },
      { name: 'locale', type: 'text', nullable: false, default: "'en'" },
      { name: 'role', type: 'text', nullable: false, default: "'member'" },
      { name: 'email_verified_at', type: 'integer' },
      { name: 'created_at', type: 'integer', nullable: false, default: 'unixepoch()' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'users_pk', columns: ['id'] },
      { kind: 'check', name: 'users_email_check', expression: '"email" like \'%_@_%\'' },
      {
        kind: 'check',
        name: 'users_name_check',
        expression: 'length(trim("name")) between 1 and 80',
      },
      {
        kind: 'check',
        name: 'users_role_check',
        expression: "\"role\" in ('member', 'stylist', 'admin')",
      },
    ],
    indexes: [
      { name: 'users_email_unique', keys: [{ expression: 'lower("email")' }], unique: true },
    ],
  })
  op.createTable({
    name: 'email_verification_tokens',
    columns: [
      { name: 'token_hash', type: 'text', nullable: false },
      { name: 'user_id', type: 'integer', nullable: false },
      { name: 'email', type: 'text', nullable: false },
      { name: 'created_at', type: 'integer', nullable: false, default: 'unixepoch()' },
      { name: 'expires_at', type: 'integer', nullable: false },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'email_verification_tokens_pk', columns: ['token_hash'] },
      {
        kind: 'foreignKey',
        name: 'email_verification_tokens_user_id_users_id_fk',
        columns: ['user_id'],
        references: { table: 'users', columns: ['id'] },
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
    name: 'password_reset_tokens',
    columns: [
      { name: 'token_hash', type: 'text', nullable: false },
      { name: 'user_id', type: 'integer', nullable: false },
      { name: 'requested_from', type: 'text' },
      { name: 'created_at', type: 'integer', nullable: false, default: 'unixepoch()' },
      { name: 'expires_at', type: 'integer', nullable: false },
      { name: 'used_at', type: 'integer' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'password_reset_tokens_pk', columns: ['token_hash'] },
      {
        kind: 'foreignKey',
        name: 'password_reset_tokens_user_id_users_id_fk',
        columns: ['user_id'],
        references: { table: 'users', columns: ['id'] },
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
    name: 'style_profiles',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'user_id', type: 'integer', nullable: false },
      { name: 'height_cm', type: 'text' },
      { name: 'top_size', type: 'text' },
      { name: 'bottom_size', type: 'text' },
      { name: 'shoe_size', type: 'text' },
      { name: 'favorite_colors', type: 'text', nullable: false, default: "'[]'" },
      { name: 'updated_at', type: 'integer', nullable: false, default: 'unixepoch()' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'style_profiles_pk', columns: ['id'] },
      {
        kind: 'foreignKey',
        name: 'style_profiles_user_id_users_id_fk',
        columns: ['user_id'],
        references: { table: 'users', columns: ['id'] },
        onDelete: 'cascade',
      },
      {
        kind: 'check',
        name: 'style_profiles_colors_check',
        expression: 'json_valid("favorite_colors")',
      },
    ],
    indexes: [{ name: 'style_profiles_user_id_unique', keys: ['user_id'], unique: true }],
  })
}

export function downgrade(op: Operations): void {
  op.dropTable('style_profiles') // DK101: deletes data
  op.dropTable('password_reset_tokens') // DK101: deletes data
  op.dropTable('email_verification_tokens') // DK101: deletes data
  op.dropTable('users') // DK101: deletes data
  op.dropTable('quiz_questions') // DK101: deletes data
}
