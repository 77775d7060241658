import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { parseTable } from '../../../src/dialects/sqlite/parse-table.ts'
import type { ParsedTable } from '../../../src/dialects/sqlite/parse-table.ts'
import { lex } from '../../../src/dialects/sqlite/tokens.ts'
import type { Span } from '../../../src/dialects/sqlite/tokens.ts'
import type { Table } from '../../../src/schema/types.ts'
import { tableTexts } from '../../support/sqlite-grammar-table.ts'
import { described, pragmas, readDatabase, rowsOf } from '../../support/sqlite-pragmas.ts'

const numRuns = process.env['DIFFKIT_ALL'] === undefined ? 400 : 5000

/** Where texts are tried: what they made is undone. */
const database = new Database(':memory:')
database.exec('CREATE TABLE p (x PRIMARY KEY, y UNIQUE, z, UNIQUE (x, y))')
afterAll(() => {
  database.close()
})

/** Runs `work` where SQLite has accepted the statement; answers whether it has. */
const accepted = (statement: string, work: () => void): boolean => {
  database.exec('BEGIN')
  try {
    database.exec(statement)
  } catch {
    database.exec('ROLLBACK')
    return false
  }
  try {
    work()
  } finally {
    database.exec('ROLLBACK')
  }
  return true
}

const storedText = (name: string): string =>
  String(rowsOf(database, 'SELECT sql FROM sqlite_schema WHERE name = ?', name)[0]?.['sql'])

const tableNamed = (name: string): Table => {
  const table = readDatabase(database).tables.find((item) => item.name === name)
  if (table === undefined) throw new Error(`no table ${name}`)
  return table
}

const cut = (sql: string, { start, end }: Span): string => sql.slice(start, end)

/** The text of a span without the spans in it. */
const without = (sql: string, whole: Span, parts: readonly Span[]): string => {
  let { start } = whole
  let text = ''
  for (const part of parts) {
    expect(part.start).toBeGreaterThanOrEqual(start)
    expect(part.end).toBeLessThanOrEqual(whole.end)
    text += `${sql.slice(start, part.start)} `
    start = part.end
  }
  return text + sql.slice(start, whole.end)
}

/** The words of a text, a CONSTRAINT with a name and nothing behind it aside. */
const words = (text: string): readonly string[] => {
  const all = lex(text).map((token) => token.text)
  const dangles = (at: number): boolean => all[at]?.toLowerCase() === 'constraint'
  return all.filter((_, at) => !dangles(at) && !dangles(at - 1))
}

const checkSpans = (parsed: ParsedTable): void => {
  const { sql, body, columns, constraints } = parsed
  for (const column of columns) {
    const parts = [column.nameSpan, column.typeSpan, ...column.clauses.map(({ span }) => span)]
    expect(lex(cut(sql, column.nameSpan)).map(({ value }) => value)).toEqual([column.name])
    expect(words(without(sql, column.span, parts))).toEqual([])
  }
  const all = [...columns, ...constraints].map(({ span }) => span)
  const between = words(without(sql, body, all))
  expect(between.filter((word) => word !== ',')).toEqual([])
  for (const { name, nameSpan } of [...columns.flatMap(({ clauses }) => clauses), ...constraints]) {
    if (nameSpan !== null) expect(lex(cut(sql, nameSpan))[0]?.value).toBe(name)
  }
}

/** The table written anew, out of the parts that were found. */
const print = ({ sql, columns, constraints, strict, withoutRowid }: ParsedTable): string => {
  const parts = [
    ...columns.map(({ nameSpan, typeSpan, clauses }) =>
      [nameSpan, typeSpan, ...clauses.map(({ span }) => span)]
        .map((span) => cut(sql, span))
        .join(' '),
    ),
    ...constraints.map(({ span }) => cut(sql, span)),
  ]
  const options = [...(strict ? ['STRICT'] : []), ...(withoutRowid ? ['WITHOUT ROWID'] : [])]
  return `CREATE TABLE again (${parts.join(', ')}) ${options.join(', ')}`
}

const checkTable = (statement: string): void => {
  if (!/\bas\W+select\b/i.test(statement)) checkSpans(parseTable(statement))
  const stored = storedText('t')
  const parsed = parseTable(stored)
  checkSpans(parsed)
  const said = pragmas(database, 't')
  const { uniques, ...ours } = described(tableNamed('t'))
  const { uniques: theirs, keyIndexes, ...wanted } = said
  expect(ours).toEqual(wanted)
  for (const item of theirs) expect(uniques).toContainEqual(item)
  const known = [...theirs, ...keyIndexes].map(({ keys }) => keys)
  for (const { keys } of uniques) expect(known).toContain(keys)
  database.exec(print(parsed))
  expect(pragmas(database, 'again')).toEqual(said)
}

const holds = (texts: fc.Arbitrary<string>, check: (statement: string) => void): void => {
  let good = 0
  fc.assert(
    fc.property(texts, (statement) => {
      if (accepted(statement, () => check(statement))) good++
    }),
    { numRuns },
  )
  expect(good).toBeGreaterThan(numRuns * 0.7)
}

describe('statements of every form that SQLite takes', () => {
  test('CREATE TABLE: every part is found again, and is what PRAGMA says', () => {
    holds(tableTexts, checkTable)
  }, 300_000)
})
