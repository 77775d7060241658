/** The comma-separated body of a CREATE TABLE, edited so that what stays keeps its bytes. */
import type { ParsedTable } from '../parse/table.ts'
import { skipTrivia } from '../parse/tokens.ts'
import type { Span } from '../parse/tokens.ts'

/** A replacement of a part of the source. */
export interface Edit extends Span {
  readonly text: string
}

/** What is inserted stands before what is replaced at the same place. */
const byPlace = (a: Edit, b: Edit): number => {
  if (a.start !== b.start) return a.start - b.start
  if (a.start === a.end || b.start === b.end)
    return Number(b.start === b.end) - Number(a.start === a.end)
  return b.end - a.end
}

/** A part of the source with the edits inside it made; an edit inside another one is left out. */
export const applyEdits = (source: string, span: Span, edits: readonly Edit[]): string => {
  let text = ''
  let at = span.start
  for (const edit of edits.toSorted(byPlace)) {
    if (edit.start < at || edit.end > span.end) continue
    text += source.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + source.slice(at, span.end)
}

/** One column or constraint with the spaces and comments that belong to it. */
interface Piece {
  readonly item: Span | null
  readonly lead: string
  readonly text: string
  /** Between the item and its comma. */
  readonly trail: string
  readonly comma: boolean
  /** A comment behind the comma, on its line. */
  readonly tail: string
}

/** Where a comment that shares the line with what ends at `at` ends; `at` when there is none. */
const endOfLineComment = (source: string, at: number): number => {
  const newline = source.indexOf('\n', at)
  const line = newline < 0 ? source.length : newline
  const next = skipTrivia(source, at)
  if (next < line || source.slice(at, line).trim() === '') return at
  const opened = source.slice(at, line).split('/*').length
  const closed = source.slice(at, line).split('*/').length
  return opened > closed ? at : line
}

interface Cut {
  readonly pieces: readonly Piece[]
  /** What stands between the last item and the closing parenthesis. */
  readonly closing: string
}

const cut = ({ sql, body }: ParsedTable, items: readonly Span[], edits: readonly Edit[]): Cut => {
  const pieces: Piece[] = []
  let at = body.start
  for (const item of items) {
    const next = skipTrivia(sql, item.end)
    const comma = sql[next] === ','
    const isLast = item === items.at(-1)
    const trailEnd = comma ? next : isLast ? endOfLineComment(sql, item.end) : item.end
    const afterComma = comma ? next + 1 : trailEnd
    const end = comma ? endOfLineComment(sql, afterComma) : trailEnd
    pieces.push({
      item,
      lead: sql.slice(at, item.start),
      text: applyEdits(sql, item, edits),
      trail: sql.slice(item.end, trailEnd),
      comma,
      tail: sql.slice(afterComma, end),
    })
    at = end
  }
  return { pieces, closing: sql.slice(at, body.end) }
}

const addedPiece = (text: string, lead: string): Piece => ({
  item: null,
  lead,
  text,
  trail: '',
  comma: false,
  tail: '',
})

/** Whether spaces and comments end inside a line comment, which would swallow what follows. */
const isOpen = (trivia: string): boolean => skipTrivia(`${trivia}x`, 0) > trivia.length

const join = (parts: readonly string[]): string =>
  parts.reduce(
    ({ text, last }, part) => {
      const separator = part !== '' && !part.startsWith('\n') && isOpen(last) ? '\n' : ''
      return { text: text + separator + part, last: part === '' ? last : part }
    },
    { text: '', last: '' },
  ).text

const write = (kept: readonly Piece[], all: readonly Piece[]): readonly string[] =>
  kept.flatMap((piece, at) => {
    const { lead, text, trail, tail } = piece
    const next = kept[at + 1]
    const follows = all[all.indexOf(piece) + 1] === next && piece.item !== null
    if (next === undefined || (follows && !piece.comma)) return [lead, text, trail, tail]
    return piece.comma ? [lead, text, trail, ',', tail] : [lead, text, ',', trail, tail]
  })

export interface ListChange {
  readonly removed: ReadonlySet<Span>
  readonly edits: readonly Edit[]
  /** The columns in their new order: those of the stored text, and the texts of new ones. */
  readonly columns: readonly (Span | string)[]
  readonly addedConstraints: readonly string[]
}

/** The new body of the table: items removed, edited and added. */
export const editList = (parsed: ParsedTable, change: ListChange): string => {
  const columns = parsed.columns.map(({ span }) => span)
  const items = [...columns, ...parsed.constraints.map(({ span }) => span)]
  const { pieces, closing } = cut(parsed, items, change.edits)
  const first = pieces[0]?.lead ?? ''
  const lead = first.includes('\n') ? `\n${first.slice(first.lastIndexOf('\n') + 1)}` : ' '
  const stays = (piece: Piece): boolean => piece.item !== null && !change.removed.has(piece.item)
  const pieceOf = (column: Span | string): readonly Piece[] =>
    typeof column === 'string'
      ? [addedPiece(column, lead)]
      : pieces.filter(({ item }) => item === column)
  const kept = [
    ...change.columns.flatMap(pieceOf).filter((piece) => piece.item === null || stays(piece)),
    ...pieces.slice(columns.length).filter(stays),
    ...change.addedConstraints.map((text) => addedPiece(text, lead)),
  ]
  return join([...write(kept, pieces), closing])
}
