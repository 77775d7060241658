/** Answered renames → operations. */
import { applyAll, definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { nameKey, objectName, qualified, sameName } from '../schema/names.ts'
import type { ObjectName, Schema } from '../schema/types.ts'
import type { Rename } from './rename-candidates.ts'

interface Move {
  readonly from: string
  readonly to: string
}

/** In an order in which each new name is free; where they go round, one waits under a name between. */
const inTurn = (moves: readonly Move[]): readonly Move[] => {
  const done: Move[] = []
  let waiting = moves
  while (waiting.length > 0) {
    const free = waiting.filter(({ to }) => !waiting.some(({ from }) => from === to))
    const [first] = waiting
    if (free.length > 0) {
      done.push(...free)
      waiting = waiting.filter((move) => !free.includes(move))
    } else if (first !== undefined) {
      const between = `diffkit_renamed_${done.length + 1}`
      done.push({ from: first.from, to: between })
      waiting = [...waiting.slice(1), { from: between, to: first.to }]
    }
  }
  return done
}

type Inner = Exclude<Rename, { readonly kind: 'table' }>

/** The renames inside of each owner, in turn. */
const within = <R extends Inner>(
  renames: readonly R[],
  ownerOf: (rename: R) => ObjectName,
  create: (owner: ObjectName, move: Move) => Operation,
): readonly Operation[] => {
  const owners = new Map(renames.map((item) => [nameKey(ownerOf(item)), ownerOf(item)]))
  return [...owners.values()].flatMap((owner) =>
    inTurn(renames.filter((item) => sameName(ownerOf(item), owner))).map((move) =>
      create(owner, move),
    ),
  )
}

const tableOperations = (
  tables: readonly Extract<Rename, { readonly kind: 'table' }>[],
): readonly Operation[] => {
  const namespaces = new Set(tables.map(({ from }) => qualified(from).namespace))
  return [...namespaces].flatMap((namespace) => {
    const moves = tables
      .filter(({ from }) => qualified(from).namespace === namespace)
      .map(({ from, to }) => ({ from: qualified(from).name, to: qualified(to).name }))
    const address = (name: string): ObjectName => objectName({ namespace, name })
    return inTurn(moves).map(({ from, to }) =>
      definitions.renameTable.create(address(from), address(to)),
    )
  })
}

/** The operations of renames, tables first; columns are addressed by the new table's name. */
export const renameOperations = (renames: readonly Rename[]): readonly Operation[] => {
  const tables = renames.filter((item) => item.kind === 'table')
  const columns = renames.filter((item) => item.kind === 'column')
  const newTable = (table: ObjectName): ObjectName =>
    tables.find((item) => sameName(item.from, table))?.to ?? table
  return [
    ...tableOperations(tables),
    ...within(
      columns,
      ({ table }) => newTable(table),
      (table, { from, to }) => definitions.renameColumn.create(table, from, to),
    ),
    ...within(
      renames.filter((item) => item.kind === 'value'),
      (item) => item.enum,
      (owner, { from, to }) => definitions.renameEnumValue.create(owner, from, to),
    ),
  ]
}

/** The base as it is once the renames are done: what names are adopted from, and compared with. */
export const applyRenames = (base: Schema, renames: readonly Rename[]): Schema =>
  applyAll(base, renameOperations(renames))
