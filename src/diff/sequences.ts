import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { equal } from '../schema/equal.ts'
import { nameKey, objectName } from '../schema/names.ts'
import { hasOwner } from '../schema/owners.ts'
import type { Schema, Sequence, SequenceOwner } from '../schema/types.ts'
import { compareLists } from './lists.ts'
import type { Pair } from './lists.ts'

const own = (sequence: Sequence, ownedBy: SequenceOwner | null): Operation =>
  definitions.alterSequence.create(objectName(sequence), { ownedBy })

/** Comments come last of all. */
const APART = new Set(['ownedBy', 'comment'])

/** Who owns it stands apart: that needs columns which may come after the sequence, for they draw from it. */
const alter = ({ before, after }: Pair<Sequence>): readonly Operation[] => {
  const set = Object.entries(after).filter(
    ([key, value]) => !APART.has(key) && !equal(value, Reflect.get(before, key)),
  )
  return [
    ...(set.length === 0
      ? []
      : [definitions.alterSequence.create(objectName(after), Object.fromEntries(set))]),
    ...(equal(before.ownedBy, after.ownedBy) ? [] : [own(after, after.ownedBy)]),
  ]
}

const isThere = (schema: Schema, { ownedBy }: Sequence): boolean =>
  ownedBy === null || hasOwner(schema, ownedBy)

export const diffSequences = (before: Schema, after: Schema): readonly Operation[] => {
  const { added, removed, kept } = compareLists(before.sequences, after.sequences, nameKey)
  return [
    ...added.flatMap((item) =>
      isThere(before, item)
        ? [definitions.createSequence.create(item)]
        : [definitions.createSequence.create({ ...item, ownedBy: null }), own(item, item.ownedBy)],
    ),
    ...kept.flatMap(alter),
    ...removed.flatMap((item) => [
      // It would go with its column, and could not come back before that.
      ...(isThere(after, item) ? [] : [own(item, null)]),
      definitions.dropSequence.create(objectName(item)),
    ]),
  ]
}
