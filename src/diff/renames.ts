/** Renames are declared or asked, never guessed: which were answered, and which are open. */
import { distance } from 'fastest-levenshtein'
import { DiffkitError } from '../errors.ts'
import { equal } from '../schema/equal.ts'
import { nameKey, qualified, sameName, show } from '../schema/names.ts'
import type { ObjectName, Schema, Table } from '../schema/types.ts'
import { compete, newName, oldPath, renameCandidates, searchRenames } from './rename-candidates.ts'
import type { Declared, Rename, RenameCandidate } from './rename-candidates.ts'
import { parseRename } from './rename-flag.ts'
import type { RenameFlag } from './rename-flag.ts'
import { bareName, isUnheardOf, movedFrom, pendingTags } from './rename-tags.ts'
import type { PendingTag, RenameTag } from './rename-tags.ts'

export interface ResolvedRenames {
  readonly renames: readonly Rename[]
  /** Candidates that nobody has answered. */
  readonly open: readonly RenameCandidate[]
}

/** What people have said: on the command line, and in the models. */
export interface RenameAnswers {
  readonly flags: readonly string[]
  readonly tags?: readonly RenameTag[]
}

const unheardOf = ({ file, line, from, part, object }: RenameTag): DiffkitError => {
  const problem = `\`@renamedFrom ${from}\`: the history has neither ${from} nor ${part ?? qualified(object).name} there`
  return new DiffkitError('RENAME_TAG_INVALID', { file, line, problem })
}

/** No operation moves a table, and as a drop and an add its rows would go although the model says otherwise. */
const moved = ({ file, line, from, object }: RenameTag, table: Table): DiffkitError => {
  const [old, now] = [table, qualified(object)].map(({ namespace }) => namespace ?? 'public')
  const problem = `\`@renamedFrom ${from}\`: table ${show(table)} would go from namespace ${old} to ${now}, and a rename stays within its namespace`
  const hint =
    'Move it by hand, with `ALTER TABLE … SET SCHEMA` in an `op.sql` whose `effects` say so; or take the tag away, if it is a drop and an add.'
  return new DiffkitError('RENAME_TAG_INVALID', { file, line, problem, hint })
}

/** An answer that was found to be possible. */
interface Accepted {
  readonly candidate: RenameCandidate
  /** How it was said. */
  readonly said: Said
}

interface Said {
  readonly text: string
  readonly at: { readonly file: string; readonly line: number } | null
}

const matches = ({ from, to, only }: RenameFlag, { rename }: RenameCandidate): boolean =>
  (only === null || only === rename.kind) && equal(from, oldPath(rename)) && newName(rename) === to

const nearest = (text: string, candidates: readonly RenameCandidate[]): string | null =>
  candidates.map(({ flag }) => flag).toSorted((a, b) => distance(a, text) - distance(b, text))[0] ??
  null

const unknown = (said: Said, candidates: readonly RenameCandidate[], flag: string): DiffkitError =>
  new DiffkitError('RENAME_UNKNOWN', {
    answer: said.text,
    nearest: nearest(flag, candidates),
    ...said.at,
  })

const saidFlag = (text: string): Said => ({ text: `--rename ${text}`, at: null })

const saidTag = ({ from, file, line }: RenameTag): Said => ({
  text: `@renamedFrom ${from}`,
  at: { file, line },
})

const where = ({ text, at }: Said): string =>
  at === null ? `\`${text}\`` : `\`${text}\` (${at.file}:${at.line})`

const oldName = (rename: Rename): string => oldPath(rename).at(-1) ?? ''

/** The names that flags and tags free and fill. */
const declaredBy = (flags: readonly RenameFlag[], tags: readonly RenameTag[]): Declared => ({
  from: new Set([
    ...flags.map(({ from }) => from.at(-1) ?? ''),
    ...tags.flatMap(({ from }) => [from, bareName(from)]),
  ]),
  to: new Set([
    ...flags.map(({ to }) => to),
    ...tags.map(({ part, object }) => part ?? qualified(object).name),
  ]),
})

/** One text per thing: its kind, its owner and its name. */
const address = (rename: Rename, owner: ObjectName, name: string): string =>
  rename.kind === 'table'
    ? `table ${nameKey({ namespace: qualified(owner).namespace, name })}`
    : `${rename.kind} ${nameKey(owner)}\n${name}`

const addresses = (schema: Schema): ReadonlySet<string> =>
  new Set([
    ...schema.tables.map((table) => `table ${nameKey(table)}`),
    ...schema.tables.flatMap((table) =>
      table.columns.map(({ name }) => `column ${nameKey(table)}\n${name}`),
    ),
    ...schema.enums.flatMap((item) =>
      item.values.map((value) => `value ${nameKey(item)}\n${value}`),
    ),
  ])

const ownerOf = (rename: Rename): ObjectName => {
  if (rename.kind === 'table') return rename.from
  return rename.kind === 'column' ? rename.table : rename.enum
}

/** The owner under its new name. */
const movedOwner = (rename: Rename, renames: readonly Rename[]): ObjectName => {
  const owner = ownerOf(rename)
  if (rename.kind !== 'column') return owner
  const moved = renames.find((item) => item.kind === 'table' && sameName(item.from, owner))
  return moved?.kind === 'table' ? moved.to : owner
}

/** Whether a name that stays is one that other renames free, or fill: a swap, or a chain. */
const isWhole = (rename: Rename, renames: readonly Rename[], { base, target }: Sides): boolean => {
  const siblings = renames.filter(
    (item) =>
      item.kind === rename.kind &&
      address(item, ownerOf(item), '') === address(rename, ownerOf(rename), ''),
  )
  const [from, to] = [oldName(rename), newName(rename)]
  const isTaken = addresses(base).has(address(rename, ownerOf(rename), to))
  const stays = addresses(target).has(address(rename, movedOwner(rename, renames), from))
  return (
    (!isTaken || siblings.some((item) => oldName(item) === to)) &&
    (!stays || siblings.some((item) => newName(item) === from))
  )
}

interface Sides {
  readonly base: Schema
  readonly target: Schema
}

const accept = (
  accepted: readonly Accepted[],
  candidate: RenameCandidate,
  said: Said,
): readonly Accepted[] => {
  const rival = accepted.find((item) => compete(item.candidate, candidate))
  if (rival === undefined) return [...accepted, { candidate, said }]
  if (rival.candidate.flag === candidate.flag) return accepted
  throw new DiffkitError('RENAME_TWICE', { answer: where(said), other: where(rival.said) })
}

const findFlag = (
  text: string,
  possible: readonly RenameCandidate[],
  candidates: readonly RenameCandidate[],
): RenameCandidate => {
  const flag = parseRename(text)
  const found = possible.filter((item) => matches(flag, item))
  const [first] = found
  if (first === undefined) throw unknown(saidFlag(text), candidates, `--rename ${text}`)
  const kinds = new Set(found.map(({ kind }) => kind))
  if (kinds.size > 1) throw new DiffkitError('RENAME_AMBIGUOUS', { flag: text, kinds: [...kinds] })
  return first
}

const findTag = (
  tag: RenameTag,
  rename: Rename,
  { possible, candidates }: Record<'possible' | 'candidates', readonly RenameCandidate[]>,
): RenameCandidate => {
  const found = possible.find((item) => equal(item.rename, rename))
  if (found !== undefined) return found
  const flag = `--rename ${oldPath(rename).join('.')}:${newName(rename)}`
  throw unknown(saidTag(tag), candidates, flag)
}

/** Matches what was said with what is possible; throws for an answer that fits nothing. */
export const resolveRenames = (
  { flags, tags = [] }: RenameAnswers,
  base: Schema,
  target: Schema,
): ResolvedRenames => {
  const declared = declaredBy(flags.map(parseRename), tags)
  let accepted: readonly Accepted[] = []
  const renames = (): readonly Rename[] => accepted.map(({ candidate }) => candidate.rename)
  const candidates = () => renameCandidates(base, target, renames())
  // More than the candidates: what nobody would ask about, but somebody may say.
  const possible = () => searchRenames({ base, target, answered: renames(), declared })
  const takeFlag = (text: string): void => {
    accepted = accept(accepted, findFlag(text, possible(), candidates()), saidFlag(text))
  }
  const takeTag = ({ tag, rename }: PendingTag): void => {
    const found = findTag(tag, rename, { possible: possible(), candidates: candidates() })
    accepted = accept(accepted, found, saidTag(tag))
  }
  const takeTags = (all: readonly RenameTag[]): void => {
    const context = { base, target, answered: renames() }
    const pending = pendingTags(all, context)
    for (const tag of all.filter((item) => !pending.some((other) => other.tag === item))) {
      const table = movedFrom(tag, context)
      if (table !== null) throw moved(tag, table)
      if (isUnheardOf(tag, context)) throw unheardOf(tag)
    }
    for (const item of pending) takeTag(item)
  }
  // Tables first: they make the columns of a renamed table candidates.
  const tables = possible().filter(({ kind }) => kind === 'table')
  const isTable = (text: string): boolean => tables.some((item) => matches(parseRename(text), item))
  for (const text of flags.filter(isTable)) takeFlag(text)
  takeTags(tags.filter(({ kind }) => kind === 'table'))
  for (const text of flags.filter((item) => !isTable(item))) takeFlag(text)
  takeTags(tags.filter(({ kind }) => kind !== 'table'))
  const open = candidates().filter(
    (item) => !accepted.some(({ candidate }) => compete(candidate, item)),
  )
  for (const { candidate, said } of accepted) {
    if (!isWhole(candidate.rename, renames(), { base, target }))
      throw unknown(said, open, candidate.flag)
  }
  return { renames: renames(), open }
}
