import '../../support/law-seed.ts'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { parseIndex, parseTrigger, parseView } from '../../../src/dialects/sqlite/parse/other.ts'
import { parseTable } from '../../../src/dialects/sqlite/parse/table.ts'
import type { ParsedTable } from '../../../src/dialects/sqlite/parse/table.ts'
import { lex } from '../../../src/dialects/sqlite/parse/tokens.ts'
import type { Span } from '../../../src/dialects/sqlite/parse/tokens.ts'
import type { Table } from '../../../src/schema/types.ts'
import { CONTEXT, indexTexts, triggerTexts, viewTexts } from '../../support/sqlite-grammar-other.ts'
import { tableTexts } from '../../support/sqlite-grammar-table.ts'
import {
  described,
  keyList,
  keysOf,
  pragmas,
  readDatabase,
  rowsOf,
} from '../../support/sqlite-pragmas.ts'

const numRuns = process.env['DIFFKIT_ALL'] === undefined ? 300 : 5000

/** Where texts are tried: what they made is undone. */
const database = new Database(':memory:')
database.exec('CREATE TABLE p (x PRIMARY KEY, y UNIQUE, z, UNIQUE (x, y))')
afterAll(() => {
  database.close()
})

/** Runs `work` where SQLite has accepted the statement; answers whether it has. */
const accepted = (context: string, statement: string, work: () => void): boolean => {
  database.exec(`BEGIN; ${context}`)
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

const texts = (sql: string): readonly string[] => lex(sql).map(({ text }) => text)

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
  if (!/^create table t as select /i.test(texts(statement).join(' ')))
    checkSpans(parseTable(statement))
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

interface Made {
  readonly name: string
  readonly sql: string
}

/** What the statement under test has made. */
const made = (type: string): Made => {
  const [row] = rowsOf(
    database,
    'SELECT name, sql FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL ORDER BY rowid DESC LIMIT 1',
    type,
  )
  return { name: String(row?.['name']), sql: String(row?.['sql']) }
}

const isName = (sql: string, span: Span, name: string): void =>
  expect(lex(cut(sql, span)).map(({ value }) => value)).toEqual([name])

const checkIndex = (): void => {
  const { name, sql } = made('index')
  const parsed = parseIndex(sql)
  isName(sql, parsed.nameSpan, name)
  const table = tableNamed('t')
  const index = table.indexes.find((item) => item.name === name)
  const [row] = rowsOf(database, "SELECT * FROM pragma_index_list('t') WHERE name = ?", name)
  expect([index?.unique, index?.where !== null]).toEqual([
    row?.['unique'] === 1,
    row?.['partial'] === 1,
  ])
  const said = keyList(database, name)
  const ours = keysOf(table, index?.keys ?? [])
  expect(ours.orders).toBe(said.orders)
  const keys = said.keys.split(', ')
  for (const [at, key] of ours.keys.split(', ').entries()) {
    // A column in a parenthesis, or behind two collations, is an expression here.
    if (index?.keys[at]?.column !== null) expect(keys[at]).toBe(key)
  }
  // Written anew, in a table of the same columns, it is the same index.
  const printed = parsed.keys.map(({ expression, collation, order }) =>
    [expression, ...(collation === null ? [] : ['COLLATE', `"${collation}"`]), order].join(' '),
  )
  const where = parsed.where === null ? '' : `WHERE ${parsed.where}`
  database.exec(`CREATE INDEX again ON t (${printed.join('\n, ')}) ${where}`)
  expect(keyList(database, 'again')).toEqual(said)
}

const checkView = (): void => {
  const { name, sql } = made('view')
  const { namesColumns, query } = parseView(sql)
  const start = sql.lastIndexOf(query)
  expect(texts(sql.slice(start + query.length))).toEqual([])
  const names = rowsOf(database, 'SELECT name FROM pragma_table_xinfo(?)', name)
  expect(namesColumns).toBe(texts(sql.slice(0, start)).includes('('))
  if (namesColumns) return
  database.exec(`CREATE VIEW again AS ${query}`)
  expect(rowsOf(database, "SELECT name FROM pragma_table_xinfo('again')")).toEqual(names)
}

/** Whether a statement would fire a trigger. */
const fires = (statement: string): boolean =>
  rowsOf(database, `EXPLAIN ${statement}`).some(({ opcode }) => opcode === 'Program')

const checkTrigger = (): void => {
  const { sql } = made('trigger')
  const { event, columns, table } = parseTrigger(sql)
  expect(table.toLowerCase()).toBe('t')
  expect(fires('INSERT INTO t DEFAULT VALUES')).toBe(event === 'insert')
  expect(fires('DELETE FROM t')).toBe(event === 'delete')
  for (const { name } of tableNamed('t').columns) {
    const set = `UPDATE t SET "${name.replaceAll('"', '""')}" = 1`
    expect(fires(set)).toBe(event === 'update' && (columns?.includes(name) ?? true))
  }
}

interface Law {
  readonly statements: fc.Arbitrary<string>
  /** What is there before. */
  readonly context: string
  readonly check: (statement: string) => void
}

const holds = ({ statements, context, check }: Law): void => {
  let good = 0
  fc.assert(
    fc.property(statements, (statement) => {
      if (accepted(context, statement, () => check(statement))) good++
    }),
    { numRuns },
  )
  expect(good).toBeGreaterThan(numRuns * 0.7)
}

describe('statements of every form that SQLite takes', () => {
  test('CREATE TABLE: every part is found again, and is what PRAGMA says', () => {
    holds({ statements: tableTexts, context: '', check: checkTable })
  }, 300_000)

  test('CREATE INDEX', () => {
    holds({ statements: indexTexts, context: CONTEXT, check: checkIndex })
  }, 300_000)

  test('CREATE VIEW', () => {
    holds({ statements: viewTexts, context: CONTEXT, check: checkView })
  }, 300_000)

  test('CREATE TRIGGER', () => {
    holds({ statements: triggerTexts, context: CONTEXT, check: checkTrigger })
  }, 300_000)
})
