/**
 * rename users.name and add the wardrobe view
 *
 * Revision: 34b41022513f
 * Revises: 2037415cb3da
 * Created: 2026-11-21T03:13:25Z
 */
import type { Operations } from 'diffkit'

export const revision = '34b41022513f'
export const downRevision = '2037415cb3da'

export function upgrade(op: Operations): void {
  op.renameColumn('users', 'name', 'display_name') // DK302: breaks running code
  op.createView({
    name: 'wardrobe_summary',
    definition:
      'select "user_id", count(*) as "item_count", coalesce(sum("price_cents"), 0) as "total_cents" from "clothing_items" where "clothing_items"."archived_at" is null group by "clothing_items"."user_id"',
  })
}

export function downgrade(op: Operations): void {
  op.dropView('wardrobe_summary') // DK305: breaks running code
  op.renameColumn('users', 'display_name', 'name') // DK302: breaks running code
}
