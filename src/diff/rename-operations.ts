/** Answered renames → operations. */
import { apply, definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { compareNames, nameKey, objectName, qualified, sameName } from '../schema/names.ts'
import type { ObjectName, QualifiedName, Schema } from '../schema/types.ts'
import { reads } from '../util/relations.ts'
import { isOfObject } from './rename-candidates.ts'
import type { Rename } from './rename-candidates.ts'
import { newNameOf } from './rename-kinds.ts'
import type { ObjectKind, ObjectRename } from './rename-kinds.ts'

interface Move<Name> {
  readonly from: Name
  readonly to: Name
}

type ObjectMove = Move<ObjectName> & Pick<ObjectRename, 'kind'>

interface Naming<Name> {
  readonly same: (a: Name, b: Name) => boolean
  /** A name that nothing has, where that one is. */
  readonly between: (name: Name, turn: number) => Name
}

/** In an order in which each new name is free; where they go round, one waits under a name between. */
const inTurn = <Name, M extends Move<Name>>(
  moves: readonly M[],
  { same, between }: Naming<Name>,
): readonly M[] => {
  const done: M[] = []
  let waiting = moves
  while (waiting.length > 0) {
    const free = waiting.filter(({ to }) => !waiting.some(({ from }) => same(from, to)))
    const [first] = waiting
    if (free.length > 0) {
      done.push(...free)
      waiting = waiting.filter((move) => !free.includes(move))
    } else if (first !== undefined) {
      const name = between(first.from, done.length + 1)
      done.push({ ...first, to: name })
      waiting = [...waiting.slice(1), { ...first, from: name }]
    }
  }
  return done
}

/** A name that something has for a part of a program only. */
export const betweenName = (turn: number): string => `diffkit_renamed_${turn}`

const PARTS: Naming<string> = { same: (a, b) => a === b, between: (_, turn) => betweenName(turn) }
/** Of different kinds, too: most of them share their names. */
const OBJECTS: Naming<ObjectName> = {
  same: sameName,
  between: (name, turn) => objectName({ ...qualified(name), name: betweenName(turn) }),
}

const RENAMES: Readonly<Record<ObjectKind, (from: ObjectName, to: ObjectName) => Operation>> = {
  enum: (from, to) => definitions.renameEnum.create(from, to),
  table: (from, to) => definitions.renameTable.create(from, to),
  sequence: (from, to) => definitions.renameSequence.create(from, to),
  view: (from, to) => definitions.renameView.create(from, to),
}

type Inner = Exclude<Rename, ObjectRename>

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

/** The namespaces that the base lacks and something moves into. */
const openNamespaces = (
  objects: readonly ObjectMove[],
  { namespaces }: Schema,
): readonly Operation[] => {
  const targets = new Set(objects.map(({ to }) => qualified(to).namespace))
  return [...targets]
    .filter((target) => target !== null)
    .filter((target) => !namespaces.some(({ name }) => name === target))
    .map((target) => definitions.createNamespace.create(target))
}

interface OwnerOperations {
  readonly leave: readonly Operation[]
  readonly join: readonly Operation[]
}

/** A sequence and the table that owns it leave one another where either moves, and meet again where both do. */
const moveOwners = (objects: readonly ObjectMove[], { sequences }: Schema): OwnerOperations => {
  const newHome = (kind: ObjectKind, name: ObjectName): string | null =>
    qualified(newNameOf(objects, kind, name)).namespace
  const parted = sequences.toSorted(compareNames).flatMap((item) => {
    const { ownedBy } = item
    const name = objectName(item)
    const homes =
      ownedBy === null ? [] : [newHome('sequence', name), newHome('table', ownedBy.table)]
    return ownedBy === null || homes.every((home) => home === item.namespace)
      ? []
      : [{ name, ownedBy, isJoined: homes[0] === homes[1] }]
  })
  return {
    leave: parted.map(({ name }) => definitions.alterSequence.create(name, { ownedBy: null })),
    join: parted
      .filter(({ isJoined }) => isJoined)
      .map(({ name, ownedBy }) =>
        definitions.alterSequence.create(newNameOf(objects, 'sequence', name), {
          ownedBy: { ...ownedBy, table: newNameOf(objects, 'table', ownedBy.table) },
        }),
      ),
  }
}

const moved = (objects: readonly ObjectMove[]): readonly Operation[] =>
  inTurn<ObjectName, ObjectMove>(objects, OBJECTS).map(({ kind, from, to }) =>
    RENAMES[kind](qualified(from), qualified(to)),
  )

/** The operations of renames, things before their parts, which are addressed by the new names of those. */
export const renameOperations = (
  renames: readonly Rename[],
  base: Schema,
): readonly Operation[] => {
  const objects = renames.filter(isOfObject)
  const columns = renames.filter((item) => item.kind === 'column')
  const values = renames.filter((item) => item.kind === 'value')
  const owners = moveOwners(objects, base)
  return [
    ...openNamespaces(objects, base),
    // They go before what they read is renamed, and come back after it, under their new names.
    ...moved(objects.filter(({ kind }) => kind === 'view')),
    ...owners.leave,
    ...moved(objects.filter(({ kind }) => kind !== 'view')),
    ...owners.join,
    ...within(
      columns,
      ({ table }) => newNameOf(objects, 'table', table),
      (table, { from, to }) => definitions.renameColumn.create(table, from, to),
    ),
    ...within(
      values,
      (item) => newNameOf(objects, 'enum', item.enum),
      (owner, { from, to }) => definitions.renameEnumValue.create(owner, from, to),
    ),
  ]
}

const isNamed =
  (name: ObjectName) =>
  (item: QualifiedName): boolean =>
    sameName(item, name)

/** The schema after a rename to a name that something of another kind has and gives up later: until then both have it. */
const applyBeside = (schema: Schema, op: Operation): Schema => {
  if (op.kind !== 'renameTable' && op.kind !== 'renameSequence' && op.kind !== 'renameView') {
    return apply(schema, op)
  }
  const own = { renameTable: 'tables', renameSequence: 'sequences', renameView: 'views' }[op.kind]
  const has = isNamed(op.to)
  const others = (['tables', 'sequences', 'views'] as const).filter(
    (list) => list !== own && schema[list].some(has),
  )
  if (others.length === 0) return apply(schema, op)
  const without = others.map((list) => [list, schema[list].filter((item) => !has(item))] as const)
  const after = apply({ ...schema, ...Object.fromEntries(without) }, op)
  const restored = others.map(
    (list) => [list, [...after[list], ...schema[list].filter(has)]] as const,
  )
  return { ...after, ...Object.fromEntries(restored) }
}

/** The schema with everything under its new name; what is to go may still have the same. */
export const applyRenaming = (base: Schema, renaming: readonly Operation[]): Schema =>
  renaming.reduce(applyBeside, base)

/** The base as it is once the renames are done: what names are adopted from, and compared with. */
export const applyRenames = (base: Schema, renames: readonly Rename[]): Schema =>
  applyRenaming(base, renameOperations(renames, base))

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
