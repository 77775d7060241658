import { describe, expect, test } from 'vitest'
import type { Row } from '../../../src/dialects/dialect.ts'
import { parseTable } from '../../../src/dialects/sqlite/parse/table.ts'
import { parseKey } from '../../../src/dialects/sqlite/parse/key.ts'
import { applyEdits, editList } from '../../../src/dialects/sqlite/edit/list.ts'
import { canonicalDefault, canonicalType } from '../../../src/dialects/sqlite/types.ts'
import { connect, introspected } from './open.ts'

const corpus = [
  'create table t(a)',
  'CREATE TABLE t(a,b,c)',
  'CREATE TABLE "t"("a" INTEGER PRIMARY KEY ASC ON CONFLICT ROLLBACK AUTOINCREMENT, b)',
  'CREATE TABLE t(a INTEGER PRIMARY KEY DESC)',
  'CREATE TABLE t(a int unsigned not null, b double precision, c character varying (10 , 2), d "odd type" )',
  "CREATE TABLE 't'('a' text default 'x,)--', [b] blob default x'00', `c` real default -1.5e-3, d default +5)",
  'CREATE TABLE t(a CONSTRAINT n1 NOT NULL CONSTRAINT u1 UNIQUE CONSTRAINT d1 DEFAULT 5 CONSTRAINT c1 CHECK (a > (1)))',
  'CREATE TABLE t(a DEFAULT (1 + (2 * 3)), b DEFAULT CURRENT_TIMESTAMP, c DEFAULT bare, d DEFAULT "quoted" NULL)',
  'CREATE TABLE t(a text COLLATE NOCASE NOT NULL ON CONFLICT FAIL, b text COLLATE "RTRIM")',
  "CREATE TABLE t(a, b GENERATED ALWAYS AS (a || ')') STORED, c AS (a), d int generated always as (a*2) virtual not null)",
  'CREATE TABLE t(a, b, PRIMARY KEY (b DESC, a COLLATE NOCASE) ON CONFLICT IGNORE) WITHOUT ROWID',
  'CREATE TABLE t(a INTEGER, b, PRIMARY KEY("a" AUTOINCREMENT))',
  'CREATE TABLE t(a, b, UNIQUE (a) CHECK (b > 0) CONSTRAINT x FOREIGN KEY (b) REFERENCES p)',
  'CREATE TABLE t(a REFERENCES p, b REFERENCES p(x) ON DELETE SET NULL ON UPDATE CASCADE MATCH full NOT DEFERRABLE INITIALLY IMMEDIATE)',
  'CREATE TABLE t(a int REFERENCES p(x) DEFERRABLE INITIALLY DEFERRED NOT NULL, FOREIGN KEY(a) REFERENCES "p"("y") ON DELETE RESTRICT)',
  'CREATE TABLE t(a int /* , b */ -- , c\n, d text\n) STRICT, WITHOUT ROWID',
  'CREATE TABLE t(a INT PRIMARY KEY, key text, "default" text, abort int, temp, "primary" text) STRICT',
  'CREATE TABLE t(generated, always text, "as" int, stored integer, rowid text)',
  'CREATE TABLE t(é text, "a""b" int, [c d] int, a$b int, _x1 int)',
  "CREATE TABLE t(a CHECK (a IN (1,2,3)), b CHECK (b LIKE '%(,' ESCAPE '\\'), c)",
  'CREATE TABLE t(a timestamp with time zone, b native character(70), c numeric(-5,+2))',
].map((sql) =>
  sql.includes('STRICT, WITHOUT ROWID')
    ? sql.replace('d text', 'd text PRIMARY KEY')
    : sql.includes('STRICT')
      ? sql.replace('temp,', 'temp int,')
      : sql,
)

const text = (value: unknown): string => String(value)

describe('the reader of stored tables', () => {
  test.each(corpus)('agrees with PRAGMA: %s', async (sql) => {
    const connection = await connect()
    await connection.execute('CREATE TABLE p(x PRIMARY KEY, y UNIQUE)')
    await connection.execute(sql)
    const table = (await introspected(connection)).tables.find(({ name }) => name === 't')
    const columns = await connection.query('PRAGMA table_xinfo(t)')
    const key = table?.constraints.find(({ kind }) => kind === 'primaryKey')
    const keyColumns = key?.kind === 'primaryKey' ? key.columns : []
    expect(
      table?.columns.map((column) => [
        column.name,
        column.type,
        column.default?.sql ?? null,
        keyColumns.indexOf(column.name) + 1,
        column.generated === null ? 0 : column.generated.stored ? 3 : 2,
      ]),
    ).toEqual(
      columns.map((row) => [
        row['name'],
        canonicalType(text(row['type'])),
        row['dflt_value'] === null ? null : canonicalDefault(text(row['dflt_value'])),
        row['pk'],
        row['hidden'],
      ]),
    )
    const notNull = (row: Row) => row['notnull'] === 1
    for (const row of columns.filter(notNull)) {
      expect(table?.columns.find(({ name }) => name === row['name'])?.nullable).toBe(false)
    }
    const keys = (await connection.query('PRAGMA foreign_key_list(t)')).map((row) =>
      [row['from'], row['table'], row['on_delete'], row['on_update']].map(text).join(' '),
    )
    expect(
      table?.constraints
        .flatMap((item) => (item.kind === 'foreignKey' ? [item] : []))
        .map((item) =>
          [item.columns[0], item.references.table, item.onDelete, item.onUpdate]
            .map((part, at) => (at > 1 ? text(part).toUpperCase() : text(part)))
            .join(' '),
        )
        .toSorted(),
    ).toEqual(keys.toSorted())
    const uniques = await connection.query(
      "SELECT * FROM pragma_index_list('t') WHERE origin = 'u'",
    )
    expect(table?.indexes).toHaveLength(uniques.length)
    await connection.close()
  })

  test.each(corpus)('finds its way back: %s', (sql) => {
    const parsed = parseTable(sql)
    const columns = parsed.columns.map(({ span }) => span)
    const none = { removed: new Set<never>(), edits: [], columns, addedConstraints: [] }
    expect(editList(parsed, none)).toBe(applyEdits(sql, parsed.body, []))
  })

  test.each([
    ['name', 'name', 'name', null, 'asc'],
    ['"a b" COLLATE nocase DESC', 'a b', '"a b"', 'nocase', 'desc'],
    ['lower(name) desc nulls last', null, 'lower(name)', null, 'desc'],
    ['a || b collate nocase', null, 'a || b collate nocase', null, 'asc'],
    ['(a || b) collate rtrim', null, '(a || b)', 'rtrim', 'asc'],
  ] as const)('takes a key apart: %s', (source, ...parts) => {
    const [column, expression, collation, order] = parts
    expect(parseKey(source)).toEqual({ column, expression, collation, order })
  })
})
