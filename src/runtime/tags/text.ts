/** `@renamedFrom` as text: where it stands in comments, and the name that follows it. */
import { readFileSync } from 'node:fs'
import { DiffkitError } from '../../errors.ts'

/** What a file of models must hold for its comments to be read at all. */
export const RENAME_TAG = '@renamedFrom'

const TAG = /@renamedFrom(?![\w])/g
const NAME =
  /^[ \t]+(?:"(?<double>(?:[^"\n]|"")+)"|'(?<single>(?:[^'\n]|'')+)'|`(?<back>[^`\n]+)`|(?<bare>(?:(?!\*\/)[^\s"'`])+))/

export interface TagText {
  /** Offset of the `@` in the file. */
  readonly start: number
  /** `null`: nothing follows that could be a name. */
  readonly name: string | null
}

const nameAfter = (text: string): string | null => {
  const groups = NAME.exec(text)?.groups
  if (groups === undefined) return null
  const { double, single, back, bare } = groups
  return double?.replaceAll('""', '"') ?? single?.replaceAll("''", "'") ?? back ?? bare ?? null
}

/** The tags within a text that begins at `offset` of its file. */
export const tagsIn = (text: string, offset = 0): readonly TagText[] =>
  [...text.matchAll(TAG)].map(({ index }) => ({
    start: offset + index,
    name: nameAfter(text.slice(index + RENAME_TAG.length)),
  }))

/** All names that follow a tag in files, wherever that stands. */
export const namesIn = (files: readonly string[]): readonly string[] =>
  files.flatMap((file) =>
    tagsIn(readFileSync(file, 'utf8')).flatMap(({ name }) => (name === null ? [] : [name])),
  )

export const lineAt = (text: string, offset: number): number =>
  text.slice(0, offset).split('\n').length

/** The name of a tag that must have one. */
export const requireName = (
  { name, start }: TagText,
  { file, text }: { readonly file: string; readonly text: string },
): string => {
  if (name !== null) return name
  const problem = `\`${RENAME_TAG}\` is followed by no name`
  throw new DiffkitError('RENAME_TAG_INVALID', { file, line: lineAt(text, start), problem })
}
