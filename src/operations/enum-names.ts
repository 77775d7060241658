/** Where a schema names an enum: in the types of columns, and where SQL names a type. */
import { mapExpressions, withoutPrint } from '../schema/expressions.ts'
import { qualified, typeName } from '../schema/names.ts'
import type { Expression, Schema, Table } from '../schema/types.ts'
import { rewriteTokens } from '../util/tokens.ts'
import type { Token } from '../util/tokens.ts'
import { isOfEnum } from './enum-expressions.ts'
import { isEnumType, outerBracket } from './enum-literals.ts'
import { renamedPath } from './rename.ts'
import type { Renaming } from './rename.ts'

const wordAt = (code: readonly Token[], at: number): string =>
  code[at]?.kind === 'word' ? code[at].text.toLowerCase() : ''

/** `x::mood`, `CAST(x AS mood)`, `mood 'sad'`. */
const standsForType = (code: readonly Token[], at: number): boolean => {
  if (code[at - 1]?.text === '::') return true
  if (wordAt(code, at - 1) === 'as') {
    return wordAt(code, outerBracket(code, at, -1) - 1) === 'cast'
  }
  const last = code[at + 1]?.text === '.' ? at + 2 : at
  return code[at - 1]?.text !== '.' && code[last + 1]?.kind === 'string'
}

/** A text with the enum under its new name. */
const renameEnumIn = (sql: string, { from, to }: Renaming): string => {
  const isHere = (code: readonly Token[], at: number): boolean =>
    standsForType(code, at) && isEnumType(code, at, from)
  return rewriteTokens(sql, (code, at) => {
    if (isHere(code, at)) {
      const names = { from: qualified(from), to: qualified(to) }
      return renamedPath(names, code[at + 1]?.text === '.')
    }
    const isDot = code[at]?.text === '.' && isHere(code, at - 1)
    return isDot || (code[at - 1]?.text === '.' && isHere(code, at - 2)) ? '' : null
  })
}

const renameInExpression = (expression: Expression, renaming: Renaming): Expression => {
  const sql = renameEnumIn(expression.sql, renaming)
  if (sql !== expression.sql) return { sql }
  const print = expression.printed?.text ?? ''
  return renameEnumIn(print, renaming) === print ? expression : withoutPrint(expression)
}

const renameInColumns = (table: Table, { from, to }: Renaming): Table => {
  if (!table.columns.some(({ type }) => isOfEnum(type, from))) return table
  const [old, now] = [typeName(qualified(from)), typeName(qualified(to))]
  const columns = table.columns.map((column) =>
    isOfEnum(column.type, from)
      ? { ...column, type: `${now}${column.type.slice(old.length)}` }
      : column,
  )
  return { ...table, columns }
}

/** The schema with the enum under its new name in everything that is of it. */
export const renameInUsers = (schema: Schema, renaming: Renaming): Schema =>
  mapExpressions(
    { ...schema, tables: schema.tables.map((table) => renameInColumns(table, renaming)) },
    (expression) => renameInExpression(expression, renaming),
  )
