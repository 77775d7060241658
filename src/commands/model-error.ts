/** A statement that the server refuses because of a text in a model is an error of that model, with its line. */
import { DiffkitError, isDiffkitError } from '../errors.ts'
import { expressionsOf } from '../schema/expressions.ts'
import type { ExpressionPlace } from '../schema/expressions.ts'
import { sameName, show } from '../schema/names.ts'
import type { Schema } from '../schema/types.ts'
import type { Environment } from './environment.ts'
import { locate, placeIn } from './findings.ts'

/** What a server said of a statement. */
interface Refusal {
  readonly sql: string
  readonly message: string
  /** Where in the statement, counted from 1. */
  readonly position: number | null
}

/** Errors that a text alone may cause: names, types, syntax, values that no type holds. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const OF_TEXT = /^(22|42|0A000)/

const refusalOf = (error: unknown): Refusal | null => {
  const failed = isDiffkitError(error) && error.code === 'DISPROVEN' ? error.cause : null
  if (!isDiffkitError(failed) || failed.code !== 'STATEMENT_FAILED') return null
  const { cause } = failed
  if (!(cause instanceof Error) || !('sql' in failed.data)) return null
  if (!OF_TEXT.test(String(Reflect.get(cause, 'code')))) return null
  const position = Number(Reflect.get(cause, 'position') ?? 0)
  const { message } = cause
  return { sql: String(failed.data.sql), message, position: position > 0 ? position : null }
}

/** Whether the text stands in the statement, where it says that the error is. */
const isWithin = (text: string, { sql, position }: Refusal): boolean => {
  for (let start = sql.indexOf(text); start >= 0; start = sql.indexOf(text, start + 1)) {
    if (position === null || (position > start && position <= start + text.length + 1)) return true
  }
  return false
}

const WORDS: Readonly<Record<ExpressionPlace['role'], string>> = {
  default: 'the default of column',
  generated: 'the expression of column',
  check: 'the check',
  exclude: 'the exclusion constraint',
  key: 'a key of the index',
  where: 'the predicate of the index',
  using: 'USING of the policy',
  withCheck: 'WITH CHECK of the policy',
  view: 'its query',
}

const describePlace = ({ role, object, part }: ExpressionPlace): string =>
  role === 'view'
    ? `view ${show(object)}: ${WORDS[role]}`
    : `table ${show(object)}: ${WORDS[role]} ${part ?? ''}`

/**
 * The error of the model behind a disproof, or the error as it is: one is blamed only when a server
 * refuses the text alone too, over the very tables that the models ask for.
 */
export const blameModel = async (
  error: unknown,
  { dialect, scratch, models, config }: Environment,
  after: Schema,
): Promise<unknown> => {
  const refusal = dialect.features.printsExpressions ? refusalOf(error) : null
  if (refusal === null) return error
  const suspects = expressionsOf(after).filter(({ expression }) =>
    isWithin(expression.sql, refusal),
  )
  if (suspects.length === 0) return error
  const requests = suspects.map(({ place, expression }) => ({ place, sql: expression.sql }))
  const prints = await dialect.print(await scratch.database(), requests, after)
  const guilty = requests.find((_, index) => prints[index] === null)?.place
  if (guilty === undefined) return error
  const places = (await models()).places()
  const place = placeIn(places, guilty)
  if (place === undefined || !places.some(({ object }) => sameName(object, guilty.object))) {
    return error
  }
  const problem = `${describePlace(guilty)} is refused by the server: ${refusal.message}`
  const data = { ...(await locate(place, config.folder)), problem }
  return new DiffkitError('MODEL_INVALID', { file: place.file, ...data }, { cause: error })
}
