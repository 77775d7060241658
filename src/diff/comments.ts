/** Comments that change: last of all, on what is there by then. */
import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Commented, CommentTarget } from '../schema/comments.ts'
import { compareNames, compareText, nameKey, objectName } from '../schema/names.ts'
import type { QualifiedName, Schema, Table, View } from '../schema/types.ts'
import { compareLists } from './lists.ts'
import type { Pair } from './lists.ts'

const change = (pair: Pair<Commented>, on: CommentTarget): readonly Operation[] =>
  pair.before.comment === pair.after.comment
    ? []
    : [definitions.commentOn.create(on, pair.after.comment)]

type Named = Commented & { readonly name: string }

/** Things with a name of their own, in the order of their names. */
const among = <T extends Named>(
  before: readonly T[],
  after: readonly T[],
  on: (name: string) => CommentTarget,
): readonly Operation[] =>
  compareLists(before, after, ({ name }) => name)
    .kept.toSorted((a, b) => compareText(a.after.name, b.after.name))
    .flatMap((pair) => change(pair, on(pair.after.name)))

const inNamespaces = <T extends Commented & QualifiedName>(
  before: readonly T[],
  after: readonly T[],
  compare: (pair: Pair<T>) => readonly Operation[],
): readonly Operation[] =>
  compareLists(before, after, nameKey)
    .kept.filter((pair) => pair.before !== pair.after)
    .toSorted((a, b) => compareNames(a.after, b.after))
    .flatMap(compare)

const inTable = ({ before, after }: Pair<Table>): readonly Operation[] => {
  const table = objectName(after)
  return [
    ...change({ before, after }, { table }),
    ...among(before.columns, after.columns, (column) => ({ table, column })),
    ...among(before.constraints, after.constraints, (constraint) => ({ table, constraint })),
    ...among(before.indexes, after.indexes, (index) => ({ table, index })),
    ...among(before.policies, after.policies, (policy) => ({ table, policy })),
  ]
}

const inView = ({ before, after }: Pair<View>): readonly Operation[] => {
  const view = objectName(after)
  return [
    ...change({ before, after }, { view }),
    ...among(before.indexes, after.indexes, (index) => ({ table: view, index })),
  ]
}

/** The comments in which two schemas differ; what only one of them has is left aside. */
export const diffComments = (before: Schema, after: Schema): readonly Operation[] => [
  ...among(before.roles, after.roles, (role) => ({ role })),
  ...among(before.namespaces, after.namespaces, (namespace) => ({ namespace })),
  ...inNamespaces(before.enums, after.enums, (pair) =>
    change(pair, { enum: objectName(pair.after) }),
  ),
  ...inNamespaces(before.sequences, after.sequences, (pair) =>
    change(pair, { sequence: objectName(pair.after) }),
  ),
  ...inNamespaces(before.tables, after.tables, inTable),
  ...inNamespaces(before.views, after.views, inView),
]
