/** New values of an enum type: added in place where that is possible, else a new type. */
import { remakesEnum } from '../../../operations/enum-change.ts'
import type { AlterEnum } from '../../../operations/enum.ts'
import { findEnum } from '../../../schema/edit.ts'
import type { Enum } from '../../../schema/types.ts'
import { literal, quoteObject } from '../../shared.ts'
import { draft } from './draft.ts'
import type { CompileContext, Draft } from './draft.ts'
import { remakeEnumSql } from './remake-enum.ts'

/** Where a value goes: BEFORE the first, at the end, or AFTER the one before it. */
const placeOf = (previous: string | undefined, known: readonly string[]): string => {
  if (previous === known.at(-1)) return ''
  return previous === undefined
    ? ` BEFORE ${literal(known[0] ?? '')}`
    : ` AFTER ${literal(previous)}`
}

const addValues = (old: Enum, values: readonly string[]): readonly Draft[] => {
  const known = [...old.values]
  const drafts: Draft[] = []
  for (const [index, value] of values.entries()) {
    if (known.includes(value)) continue
    const previous = values[index - 1]
    const place = placeOf(previous, known)
    known.splice(previous === undefined ? 0 : known.indexOf(previous) + 1, 0, value)
    drafts.push(draft(`ALTER TYPE ${quoteObject(old)} ADD VALUE ${literal(value)}${place}`))
  }
  return drafts
}

/** The statements of one alterEnum. */
export const alterEnumSql = (op: AlterEnum, context: CompileContext): readonly Draft[] => {
  const old = findEnum(context.before, op.name)
  return remakesEnum(op, context.before, context.later)
    ? remakeEnumSql(op, old, context)
    : addValues(old, op.set.values)
}
