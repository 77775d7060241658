/**
 * Policies: most look at the row alone and are ordered with what else changes in their table. One
 * that reads other relations is like a view: it goes before everything else, and comes last.
 */
import { policyExpressions, policyUsesColumn } from '../operations/dependents.ts'
import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { equal, equalBut } from '../schema/equal.ts'
import { compareNames, compareText, objectName, sameName } from '../schema/names.ts'
import type { Policy, Schema, Table, View } from '../schema/types.ts'
import { reads, relationsIn } from '../util/relations.ts'
import { oldNames } from './disturbances.ts'
import { elementType, enumsNamed } from './enums.ts'
import type { EnumChanges } from './enums.ts'
import { compareLists } from './lists.ts'
import type { Pair } from './lists.ts'
import { vanishing } from './obstacles.ts'
import type { Rename } from './rename-candidates.ts'
import type { Change, TableChange, TableChanges } from './tables.ts'
import { disturbs } from './views.ts'
import type { Disturbance } from './views.ts'

const textsOf = (policy: Policy): readonly string[] =>
  policyExpressions(policy).map(({ sql }) => sql)

/** Whether it reads more than the row that it judges. */
const isFar = (policy: Policy): boolean =>
  textsOf(policy).some((sql) => relationsIn(sql).length > 0)

export const withoutFarPolicies = (table: Table): Table =>
  table.policies.some(isFar)
    ? { ...table, policies: table.policies.filter((policy) => !isFar(policy)) }
    : table

export interface PolicyContext {
  readonly base: Schema
  readonly change: Change
  readonly renames: readonly Rename[]
  readonly enums: EnumChanges
  readonly disturbances: readonly Disturbance[]
  /** Views that go, made again or not. */
  readonly dropped: readonly View[]
}

export interface PolicyOperations {
  readonly drops: readonly Operation[]
  readonly among: readonly Operation[]
  readonly creates: readonly Operation[]
}

/** A policy that stays, but would not outlive what happens under it. */
const isDisturbed = (
  policy: Policy,
  table: Table,
  { disturbances, dropped }: PolicyContext,
): boolean =>
  dropped.some((view) => textsOf(policy).some((sql) => reads(sql, view))) ||
  disturbances.some((item) =>
    sameName(item.table, objectName(table))
      ? item.columns === null || item.columns.some((column) => policyUsesColumn(policy, column))
      : textsOf(policy).some((sql) => disturbs(sql, item)),
  )

/** Whether ALTER POLICY is enough, and no column or enum changes that the policy looks at. */
const canAlter = (
  { before, after }: Pair<Policy>,
  table: TableChange,
  enums: EnumChanges,
): boolean => {
  const keeps = (key: 'using' | 'withCheck'): boolean =>
    (before[key] === null) === (after[key] === null)
  const others = new Map(table.after.columns.map((column) => [column.name, column]))
  const changed = table.before.columns.filter(
    (column) =>
      (!equal(column, others.get(column.name)) || enums.has(elementType(column.type))) &&
      policyUsesColumn(before, column.name),
  )
  return (
    before.as === after.as &&
    before.for === after.for &&
    keeps('using') &&
    keeps('withCheck') &&
    changed.length === 0 &&
    enumsNamed(textsOf(before), enums).length === 0
  )
}

const alter = (table: Table, { before, after }: Pair<Policy>): Operation => {
  const set = Object.entries(after).filter(
    ([key, value]) => key !== 'comment' && !equal(value, Reflect.get(before, key)),
  )
  return definitions.alterPolicy.create(objectName(table), after.name, Object.fromEntries(set))
}

const create = (table: Table, policy: Policy): Operation =>
  definitions.createPolicy.create(objectName(table), policy)
const drop = (table: Table, { name }: Policy): Operation =>
  definitions.dropPolicy.create(objectName(table), name)

/** The table as it is before anything gets another name. */
const inBase = (table: Table, { base, renames }: PolicyContext): Table => {
  const name = oldNames(renames).table(objectName(table))
  return base.tables.find((item) => sameName(item, name)) ?? table
}

interface KeptPolicies {
  readonly drops: readonly OnTable[]
  readonly among: readonly Operation[]
  readonly creates: readonly OnTable[]
}

const inKept = (table: TableChange, context: PolicyContext): KeptPolicies => {
  const old = inBase(table.before, context)
  const original = new Map(old.policies.map((policy) => [policy.name, policy]))
  const gone = vanishing(table, context.change)
  const lists = compareLists(table.before.policies, table.after.policies, ({ name }) => name)
  const far = ({ before, after }: Pair<Policy>): boolean =>
    isFar(original.get(before.name) ?? before) || isFar(after)
  const changed = lists.kept.filter((pair) => !equalBut(pair.before, pair.after, ['comment']))
  const moved = lists.kept.filter(
    (pair) =>
      far(pair) &&
      (changed.includes(pair) ||
        isDisturbed(original.get(pair.before.name) ?? pair.before, old, context)),
  )
  const near = lists.kept.filter((pair) => !far(pair))
  const altered = near.filter(
    (pair) => changed.includes(pair) && canAlter(pair, table, context.enums),
  )
  const again = near.filter(
    (pair) =>
      !altered.includes(pair) &&
      (changed.includes(pair) || gone.some((column) => policyUsesColumn(pair.before, column))),
  )
  return {
    drops: [...lists.removed.filter(isFar), ...moved.map(({ before }) => before)].map((policy) => ({
      table: old,
      policy,
    })),
    among: [
      ...[
        ...lists.removed.filter((item) => !isFar(item)),
        ...again.map(({ before }) => before),
      ].map((policy) => drop(table.after, policy)),
      ...altered.map((pair) => alter(table.after, pair)),
      ...[...lists.added.filter((item) => !isFar(item)), ...again.map(({ after }) => after)].map(
        (policy) => create(table.after, policy),
      ),
    ],
    creates: [...lists.added.filter(isFar), ...moved.map(({ after }) => after)].map((policy) => ({
      table: table.after,
      policy,
    })),
  }
}

interface OnTable {
  readonly table: Table
  readonly policy: Policy
}

/** By table and name, whatever the order of lists. */
const inOrder = (items: readonly OnTable[]): readonly OnTable[] =>
  items.toSorted(
    (a, b) => compareNames(a.table, b.table) || compareText(a.policy.name, b.policy.name),
  )

const farOf = (tables: readonly Table[]): readonly OnTable[] =>
  tables.flatMap((table) => table.policies.filter(isFar).map((policy) => ({ table, policy })))

/** What goes before everything else, what stands in the order of all, and what comes last. */
export const diffPolicies = (tables: TableChanges, context: PolicyContext): PolicyOperations => {
  const kept = tables.kept
    .filter(({ before, after }) => before.policies.length + after.policies.length > 0)
    .map((table) => inKept(table, context))
  const removed = tables.removed.map((table) => inBase(table, context))
  const drops = [...kept.flatMap((item) => item.drops), ...farOf(removed)]
  const creates = [...kept.flatMap((item) => item.creates), ...farOf(tables.added)]
  return {
    drops: inOrder(drops).map(({ table, policy }) => drop(table, policy)),
    among: kept.flatMap(({ among }) => among),
    creates: inOrder(creates).map(({ table, policy }) => create(table, policy)),
  }
}
