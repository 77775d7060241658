/** What hangs on a table in the live catalog: what a rebuild would lose or trip over. */
import type { Ground, StoredObject } from '../dialect.ts'
import { foldName, namesIn, sameFolded } from './tokens.ts'

export interface Hangers {
  readonly indexes: readonly StoredObject[]
  /** Triggers on the table itself, which go with it. */
  readonly own: readonly StoredObject[]
  /** Views that read the table, and views that read those. */
  readonly views: readonly StoredObject[]
  /** Triggers on one of the views, or elsewhere that mention any of them or the table. */
  readonly triggers: readonly StoredObject[]
}

const mentionsAny = ({ sql }: StoredObject, names: ReadonlySet<string>): boolean =>
  [...namesIn(sql ?? '')].some((name) => names.has(name))

/** Everything that a rebuild makes again behind the new table, or may break, in the order of the catalog. */
export const findHangers = (ground: Ground, table: string): Hangers => {
  const names = new Set([foldName(table)])
  const views = new Set<StoredObject>()
  const candidates = ground.filter(({ type }) => type === 'view')
  for (let found = true; found;) {
    found = false
    for (const view of candidates) {
      if (views.has(view) || !mentionsAny(view, names)) continue
      views.add(view)
      names.add(foldName(view.name))
      found = true
    }
  }
  return {
    indexes: ground.filter(
      (item) => item.type === 'index' && item.sql !== null && sameFolded(item.table, table),
    ),
    own: ground.filter((item) => item.type === 'trigger' && sameFolded(item.table, table)),
    views: candidates.filter((view) => views.has(view)),
    triggers: ground.filter(
      (item) =>
        item.type === 'trigger' && !sameFolded(item.table, table) && mentionsAny(item, names),
    ),
  }
}
