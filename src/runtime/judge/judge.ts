/**
 * The database itself judges whether two expressions are the same: both texts are printed by one
 * server and the prints compared. No text is ever compared by rules of our own.
 */
import type { Connection, Dialect, PrintRequest } from '../../dialects/dialect.ts'
import { equalExpressions } from '../../schema/equal.ts'
import { expressionsOf, mapExpressions, placeKey } from '../../schema/expressions.ts'
import { nameKey } from '../../schema/names.ts'
import type { ExpressionPlace } from '../../schema/expressions.ts'
import type { Expression, Schema } from '../../schema/types.ts'

/** Two expressions that no server could print, so that nobody knows whether they differ. */
export interface Undecided {
  readonly place: ExpressionPlace
  readonly left: string
  readonly right: string
  readonly reason: string
}

export interface Settled {
  /** `left`, with each expression that means the same as in `right` replaced by the one of `right`. */
  readonly schema: Schema
  readonly undecided: readonly Undecided[]
}

/** Where expressions can be printed, asked for only when there is something to print. */
export type Printers = readonly (() => Promise<Connection>)[]

interface Pair {
  readonly place: ExpressionPlace
  readonly left: Expression
  readonly right: Expression
}

const differingPairs = (left: Schema, right: Schema): readonly Pair[] => {
  const others = new Map(
    expressionsOf(right).map(({ place, expression }) => [placeKey(place), expression]),
  )
  return expressionsOf(left).flatMap(({ place, expression }) => {
    const other = others.get(placeKey(place))
    if (other === undefined || equalExpressions(expression, other)) return []
    return [{ place, left: expression, right: other }]
  })
}

type Side = 'left' | 'right'
type Prints = ReadonlyMap<string, string | null>

interface PrintTools {
  readonly side: Side
  readonly dialect: Dialect
  readonly connection: Connection
  /** Whether what this major printed elsewhere will do: a database's own time zone reads some texts otherwise. */
  readonly trusting: boolean
}

/** How a server prints one side of each pair. */
const printSide = async (
  pairs: readonly Pair[],
  schema: Schema,
  { side, dialect, connection, trusting }: PrintTools,
): Promise<Prints> => {
  const known = new Map<string, string | null>()
  const requests: PrintRequest[] = []
  for (const pair of pairs) {
    const { sql, printed } = pair[side]
    const isKnown = trusting && printed?.major === connection.version.major
    if (isKnown) known.set(placeKey(pair.place), printed.text)
    else requests.push({ place: pair.place, sql })
  }
  const texts = requests.length === 0 ? [] : await dialect.print(connection, requests, schema)
  for (const [index, { place }] of requests.entries()) {
    known.set(placeKey(place), texts[index] ?? null)
  }
  return known
}

/** Printing is not a fixpoint: a difference counts only when it is still there after printing the prints. */
const printAgain = (pairs: readonly Pair[], prints: Prints, side: Side): readonly Pair[] =>
  pairs.map((pair) => {
    const sql = prints.get(placeKey(pair.place)) ?? pair[side].sql
    return { ...pair, [side]: { sql } }
  })

interface Verdict {
  readonly same: ReadonlySet<string>
  readonly open: readonly Pair[]
}

const compare = (pairs: readonly Pair[], left: Prints, right: Prints) => {
  const same: Pair[] = []
  const different: Pair[] = []
  const open: Pair[] = []
  for (const pair of pairs) {
    const key = placeKey(pair.place)
    const [a, b] = [left.get(key) ?? null, right.get(key) ?? null]
    if (a === null || b === null) open.push(pair)
    else if (a === b) same.push(pair)
    else different.push(pair)
  }
  return { same, different, open }
}

/** What was printed now, and where that failed, before. */
const latest = (now: Prints, before: Prints): Prints =>
  new Map([...before, ...[...now].filter(([, text]) => text !== null)])

const judgeOn = async (
  connection: Connection,
  dialect: Dialect,
  sides: { readonly pairs: readonly Pair[]; readonly left: Schema; readonly right: Schema },
): Promise<Verdict> => {
  const compareAll = async (pairs: readonly Pair[], trusting: boolean) => {
    const print = (side: Side): Promise<Prints> =>
      printSide(pairs, sides[side], { side, dialect, connection, trusting })
    const left = await print('left')
    const right = await print('right')
    return { left, right, ...compare(pairs, left, right) }
  }
  const isTrusted = ({ printed }: Expression): boolean =>
    printed?.major === connection.version.major
  const known = await compareAll(sides.pairs, true)
  // Prints from elsewhere may show that two texts are the same, and not that they differ here.
  const doubtful = known.different.filter((pair) => isTrusted(pair.left) || isTrusted(pair.right))
  const here = await compareAll(doubtful, false)
  const settled = new Set(here.same)
  const left = latest(here.left, known.left)
  const right = latest(here.right, known.right)
  const different = known.different.filter((pair) => !settled.has(pair))
  const last = await compareAll(
    printAgain(printAgain(different, left, 'left'), right, 'right'),
    false,
  )
  const same = [...known.same, ...here.same, ...last.same].map(({ place }) => placeKey(place))
  return { same: new Set(same), open: known.open }
}

/** A table that is the same object on both sides has nothing to settle. */
const withoutShared = (schema: Schema, other: Schema): Schema => {
  const shared = new Set(other.tables)
  return { ...schema, tables: schema.tables.filter((table) => !shared.has(table)) }
}

/** The schema with each table of `part` being the one that stands at its place in `changed`. */
const withTables = (schema: Schema, part: Schema, changed: Schema): Schema => {
  const others = new Map(part.tables.map((table, at) => [table, changed.tables[at] ?? table]))
  return {
    ...schema,
    tables: schema.tables.map((table) => others.get(table) ?? table),
    views: changed.views,
  }
}

/**
 * `left` with every expression that means the same as in `right` made textually equal to it, so that
 * a structural comparison sees real differences alone. What no printer could print is `undecided`.
 */
export const settle = async (
  left: Schema,
  right: Schema,
  { dialect, printers }: { readonly dialect: Dialect; readonly printers: Printers },
): Promise<Settled> => {
  const [ours, theirs] = [withoutShared(left, right), withoutShared(right, left)]
  let open = dialect.features.printsExpressions ? differingPairs(ours, theirs) : []
  if (open.length === 0) return { schema: left, undecided: [] }
  const same = new Set<string>()
  let reason = 'there is no server to print them'
  for (const printer of printers) {
    if (open.length === 0) break
    try {
      const verdict = await judgeOn(await printer(), dialect, { pairs: open, left, right })
      for (const key of verdict.same) same.add(key)
      reason = 'the server could not print one of them'
      open = verdict.open
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error)
    }
  }
  const replacements = new Map(
    expressionsOf(theirs).map(({ place, expression }) => [placeKey(place), expression]),
  )
  const settled = mapExpressions(ours, (expression, place) => {
    const key = placeKey(place)
    return same.has(key) ? (replacements.get(key) ?? expression) : expression
  })
  const schema = withTables(left, ours, settled)
  const undecided = open.map(({ place, left: a, right: b }) => ({
    place,
    left: a.sql,
    right: b.sql,
    reason,
  }))
  return { schema, undecided }
}

/** The schema with undecided expressions taken from `right`, so that they are no differences. */
export const withoutUndecided = (
  left: Schema,
  right: Schema,
  undecided: readonly Undecided[],
): Schema => {
  if (undecided.length === 0) return left
  const keys = new Set(undecided.map(({ place }) => placeKey(place)))
  const replacements = new Map(
    expressionsOf(right).map(({ place, expression }) => [placeKey(place), expression]),
  )
  return mapExpressions(left, (expression, place) =>
    keys.has(placeKey(place)) ? (replacements.get(placeKey(place)) ?? expression) : expression,
  )
}

/** The schema with the prints of `printed` attached to the expressions at the same places. */
export const attachPrints = (schema: Schema, printed: Schema): Schema => {
  const prints = new Map(
    expressionsOf(printed)
      .filter(({ expression }) => expression.printed !== undefined)
      .map(({ place, expression }) => [placeKey(place), expression.printed]),
  )
  if (prints.size === 0) return schema
  const names = new Set(printed.tables.map(nameKey))
  const part = { ...schema, tables: schema.tables.filter((table) => names.has(nameKey(table))) }
  const changed = mapExpressions(part, (expression, place) => {
    const print = prints.get(placeKey(place))
    return print === undefined ? expression : { sql: expression.sql, printed: print }
  })
  return withTables(schema, part, changed)
}
