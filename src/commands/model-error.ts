/** A statement that the server refuses because of a text in a model is an error of that model, with its line. */
import { fromNothing } from '../diff/index.ts'
import { DiffkitError, isDiffkitError } from '../errors.ts'
import { describe, flatten } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { prove } from '../runtime/proof/proof.ts'
import { expressionsOf } from '../schema/expressions.ts'
import type { ExpressionPlace } from '../schema/expressions.ts'
import { sameName, show } from '../schema/names.ts'
import { emptySchema } from '../schema/types.ts'
import type { ObjectName, Schema } from '../schema/types.ts'
import type { Environment } from './environment.ts'
import { locate, placeIn, subjectOf } from './findings.ts'
import { targetOf } from './program-stop.ts'

/** What a server said of a statement. */
interface Refusal {
  readonly sql: string
  /** What the statement was for. */
  readonly operation: string | null
  readonly message: string
  /** Where in the statement, counted from 1. */
  readonly position: number | null
}

/** Errors that a text alone may cause: names, types, syntax, values that no type holds. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const OF_TEXT = /^(?:22|42|0A000|SQLITE_ERROR)/

const refusalOf = (error: unknown): Refusal | null => {
  const failed = isDiffkitError(error) && error.code === 'DISPROVEN' ? error.cause : null
  if (!isDiffkitError(failed) || failed.code !== 'STATEMENT_FAILED') return null
  const { cause } = failed
  if (!(cause instanceof Error) || !('sql' in failed.data)) return null
  if (!OF_TEXT.test(String(Reflect.get(cause, 'code')))) return null
  const position = Number(Reflect.get(cause, 'position') ?? 0)
  const { message } = cause
  return {
    sql: String(failed.data.sql),
    operation: 'operation' in failed.data ? String(failed.data.operation) : null,
    message,
    position: position > 0 ? position : null,
  }
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

/** Whether the same is refused where the models are made from nothing, so that no step on the way to them is to blame. */
const isRefusedAlone = async (
  environment: Environment,
  { after, message }: { readonly after: Schema; readonly message: string },
): Promise<boolean> => {
  const { dialect, scratch } = environment
  const build = fromNothing(dialect.features)
  const subject = {
    dialect,
    target: targetOf(environment),
    before: emptySchema,
    after,
    upgrade: build(after),
    downgrade: [],
    ancestors: null,
  }
  try {
    await prove(subject, scratch, build)
    return false
  } catch (error) {
    return refusalOf(error)?.message === message
  }
}

interface Guilty {
  readonly object: ObjectName
  readonly part: string | null
  readonly problem: string
}

/** The text that the server refuses alone too, over the very tables that the models ask for. */
const guiltyText = async (
  { dialect, scratch }: Environment,
  after: Schema,
  refusal: Refusal,
): Promise<Guilty | null> => {
  if (!dialect.features.printsExpressions) return null
  const suspects = expressionsOf(after).filter(({ expression }) =>
    isWithin(expression.sql, refusal),
  )
  if (suspects.length === 0) return null
  const requests = suspects.map(({ place, expression }) => ({ place, sql: expression.sql }))
  const prints = await dialect.print(await scratch.database(), requests, after)
  const place = requests.find((_, index) => prints[index] === null)?.place
  if (place === undefined) return null
  const problem = `${describePlace(place)} is refused by the server: ${refusal.message}`
  return { object: place.object, part: place.part, problem }
}

/** The column of a table that a message speaks of, by its name or its type. */
const columnIn = (after: Schema, object: ObjectName, message: string): string | null => {
  const columns = after.tables.find((table) => sameName(table, object))?.columns ?? []
  const isNamed = (word: string): boolean => message.includes(`"${word}"`)
  return columns.find(({ name, type }) => isNamed(name) || isNamed(type))?.name ?? null
}

interface Change {
  readonly after: Schema
  readonly upgrade: readonly Operation[]
}

/** What the engine does not take, whatever was there before. */
const guiltyObject = async (
  environment: Environment,
  { after, upgrade }: Change,
  { operation, message }: Refusal,
): Promise<Guilty | null> => {
  const op = flatten(upgrade).find((item) => describe(item) === operation)
  if (op === undefined || !(await isRefusedAlone(environment, { after, message }))) return null
  const { object, part } = subjectOf(op)
  const problem = `${describe(op)} is refused: ${message}`
  return { object, part: part ?? columnIn(after, object, message), problem }
}

/** The error of the model behind a disproof, or the error as it is. */
export const blameModel = async (
  error: unknown,
  environment: Environment,
  change: Change,
): Promise<unknown> => {
  const refusal = refusalOf(error)
  if (refusal === null) return error
  const guilty =
    (await guiltyText(environment, change.after, refusal)) ??
    (await guiltyObject(environment, change, refusal))
  if (guilty === null) return error
  const models = await environment.models()
  const place = placeIn(models.places(), guilty)
  if (place === undefined) return error
  const { problem } = guilty
  const data = { ...(await locate(place, environment.config.folder)), problem }
  return new DiffkitError('MODEL_INVALID', { file: place.file, ...data }, { cause: error })
}
