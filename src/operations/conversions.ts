/** Changes of type that need to be told how old values become new ones. */
import { findColumn, findTable } from '../schema/edit.ts'
import type { Schema } from '../schema/types.ts'
import type { AlterColumn } from './column.ts'
import { apply } from './index.ts'
import type { Operation } from './index.ts'

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
