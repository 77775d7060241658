/** Random edits of views. */
import { completeView } from '../../src/schema/spec.ts'
import { free, withoutViews } from './edit-tools.ts'
import type { Editor } from './edit-tools.ts'

export const addView: Editor = ({ schema, pick }) => {
  const name = pick(0, free(['recent', 'popular', 'summary'], schema.views))
  const table = pick(1, schema.tables)
  const view = pick(2, [undefined, ...schema.views])
  const column = table && pick(3, table.columns)
  if (name === undefined || table === undefined || column === undefined) return schema
  const text =
    view === undefined
      ? `SELECT id, ${column.name} AS shown FROM ${table.name}`
      : `SELECT id, shown FROM ${view.name}`
  const added = completeView({ name, definition: text })
  return { ...schema, views: [...schema.views, added] }
}

export const dropView: Editor = ({ schema, pick }) => {
  const view = pick(0, schema.views)
  if (view === undefined) return schema
  const rest = { ...schema, views: schema.views.filter((item) => item !== view) }
  return withoutViews(rest, view.name)
}
