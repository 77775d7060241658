/** Renames are declared or asked, never guessed: what could be one, and what was answered. */
import { distance } from 'fastest-levenshtein'
import { DiffkitError } from '../errors.ts'
import { applyAll, definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { nameKey, objectName, qualified, quoteIfNeeded, sameName, show } from '../schema/names.ts'
import type { Column, ObjectName, Schema, Table } from '../schema/types.ts'
import { compareLists } from './lists.ts'
import { parseRename } from './rename-flag.ts'
import type { RenameFlag } from './rename-flag.ts'

/** An answered rename; names are those of the old state. */
export type Rename =
  | { readonly kind: 'table'; readonly from: ObjectName; readonly to: ObjectName }
  | {
      readonly kind: 'column'
      readonly table: ObjectName
      readonly from: string
      readonly to: string
    }
  | {
      readonly kind: 'value'
      readonly enum: ObjectName
      readonly from: string
      readonly to: string
    }

/** A pair that could be a rename, with the flag that says that it is one. */
export interface RenameCandidate {
  readonly kind: Rename['kind']
  /** For people; `null` for a table. */
  readonly table: string | null
  readonly from: string
  readonly to: string
  readonly flag: string
  readonly rename: Rename
}

export interface ResolvedRenames {
  readonly renames: readonly Rename[]
  /** Candidates that nobody has answered. */
  readonly open: readonly RenameCandidate[]
}

const flagName = (name: ObjectName): string => {
  const { namespace, name: bare } = qualified(name)
  return [namespace, bare]
    .filter((part) => part !== null)
    .map(quoteIfNeeded)
    .join('.')
}

const tableCandidate = (from: Table, to: Table): RenameCandidate => ({
  kind: 'table',
  table: null,
  from: show(from),
  to: show(to),
  flag: `--rename ${flagName(from)}:${quoteIfNeeded(to.name)}`,
  rename: { kind: 'table', from: objectName(from), to: objectName(to) },
})

const columnCandidate = (table: ObjectName, from: Column, to: Column): RenameCandidate => ({
  kind: 'column',
  table: show(table),
  from: from.name,
  to: to.name,
  flag: `--rename ${flagName(table)}.${quoteIfNeeded(from.name)}:${quoteIfNeeded(to.name)}`,
  rename: { kind: 'column', table, from: from.name, to: to.name },
})

/** Half of the columns of the larger table, by name and type. */
const alike = (a: Table, b: Table): boolean => {
  const shared = a.columns.filter((column) =>
    b.columns.some(({ name, type }) => name === column.name && type === column.type),
  )
  return shared.length > 0 && shared.length * 2 >= Math.max(a.columns.length, b.columns.length)
}

const tableCandidates = (base: Schema, target: Schema): readonly RenameCandidate[] => {
  const { removed, added } = compareLists(base.tables, target.tables, nameKey)
  return removed.flatMap((from) =>
    added
      .filter((to) => to.namespace === from.namespace && alike(from, to))
      .map((to) => tableCandidate(from, to)),
  )
}

const columnCandidates = (
  base: Schema,
  target: Schema,
  tables: readonly Rename[],
): readonly RenameCandidate[] => {
  const targets = new Map(target.tables.map((table) => [nameKey(table), table]))
  return base.tables.flatMap((before) => {
    const moved = tables.find((item) => item.kind === 'table' && sameName(item.from, before))
    const name = moved?.kind === 'table' ? moved.to : objectName(before)
    const after = targets.get(nameKey(name))
    if (after === undefined) return []
    const { removed, added } = compareLists(before.columns, after.columns, (item) => item.name)
    return removed.flatMap((from) =>
      added
        .filter((to) => to.type === from.type)
        .map((to) => columnCandidate(objectName(before), from, to)),
    )
  })
}

/** Every pair that could be a rename: tables, and columns of tables that stay. */
export const renameCandidates = (
  base: Schema,
  target: Schema,
  answered: readonly Rename[] = [],
): readonly RenameCandidate[] => [
  ...tableCandidates(base, target),
  ...columnCandidates(base, target, answered),
]

const matchesTable = ({ from, to }: RenameFlag, { rename }: RenameCandidate): boolean => {
  if (rename.kind !== 'table' || from.length > 2) return false
  const [name, namespace] = from.toReversed()
  const old = qualified(rename.from)
  return (
    name === old.name && (namespace ?? null) === old.namespace && qualified(rename.to).name === to
  )
}

const matchesColumn = ({ from, to }: RenameFlag, { rename }: RenameCandidate): boolean => {
  if (rename.kind !== 'column' || from.length < 2) return false
  const [column, table, namespace] = from.toReversed()
  const old = qualified(rename.table)
  return (
    column === rename.from &&
    table === old.name &&
    (namespace ?? null) === old.namespace &&
    rename.to === to
  )
}

const nearest = (text: string, candidates: readonly RenameCandidate[]): string | null =>
  candidates
    .map(({ flag }) => flag)
    .toSorted((a, b) => distance(a, `--rename ${text}`) - distance(b, `--rename ${text}`))[0] ??
  null

const answer = (text: string, candidates: readonly RenameCandidate[]): RenameCandidate => {
  const flag = parseRename(text)
  const tables = flag.only === 'column' ? [] : candidates.filter((item) => matchesTable(flag, item))
  const columns =
    flag.only === 'table' ? [] : candidates.filter((item) => matchesColumn(flag, item))
  if (tables.length > 0 && columns.length > 0) {
    throw new DiffkitError('RENAME_AMBIGUOUS', { flag: text })
  }
  const [found] = [...tables, ...columns]
  if (found === undefined) {
    throw new DiffkitError('RENAME_UNKNOWN', { flag: text, nearest: nearest(text, candidates) })
  }
  return found
}

/** Whether two candidates speak of one old or one new thing, so that at most one can be true. */
const compete = (a: RenameCandidate, b: RenameCandidate): boolean =>
  a.kind === b.kind && a.table === b.table && (a.from === b.from || a.to === b.to)

/** Matches the answers given with candidates; throws for an answer that fits none. */
export const resolveRenames = (
  flags: readonly string[],
  base: Schema,
  target: Schema,
): ResolvedRenames => {
  const tables = tableCandidates(base, target)
  const accepted: RenameCandidate[] = []
  const known = (): readonly RenameCandidate[] =>
    renameCandidates(
      base,
      target,
      accepted.map(({ rename }) => rename),
    )
  // Table answers first: they make the columns of the renamed table candidates.
  const isTable = (text: string): boolean => {
    const flag = parseRename(text)
    return flag.only !== 'column' && tables.some((item) => matchesTable(flag, item))
  }
  for (const text of [...flags.filter(isTable), ...flags.filter((item) => !isTable(item))]) {
    const candidate = answer(text, known())
    const rival = accepted.find((item) => item.flag !== candidate.flag && compete(item, candidate))
    if (rival !== undefined) {
      throw new DiffkitError('RENAME_TWICE', { flag: candidate.flag, other: rival.flag })
    }
    accepted.push(candidate)
  }
  return {
    renames: accepted.map(({ rename }) => rename),
    open: known().filter((item) => !accepted.some((taken) => compete(taken, item))),
  }
}

/** The operations of renames, tables first; columns are addressed by the new table's name. */
export const renameOperations = (renames: readonly Rename[]): readonly Operation[] => {
  const tables = renames.filter((item) => item.kind === 'table')
  const newName = (table: ObjectName): ObjectName =>
    tables.find((item) => sameName(item.from, table))?.to ?? table
  return [
    ...tables.map(({ from, to }) => definitions.renameTable.create(from, to)),
    ...renames
      .filter((item) => item.kind === 'column')
      .map(({ table, from, to }) => definitions.renameColumn.create(newName(table), from, to)),
    ...renames
      .filter((item) => item.kind === 'value')
      .map((item) => definitions.renameEnumValue.create(item.enum, item.from, item.to)),
  ]
}

/** The base as it is once the renames are done: what names are adopted from, and compared with. */
export const applyRenames = (base: Schema, renames: readonly Rename[]): Schema =>
  applyAll(base, renameOperations(renames))
