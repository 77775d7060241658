/** What stands in no namespace and anything may stand on: it comes before everything else, and goes after it. */
import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Role, Schema } from '../schema/types.ts'
import { compareLists } from './lists.ts'
import type { Pair } from './lists.ts'

const nameOf = ({ name }: { readonly name: string }): string => name

const alterRole = ({ before, after }: Pair<Role>): readonly Operation[] => {
  const set = Object.entries(after).filter(([key, value]) => value !== Reflect.get(before, key))
  return set.length === 0 ? [] : [definitions.alterRole.create(after.name, Object.fromEntries(set))]
}

interface GlobalOperations {
  readonly first: readonly Operation[]
  readonly last: readonly Operation[]
}

export const diffGlobals = (before: Schema, after: Schema): GlobalOperations => {
  const extensions = compareLists(before.extensions, after.extensions, nameOf)
  const roles = compareLists(before.roles, after.roles, nameOf)
  return {
    first: [
      ...extensions.added.map(({ name }) => definitions.createExtension.create(name)),
      ...roles.added.map((role) => definitions.createRole.create(role)),
      ...roles.kept.flatMap(alterRole),
    ],
    last: [
      ...roles.removed.map(({ name }) => definitions.dropRole.create(name)),
      ...extensions.removed.map(({ name }) => definitions.dropExtension.create(name)),
    ],
  }
}
