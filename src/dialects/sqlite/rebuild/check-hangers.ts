/** Views and triggers that would still compile and no longer do what they did. */
import { DiffkitError } from '../../../errors.ts'
import type { StoredObject } from '../../dialect.ts'
import type { TableChange } from '../plan/change.ts'
import type { Hangers } from './hangers.ts'
import { parseTrigger, parseView } from '../parse/other.ts'
import { starsOver } from './stars.ts'
import { foldName, lex, sameFolded } from '../parse/tokens.ts'
import type { Token } from '../parse/tokens.ts'

/** Names that no column has any more. */
const goneColumns = ({ before, after }: TableChange): readonly string[] => {
  const kept = new Set(after.columns.map(({ name }) => foldName(name)))
  return before.columns.map(({ name }) => name).filter((name) => !kept.has(foldName(name)))
}

/** Throws when a trigger waits for the update of a column that goes: it would never fire again. */
export const requireTriggerColumns = (change: TableChange, { own }: Hangers): void => {
  const gone = new Set(goneColumns(change).map(foldName))
  for (const { name, sql } of own) {
    const { columns } = parseTrigger(sql ?? '')
    const column = columns?.find((item) => gone.has(foldName(item)))
    if (column === undefined) continue
    throw new DiffkitError('OBJECT_IN_USE', {
      kind: 'Column',
      name: `${change.before.name}.${column}`,
      by: `trigger ${name}`,
    })
  }
}

/** Whether a column that stays, or a new one, comes to stand where another one stood. */
const movesColumns = ({ before, after, columns }: TableChange): boolean =>
  after.columns.some(({ name }, at) => {
    const was = before.columns[at]
    return was !== undefined && columns.get(name)?.from !== was.name
  })

const COMPOUND = new Set(['union', 'intersect', 'except'])

/** The table, and the views whose own columns move with those of it. */
const movingNames = (table: string, hangers: readonly StoredObject[]): ReadonlySet<string> => {
  const names = new Set([foldName(table)])
  const views = hangers.filter(({ type }) => type === 'view')
  for (let before = 0; before < names.size;) {
    before = names.size
    for (const { name, sql } of views) {
      if (starsOver(lex(sql ?? ''), names)) names.add(foldName(name))
    }
  }
  return names
}

/** Whether the columns of a `*` are told apart by their place alone. */
const readsByPlace = ({ type, sql }: StoredObject, tokens: readonly Token[]): boolean =>
  type === 'trigger' ||
  parseView(sql ?? '').namesColumns ||
  tokens.some(({ kind, text }) => kind === 'word' && COMPOUND.has(foldName(text)))

/** Inside a trigger the table stands without its schema, and DEFAULT VALUES cannot stand behind it. */
const insertsByPlace = (table: string, tokens: readonly Token[]): boolean =>
  tokens.some(
    ({ kind, text }, at) =>
      kind === 'word' &&
      foldName(text) === 'into' &&
      sameFolded(tokens[at + 1]?.value ?? '', table) &&
      tokens[at + 2]?.text !== '(',
  )

/** Throws where columns change places under a view or trigger that does not name them. */
export const requireNamedColumns = (
  change: TableChange,
  hangers: readonly StoredObject[],
): void => {
  if (!movesColumns(change)) return
  const table = change.before.name
  const moving = movingNames(table, hangers)
  const found = hangers.find((item) => {
    const tokens = lex(item.sql ?? '')
    const selects = starsOver(tokens, moving) && readsByPlace(item, tokens)
    return selects || insertsByPlace(table, tokens)
  })
  if (found === undefined) return
  const { type: kind, name } = found
  throw new DiffkitError('COLUMNS_BY_PLACE', { kind, name, table })
}
