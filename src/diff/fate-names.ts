/** Where things came from, by the names that they have now. */
import { nameKey, objectName } from '../schema/names.ts'
import type { ObjectName, QualifiedName } from '../schema/types.ts'
import type { Rename } from './rename-candidates.ts'
import type { ObjectRename } from './rename-kinds.ts'

/** A name that came from somewhere, or `null` for a thing that is new. */
export interface Fate {
  readonly origin: string | null
}

/** Things by the names that they have now, and the old names of those that are gone. */
export interface Names<F extends Fate> {
  readonly live: Map<string, F>
  readonly gone: Set<string>
}

export interface ObjectFate extends Fate {
  readonly name: ObjectName
  readonly from: ObjectName
}

export const namesOf = <F extends Fate>(
  entries: Iterable<readonly [string, F]> = [],
): Names<F> => ({
  live: new Map(entries),
  gone: new Set(),
})

/** A name is not given again to something else: nobody could tell the two apart from the ends alone. */
export const add = <F extends Fate>({ live, gone }: Names<F>, name: string, fate: F): boolean => {
  if (gone.has(name)) return false
  live.set(name, fate)
  return true
}

export const remove = <F extends Fate>({ live, gone }: Names<F>, name: string): boolean => {
  const origin = live.get(name)?.origin ?? null
  // Its old name belongs to another thing by now.
  if (origin !== null && origin !== name && live.has(origin)) return false
  live.delete(name)
  if (origin !== null) gone.add(origin)
  return true
}

export const move = <F extends Fate>(
  names: Names<F>,
  { from, to }: { readonly from: string; readonly to: string },
  edit: (fate: F) => F = (fate) => fate,
): boolean => {
  const fate = names.live.get(from)
  if (fate === undefined || names.gone.has(to)) return false
  names.live.delete(from)
  names.live.set(to, edit(fate))
  return true
}

export const rename = <F extends ObjectFate>(
  names: Names<F>,
  { from, to }: { readonly from: ObjectName; readonly to: ObjectName },
): boolean =>
  move(names, { from: nameKey(from), to: nameKey(to) }, (fate) => ({ ...fate, name: to }))

/** What is new under a name. */
export const fresh = (name: ObjectName): ObjectFate => ({ origin: null, name, from: name })

/** What was there from the beginning. */
const original = (name: ObjectName): ObjectFate => ({ origin: nameKey(name), name, from: name })

export const renamesIn = <F extends Fate>({ live }: Names<F>) =>
  [...live].flatMap(([to, { origin }]) =>
    origin === null || origin === to ? [] : [{ from: origin, to }],
  )

/** Those of a kind that are still there, with what is renamed in each. */
export const renamesOf = <F extends ObjectFate>(
  { live }: Names<F>,
  kind: ObjectRename['kind'],
  within: (fate: F) => readonly Rename[] = () => [],
): readonly Rename[] =>
  [...live.values()].flatMap((fate): readonly Rename[] => {
    const { origin, name, from } = fate
    if (origin === null) return []
    return [...(nameKey(name) === origin ? [] : [{ kind, from, to: name }]), ...within(fate)]
  })

export const named = <T extends QualifiedName, F extends ObjectFate>(
  items: readonly T[],
  fateOf: (item: T, fate: ObjectFate) => F,
): Names<F> =>
  namesOf(
    items.map((item) => {
      const name = objectName(item)
      return [nameKey(name), fateOf(item, original(name))]
    }),
  )
