import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Schema } from '../schema/types.ts'
import { compareLists } from './lists.ts'

export const diffNamespaces = (before: Schema, after: Schema): readonly Operation[] => {
  const { added, removed } = compareLists(before.namespaces, after.namespaces, ({ name }) => name)
  return [
    ...added.map(({ name }) => definitions.createNamespace.create(name)),
    ...removed.map(({ name }) => definitions.dropNamespace.create(name)),
  ]
}
