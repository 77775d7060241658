/** Changes of type that need to be told how old values become new ones. */
import { findColumn, findTable } from '../schema/edit.ts'
import { typeName } from '../schema/names.ts'
import type { Schema } from '../schema/types.ts'
import type { AlterColumn } from './column.ts'
import { apply, flatten } from './index.ts'
import type { Operation } from './index.ts'

/** The `using` that a person has to write, because no conversion is known: no expression is empty. */
export const UNWRITTEN = ''

/** What a server says of a type that is not its own. */
interface AskedType {
  /** The type under a domain; any other is its own. */
  readonly base: string
  /** The types that it is cast to, and from. */
  readonly to: readonly string[]
  readonly from: readonly string[]
}
/** By the spelling of the type; one that nobody could be asked about is not among them. */
export type AskedTypes = Readonly<Record<string, AskedType>>

export interface KnownTypes {
  /** The spellings of the enums that there are. */
  readonly enums: readonly string[]
  readonly asked: AskedTypes
}

/** An expression; `null` where the engine needs none, UNWRITTEN where nobody knows one. */
export type Conversion = (
  column: string,
  from: string,
  to: string,
  known?: KnownTypes,
) => string | null

type Convert = (op: AlterColumn, from: string, before: Schema) => AlterColumn

const changesType = (op: Operation): op is AlterColumn =>
  op.kind === 'alterColumn' && op.set.type !== undefined && op.using === null

const eachChange = (
  operations: readonly Operation[],
  before: Schema,
  convert: Convert,
): readonly Operation[] => {
  // Every step of a large schema costs something, and most programs change no type.
  if (!operations.some(changesType)) return operations
  let schema = before
  return operations.map((op) => {
    const converted = changesType(op)
      ? convert(op, findColumn(findTable(schema, op.table), op.name).type, schema)
      : op
    schema = apply(schema, op)
    return converted
  })
}

/** A flat program with `using` filled in wherever a change of type needs it and none is given. */
export const withConversions = (
  operations: readonly Operation[],
  before: Schema,
  conversion: Conversion,
  asked: AskedTypes = {},
): readonly Operation[] =>
  eachChange(operations, before, (op, from, { enums }) => ({
    ...op,
    using: conversion(op.name, from, op.set.type ?? from, { enums: enums.map(typeName), asked }),
  }))

/** The types between which columns change without a `using`, but for enums. */
export const changedTypes = (
  operations: readonly Operation[],
  before: Schema,
): readonly string[] => {
  const types = new Set<string>()
  eachChange(operations, before, (op, from, { enums }) => {
    const own = enums.map(typeName)
    for (const type of [from, op.set.type ?? from]) if (!own.includes(type)) types.add(type)
    return op
  })
  return [...types]
}

export const isUnwritten = (op: Operation): boolean =>
  op.kind === 'alterColumn' && op.using !== null && op.using.trim() === UNWRITTEN

/** The first change of a program that waits for somebody to write its `using`. */
export const findUnwritten = (operations: readonly Operation[]): AlterColumn | undefined =>
  flatten(operations).find((op): op is AlterColumn => op.kind === 'alterColumn' && isUnwritten(op))

const standIn = <Op extends Operation>(op: Op): Op =>
  isUnwritten(op) ? { ...op, using: 'NULL' } : op

/** The program with NULL for every value that nobody knows yet: its structure can be tried without rows. */
export const withStandIns = (operations: readonly Operation[]): readonly Operation[] =>
  operations.map((op) =>
    op.kind === 'batch' ? { ...op, operations: op.operations.map(standIn) } : standIn(op),
  )
