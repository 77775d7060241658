/** A program that takes a name while something still has it: one of the two waits under a name between. */
import { apply, definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { usesSequence } from '../operations/sequence-names.ts'
import { findColumn, findTable } from '../schema/edit.ts'
import type { Features } from '../schema/features.ts'
import { objectName, qualified, sameName } from '../schema/names.ts'
import type { ObjectName, Schema } from '../schema/types.ts'
import { bareNames, holderOf, namesTaken } from './holders.ts'
import type { Holder } from './holders.ts'
import { afterwards, givesUp, readdressed, stepAside } from './step-aside.ts'
import { betweenName } from './rename-operations.ts'

interface Aside {
  readonly holder: Holder
  readonly between: string
}

/** A view that comes to its name once that is free. */
interface Waiting {
  readonly to: ObjectName
  readonly between: ObjectName
}

type Rules = Pick<Features, 'keysAreRelations'>

/** The names that operations take and the schema has. */
const contested = (
  program: readonly Operation[],
  base: Schema,
  rules: Rules,
): ReadonlySet<string> => {
  const taken = program.flatMap((op) => namesTaken(op, base, rules))
  if (taken.length === 0) return new Set()
  const wanted = new Set(taken.map((name) => qualified(name).name))
  return new Set([...bareNames(base, rules)].filter((name) => wanted.has(name)))
}

/** Names between that nothing has or gets. */
const betweenNames = (
  program: readonly Operation[],
  base: Schema,
  rules: Rules,
): (() => string) => {
  const text = JSON.stringify(program)
  const known = new Set(bareNames(base, rules))
  let turn = 0
  return () => {
    do turn++
    while (text.includes(betweenName(turn)) || known.has(betweenName(turn)))
    return betweenName(turn)
  }
}

/** Whether a column takes the very sequence over that it draws from, or gives its own away: the plan sees to their names. */
const isHandedOver = (
  op: Operation,
  { holder, name }: { readonly holder: Holder; readonly name: ObjectName },
  { state, rest }: { readonly state: Schema; readonly rest: readonly Operation[] },
): boolean => {
  const draws = (sql: string | undefined): boolean =>
    sql !== undefined && usesSequence(sql, qualified(name))
  if (holder.kind === 'sequence' && op.kind === 'alterColumn') {
    return draws(findColumn(findTable(state, op.table), op.name).default?.sql)
  }
  return (
    holder.kind === 'counter' &&
    op.kind === 'createSequence' &&
    rest.some((item) => item.kind === 'alterColumn' && draws(item.set.default?.sql))
  )
}

const isOwn = (op: Operation, holder: Holder): boolean =>
  op.kind === 'alterColumn' &&
  holder.kind === 'counter' &&
  op.name === holder.column &&
  sameName(op.table, holder.table)

/** An operation on a view that waits, by the name that it has by then. */
const whileWaiting = (op: Operation, { to, between }: Waiting): Operation => {
  if (op.kind === 'dropView' && sameName(op.name, to)) return { ...op, name: between }
  if (op.kind === 'createView' && sameName(op.view, to)) {
    return { ...op, view: { ...op.view, ...qualified(between) } }
  }
  return op.kind === 'commentOn' && 'view' in op.on && sameName(op.on.view, to)
    ? { ...op, on: { view: between } }
    : op
}

const STAYS: ReadonlySet<Holder['kind']> = new Set(['table', 'view', 'enum'])

/**
 * The program with every name free when it is taken. What has it steps aside and goes on under a name between; a view
 * waits under such a name itself for what cannot step aside, because texts name it.
 */
export const makeWay = (
  program: readonly Operation[],
  base: Schema,
  rules: Rules,
): readonly Operation[] => {
  const names = contested(program, base, rules)
  if (names.size === 0) return program
  const nextName = betweenNames(program, base, rules)
  const done: Operation[] = []
  let state = base
  let asides: readonly Aside[] = []
  let waiting: readonly Waiting[] = []

  const perform = (op: Operation): void => {
    done.push(op)
    state = apply(state, op)
  }
  const holderOfName = (name: ObjectName): Holder | null => holderOf(state, name, rules)

  const clear = (op: Operation, rest: readonly Operation[]): Operation => {
    for (const name of namesTaken(op, state, rules)) {
      if (!names.has(qualified(name).name)) continue
      const holder = holderOfName(name)
      if (holder === null || isOwn(op, holder)) continue
      if (STAYS.has(holder.kind)) {
        if (op.kind !== 'renameView' || holder.kind === 'view') continue
        const between = objectName({ ...qualified(op.to), name: nextName() })
        waiting = [...waiting, { to: op.to, between }]
        return { ...op, to: between }
      }
      if (isHandedOver(op, { holder, name }, { state, rest })) continue
      if (!givesUp(holder, rest, state)) continue
      const between = nextName()
      perform(stepAside(holder, between, state))
      asides = [...asides, { holder, between }]
    }
    return op
  }

  for (const [index, source] of program.entries()) {
    let op = source
    for (const { holder, between } of asides) op = readdressed(op, holder, between)
    for (const item of waiting) op = whileWaiting(op, item)
    op = clear(op, program.slice(index))
    perform(op)
    asides = asides.flatMap((item) => {
      const holder = afterwards(item.holder, source)
      return holder === null ? [] : [{ ...item, holder }]
    })
    for (const item of waiting) {
      const isThere = state.views.some((view) => sameName(view, item.between))
      if (!isThere || holderOfName(item.to) !== null) continue
      perform(definitions.renameView.create(qualified(item.between), qualified(item.to)))
      waiting = waiting.filter((other) => other !== item)
    }
  }
  return done
}
