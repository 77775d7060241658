/**
 * A squash stands in the graph for the revisions that it replaces, as long as a database has all of them
 * or none. For one that is in the middle it is open: then the originals are in the graph, and it is not.
 */
import { DiffkitError } from '../errors.ts'
import { reachable } from './reach.ts'
import type { RevisionLinks } from './revision.ts'

/** What this module reads of a revision. */
export interface Squashable extends RevisionLinks {
  readonly replaces: readonly string[]
}

/** The revisions of a folder, of which some are squashes. */
export interface Squashes<R extends Squashable = Squashable> {
  readonly revisions: readonly R[]
  /** By id, each with all that it stands for: squashes among them, and what those stand for. */
  readonly covers: ReadonlyMap<string, ReadonlySet<string>>
  /** Those whose originals all have files, so that they can be open. */
  readonly openable: ReadonlySet<string>
  /** Those that must be, with the revisions outside that stand on the middle of them. */
  readonly forced: ReadonlyMap<string, readonly string[]>
}

/** The revisions that a graph is made of while some squashes are open. */
export interface View<R> {
  readonly revisions: readonly R[]
  readonly aliases: ReadonlyMap<string, string>
  readonly replaced: ReadonlyMap<string, string>
}

const requireOnce = (squashes: readonly Squashable[]): void => {
  const seen = new Map<string, Squashable>()
  for (const squash of squashes) {
    for (const id of squash.replaces) {
      const other = seen.get(id)
      if (other !== undefined) {
        const files = [other.path, squash.path]
        throw new DiffkitError('REPLACED_TWICE', { revision: id, files })
      }
      seen.set(id, squash)
    }
  }
}

const namesOf = ({ down, dependsOn }: RevisionLinks): readonly string[] => [...down, ...dependsOn]

/** What stands on one of the replaced that is not the last, from outside. */
const intrudersOf = <R extends Squashable>(
  squash: R,
  covered: ReadonlySet<string>,
  revisions: readonly R[],
): readonly string[] => {
  const end = squash.replaces.at(-1)
  const inside = new Set([...covered].filter((id) => id !== end))
  return revisions
    .filter(({ id }) => id !== squash.id && !covered.has(id))
    .filter((other) => namesOf(other).some((name) => inside.has(name)))
    .map(({ id }) => id)
}

/** What the headers say of squashes; throws when two of them stand for the same revision. */
export const findSquashes = <R extends Squashable>(revisions: readonly R[]): Squashes<R> => {
  const found = revisions.filter(({ replaces }) => replaces.length > 0)
  requireOnce(found)
  const byId = new Map(found.map((squash) => [squash.id, squash]))
  const present = new Set(revisions.map(({ id }) => id))
  const covers = new Map(
    found.map(({ id, replaces }) => [
      id,
      reachable(replaces, (item) => byId.get(item)?.replaces ?? []),
    ]),
  )
  const openable = found.filter(({ replaces }) => replaces.every((id) => present.has(id)))
  return {
    revisions,
    covers,
    openable: new Set(openable.map(({ id }) => id)),
    forced: new Map(
      openable
        .map(
          (squash) =>
            [
              squash.id,
              intrudersOf(squash, covers.get(squash.id) ?? new Set(), revisions),
            ] as const,
        )
        .filter(([, intruders]) => intruders.length > 0),
    ),
  }
}

/** Follows a map until it leads no further. */
const follow = (map: ReadonlyMap<string, string>, id: string): string => {
  let found = id
  for (let next = map.get(id); next !== undefined; next = map.get(next)) found = next
  return found
}

/** The graph's revisions with these squashes open. What stands on the end of a squash stands on it. */
export const viewWith = <R extends Squashable>(
  { revisions, covers, forced }: Squashes<R>,
  open: ReadonlySet<string>,
): View<R> => {
  if (covers.size === 0) return { revisions, aliases: new Map(), replaced: new Map() }
  const hidden = new Map<string, string>()
  const names = new Map<string, string>()
  for (const { id, replaces } of revisions) {
    const end = replaces.at(-1)
    if (end === undefined) continue
    if (open.has(id) || forced.has(id)) {
      hidden.set(id, end)
      names.set(id, end)
    } else {
      for (const item of covers.get(id) ?? []) hidden.set(item, id)
      names.set(end, id)
    }
  }
  const aliases = new Map([...names.keys()].map((id) => [id, follow(names, id)]))
  const named = (id: string): string => aliases.get(id) ?? id
  const shown = revisions
    .filter(({ id }) => !hidden.has(id))
    .map((revision) => ({
      ...revision,
      down: revision.down.map(named),
      dependsOn: revision.dependsOn.map(named),
    }))
  return { revisions: shown, aliases, replaced: hidden }
}

/** What is recorded of a revision: of a squash, the last one that it stands for. */
export const rowNames = (revisions: readonly Squashable[]): ReadonlyMap<string, string> => {
  const ends = new Map(
    revisions.flatMap(({ id, replaces }): readonly (readonly [string, string])[] => {
      const end = replaces.at(-1)
      return end === undefined ? [] : [[id, end]]
    }),
  )
  return new Map([...ends.keys()].map((id) => [id, follow(ends, id)]))
}

export interface Standpoint {
  /** Of the originals, those that a database has. */
  readonly applied: ReadonlySet<string>
  /** What somebody names: ids, or their first characters. */
  readonly names: readonly string[]
}

const isMeant = (id: string, name: string): boolean =>
  id === name || (name.length >= 4 && id.startsWith(name))

/** The squashes that a database is in the middle of, and those of which somebody names an original. */
export const openFor = (
  { covers, openable, revisions }: Squashes,
  { applied, names }: Standpoint,
): ReadonlySet<string> => {
  const ends = rowNames(revisions)
  const files = new Set(revisions.map(({ id }) => id))
  const outer = viewWith({ revisions, covers, openable, forced: new Map() }, new Set()).replaced
  const isShown = (name: string): boolean =>
    revisions.some(({ id }) => !outer.has(id) && isMeant(id, name))
  const inside = names.filter((name) => !isShown(name))
  const open = [...openable].filter((squash) => {
    const all = [...(covers.get(squash) ?? [])]
    const originals = all.filter((id) => files.has(id) && !openable.has(id))
    const done = originals.filter((id) => applied.has(id)).length
    const isNamed = inside.some((name) =>
      all.some((id) => isMeant(id, name) && (ends.get(id) ?? id) !== ends.get(squash)),
    )
    return isNamed || (done > 0 && done < originals.length)
  })
  return new Set(open)
}
