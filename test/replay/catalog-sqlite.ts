/** The catalog of a SQLite file through PRAGMA, and through its texts where PRAGMA says nothing. */
import Database from 'better-sqlite3'
import type { Catalog } from './catalog.ts'

interface Stored {
  readonly type: string
  readonly name: string
  readonly tbl_name: string
  readonly sql: string | null
}
interface Column {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly dflt_value: string | null
  readonly pk: number
  readonly hidden: number
}
interface ForeignKey {
  readonly id: number
  readonly seq: number
  readonly table: string
  readonly from: string
  readonly to: string | null
  readonly on_update: string
  readonly on_delete: string
}
interface Index {
  readonly name: string
  readonly unique: number
  readonly origin: string
  readonly partial: number
}
interface Key {
  readonly name: string | null
  readonly desc: number
  readonly coll: string
  readonly key: number
}

/** One space between words, none beside brackets and commas; names without quotes. */
const plain = (text: string): string =>
  text
    .replaceAll(/[`"]/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([(),]) ?/g, '$1')
    .trim()

/** What stands in brackets after each match, e.g. after `CHECK`. */
const bracketed = (text: string, word: RegExp): readonly string[] =>
  [...text.matchAll(word)].map(({ index, 0: match }) => {
    let depth = 0
    let end = index + match.length - 1
    do {
      if (text[end] === '(') depth += 1
      if (text[end] === ')') depth -= 1
      end += 1
    } while (depth > 0 && end < text.length)
    return plain(text.slice(index + match.length - 1, end))
  })

const tableText = ({ name, sql }: Stored): readonly (readonly [string, string])[] => {
  const text = sql ?? ''
  const tail = plain(text.slice(text.lastIndexOf(')') + 1))
  return [
    [`table ${name}`, `${tail}${/\bautoincrement\b/i.test(text) ? ' autoincrement' : ''}`],
    [
      `checks ${name}`,
      bracketed(text, /\bcheck\s*\(/gi)
        .toSorted()
        .join(' '),
    ],
    [
      `generated ${name}`,
      bracketed(text, /\bgenerated\s+always\s+as\s*\(/gi)
        .toSorted()
        .join(' '),
    ],
  ]
}

/** A literal as SQLite itself writes its value: `true` is 1, and `"text"` a text. */
const defaultText = (database: Database.Database, text: string | null): string => {
  if (text === null || !/^(?:true|false|['"0-9+-])/i.test(text)) return String(text)
  const literal = text.replace(/^"(.*)"$/, "'$1'")
  const row = database.prepare<[], { value: string }>(`SELECT quote(${literal}) AS value`).get()
  return String(row?.value)
}

const columnText = (database: Database.Database, column: Column): string => {
  const type = column.type.toLowerCase()
  const value = defaultText(database, column.dflt_value)
  // A rowid is never NULL, whatever is written.
  const isRowid = column.pk === 1 && type === 'integer'
  return `${type} null=${column.notnull === 0 && !isRowid} default=${value} pk=${column.pk} hidden=${column.hidden}`
}

const list = <Row>(database: Database.Database, pragma: string, name: string): readonly Row[] =>
  database.prepare<[string], Row>(`SELECT * FROM pragma_${pragma}(?)`).all(name)

const foreignKeys = (rows: readonly ForeignKey[]): readonly (readonly [string, string])[] => {
  return [...new Set(rows.map(({ id }) => id))].map((id) => {
    const ordered = rows.filter((item) => item.id === id).toSorted((a, b) => a.seq - b.seq)
    const [first] = ordered
    const from = ordered.map((item) => item.from).join(',')
    const to = ordered.map((item) => item.to ?? 'key').join(',')
    return [
      `(${from}) -> ${first?.table}(${to})`,
      `${first?.on_delete.toLowerCase()}, on update ${first?.on_update.toLowerCase()}`,
    ] as const
  })
}

const indexText = (database: Database.Database, index: Index): string => {
  const keys = list<Key>(database, 'index_xinfo', index.name)
    .filter(({ key }) => key === 1)
    .map(({ name, desc, coll }) => `${name ?? 'expression'}${desc ? ' desc' : ''} ${coll}`)
  const sql = database
    .prepare<[string], { sql: string | null }>(
      `SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?`,
    )
    .get(index.name)?.sql
  const where = /\bwhere\b([\s\S]*)$/i.exec(sql ?? '')?.[1] ?? ''
  return `unique=${index.unique} (${keys.join(', ')}) ${plain(where)}`
}

const describeTable = (
  database: Database.Database,
  stored: Stored,
): readonly (readonly [string, string])[] => {
  const { name } = stored
  const indexes = list<Index>(database, 'index_list', name)
  return [
    ...tableText(stored),
    ...list<Column>(database, 'table_xinfo', name).map(
      (column) => [`column ${name}.${column.name}`, columnText(database, column)] as const,
    ),
    ...foreignKeys(list<ForeignKey>(database, 'foreign_key_list', name)).map(
      ([key, text]) => [`key ${name}${key}`, text] as const,
    ),
    ...indexes
      .filter(({ origin }) => origin !== 'pk')
      .map((index) => {
        const text = indexText(database, index)
        return index.origin === 'c'
          ? ([`index ${index.name} of ${name}`, text] as const)
          : ([`unique ${name} ${text}`, ''] as const)
      }),
  ]
}

const isOwn = ({ tbl_name }: Stored): boolean =>
  tbl_name.startsWith('diffkit_') || tbl_name.startsWith('sqlite_')

/** Reads a file through a connection of its own. */
export const sqliteCatalog = (file: string): Catalog => {
  const database = new Database(file, { readonly: true })
  try {
    const all = database
      .prepare<[], Stored>('SELECT type, name, tbl_name, sql FROM sqlite_schema')
      .all()
      .filter((stored) => !isOwn(stored))
    return new Map(
      all.flatMap((stored) =>
        stored.type === 'table'
          ? describeTable(database, stored)
          : stored.type === 'index'
            ? []
            : [[`${stored.type} ${stored.name}`, plain(stored.sql ?? '')] as const],
      ),
    )
  } finally {
    database.close()
  }
}
