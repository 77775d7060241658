/** Changes of type that need to be told how old values become new ones. */
import { findColumn, findTable } from '../schema/edit.ts'
import type { Schema } from '../schema/types.ts'
import type { AlterColumn } from './column.ts'
import { apply, flatten } from './index.ts'
import type { Operation } from './index.ts'

/** The `using` that a person has to write, because no conversion is known: no expression is empty. */
export const UNWRITTEN = ''

/** An expression; `null` where the engine needs none, UNWRITTEN where nobody knows one. */
export type Conversion = (column: string, from: string, to: string) => string | null

const convert = (op: AlterColumn, before: Schema, conversion: Conversion): AlterColumn => {
  const { type } = op.set
  if (type === undefined || op.using !== null) return op
  const from = findColumn(findTable(before, op.table), op.name).type
  return { ...op, using: conversion(op.name, from, type) }
}

/** A flat program with `using` filled in wherever a change of type needs it and none is given. */
export const withConversions = (
  operations: readonly Operation[],
  before: Schema,
  conversion: Conversion,
): readonly Operation[] => {
  let schema = before
  return operations.map((op) => {
    const converted = op.kind === 'alterColumn' ? convert(op, schema, conversion) : op
    schema = apply(schema, op)
    return converted
  })
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
