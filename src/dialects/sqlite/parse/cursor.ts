import { DiffkitError } from '../../../errors.ts'
import { lex } from './tokens.ts'
import type { Span, Token } from './tokens.ts'

/** A place in a token list, moved by the parsers of stored CREATE texts. */
export class Cursor {
  readonly source: string
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(source: string) {
    this.source = source
    this.#tokens = lex(source)
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead]
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length
  }

  /** Where the next token begins. */
  get start(): number {
    return this.peek()?.start ?? this.source.length
  }

  /** Where the last token ended. */
  get end(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0
  }

  next(): Token {
    const token = this.peek()
    if (token === undefined) return this.fail('the end of the text')
    this.#at++
    return token
  }

  /** Whether the next tokens are these words (unquoted) or punctuation marks. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, index) => {
      const token = this.peek(index)
      return (
        (token?.kind === 'word' || token?.kind === 'operator') && token.text.toLowerCase() === word
      )
    })
  }

  /** Steps over these words when they are next. */
  take(...words: readonly string[]): boolean {
    const found = this.sees(...words)
    if (found) this.#at += words.length
    return found
  }

  expect(...words: readonly string[]): void {
    if (!this.take(...words)) this.fail(words.join(' '))
  }

  /** A name, quoted in any of the ways that SQLite takes. */
  name(): Token {
    const token = this.next()
    const named = token.kind === 'word' || token.kind === 'quoted' || token.kind === 'string'
    return named ? token : this.fail('a name')
  }

  /** Steps over a whole parenthesis and answers what is inside. */
  parenthesis(): Span {
    this.expect('(')
    const start = this.end
    for (let depth = 1; ;) {
      const token = this.next()
      if (token.text === '(') depth++
      if (token.text === ')') depth--
      if (depth === 0) return { start, end: token.start }
    }
  }

  text({ start, end }: Span): string {
    return this.source.slice(start, end).trim()
  }

  fail(wanted: string): never {
    const found = this.peek()?.text ?? 'the end'
    const [where = ''] = this.source.split('(')
    throw new DiffkitError('UNSUPPORTED', {
      where: where.trim(),
      what: `${found} where ${wanted} was expected, at character ${this.start} of its stored text,`,
    })
  }
}
