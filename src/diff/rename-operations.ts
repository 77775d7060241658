/** Answered renames → operations. */
import { applyAll, definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { nameKey, objectName, qualified, sameName } from '../schema/names.ts'
import { isOwner } from '../schema/owners.ts'
import type { ObjectName, Schema } from '../schema/types.ts'
import { reads } from '../util/relations.ts'
import type { Rename } from './rename-candidates.ts'

interface Move<Name> {
  readonly from: Name
  readonly to: Name
}

interface Naming<Name> {
  readonly same: (a: Name, b: Name) => boolean
  /** A name that nothing has, where that one is. */
  readonly between: (name: Name, turn: number) => Name
}

/** In an order in which each new name is free; where they go round, one waits under a name between. */
const inTurn = <Name>(
  moves: readonly Move<Name>[],
  { same, between }: Naming<Name>,
): readonly Move<Name>[] => {
  const done: Move<Name>[] = []
  let waiting = moves
  while (waiting.length > 0) {
    const free = waiting.filter(({ to }) => !waiting.some(({ from }) => same(from, to)))
    const [first] = waiting
    if (free.length > 0) {
      done.push(...free)
      waiting = waiting.filter((move) => !free.includes(move))
    } else if (first !== undefined) {
      const name = between(first.from, done.length + 1)
      done.push({ from: first.from, to: name })
      waiting = [...waiting.slice(1), { from: name, to: first.to }]
    }
  }
  return done
}

const betweenName = (turn: number): string => `diffkit_renamed_${turn}`

const PARTS: Naming<string> = { same: (a, b) => a === b, between: (_, turn) => betweenName(turn) }
const TABLES: Naming<ObjectName> = {
  same: sameName,
  between: (name, turn) => objectName({ ...qualified(name), name: betweenName(turn) }),
}

type Inner = Exclude<Rename, { readonly kind: 'table' }>

/** The renames inside of each owner, in turn. */
const within = <R extends Inner>(
  renames: readonly R[],
  ownerOf: (rename: R) => ObjectName,
  create: (owner: ObjectName, move: Move<string>) => Operation,
): readonly Operation[] => {
  const owners = new Map(renames.map((item) => [nameKey(ownerOf(item)), ownerOf(item)]))
  return [...owners.values()].flatMap((owner) =>
    inTurn(
      renames.filter((item) => sameName(ownerOf(item), owner)),
      PARTS,
    ).map((move) => create(owner, move)),
  )
}

/** The namespaces that the base lacks and a table moves into. */
const openNamespaces = (
  tables: readonly Move<ObjectName>[],
  { namespaces }: Schema,
): readonly Operation[] => {
  const targets = new Set(tables.map(({ to }) => qualified(to).namespace))
  return [...targets]
    .filter((target) => target !== null)
    .filter((target) => !namespaces.some(({ name }) => name === target))
    .map((target) => definitions.createNamespace.create(target))
}

/** A table that moves into another namespace leaves the sequences that it owns where they are. */
const leaveSequences = (
  tables: readonly Move<ObjectName>[],
  { sequences }: Schema,
): readonly Operation[] => {
  const left = tables.filter(
    ({ from, to }) => qualified(from).namespace !== qualified(to).namespace,
  )
  return sequences
    .filter(({ ownedBy }) => left.some(({ from }) => isOwner(ownedBy, from)))
    .map((item) => definitions.alterSequence.create(objectName(item), { ownedBy: null }))
}

/** The operations of renames, tables first; columns are addressed by the new table's name. */
export const renameOperations = (
  renames: readonly Rename[],
  base: Schema,
): readonly Operation[] => {
  const tables = renames.filter((item) => item.kind === 'table')
  const columns = renames.filter((item) => item.kind === 'column')
  const newTable = (table: ObjectName): ObjectName =>
    tables.find((item) => sameName(item.from, table))?.to ?? table
  return [
    ...openNamespaces(tables, base),
    ...leaveSequences(tables, base),
    ...inTurn<ObjectName>(tables, TABLES).map(({ from, to }) =>
      definitions.renameTable.create(qualified(from), qualified(to)),
    ),
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
  applyAll(base, renameOperations(renames, base))

/**
 * The base as it is once the renames are done, without the views that read a table by its old name: they are
 * made again, and what their old texts would mean by then says nothing.
 */
export const comparableAfter = (base: Schema, renames: readonly Rename[]): Schema => {
  const old = renames.flatMap((item) => (item.kind === 'table' ? [qualified(item.from)] : []))
  const renamed = applyRenames(base, renames)
  if (old.length === 0) return renamed
  const views = renamed.views.filter(({ definition }) =>
    old.every((table) => !reads(definition.sql, table)),
  )
  return { ...renamed, views }
}
