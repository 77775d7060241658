/** `@comment` in the models: the database's COMMENT on the thing below it. */
import { readFileSync } from 'node:fs'
import { withComment } from '../../schema/comments.ts'
import type { CommentTarget } from '../../schema/comments.ts'
import { qualified } from '../../schema/names.ts'
import type { ObjectName, Schema } from '../../schema/types.ts'
import { showFile } from '../load/source-lines.ts'
import type { Place } from '../load/source-lines.ts'
import { claimTags, fileOf } from './claims.ts'
import type { Claims, TagSource } from './claims.ts'
import { lineAt } from './text.ts'

const COMMENT_TAG = '@comment'

export interface CommentTag {
  /** Offset of the `@` in the file. */
  readonly start: number
  /** Empty: there is to be none. */
  readonly text: string
}

const TAG = /(?<=(?:^|\n|\/\*\*)[ \t]*(?:\*[ \t]*)?)@comment(?!\w)/g
const NEXT_TAG = /\n[ \t]*\*?[ \t]*@\w/

/** Lines are joined, an empty one begins a line of its own. */
const textAfter = (rest: string): string => {
  const end = NEXT_TAG.exec(rest)?.index ?? rest.length
  const lines = rest
    .slice(0, end)
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line, index) => (index === 0 ? line : line.replace(/^[ \t]*\*/, '')).trim())
  return lines
    .join('\n')
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll('\n', ' '))
    .join('\n')
}

/** The tags of a doc comment that begins at `offset` of its file. */
export const commentsIn = (comment: string, offset = 0): readonly CommentTag[] =>
  [...comment.matchAll(TAG)].map(({ index }) => ({
    start: offset + index,
    text: textAfter(comment.slice(index + COMMENT_TAG.length)),
  }))

/** Whether any of the files may hold the tag, so that comments must be read at all. */
export const mayComment = (files: readonly string[]): boolean =>
  files.some((file) => readFileSync(file).includes(COMMENT_TAG))

interface FoundComments {
  /** With the comments that the models declare; `''` where a tag says that there is none. */
  readonly schema: Schema
  /** Tags that stand above nothing that has a comment. */
  readonly stray: readonly Place[]
}

type Claim = Claims<CommentTag>['all'][number]['claim']

type TargetOf = (object: ObjectName, part: string) => CommentTarget | null

/** A value has none. */
const TARGETS: Readonly<Record<Claim['kind'], TargetOf>> = {
  namespace: (object) => ({ namespace: qualified(object).name }),
  role: (object) => ({ role: qualified(object).name }),
  table: (table) => ({ table }),
  view: (view) => ({ view }),
  sequence: (sequence) => ({ sequence }),
  enum: (object) => ({ enum: object }),
  column: (table, column) => ({ table, column }),
  constraint: (table, constraint) => ({ table, constraint }),
  index: (table, index) => ({ table, index }),
  policy: (table, policy) => ({ table, policy }),
  value: () => null,
}

const targetOf = ({ kind, object, part }: Claim): CommentTarget | null =>
  TARGETS[kind](object, part ?? '')

/** Reads the comments of the models and puts them where they belong. */
export const readComments = async (source: TagSource): Promise<FoundComments> => {
  const claims = await claimTags(source, { name: COMMENT_TAG, read: commentsIn })
  let { schema } = source
  for (const { tagged, claim } of claims.nearest) {
    const on = targetOf(claim)
    if (on !== null) schema = withComment(schema, on, tagged.tag.text)
  }
  const known = new Set(
    claims.all
      .filter(({ claim }) => targetOf(claim) !== null)
      .map(({ tagged }) => `${fileOf(tagged).file}\n${tagged.tag.start}`),
  )
  const stray = claims.files.flatMap(({ file, text }) =>
    [...text.matchAll(/\/\*\*(?!\/)[\s\S]*?\*\//g)]
      .flatMap(({ 0: comment, index }) => commentsIn(comment, index))
      .filter(({ start }) => !known.has(`${file}\n${start}`))
      .map(({ start }) => ({ file: showFile(file), line: lineAt(text, start) })),
  )
  return { schema, stray }
}
