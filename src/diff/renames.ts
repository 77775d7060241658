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
import { endsOf, HOME, meanings, namesOld, obstacleTo } from './rename-obstacles.ts'
import type { RenameContext } from './rename-obstacles.ts'
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

/** A thing may be named with its namespace, and is where it moves. */
const fitsNew = (rename: Rename, { to, toPath }: RenameFlag): boolean => {
  if (!isOfObject(rename)) return newName(rename) === to
  const full = [qualified(rename.to).namespace ?? HOME, newName(rename)]
  return equal(toPath, full) || equal(toPath, newPath(rename))
}

const matches = (flag: RenameFlag, { rename }: RenameCandidate): boolean => {
  const { only } = flag
  return (only === null || only === rename.kind) && namesOld(flag, rename) && fitsNew(rename, flag)
}

const nearest = (text: string, candidates: readonly RenameCandidate[]): string | null =>
  candidates.map(({ flag }) => flag).toSorted((a, b) => distance(a, text) - distance(b, text))[0] ??
  null

/** An answer that cannot be, as it was said, and what it may have meant. */
interface Refused {
  readonly said: Said
  readonly flag: string
  readonly meant: readonly Rename[]
}

const unknown = (
  { said, flag, meant }: Refused,
  candidates: readonly RenameCandidate[],
  context: RenameContext,
): DiffkitError =>
  new DiffkitError('RENAME_UNKNOWN', {
    answer: said.text,
    obstacle: meant.map((rename) => obstacleTo(rename, context)).find((text) => text !== null),
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

/** What can be, what is asked about, and what both were found in. */
interface Offer {
  readonly possible: readonly RenameCandidate[]
  readonly candidates: readonly RenameCandidate[]
  readonly context: RenameContext
}

const findFlag = (text: string, { possible, candidates, context }: Offer): RenameCandidate => {
  const flag = parseRename(text)
  const found = possible.filter((item) => matches(flag, item))
  const [first] = found
  if (first === undefined) {
    const meant = meanings(flag, context.base)
    const refused = { said: saidFlag(text), flag: `--rename ${text}`, meant }
    throw unknown(refused, candidates, context)
  }
  const kinds = new Set(found.map(({ kind }) => kind))
  if (kinds.size > 1) throw new DiffkitError('RENAME_AMBIGUOUS', { flag: text, kinds: [...kinds] })
  return first
}

const findTag = (
  tag: RenameTag,
  rename: Rename,
  { possible, candidates, context }: Offer,
): RenameCandidate => {
  const found = possible.find((item) => equal(item.rename, rename))
  if (found !== undefined) return found
  const flag = `--rename ${oldPath(rename).join('.')}:${newPath(rename).join('.')}`
  throw unknown({ said: saidTag(tag), flag, meant: [rename] }, candidates, context)
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
  const context = () => ({ base, target, answered: renames(), views })
  // More than the candidates: what nobody would ask about, but somebody may say.
  const possible = () => searchRenames({ ...context(), declared })
  const offer = (): Offer => ({
    possible: possible(),
    candidates: candidates(),
    context: context(),
  })
  const takeFlag = (text: string): void => {
    accepted = accept(accepted, findFlag(text, offer()), saidFlag(text))
  }
  const takeTag = ({ tag, rename }: PendingTag): void => {
    accepted = accept(accepted, findTag(tag, rename, offer()), saidTag(tag))
  }
  const takeTags = (all: readonly RenameTag[]): void => {
    const known = context()
    const found = readTags(all, known)
    doubts.push(...found.doubts)
    for (const tag of all.filter((item) => !found.pending.some((other) => other.tag === item))) {
      const there = movedFrom(tag, known)
      if (there !== null) throw moved(tag, there)
    }
    const [unknownOne] = isPast ? [] : unheardOf(all, known)
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
    const { rename, flag } = candidate
    if (isFree(rename, renames(), base)) continue
    throw unknown({ said, flag, meant: [rename] }, open, context())
  }
  return { renames: renames(), open, doubts }
}
