/** `@comment` in the models: the database's COMMENT on the table, view or column below it. */
import { readFileSync } from 'node:fs'
import { nameKey, sameName } from '../../schema/names.ts'
import type { ObjectName, Schema } from '../../schema/types.ts'
import { showFile } from '../load/source-lines.ts'
import type { Place } from '../load/source-lines.ts'
import { claimTags, fileOf } from './claims.ts'
import type { TagSource } from './claims.ts'
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
  /** Tags that stand above no table, no view and no column. */
  readonly stray: readonly Place[]
}

interface Comment {
  readonly object: ObjectName
  readonly part: string | null
  readonly text: string
}

const withComments = (schema: Schema, comments: readonly Comment[]): Schema => {
  const commented = new Set(comments.map(({ object }) => nameKey(object)))
  return {
    ...schema,
    views: schema.views.map((view) => ({
      ...view,
      comment: comments.findLast(({ object }) => sameName(object, view))?.text ?? null,
    })),
    tables: schema.tables.map((table) => {
      if (!commented.has(nameKey(table))) return table
      const own = comments.filter(({ object }) => sameName(object, table))
      const textOf = (part: string | null): string | null =>
        own.findLast((item) => item.part === part)?.text ?? null
      return {
        ...table,
        comment: textOf(null),
        columns: table.columns.map((column) => ({ ...column, comment: textOf(column.name) })),
      }
    }),
  }
}

const COMMENTED: readonly string[] = ['table', 'view', 'column']

const hasComment = (kind: string): boolean => COMMENTED.includes(kind)

/** Reads the comments of the models and puts them where they belong. */
export const readComments = async (source: TagSource): Promise<FoundComments> => {
  const claims = await claimTags(source, { name: COMMENT_TAG, read: commentsIn })
  const comments = claims.nearest.flatMap(({ tagged, claim: { kind, ...claim } }) =>
    hasComment(kind) ? [{ ...claim, text: tagged.tag.text }] : [],
  )
  const known = new Set(
    claims.all
      .filter(({ claim }) => hasComment(claim.kind))
      .map(({ tagged }) => `${fileOf(tagged).file}\n${tagged.tag.start}`),
  )
  const stray = claims.files.flatMap(({ file, text }) =>
    [...text.matchAll(/\/\*\*(?!\/)[\s\S]*?\*\//g)]
      .flatMap(({ 0: comment, index }) => commentsIn(comment, index))
      .filter(({ start }) => !known.has(`${file}\n${start}`))
      .map(({ start }) => ({ file: showFile(file), line: lineAt(text, start) })),
  )
  return { schema: withComments(source.schema, comments), stray }
}
