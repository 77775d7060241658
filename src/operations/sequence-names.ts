/** Where SQL names a sequence: in a literal. */
import { mapExpressions } from '../schema/expressions.ts'
import { qualified } from '../schema/names.ts'
import type { QualifiedName, Schema } from '../schema/types.ts'
import { codeTokens, rewriteTokens } from '../util/tokens.ts'
import type { Token } from '../util/tokens.ts'
import { renamedPath } from './rename.ts'
import type { Renaming } from './rename.ts'

/** The name that a literal spells: `nextval('auth.numbers')`. */
const namedIn = (literal: string): QualifiedName | null => {
  const tokens = codeTokens(literal.slice(1, -1).replaceAll("''", "'"))
  const names = tokens
    .filter(({ kind }) => kind === 'word' || kind === 'quoted')
    .map(({ kind, value }) => (kind === 'word' ? value.toLowerCase() : value))
  const [first, second] = names
  if (first === undefined || tokens.length !== names.length * 2 - 1 || names.length > 2) return null
  return second === undefined
    ? { namespace: null, name: first }
    : { namespace: first === 'public' ? null : first, name: second }
}

/** Whether a literal, with its quotes, names the sequence. */
export const namesSequence = (literal: string, sequence: QualifiedName): boolean => {
  const named = namedIn(literal)
  return named !== null && named.name === sequence.name && named.namespace === sequence.namespace
}

/** Whether an expression draws from the sequence: it names it in a literal. */
export const usesSequence = (sql: string, sequence: QualifiedName): boolean =>
  (/['"]/.test(sequence.name) || sql.includes(sequence.name)) &&
  codeTokens(sql).some(({ kind, text }) => kind === 'string' && namesSequence(text, sequence))

const FUNCTIONS = ['nextval', 'currval', 'setval', 'pg_sequence_last_value']

const wordAt = (code: readonly Token[], at: number): string => {
  const token = code[at]
  return token?.kind === 'word' || token?.kind === 'quoted' ? token.value.toLowerCase() : ''
}

/**
 * Whether the literal at an index is kept as the sequence that it names; as a text it would be looked up anew each time.
 * https://www.postgresql.org/docs/current/functions-sequence.html
 */
const isBound = (code: readonly Token[], at: number): boolean => {
  if (code[at]?.kind !== 'string') return false
  if (code[at + 1]?.text === '::') return wordAt(code, at + 2) === 'regclass'
  const opens = code[at - 1]?.text === '('
  if (opens && wordAt(code, at - 2) === 'cast') return wordAt(code, at + 2) === 'regclass'
  return (opens && FUNCTIONS.includes(wordAt(code, at - 2))) || wordAt(code, at - 1) === 'regclass'
}

/** Whether an expression keeps the sequence itself, so that it cannot go. */
export const holdsSequence = (sql: string, sequence: QualifiedName): boolean =>
  usesSequence(sql, sequence) &&
  codeTokens(sql).some(({ text }, at, code) => isBound(code, at) && namesSequence(text, sequence))

/** An expression with the sequence under its new name. */
const renameSequenceIn = (sql: string, { from, to }: Renaming): string => {
  const names = { from: qualified(from), to: qualified(to) }
  return rewriteTokens(sql, (code, at) => {
    const token = code[at]
    if (token === undefined || !isBound(code, at) || !namesSequence(token.text, names.from)) {
      return null
    }
    const isQualified = codeTokens(token.text.slice(1, -1)).length > 1
    return `'${renamedPath(names, isQualified).replaceAll("'", "''")}'`
  })
}

/** The schema with the sequence under its new name in everything that draws from it. */
export const renameInDrawers = (schema: Schema, renaming: Renaming): Schema =>
  mapExpressions(schema, (expression) => {
    if (!usesSequence(expression.sql, qualified(renaming.from))) return expression
    const sql = renameSequenceIn(expression.sql, renaming)
    return sql === expression.sql ? expression : { sql }
  })
