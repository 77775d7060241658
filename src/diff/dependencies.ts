/** The facts of each operation that a diff may hold. */
import { namesEnum } from '../operations/enum-literals.ts'
import { handle } from '../operations/index.ts'
import type { Handlers, Operation, OperationOf } from '../operations/index.ts'
import { usesSequence } from '../operations/sequence-names.ts'
import { counterName } from '../schema/counters.ts'
import { equal } from '../schema/equal.ts'
import { nameKey, qualified, sameName, typeName } from '../schema/names.ts'
import type {
  Column,
  Constraint,
  Index,
  ObjectName,
  Policy,
  SequenceOwner,
  Table,
} from '../schema/types.ts'
import { elementType, usesValue } from './enums.ts'
import {
  columnFacts,
  constraintFacts,
  counterFacts,
  enumFacts,
  indexFacts,
  policyFacts,
  sequenceFacts,
  sequencesOf,
  sources,
  tableFacts,
  things,
  typeFacts,
} from './facts.ts'
import type { Fact, Side } from './facts.ts'
import { without } from './lists.ts'

/** What stands before and after, as far as the order of operations depends on it. */
export interface Sides {
  readonly down: Side
  readonly up: Side
}

const inTable = (
  side: Side,
  name: ObjectName,
  facts: (table: Table) => readonly Fact[],
): readonly Fact[] => {
  const table = side.tables.get(nameKey(name))
  return table === undefined ? [] : facts(table)
}

const named = <T extends { readonly name: string }>(items: readonly T[], name: string) =>
  items.find((item) => item.name === name)

const dropped = <T extends Column | Constraint | Index | Policy>(
  op: { readonly table: ObjectName; readonly name: string },
  side: Side,
  parts: {
    readonly of: (table: Table) => readonly T[]
    readonly facts: (table: Table, part: T, side: Side) => readonly Fact[]
  },
): readonly Fact[] =>
  inTable(side, op.table, (table) => {
    const part = named(parts.of(table), op.name)
    return part === undefined ? [] : parts.facts(table, part, side)
  })

const columnOf = (side: Side, op: OperationOf<'alterColumn'>): Column | undefined => {
  const table = side.tables.get(nameKey(op.table))
  return table && named(table.columns, op.name)
}

/** A default that uses a value which its enum loses goes before that; one that it gains comes after. */
const defaultFacts = (op: OperationOf<'alterColumn'>, { down, up }: Sides): readonly Fact[] => {
  const [old, now] = [columnOf(down, op)?.default?.sql, op.set.default?.sql]
  const type = columnOf(up, op)?.type
  if (type === undefined || op.set.default === undefined) return []
  return [...up.enums].flatMap(([name, change]): readonly Fact[] => {
    const isOver = name === elementType(type)
    const uses = (sql: string | undefined, values: readonly string[]): boolean =>
      (isOver || namesEnum(sql ?? '', change.name)) && usesValue(sql, values)
    const thing = things.values(name)
    if (uses(now, change.added)) return [{ thing, role: 'need' }]
    return uses(old, change.removed) ? [{ thing, role: 'release' }] : []
  })
}

/** An expression that uses a value which its enum loses goes before that; one that is gained comes after. */
const generatedValueFacts = (
  op: OperationOf<'alterColumn'>,
  { down, up }: Sides,
): readonly Fact[] => {
  const old = columnOf(down, op)?.generated?.expression.sql
  const now = op.set.generated?.expression.sql
  return [...up.enums].flatMap(([type, change]): readonly Fact[] => {
    const thing = things.values(type)
    if (usesValue(now, change.added)) return [{ thing, role: 'need' }]
    return usesValue(old, change.removed) ? [{ thing, role: 'release' }] : []
  })
}

const generatedFacts = (op: OperationOf<'alterColumn'>, { down, up }: Sides): readonly Fact[] => {
  if (op.set.generated === undefined) return []
  const sourcesIn = (side: Side): readonly string[] => {
    const column = columnOf(side, op)
    const table = side.tables.get(nameKey(op.table))
    return column && table ? sources(table, column) : []
  }
  const now = op.set.generated === null ? [] : sourcesIn(up)
  return [
    ...generatedValueFacts(op, { down, up }),
    ...without(sourcesIn(down), now).map((name): Fact => ({
      thing: things.column(op.table, name),
      role: 'release',
    })),
    ...now.map((name): Fact => ({ thing: things.column(op.table, name), role: 'need' })),
  ]
}

/** A new default may draw from another sequence. */
const drawnFacts = (op: OperationOf<'alterColumn'>, { down, up }: Sides): readonly Fact[] => {
  if (op.set.default === undefined) return []
  const [old, now] = [columnOf(down, op), columnOf(up, op)]
  return [
    ...(old === undefined ? [] : sequencesOf(old, down)),
    ...(now === undefined || op.set.default === null ? [] : sequencesOf(now, up)),
  ]
}

/** The counter that it has under a new name; one that it takes over, or gives away, keeps its name meanwhile. */
const countedFacts = (op: OperationOf<'alterColumn'>, { down, up }: Sides): readonly Fact[] => {
  const [old, now] = [columnOf(down, op), columnOf(up, op)]
  const factsIn = (side: Side, column: Column | undefined, other: Column | undefined) =>
    column === undefined
      ? []
      : inTable(side, op.table, (table) => {
          const name = counterName(table, column)
          const drawn = other?.default?.sql
          const isHanded =
            name !== null && drawn !== undefined && usesSequence(drawn, { ...table, name })
          return isHanded ? [] : counterFacts(table, column, side)
        })
  const [released, taken] = [factsIn(down, old, now), factsIn(up, now, old)]
  return equal(
    released.map(({ thing }) => thing),
    taken.map(({ thing }) => thing),
  )
    ? []
    : [...released, ...taken]
}

const alterFacts = (op: OperationOf<'alterColumn'>, sides: Sides): readonly Fact[] => {
  const [old, now] = [columnOf(sides.down, op), columnOf(sides.up, op)]
  const isRetyped = op.set.type !== undefined && old !== undefined && now !== undefined
  return [
    { thing: things.column(op.table, op.name), role: 'alter' },
    ...(isRetyped ? [...typeFacts(old.type, sides.down), ...typeFacts(now.type, sides.up)] : []),
    ...generatedFacts(op, sides),
    ...defaultFacts(op, sides),
    ...drawnFacts(op, sides),
    ...countedFacts(op, sides),
  ]
}

const ownerFacts = (owner: SequenceOwner | null, role: Fact['role']): readonly Fact[] =>
  owner === null
    ? []
    : [
        { thing: things.table(owner.table), role },
        { thing: things.column(owner.table, owner.column), role },
      ]

/** An owner is there before it owns, and goes after it does no more. */
const alterSequenceFacts = (
  { name, set }: OperationOf<'alterSequence'>,
  { down, up }: Sides,
): readonly Fact[] => {
  const thing = things.sequence(name)
  if (set.ownedBy === undefined) return [{ thing, role: 'alter' }]
  const old = down.sequences.find((item) => sameName(item, name))?.ownedBy ?? null
  const isKept = up.sequences.some((item) => sameName(item, name))
  return [
    { thing, role: isKept ? 'need' : 'release' },
    ...ownerFacts(old, 'release'),
    ...ownerFacts(set.ownedBy, 'need'),
  ]
}

const renameFacts = (op: OperationOf<'renameConstraint' | 'renameIndex'>): readonly Fact[] => {
  const { namespace } = qualified(op.table)
  return [
    { thing: things.relation(namespace, op.from), role: 'destroy' },
    { thing: things.relation(namespace, op.to), role: 'create' },
  ]
}

const policyOf = (op: OperationOf<'dropPolicy' | 'alterPolicy'>, side: Side): readonly Fact[] =>
  dropped(op, side, { of: (table) => table.policies, facts: policyFacts })

const none = (): readonly Fact[] => []

const handlers: Handlers<readonly Fact[], Sides> = {
  // Before everything else, and after it.
  createExtension: none,
  dropExtension: none,
  alterExtension: none,
  createRole: none,
  dropRole: none,
  alterRole: none,
  createNamespace: ({ name }) => [{ thing: things.namespace(name), role: 'create' }],
  dropNamespace: ({ name }) => [{ thing: things.namespace(name), role: 'destroy' }],
  createEnum: (op, { up }) => enumFacts(op.enum, up),
  dropEnum: (op, { down }) => enumFacts(qualified(op.name), down),
  alterEnum: (op) => [{ thing: things.values(typeName(qualified(op.name))), role: 'alter' }],
  renameEnum: none,
  renameEnumValue: none,
  createSequence: (op, { up }) => sequenceFacts(op.sequence, up),
  dropSequence: (op, { down }) => sequenceFacts(qualified(op.name), down),
  renameSequence: none,
  alterSequence: alterSequenceFacts,
  createTable: (op, { up }) => tableFacts(op.table, up),
  dropTable: (op, { down }) => inTable(down, op.name, (table) => tableFacts(table, down)),
  renameTable: none,
  alterTable: none,
  addColumn: (op, { up }) => inTable(up, op.table, (table) => columnFacts(table, op.column, up)),
  dropColumn: (op, { down }) =>
    dropped(op, down, { of: (table) => table.columns, facts: columnFacts }),
  renameColumn: none,
  alterColumn: alterFacts,
  addConstraint: (op, { up }) =>
    inTable(up, op.table, (table) => constraintFacts(table, op.constraint, up)),
  dropConstraint: (op, { down }) =>
    dropped(op, down, { of: (table) => table.constraints, facts: constraintFacts }),
  renameConstraint: renameFacts,
  alterConstraint: ({ table, name }) => [{ thing: things.constraint(table, name), role: 'alter' }],
  createIndex: (op, { up }) => inTable(up, op.table, (table) => indexFacts(table, op.index, up)),
  dropIndex: (op, { down }) =>
    dropped(op, down, { of: (table) => table.indexes, facts: indexFacts }),
  renameIndex: renameFacts,
  createPolicy: (op, { up }) => inTable(up, op.table, (table) => policyFacts(table, op.policy, up)),
  dropPolicy: (op, { down }) => policyOf(op, down),
  alterPolicy: (op, { down, up }) => [...policyOf(op, down), ...policyOf(op, up)],
  createView: none,
  dropView: none,
  renameView: none,
  commentOn: none,
  sql: none,
  run: none,
  batch: none,
}

export const factsOf = (op: Operation, sides: Sides): readonly Fact[] => handle(handlers, op, sides)
