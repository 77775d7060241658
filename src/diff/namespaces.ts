import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Schema } from '../schema/types.ts'
import { compareLists } from './lists.ts'

interface ExtensionOperations {
  readonly creates: readonly Operation[]
  readonly drops: readonly Operation[]
}

/** Anything may stand on an extension: it comes before everything else, and goes after it. */
export const diffExtensions = (before: Schema, after: Schema): ExtensionOperations => {
  const { added, removed } = compareLists(before.extensions, after.extensions, ({ name }) => name)
  return {
    creates: added.map(({ name }) => definitions.createExtension.create(name)),
    drops: removed.map(({ name }) => definitions.dropExtension.create(name)),
  }
}

export const diffNamespaces = (before: Schema, after: Schema): readonly Operation[] => {
  const { added, removed } = compareLists(before.namespaces, after.namespaces, ({ name }) => name)
  return [
    ...added.map(({ name }) => definitions.createNamespace.create(name)),
    ...removed.map(({ name }) => definitions.dropNamespace.create(name)),
  ]
}
