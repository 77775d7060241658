/** What reading one model needs: where it stands, and the user's drizzle-orm. */
import { DiffkitError } from '../../../errors.ts'
import type { QualifiedName } from '../../../schema/types.ts'
import { relationsIn } from '../../../util/relations.ts'
import { dropQualifier } from '../../../util/tokens.ts'
import type { ModelExport } from '../../dialect.ts'
import { isKind } from '../../drizzle-objects.ts'
import { atModel } from '../../model-places.ts'
import { keyOfColumn } from './drizzle.ts'
import type { Drizzle, DrizzleColumn } from './drizzle.ts'
import { clipName, fittingName } from '../relation-names.ts'

export interface ModelContext {
  readonly drizzle: Drizzle
  readonly source: Pick<ModelExport, 'file' | 'name'>
  /** The object's address; its namespace `null` for `public`. */
  readonly object: QualifiedName
  /** The object for people: `table users`. */
  readonly label: string
  /** The column that is read. */
  readonly column?: DrizzleColumn
}

const placeOf = ({ source, column }: ModelContext) =>
  atModel({
    file: source.file,
    exportName: source.name,
    key: column === undefined ? null : keyOfColumn(column),
  })

export const invalid = (context: ModelContext, problem: string, hint?: string): DiffkitError =>
  new DiffkitError('MODEL_INVALID', {
    ...placeOf(context),
    problem: `${context.label}: ${problem}`,
    ...(hint === undefined ? {} : { hint }),
  })

export const unsupported = (context: ModelContext, what: string, hint: string): DiffkitError => {
  const { label, column } = context
  const where = column === undefined ? label : `${label}, column ${column.name}`
  return new DiffkitError('UNSUPPORTED', { ...placeOf(context), where, what, hint })
}

/** The same, for what every dialect finds wrong. */
export const invalidIn =
  (context: ModelContext) =>
  (problem: string, hint: string): DiffkitError =>
    invalid(context, problem, hint)

export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

export const isSql = (value: unknown): value is object =>
  isKind(value, 'SQL') || isKind(value, 'SQL.Aliased')

/** Renders an expression as drizzle-orm does. */
const renderWhole = (
  context: ModelContext,
  sql: unknown,
  what: string,
  owner?: QualifiedName,
): string => {
  if (!isSql(sql)) throw invalid(context, `${what} is no SQL expression`)
  try {
    return context.drizzle.render(sql, owner)
  } catch (error) {
    throw invalid(context, `${what} cannot be rendered: ${reasonOf(error)}`)
  }
}

/** Renders an expression of the table, without the qualifier of the table itself. */
export const renderSql = (context: ModelContext, sql: unknown, what: string): string => {
  const { namespace, name } = context.object
  return dropQualifier(renderWhole(context, sql, what, context.object), name, namespace)
}

/** The same, but for one that reads relations: there a bare name may mean a column of theirs. */
export const renderCondition = (context: ModelContext, sql: unknown, what: string): string => {
  const whole = renderWhole(context, sql, what)
  return relationsIn(whole).length > 0 ? whole : renderSql(context, sql, what)
}

/**
 * The name of a constraint or index: a given one is cut as PostgreSQL cuts it, an invented one so
 * that it stays apart from others that begin alike.
 */
export const partName = (
  given: string | undefined,
  invented: string,
  explicit: boolean | null,
): { readonly name: string; readonly named: boolean } => {
  const named = explicit ?? (given !== undefined && given !== invented)
  return { name: named ? clipName(given ?? invented) : fittingName(invented), named }
}
