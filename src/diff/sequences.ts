import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { nameKey, objectName } from '../schema/names.ts'
import type { Schema, Sequence } from '../schema/types.ts'
import { compareLists } from './lists.ts'
import type { Pair } from './lists.ts'

const alter = ({ before, after }: Pair<Sequence>): readonly Operation[] => {
  const set = Object.entries(after).filter(([key, value]) => value !== Reflect.get(before, key))
  return set.length === 0
    ? []
    : [definitions.alterSequence.create(objectName(after), Object.fromEntries(set))]
}

export const diffSequences = (before: Schema, after: Schema): readonly Operation[] => {
  const { added, removed, kept } = compareLists(before.sequences, after.sequences, nameKey)
  return [
    ...added.map((item) => definitions.createSequence.create(item)),
    ...kept.flatMap(alter),
    ...removed.map((item) => definitions.dropSequence.create(objectName(item))),
  ]
}
