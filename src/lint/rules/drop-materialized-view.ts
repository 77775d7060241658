import { findView } from '../../schema/edit.ts'
import { show } from '../../schema/names.ts'
import { onKind } from '../rule.ts'

/** Also where it comes back: then with the rows of its query, and without the indexes made by hand. */
export const dropMaterializedView = onKind('dropView', ({ name }, { before }) =>
  findView(before, name).materialized
    ? {
        object: show(name),
        message: `Materialized view ${show(name)} goes, with all indexes on it`,
      }
    : null,
)
