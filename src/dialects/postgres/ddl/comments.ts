/** COMMENT ON tables, columns and views. */
import { objectName } from '../../../schema/names.ts'
import type { Column, ObjectName, Table, View } from '../../../schema/types.ts'
import { literal, quote, quoteObject } from '../../shared.ts'
import { draft } from './draft.ts'
import type { Draft } from './draft.ts'

export const commentOnTable = (table: ObjectName, comment: string | null): Draft =>
  draft(`COMMENT ON TABLE ${quoteObject(table)} IS ${literal(comment)}`)

export const commentOnColumn = (table: ObjectName, { name, comment }: Column): Draft =>
  draft(`COMMENT ON COLUMN ${quoteObject(table)}.${quote(name)} IS ${literal(comment)}`)

export const commentOnView = ({ materialized, comment, ...name }: View): Draft =>
  draft(
    `COMMENT ON ${materialized ? 'MATERIALIZED ' : ''}VIEW ${quoteObject(objectName(name))} IS ${literal(comment)}`,
  )

/** What a column that was just made still lacks. */
export const columnComment = (table: ObjectName, column: Column): readonly Draft[] =>
  column.comment === null ? [] : [commentOnColumn(table, column)]

/** What a table that was just made still lacks. */
export const tableComment = (table: Table): readonly Draft[] =>
  table.comment === null ? [] : [commentOnTable(table, table.comment)]
