/** What a database holds, told by the database itself and by no code of diffkit: a text for each object. */

/** By kind and name, e.g. `column users.age`; columns by name, not by position. */
export type Catalog = ReadonlyMap<string, string>

export interface Difference {
  readonly object: string
  /** `null`: absent. */
  readonly chain: string | null
  readonly other: string | null
}

/** An index or constraint of a table. */
const PART = /^(constraint|index) (.*) of (.*)$/

interface Part {
  readonly name: string
  /** Kind, table and definition: all but the name. */
  readonly body: string
}

const partOf = (object: string, text: string | null): Part | null => {
  const match = PART.exec(object)
  const [, kind, name, table] = match ?? []
  return match === null || text === null
    ? null
    : { name: name ?? '', body: [kind, table, text].join(' ') }
}

/** Parts that the models leave without a name are one and the same whatever they are called. */
const withoutNames = (
  found: readonly Difference[],
  unnamed: ReadonlySet<string>,
): readonly Difference[] => {
  const bodies = (side: 'chain' | 'other'): readonly string[] =>
    found.flatMap((item) => partOf(item.object, item[side])?.body ?? [])
  const both = new Set(bodies('chain').filter((body) => bodies('other').includes(body)))
  return found.filter(({ object, chain, other }) => {
    const body = partOf(object, chain ?? other)?.body ?? ''
    return !(both.has(body) && unnamed.has(body))
  })
}

/** The bodies of the parts whose names are invented. */
export const unnamedParts = (
  catalog: Catalog,
  invented: ReadonlySet<string>,
): ReadonlySet<string> =>
  new Set(
    [...catalog].flatMap(([object, text]) => {
      const part = partOf(object, text)
      return part !== null && invented.has(part.name) ? [part.body] : []
    }),
  )

/** Where the chain of migrations and another database differ; `unnamed` are bodies of parts. */
export const compareCatalogs = (
  chain: Catalog,
  other: Catalog,
  unnamed: ReadonlySet<string>,
): readonly Difference[] =>
  withoutNames(
    [...new Set([...chain.keys(), ...other.keys()])]
      .toSorted()
      .map((object) => ({
        object,
        chain: chain.get(object) ?? null,
        other: other.get(object) ?? null,
      }))
      .filter((item) => item.chain !== item.other),
    unnamed,
  )

export const showDifference = ({ object, chain, other }: Difference): string =>
  `${object}: ${chain ?? 'absent'} | ${other ?? 'absent'}`
