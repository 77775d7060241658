/** What stands in no namespace and anything may stand on: it comes before everything else, and goes after it. */
import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Extension, Namespace, Role, Schema } from '../schema/types.ts'
import { compareLists } from './lists.ts'
import { createNamespace } from './namespaces.ts'
import type { Pair } from './lists.ts'

const nameOf = ({ name }: { readonly name: string }): string => name

const alterRole = ({ before, after }: Pair<Role>): readonly Operation[] => {
  const set = Object.entries(after).filter(
    ([key, value]) => key !== 'comment' && value !== Reflect.get(before, key),
  )
  return set.length === 0 ? [] : [definitions.alterRole.create(after.name, Object.fromEntries(set))]
}

const moveExtension = ({ before, after }: Pair<Extension>): readonly Operation[] =>
  before.namespace === after.namespace
    ? []
    : [definitions.alterExtension.create(after.name, { namespace: after.namespace })]

/** An extension comes into a namespace that is there, and a namespace goes without any. */
const namespacesOf = (
  extensions: readonly Extension[],
  { own, other }: { readonly own: Schema; readonly other: Schema },
): readonly Namespace[] =>
  own.namespaces
    .filter(({ name }) => !other.namespaces.some((item) => item.name === name))
    .filter(({ name }) => extensions.some(({ namespace }) => namespace === name))

interface GlobalOperations {
  /** Those that are made and dropped among these operations. */
  readonly namespaces: {
    readonly first: readonly Namespace[]
    readonly last: readonly Namespace[]
  }
  readonly first: readonly Operation[]
  readonly last: readonly Operation[]
}

export const diffGlobals = (before: Schema, after: Schema): GlobalOperations => {
  const extensions = compareLists(before.extensions, after.extensions, nameOf)
  const roles = compareLists(before.roles, after.roles, nameOf)
  const namespaces = {
    first: namespacesOf(after.extensions, { own: after, other: before }),
    last: namespacesOf(before.extensions, { own: before, other: after }),
  }
  return {
    namespaces,
    first: [
      ...namespaces.first.map((item) => createNamespace(item)),
      ...extensions.added.map(({ name, namespace }) =>
        definitions.createExtension.create(name, { namespace }),
      ),
      ...extensions.kept.flatMap(moveExtension),
      ...roles.added.map((role) => definitions.createRole.create(role)),
      ...roles.kept.flatMap(alterRole),
    ],
    last: [
      ...roles.removed.map(({ name }) => definitions.dropRole.create(name)),
      ...extensions.removed.map(({ name }) => definitions.dropExtension.create(name)),
      ...namespaces.last.map(({ name }) => definitions.dropNamespace.create(name)),
    ],
  }
}
