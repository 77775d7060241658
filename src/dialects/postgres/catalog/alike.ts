/** Tables repeat one another: what many things have alike comes as one row, with lists of what each has of its own. */
import { compareText } from '../../../schema/names.ts'

/** A list, as JSON: what drivers make of arrays takes longer than all else. */
export const list = (value: string): string => `array_to_json(array_agg(${value}))::text`

export const readList = <T>(text: string): readonly T[] => JSON.parse(text)

/** Things that are alike: of each the relation that it belongs to, and its name. */
export interface Alike {
  readonly relations: string
  readonly names: string
}

interface Member {
  readonly relation: number
  readonly name: string
}

/** What is alike, one by one. */
export const membersOf = ({ relations, names }: Alike): readonly Member[] => {
  const own = readList<string>(names)
  return readList<number>(relations).map((relation, at) => ({ relation, name: own[at] ?? '' }))
}

export type ByRelation<T> = ReadonlyMap<number, readonly T[]>

/** Each thing by its relation, in the order of names. `read` makes of a row what makes each of its things. */
export const readEach = <Row extends Alike, T extends { readonly name: string }>(
  rows: readonly Row[],
  read: (row: Row) => (relation: number, name: string, at: number) => T,
): ByRelation<T> => {
  const found = new Map<number, T[]>()
  for (const row of rows) {
    const readOne = read(row)
    membersOf(row).forEach(({ relation, name }, at) => {
      const item = readOne(relation, name, at)
      const own = found.get(relation)
      if (own === undefined) found.set(relation, [item])
      else own.push(item)
    })
  }
  for (const own of found.values()) own.sort((a, b) => compareText(a.name, b.name))
  return found
}
