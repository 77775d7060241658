/** What an error says to people, and the words that several of them share. */

export interface Sentence {
  readonly message: string
  /** What to do next. */
  readonly hint: string
}

export interface AtFile {
  readonly file: string
  readonly line?: number | undefined
}

export const at = ({ file, line }: AtFile): string =>
  line === undefined ? file : `${file}:${line}`

const SHOWN = 5

/** The first of many. */
export const someOf = (items: readonly string[]): string =>
  items.length <= SHOWN
    ? list(items)
    : `${list(items.slice(0, SHOWN))} and ${items.length - SHOWN} others`

export const list = (items: readonly string[]): string => items.join(', ')
