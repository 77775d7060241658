/**
 * count items and collect feedback
 *
 * Revision: 2037415cb3da
 * Revises: f6ab7ff8d0f5
 * Created: 2026-11-21T03:13:03Z
 */
import type { Operations } from 'diffkit'

export const revision = '2037415cb3da'
export const downRevision = 'f6ab7ff8d0f5'

export function upgrade(op: Operations): void {
  op.createTable({
    name: 'recommendation_feedback',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'outfit_id', type: 'integer', nullable: false },
      { name: 'user_id', type: 'integer', nullable: false },
      { name: 'rating', type: 'integer', nullable: false },
      { name: 'comment', type: 'text' },
      { name: 'created_at', type: 'integer', nullable: false, default: 'unixepoch()' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'recommendation_feedback_pk', columns: ['id'] },
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
        references: { table: 'users', columns: ['id'] },
        onDelete: 'cascade',
      },
      {
        kind: 'check',
        name: 'recommendation_feedback_rating_check',
        expression: '"rating" between 1 and 5',
      },
    ],
    indexes: [
      { name: 'recommendation_feedback_unique', keys: ['outfit_id', 'user_id'], unique: true },
    ],
  })
  op.addColumn('outfit_recommendations', {
    name: 'item_count',
    type: 'integer',
    nullable: false,
    default: '0',
  })
  op.run(
    async (db) => {
      await db.execute(`
        update outfit_recommendations
        set item_count = (
          select count(*) from outfit_clothing_items
          where outfit_clothing_items.outfit_id = outfit_recommendations.id
        )
      `)
    },
    () => {}, // the column goes with its values
  )
}

export function downgrade(op: Operations): void {
  op.dropColumn('outfit_recommendations', 'item_count') // DK102: deletes data
  op.dropTable('recommendation_feedback') // DK101: deletes data
}
