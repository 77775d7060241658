import { findView } from '../../schema/edit.ts'
import { show } from '../../schema/names.ts'
import { onKind } from '../rule.ts'

/** Also where it comes back: then with the rows that its query gives now. */
export const dropMaterializedView = onKind('dropView', ({ name }, { before }) =>
  findView(before, name).materialized
    ? {
        object: show(name),
        message: `Materialized view ${show(name)} goes, with its rows and indexes`,
      }
    : null,
)
