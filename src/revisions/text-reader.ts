/** Reads TypeScript that is plain values and calls, without a compiler. */
/** Thrown at whatever does not fit, and caught where reading began. */
export class OtherShape extends Error {}

const [SPACE, SLASH, BEYOND_ASCII] = [0x20, 0x2f, 0x80]
const GAP = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y
const NAME = /[A-Za-z_$][\w$]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w$.])/y
const PLAIN_STRING = /'([^'\\\n\r]*)'|"([^"\\\n\r]*)"|`([^`\\$\r]*)`/y
const STRING = /'((?:[^'\\\n\r]|\\[^\n\r])*)'|"((?:[^"\\\n\r]|\\[^\n\r])*)"/y
const ESCAPE = /\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^])/g
const CODE = /^\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))$/
const CONTROLS: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
}
const WORDS: Readonly<Record<string, unknown>> = {
  true: true,
  false: false,
  null: null,
  undefined,
}

const unescape = (text: string): string =>
  text.replace(ESCAPE, (escape) => {
    const [, ...codes] = CODE.exec(escape) ?? []
    const code = codes.find((item) => item !== undefined)
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16))
    const letter = escape.slice(1)
    // Octal escapes, continued lines and mistakes are for a compiler.
    if (/[\dux\u2028\u2029]/.test(letter)) throw new OtherShape()
    return CONTROLS[letter] ?? letter
  })

/** What a name is that stands as a value by itself. */
export const plainWord = (word: string): unknown => {
  if (!Object.hasOwn(WORDS, word)) throw new OtherShape()
  return WORDS[word]
}

/** Steps through a text and takes what it expects; throws OtherShape at all else. */
export class Reader {
  readonly #text: string
  readonly #wordOf: (word: string, reader: Reader) => unknown
  #at: number
  #line = false

  /** `wordOf`: what a value that begins with a name is, beyond `true` and its like. */
  constructor(
    text: string,
    at: number,
    wordOf: (word: string, reader: Reader) => unknown = plainWord,
  ) {
    this.#text = text
    this.#wordOf = wordOf
    this.#at = at
    this.#skip()
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found === null) return null
    this.#at += found[0].length
    this.#skip()
    return found
  }

  #skip(): void {
    const next = this.#text.charCodeAt(this.#at)
    // Mostly there is nothing to skip, or one space.
    if (next > SPACE && next < BEYOND_ASCII && next !== SLASH) {
      this.#line = false
      return
    }
    GAP.lastIndex = this.#at
    const [gap = ''] = GAP.exec(this.#text) ?? []
    this.#line = gap.includes('\n')
    this.#at += gap.length
  }

  get done(): boolean {
    return this.#at >= this.#text.length
  }

  /** Steps over the end of a statement: a semicolon, or a new line. */
  takeEnd(): boolean {
    return this.take(';') || this.#line || this.sees('}')
  }

  sees(mark: string): boolean {
    return this.#text.startsWith(mark, this.#at)
  }

  take(mark: string): boolean {
    if (!this.sees(mark)) return false
    this.#at += mark.length
    this.#skip()
    return true
  }

  expect(...marks: readonly string[]): void {
    for (const mark of marks) if (!this.take(mark)) throw new OtherShape()
  }

  name(): string {
    const [found] = this.#match(NAME) ?? []
    if (found === undefined) throw new OtherShape()
    return found
  }

  takeName(wanted: string): boolean {
    const start = this.#at
    if (this.#match(NAME)?.[0] === wanted) return true
    this.#at = start
    return false
  }

  /** Items up to the closing mark, a last comma allowed. */
  list<T>(close: string, item: () => T): readonly T[] {
    const items: T[] = []
    while (!this.take(close)) {
      items.push(item())
      if (!this.take(',') && !this.sees(close)) throw new OtherShape()
    }
    return items
  }

  /** The text of a string that has no holes; `null` where none stands. */
  string(): string | null {
    const plain = this.#match(PLAIN_STRING)
    if (plain !== null) return plain[1] ?? plain[2] ?? plain[3] ?? ''
    const escaped = this.#match(STRING)
    return escaped === null ? null : unescape(escaped[1] ?? escaped[2] ?? '')
  }

  #property(): readonly [string, unknown] {
    const key = this.string() ?? this.name()
    if (key === '__proto__') throw new OtherShape()
    this.expect(':')
    return [key, this.value()]
  }

  value(): unknown {
    if (this.take('{')) return Object.fromEntries(this.list('}', () => this.#property()))
    if (this.take('[')) return this.list(']', () => this.value())
    const text = this.string()
    if (text !== null) return text
    const [number] = this.#match(NUMBER) ?? []
    if (number !== undefined) return Number(number)
    return this.#wordOf(this.name(), this)
  }
}
