/** Names that a rename must not run into. */
import { nameKey } from '../schema/names.ts'
import type { Schema, Table } from '../schema/types.ts'
import { rememberFor } from '../util/remember.ts'

const namesOf = ({ name, indexes, constraints }: Table): readonly string[] => [
  name,
  ...indexes.map((index) => index.name),
  ...constraints.map((constraint) => constraint.name),
]

/** Names of tables, views, sequences, indexes and constraints by namespace. */
export const takenNames = rememberFor(
  ({ sequences, tables, views }: Schema): ReadonlySet<string> => {
    const within = (namespace: string | null, names: readonly string[]): readonly string[] =>
      names.map((name) => nameKey({ namespace, name }))
    return new Set([
      ...tables.flatMap((table) => within(table.namespace, namesOf(table))),
      ...views.flatMap(({ namespace, name, indexes }) =>
        within(namespace, [name, ...indexes.map((index) => index.name)]),
      ),
      ...sequences.map(nameKey),
    ])
  },
)
