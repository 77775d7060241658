/** What hangs on a table in the live catalog: what a rebuild would lose or trip over. */
import type { Ground, StoredObject } from '../../dialect.ts'
import { foldName, namesIn, sameFolded } from '../parse/tokens.ts'

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

/**
 * What is compiled together with these: what their texts name, what hangs on that, and so on. Most of a large
 * catalog has nothing to do with one table.
 */
export const compiledWith = (
  hangers: readonly StoredObject[],
  ground: Ground,
  tables: readonly string[],
): Ground => {
  const reached = new Set(tables.map(foldName))
  const found = new Set<StoredObject>()
  const add = (item: StoredObject): void => {
    found.add(item)
    // A table is compiled without those that it refers to.
    if (item.type !== 'view' && item.type !== 'trigger') return
    for (const name of namesIn(item.sql ?? '')) reached.add(name)
  }
  for (const hanger of hangers) add(hanger)
  const byName = new Map<string, StoredObject[]>()
  for (const item of ground) {
    for (const key of new Set([foldName(item.name), foldName(item.table)])) {
      const known = byName.get(key)
      if (known === undefined) byName.set(key, [item])
      else known.push(item)
    }
  }
  // A set that grows is gone through to its new end.
  for (const name of reached) {
    for (const item of byName.get(name) ?? []) if (!found.has(item)) add(item)
  }
  return ground.filter((item) => found.has(item))
}
