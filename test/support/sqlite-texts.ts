/** What PRAGMA does not tell of a SQLite database: expressions, out of the stored texts. Shares nothing with the parser. */
import type { Connection } from '../../src/dialects/dialect.ts'

const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\w$]+|\S/g

/** Words and names in lower case without quotes, names without what stands before their dot. */
const tokens = (sql: string): readonly string[] => {
  const all = (sql.match(TOKEN) ?? []).map((token) =>
    token.startsWith("'") ? token : token.replace(/^["`[]|["`\]]$/g, '').toLowerCase(),
  )
  return all.filter((token, at) => token !== '.' && all[at + 1] !== '.')
}

/** The tokens between a parenthesis and the one that closes it. */
const inside = (all: readonly string[], open: number): readonly string[] => {
  let depth = 0
  const end = all.findIndex((token, at) => {
    if (at < open) return false
    if (token === '(') depth++
    if (token === ')') depth--
    return depth === 0
  })
  return all.slice(open + 1, end)
}

const strip = (all: readonly string[]): readonly string[] =>
  all[0] === '(' && inside(all, 0).length === all.length - 2 ? strip(all.slice(1, -1)) : all

const splitAtCommas = (all: readonly string[]): readonly (readonly string[])[] => {
  const parts: string[][] = [[]]
  let depth = 0
  for (const token of all) {
    if (token === '(') depth++
    if (token === ')') depth--
    if (token === ',' && depth === 0) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts
}

const join = (all: readonly string[]): string => strip(all).join(' ')

const ofTable = (all: readonly string[]): readonly string[] =>
  all.flatMap((token, at) => {
    const next = all[at + 1]
    if (/^(check|as)$/.test(token) && next === '(') return [`${token} ${join(inside(all, at + 1))}`]
    if (token === 'collate') return [`collate ${next ?? ''}`]
    return /^(autoincrement|strict|rowid)$/.test(token) ? [token] : []
  })

const ofIndex = (all: readonly string[]): readonly string[] => {
  const open = all.indexOf('(')
  const keys = inside(all, open)
  const rest = all.slice(open + keys.length + 2)
  const where = rest[0] === 'where' ? ` where ${join(rest.slice(1))}` : ''
  return [`keys ${splitAtCommas(keys).map(join).join(', ')}${where}`]
}

const READERS: Readonly<Record<string, (all: readonly string[]) => readonly string[]>> = {
  table: ofTable,
  index: ofIndex,
  view: (all) => [join(all.slice(all.indexOf('as') + 1))],
  trigger: (all) => [all.join(' ')],
}

/** One line for each check, generated column, collation, index and view. */
export const sqliteTexts = async (connection: Connection): Promise<readonly string[]> => {
  const rows = await connection.query(
    "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'",
  )
  return rows
    .flatMap(({ type, name, sql }) =>
      (READERS[String(type)]?.(tokens(String(sql))) ?? []).map(
        (line) => `${String(type)} ${String(name)} ${line}`,
      ),
    )
    .toSorted()
}
