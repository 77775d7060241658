/** Invented names give way to given ones. */
import { clipName } from '../relation-names.ts'
import { nameKey } from '../../../schema/names.ts'
import { having, mapSame } from '../../../schema/same.ts'
import type { Constraint, Index, QualifiedName, Table } from '../../../schema/types.ts'

type Part = Constraint | Index

/** Indexes, and the constraints that PostgreSQL keeps an index for, are relations of the namespace. */
const isRelation = (part: Part): boolean =>
  !('kind' in part) || (part.kind !== 'check' && part.kind !== 'foreignKey')

const partsOf = ({ constraints, indexes }: Table): readonly Part[] => [...constraints, ...indexes]

const keyOf = ({ namespace }: Table, name: string): string => nameKey({ namespace, name })

const givenNames = (
  tables: readonly Table[],
  others: readonly QualifiedName[],
): ReadonlySet<string> =>
  new Set([
    ...others.map(nameKey),
    ...tables.flatMap((table) => [
      keyOf(table, table.name),
      ...partsOf(table)
        .filter((part) => part.named && isRelation(part))
        .map(({ name }) => keyOf(table, name)),
    ]),
  ])

/** The name, or with the first number that makes it free, as PostgreSQL itself chooses. */
export const freeName = (name: string, isTaken: (name: string) => boolean): string => {
  if (!isTaken(name)) return name
  for (let number = 1; ; number++) {
    const numbered = `${clipName(name, String(number))}${number}`
    if (!isTaken(numbered)) return numbered
  }
}

/**
 * The tables with another name for each invented one that a model gives to something else; `others` are
 * the relations that are no tables.
 */
export const freeNames = (
  tables: readonly Table[],
  others: readonly QualifiedName[] = [],
): readonly Table[] => {
  const given = givenNames(tables, others)
  return tables.map((table) => {
    const rename = <P extends Part>(part: P): P => {
      if (part.named || !isRelation(part)) return part
      const name = freeName(part.name, (free) => given.has(keyOf(table, free)))
      return name === part.name ? part : { ...part, name }
    }
    return having(table, {
      constraints: mapSame(table.constraints, rename),
      indexes: mapSame(table.indexes, rename),
    })
  })
}
