/** Renames are declared or asked, never guessed: which were answered, and which are open. */
import { distance } from 'fastest-levenshtein'
import { DiffkitError } from '../errors.ts'
import { equal } from '../schema/equal.ts'
import type { Features } from '../schema/features.ts'
import { nameKey, qualified } from '../schema/names.ts'
import type { QualifiedName, Schema } from '../schema/types.ts'
import {
  compete,
  isOfObject,
  newName,
  newPath,
  oldPath,
  renameCandidates,
  searchRenames,
} from './rename-candidates.ts'
import type { Declared, Rename, RenameCandidate } from './rename-candidates.ts'
import { parseRename } from './rename-flag.ts'
import type { RenameFlag } from './rename-flag.ts'
import { isBlocked, OBJECT_KINDS, objectsOf } from './rename-kinds.ts'
import { bareName, movedFrom, readTags, unheardOf } from './rename-tags.ts'
import type { PendingTag, RenameTag } from './rename-tags.ts'

export interface ResolvedRenames {
  readonly renames: readonly Rename[]
  /** Candidates that nobody has answered. */
  readonly open: readonly RenameCandidate[]
  /** Sentences about tags of which nothing tells whether they are done. */
  readonly doubts: readonly string[]
}

/** What people have said: on the command line, and in the models. */
export interface RenameAnswers {
  readonly flags: readonly string[]
  readonly tags?: readonly RenameTag[]
  /** Whether the base is an older state, which need not know what tags speak of. */
  readonly isPast?: boolean
}

const unknownTag = ({ file, line, from, part, object }: RenameTag): DiffkitError => {
  const problem = `\`@renamedFrom ${from}\`: the history has neither ${from} nor ${part ?? qualified(object).name} there`
  return new DiffkitError('RENAME_TAG_INVALID', { file, line, problem })
}

/** As a drop and an add its rows would go although the model says otherwise. */
const moved = (
  { kind, file, line, from, object }: RenameTag,
  there: QualifiedName,
): DiffkitError => {
  const [old, now] = [there, qualified(object)].map(({ namespace }) => namespace ?? 'public')
  const problem = `\`@renamedFrom ${from}\`: ${kind} ${from} stands in namespace ${old}, and this one in ${now}`
  const hint = `Write \`@renamedFrom ${old}.${from}\` where it moves, or take the tag away, if it is a drop and an add.`
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

const HOME = 'public'

/** A thing may be named with its namespace, and is where it moves. */
const fitsNew = (rename: Rename, { to, toPath }: RenameFlag): boolean => {
  if (!isOfObject(rename)) return newName(rename) === to
  const full = [qualified(rename.to).namespace ?? HOME, newName(rename)]
  return equal(toPath, full) || equal(toPath, newPath(rename))
}

const matches = (flag: RenameFlag, { rename }: RenameCandidate): boolean => {
  const { from, only } = flag
  const old = oldPath(rename)
  const isOld = equal(from, old) || (from[0] === HOME && equal(from.slice(1), old))
  return (only === null || only === rename.kind) && isOld && fitsNew(rename, flag)
}

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

const addresses = (schema: Schema): ReadonlySet<string> =>
  new Set([
    ...OBJECT_KINDS.flatMap((kind) =>
      objectsOf(schema, kind).map((item) => `${kind} ${nameKey(item)}`),
    ),
    ...schema.tables.flatMap((table) =>
      table.columns.map(({ name }) => `column ${nameKey(table)}\n${name}`),
    ),
    ...schema.enums.flatMap((item) =>
      item.values.map((value) => `value ${nameKey(item)}\n${value}`),
    ),
  ])

interface Ends {
  readonly from: string
  readonly to: string
}

/** One text per thing, its kind, its owner and its name, as `addresses` has them. */
const endsOf = (rename: Rename): Ends => {
  if (isOfObject(rename)) {
    const { kind, from, to } = rename
    return { from: `${kind} ${nameKey(from)}`, to: `${kind} ${nameKey(to)}` }
  }
  const owner = rename.kind === 'column' ? rename.table : rename.enum
  const address = (name: string): string => `${rename.kind} ${nameKey(owner)}\n${name}`
  return { from: address(rename.from), to: address(rename.to) }
}

/** Whether the new name is free, or another rename frees it: a swap, or names that move up. */
const isFree = (rename: Rename, renames: readonly Rename[], base: Schema): boolean => {
  const others = renames.filter(isOfObject)
  if (isOfObject(rename) && isBlocked(rename, { base, others })) return false
  const { to } = endsOf(rename)
  return !addresses(base).has(to) || renames.some((item) => endsOf(item).from === to)
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
  const flag = `--rename ${oldPath(rename).join('.')}:${newPath(rename).join('.')}`
  throw unknown(saidTag(tag), candidates, flag)
}

/** Matches what was said with what is possible; throws for an answer that fits nothing. */
export const resolveRenames = (
  { flags, tags = [], isPast = false }: RenameAnswers,
  base: Schema,
  target: Schema,
  { renamesViews }: Pick<Features, 'renamesViews'> = { renamesViews: true },
): ResolvedRenames => {
  const declared = declaredBy(flags.map(parseRename), tags)
  let accepted: readonly Accepted[] = []
  const doubts: string[] = []
  const renames = (): readonly Rename[] => accepted.map(({ candidate }) => candidate.rename)
  const views = renamesViews
  const candidates = () => renameCandidates(base, target, renames(), { views })
  // More than the candidates: what nobody would ask about, but somebody may say.
  const possible = () => searchRenames({ base, target, answered: renames(), declared, views })
  const takeFlag = (text: string): void => {
    accepted = accept(accepted, findFlag(text, possible(), candidates()), saidFlag(text))
  }
  const takeTag = ({ tag, rename }: PendingTag): void => {
    const found = findTag(tag, rename, { possible: possible(), candidates: candidates() })
    accepted = accept(accepted, found, saidTag(tag))
  }
  const takeTags = (all: readonly RenameTag[]): void => {
    const context = { base, target, answered: renames() }
    const found = readTags(all, context)
    doubts.push(...found.doubts)
    for (const tag of all.filter((item) => !found.pending.some((other) => other.tag === item))) {
      const there = movedFrom(tag, context)
      if (there !== null) throw moved(tag, there)
    }
    const [unknownOne] = isPast ? [] : unheardOf(all, context)
    if (unknownOne !== undefined) throw unknownTag(unknownOne)
    for (const item of found.pending) takeTag(item)
  }
  // Things before their parts: a renamed enum makes tables alike, and a renamed table its columns.
  let waiting: readonly string[] = flags
  for (const stage of OBJECT_KINDS) {
    const found = waiting.length === 0 ? [] : possible().filter(({ kind }) => kind === stage)
    const own = waiting.filter((text) => found.some((item) => matches(parseRename(text), item)))
    for (const text of own) takeFlag(text)
    waiting = waiting.filter((text) => !own.includes(text))
    takeTags(tags.filter(({ kind }) => kind === stage))
  }
  for (const text of waiting) takeFlag(text)
  takeTags(tags.filter(({ kind }) => kind === 'column' || kind === 'value'))
  const open = candidates().filter(
    (item) => !accepted.some(({ candidate }) => compete(candidate, item)),
  )
  for (const { candidate, said } of accepted) {
    if (!isFree(candidate.rename, renames(), base)) throw unknown(said, open, candidate.flag)
  }
  return { renames: renames(), open, doubts }
}
