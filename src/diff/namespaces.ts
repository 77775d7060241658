import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Schema } from '../schema/types.ts'
import { compareLists } from './lists.ts'

/** Namespaces that come and go, but for those that are made before everything else or dropped after it. */
export const diffNamespaces = (
  before: Schema,
  after: Schema,
  { first, last }: { readonly first: readonly string[]; readonly last: readonly string[] },
): readonly Operation[] => {
  const { added, removed } = compareLists(before.namespaces, after.namespaces, ({ name }) => name)
  return [
    ...added
      .filter(({ name }) => !first.includes(name))
      .map(({ name }) => definitions.createNamespace.create(name)),
    ...removed
      .filter(({ name }) => !last.includes(name))
      .map(({ name }) => definitions.dropNamespace.create(name)),
  ]
}
