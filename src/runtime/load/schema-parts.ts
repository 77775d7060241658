/** The parts of a schema one by one, each with words for people. */
import { constraintWords } from '../../operations/constraint.ts'
import { objectName, show } from '../../schema/names.ts'
import type { ObjectName, QualifiedName, Schema, Table } from '../../schema/types.ts'

/** Something in a schema that has a name. */
interface Part {
  /** For people: `check users_age of table users`. */
  readonly what: string
  readonly object: ObjectName | null
  readonly value: object
}

const partsOfTable = (table: Table): readonly Part[] => {
  const object = objectName(table)
  const { columns, constraints, indexes, policies, ...rest } = table
  const part = (kind: string) => (value: { readonly name: string }) => ({
    what: `${kind} ${value.name} of table ${show(object)}`,
    object,
    value,
  })
  return [
    ...columns.map(part('column')),
    ...constraints.map((constraint) => part(constraintWords[constraint.kind])(constraint)),
    ...indexes.map(part('index')),
    ...policies.map(part('policy')),
    { what: `table ${show(object)}`, object, value: rest },
  ]
}

/** Every part; that of a table is what its columns and other parts leave of it. */
export const partsOf = ({
  tables,
  views,
  enums,
  sequences,
  roles,
  namespaces,
}: Schema): readonly Part[] => {
  const whole = (kind: string) => (value: QualifiedName) => {
    const object = objectName(value)
    return { what: `${kind} ${show(object)}`, object, value }
  }
  return [
    ...tables.flatMap(partsOfTable),
    ...views.map(whole('view')),
    ...enums.map(whole('enum')),
    ...sequences.map(whole('sequence')),
    ...roles.map((value) => ({ what: `role ${value.name}`, object: null, value })),
    ...namespaces.map((value) => ({ what: `namespace ${value.name}`, object: null, value })),
  ]
}
