import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Namespace, Schema } from '../schema/types.ts'
import { compareLists } from './lists.ts'

export const createNamespace = ({ name, comment }: Namespace): Operation =>
  definitions.createNamespace.create(name, { comment })

/** Namespaces that come and go, but for those that are made before everything else or dropped after it. */
export const diffNamespaces = (
  before: Schema,
  after: Schema,
  { first, last }: { readonly first: readonly Namespace[]; readonly last: readonly Namespace[] },
): readonly Operation[] => {
  const { added, removed } = compareLists(before.namespaces, after.namespaces, ({ name }) => name)
  return [
    ...added.filter((item) => !first.includes(item)).map(createNamespace),
    ...removed
      .filter((item) => !last.includes(item))
      .map(({ name }) => definitions.dropNamespace.create(name)),
  ]
}
