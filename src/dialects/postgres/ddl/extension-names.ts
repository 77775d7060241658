/** What an extension of another namespace than `public` made: bare in a Schema, with its namespace in SQL. */
import type { Operation } from '../../../operations/index.ts'
import {
  findColumn,
  findConstraint,
  findIndex,
  findIndexed,
  findPolicy,
  findTable,
  findView,
} from '../../../schema/edit.ts'
import type { Indexed } from '../../../schema/edit.ts'
import { mapTableExpressions, mapViewExpressions } from '../../../schema/expressions.ts'
import { objectName, quoteIfNeeded, typeName } from '../../../schema/names.ts'
import type { Enum, Expression, Extension, Schema, Table, View } from '../../../schema/types.ts'
import { rememberNormal } from '../../../util/remember.ts'
import { rewriteTokens } from '../../../util/tokens.ts'
import type { Token } from '../../../util/tokens.ts'
import { makerOf } from './extensions.ts'
import { elementType, withoutParameters } from '../types.ts'

interface Home {
  readonly extension: string
  /** The namespace as it stands before a name. */
  readonly prefix: string
}

/** The extensions that stand elsewhere than in `public`. */
const homesOf = (extensions: readonly Extension[]): readonly Home[] =>
  extensions.flatMap(({ name, namespace }) =>
    namespace === null ? [] : [{ extension: name, prefix: `${quoteIfNeeded(namespace)}.` }],
  )

/** The extensions that made a type or an operator class, by its text. */
const makers = {
  type: (type: string): string | undefined => makerOf.type(withoutParameters(elementType(type))),
  opclass: (opclass: string): string | undefined =>
    makerOf.opclass(opclass.replace(/\s*\(.*$/, '')),
}

interface Names {
  readonly type: (text: string) => string
  readonly opclass: (text: string) => string
}

const withOpclasses =
  ({ opclass }: Pick<Names, 'opclass'>) =>
  <T extends Indexed>(relation: T): T => ({
    ...relation,
    indexes: relation.indexes.map((index) => ({
      ...index,
      keys: index.keys.map((key) => ({
        ...key,
        opclass: key.opclass === null ? null : opclass(key.opclass),
      })),
    })),
  })

const withNames =
  ({ type, opclass }: Names) =>
  (table: Table): Table =>
    withOpclasses({ opclass })({
      ...table,
      columns: table.columns.map((column) => ({ ...column, type: type(column.type) })),
    })

const wordOf = (token: Token | undefined): string =>
  token?.kind === 'word' ? token.text.toLowerCase() : ''

/** The extension that made what a name in an expression means: the type of a cast, or a function. */
const makerAt = (code: readonly Token[], index: number): string | undefined => {
  const word = wordOf(code[index])
  if (word === '') return undefined
  const before = code[index - 1]
  if (before?.text === '::' || wordOf(before) === 'as') return makerOf.type(word)
  return before?.text !== '.' && code[index + 1]?.text === '(' ? makerOf.function(word) : undefined
}

interface Placer {
  readonly table: (table: Table) => Table
  readonly view: (view: View) => View
}

const placerOf = (homes: readonly Home[], enums: readonly Enum[]): Placer => {
  const own = new Set(enums.map(typeName))
  const prefixOf = (maker: string | undefined): string =>
    homes.find(({ extension }) => extension === maker)?.prefix ?? ''
  const names: Names = {
    type: (type) => (own.has(elementType(type)) ? type : `${prefixOf(makers.type(type))}${type}`),
    opclass: (opclass) => `${prefixOf(makers.opclass(opclass))}${opclass}`,
  }
  const expression = (item: Expression): Expression => ({
    ...item,
    sql: rewriteTokens(item.sql, (code, index) => {
      const prefix = prefixOf(makerAt(code, index))
      return prefix === '' || own.has(wordOf(code[index])) ? null : `${prefix}${code[index]?.text}`
    }),
  })
  return {
    table: rememberNormal((table) => mapTableExpressions(withNames(names)(table), expression)),
    view: rememberNormal((view) => mapViewExpressions(withOpclasses(names)(view), expression)),
  }
}

/** A program leaves most tables, and all extensions, as they are: none is placed twice. */
const placers = new WeakMap<readonly Extension[], WeakMap<readonly Enum[], Placer>>()

const placerFor = ({ extensions, enums }: Schema): Placer => {
  const ofEnums = placers.get(extensions) ?? new WeakMap<readonly Enum[], Placer>()
  const placer = ofEnums.get(enums) ?? placerOf(homesOf(extensions), enums)
  placers.set(extensions, ofEnums)
  ofEnums.set(enums, placer)
  return placer
}

/** The schema as SQL names what its extensions made. */
export const placed = (schema: Schema): Schema => {
  if (schema.extensions.every(({ namespace }) => namespace === null)) return schema
  const { table, view } = placerFor(schema)
  return { ...schema, tables: schema.tables.map(table), views: schema.views.map(view) }
}

/** An operation with what it brings as it stands in `after`, a schema whose names are placed. */
export const placedOperation = (op: Operation, after: Schema): Operation => {
  switch (op.kind) {
    case 'createTable':
      return { ...op, table: findTable(after, objectName(op.table)) }
    case 'createView':
      return { ...op, view: findView(after, objectName(op.view)) }
    case 'addColumn':
      return { ...op, column: findColumn(findTable(after, op.table), op.column.name) }
    case 'addConstraint':
      return { ...op, constraint: findConstraint(findTable(after, op.table), op.constraint.name) }
    case 'createIndex':
      return { ...op, index: findIndex(findIndexed(after, op.table), op.index.name) }
    case 'createPolicy':
      return { ...op, policy: findPolicy(findTable(after, op.table), op.policy.name) }
    default:
      return op
  }
}

/** The schema with the types and operator classes of its extensions bare. */
export const unplaced = (schema: Schema): Schema => {
  const homes = homesOf(schema.extensions)
  if (homes.length === 0) return schema
  const without =
    (makerOfName: (bare: string) => string | undefined) =>
    (text: string): string => {
      const home = homes.find(
        ({ extension, prefix }) =>
          text.startsWith(prefix) && makerOfName(text.slice(prefix.length)) === extension,
      )
      return text.slice(home?.prefix.length ?? 0)
    }
  const names = { type: without(makers.type), opclass: without(makers.opclass) }
  return {
    ...schema,
    tables: schema.tables.map(withNames(names)),
    views: schema.views.map(withOpclasses(names)),
  }
}
