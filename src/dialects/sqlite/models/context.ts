/** What reading one model needs: where it stands, and the user's drizzle-orm. */
import { DiffkitError } from '../../../errors.ts'
import { dropQualifier } from '../../../util/tokens.ts'
import type { ModelExport } from '../../dialect.ts'
import { isKind } from '../../drizzle-objects.ts'
import { atModel } from '../../model-places.ts'
import { keyOfColumn } from './drizzle.ts'
import type { Drizzle, DrizzleColumn } from './drizzle.ts'

export interface ModelContext {
  readonly drizzle: Drizzle
  readonly source: Pick<ModelExport, 'file' | 'name'>
  /** The table or view. */
  readonly object: string
  /** The column that is read. */
  readonly column?: DrizzleColumn
}

type Subject = Omit<ModelContext, 'drizzle'>

const placeOf = ({ source, column }: Subject) =>
  atModel({
    file: source.file,
    exportName: source.name,
    key: column === undefined ? null : keyOfColumn(column),
  })

/** A MODEL_INVALID that names the object and its file. */
export const invalid = (subject: Subject, problem: string, hint?: string): DiffkitError =>
  new DiffkitError('MODEL_INVALID', {
    ...placeOf(subject),
    problem: `${subject.object}: ${problem}`,
    hint,
  })

export const unsupported = (subject: Subject, what: string, hint: string): DiffkitError => {
  const { object, column } = subject
  const where = column === undefined ? object : `${object}.${column.name}`
  return new DiffkitError('UNSUPPORTED', { ...placeOf(subject), where, what, hint })
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

/** Renders an expression of the table, without the qualifier of the table itself. */
export const renderSql = (context: ModelContext, sql: unknown, what: string): string => {
  if (!isSql(sql)) throw invalid(context, `${what} is no SQL expression`)
  try {
    const owner = { namespace: null, name: context.object }
    return dropQualifier(context.drizzle.render(sql, owner), owner.name, null)
  } catch (error) {
    throw invalid(context, `${what} cannot be rendered: ${reasonOf(error)}`)
  }
}

/** The name of a constraint or index: one that equals the invented one counts as not given. */
export const partName = (
  given: string | undefined,
  invented: string,
  options: { readonly explicit: boolean | null; readonly uncased?: string },
): { readonly name: string; readonly named: boolean } => {
  const isInvented = given === undefined || given === invented || given === options.uncased
  const named = options.explicit ?? !isInvented
  return { name: named ? (given ?? invented) : invented, named }
}
