/**
 * Reads the functions of a migration that only calls operations with plain values, as diffkit writes
 * them, without running it: hundreds of files cost less than starting a compiler. All else is not read.
 */
import { bodyStart } from './header-scan.ts'

/** `op.addColumn('users', { … })` as data; a batch has its inner calls, which stand after its first argument. */
export interface Call {
  readonly method: string
  readonly args: readonly unknown[]
  readonly inner: readonly Call[] | null
}

export interface ProgramText {
  readonly upgrade: readonly Call[]
  readonly downgrade: readonly Call[]
}

/** Thrown at whatever does not fit, and caught where reading began. */
class OtherShape extends Error {}

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

class Reader {
  readonly #text: string
  #at: number
  #line = false

  constructor(text: string, at: number) {
    this.#text = text
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

  #string(): string | null {
    const plain = this.#match(PLAIN_STRING)
    if (plain !== null) return plain[1] ?? plain[2] ?? plain[3] ?? ''
    const escaped = this.#match(STRING)
    return escaped === null ? null : unescape(escaped[1] ?? escaped[2] ?? '')
  }

  #property(): readonly [string, unknown] {
    const key = this.#string() ?? this.name()
    if (key === '__proto__') throw new OtherShape()
    this.expect(':')
    return [key, this.value()]
  }

  value(): unknown {
    if (this.take('{')) return Object.fromEntries(this.list('}', () => this.#property()))
    if (this.take('[')) return this.list(']', () => this.value())
    const text = this.#string()
    if (text !== null) return text
    const [number] = this.#match(NUMBER) ?? []
    if (number !== undefined) return Number(number)
    const word = this.name()
    if (!Object.hasOwn(WORDS, word)) throw new OtherShape()
    return WORDS[word]
  }
}

const readBatch = (reader: Reader): Omit<Call, 'method'> => {
  const table = reader.value()
  reader.expect(',', '(')
  const parameter = reader.name()
  reader.expect(')', '=>', '{')
  const inner = readCalls(reader, parameter)
  const hasOptions = reader.take(',') && !reader.sees(')')
  const options = hasOptions ? [reader.value()] : []
  reader.take(',')
  reader.expect(')')
  return { args: [table, ...options], inner }
}

/** Calls on one object, up to the brace that closes the block. */
const readCalls = (reader: Reader, object: string): readonly Call[] => {
  const calls: Call[] = []
  while (!reader.take('}')) {
    if (!reader.takeName(object)) throw new OtherShape()
    reader.expect('.')
    const method = reader.name()
    reader.expect('(')
    const rest =
      method === 'batch'
        ? readBatch(reader)
        : { args: reader.list(')', () => reader.value()), inner: null }
    calls.push({ method, ...rest })
    if (!reader.takeEnd()) throw new OtherShape()
  }
  return calls
}

/** `(op: Operations): void {`, its types left out or not. */
const readHead = (reader: Reader): string => {
  reader.expect('(')
  if (reader.take(')')) {
    if (reader.take(':')) reader.expect('void')
    reader.expect('{')
    return ''
  }
  const parameter = reader.name()
  if (reader.take(':')) reader.expect('Operations')
  reader.take(',')
  reader.expect(')')
  if (reader.take(':')) reader.expect('void')
  reader.expect('{')
  return parameter
}

const readFunctions = (reader: Reader): ReadonlyMap<string, readonly Call[]> => {
  const functions = new Map<string, readonly Call[]>()
  while (!reader.done) {
    if (!reader.takeName('export') || !reader.takeName('function')) throw new OtherShape()
    const name = reader.name()
    functions.set(name, readCalls(reader, readHead(reader)))
  }
  return functions
}

/** Both programs; `null` where the text is of any other shape, and has to be run to be known. */
export const readProgramText = (text: string): ProgramText | null => {
  const start = bodyStart(text)
  if (start === null) return null
  try {
    const functions = readFunctions(new Reader(text, start))
    const [upgrade, downgrade] = [functions.get('upgrade'), functions.get('downgrade')]
    const isWhole = functions.size === 2 && upgrade !== undefined && downgrade !== undefined
    return isWhole ? { upgrade, downgrade } : null
  } catch (error) {
    if (error instanceof OtherShape || error instanceof RangeError) return null
    throw error
  }
}
