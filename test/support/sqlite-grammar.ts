/** Statement texts as people and tools may have written them: every clause, odd names, comments everywhere. */
import fc from 'fast-check'

export type Tokens = readonly string[]

/** A source of choices. */
export interface Chooser {
  /** An integer from 0 to `max`. */
  readonly nat: (max: number) => number
  readonly pick: <T>(values: readonly T[]) => T
  /** True once in `of` times. */
  readonly once: (of: number) => boolean
}

const BARE = /^[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*$/
const RESERVED = /^(select|primary|order|from|check|default|values)$/

export const NAMES: Tokens = [
  'a', 'B2', '_1', 'a$b', 'key', 'desc', 'asc', 'last', 'nulls', 'abort', 'replace', 'temp', 'always', 'end', 'begin',
  'if', 'left', 'row', 'no', 'naïve', '日本', 'smile😀', 'x y', 'a"b', "it's", 'a`b', 'a]b', 'select', 'primary', 'order',
  'check', 'default', 'CamelCase', '1st', 'a.b', '--c', '/*', 'p,q', '(', ')', 'stored', 'strict', 'without', 'generated',
  'constraint name', 'autoincrement now', 'values', 'from',
] // prettier-ignore

const double = (name: string, quote: string): string =>
  quote + name.replaceAll(quote, quote + quote) + quote

/** A name in one of its spellings where the grammar asks for a name; strings only where `strings`. */
export const spell = ({ nat }: Chooser, name: string, strings = true): string => {
  const bare = BARE.test(name) && !RESERVED.test(name)
  const all = [
    ...(bare ? [name, name, name] : []),
    double(name, '"'),
    double(name, '`'),
    ...(name.includes(']') ? [] : [`[${name}]`]),
    ...(strings ? [double(name, "'")] : []),
  ]
  return all[nat(all.length - 1)] ?? name
}

/** A name inside an expression, where a bare keyword may mean something else and a string is a string. */
export const inExpression = ({ nat }: Chooser, name: string): string =>
  ([double(name, '"'), double(name, '`')] as const)[nat(1)] ?? name

const TRIVIA: Tokens = [
  ' ', ' ', ' ', '\n  ', '\t', '  ', ' /* , ) ( */ ', ' -- it\'s "so" ) ,\n', '/**/', '\r\n', ' \v', "/* ' */", ' --\n',
] // prettier-ignore

const mayTouch = (left: string, right: string): boolean =>
  /[(),\]"`]$/.test(left) && !/^["`[']/.test(right) ? true : /^[(),;]/.test(right)

/** The tokens as one text, with comments and spaces between them. */
const spread = (chooser: Chooser, tokens: Tokens): string => {
  const plain = chooser.once(3)
  return tokens.reduce((text, token) => {
    if (text === '') return token
    if (plain) return `${text} ${token}`
    const glued = mayTouch(text, token) && chooser.once(2)
    return text + (glued ? '' : chooser.pick(TRIVIA)) + token
  }, '')
}

export const commas = (lists: readonly Tokens[]): Tokens =>
  lists.flatMap((list, at) => (at === 0 ? list : [',', ...list]))

export const maybe = (chooser: Chooser, of: number, tokens: () => Tokens): Tokens =>
  chooser.once(of) ? tokens() : []

/** An expression over the given columns. */
export const expression = (chooser: Chooser, columns: Tokens, depth = 0): Tokens => {
  const { nat, pick } = chooser
  const name = columns.length === 0 ? '1' : inExpression(chooser, pick(columns))
  const inner = (): Tokens => expression(chooser, columns, depth + 1)
  const leaves: readonly (() => Tokens)[] = [
    () => [name],
    () => [pick(['1', '0x1F', '1.5e-3', '.5', "'a,)'", "'it''s'", "x'00'", "X'aB'", 'NULL', 'TRUE'])],
    () => [name, pick(['>', '<=', '<>', '!=', '==', '||', '<<', '|', '%', 'IS', 'IS NOT']), '0'],
    () => [name, 'LIKE', "'%(,'", 'ESCAPE', "'\\'"],
    () => [name, 'IN', '(', '1', ',', "'b)'", ')'],
    () => [name, 'BETWEEN', '1', 'AND', '2'],
    () => [name, 'COLLATE', 'nocase', '=', "'x'"],
    () => [name, pick(['->', '->>']), "'$.a'"],
    () => [name, pick(['NOTNULL', 'ISNULL', 'IS NOT NULL', 'NOT NULL'])],
  ] // prettier-ignore
  const branches: readonly (() => Tokens)[] = [
    () => ['(', ...inner(), ')'],
    () => ['CASE', 'WHEN', ...inner(), 'THEN', '1', 'ELSE', ...inner(), 'END'],
    () => ['CASE', name, 'WHEN', '1', 'THEN', ...inner(), 'END'],
    () => ['abs', '(', ...inner(), ')'],
    () => ['coalesce', '(', ...inner(), ',', ...inner(), ')'],
    () => ['CAST', '(', ...inner(), 'AS', 'varchar', '(', '10', ')', ')'],
    () => ['NOT', ...inner()],
    () => ['-', '(', ...inner(), ')'],
    () => [...inner(), pick(['AND', 'OR']), ...inner()],
  ]
  const all = depth > 2 ? leaves : [...leaves, ...branches]
  return all[nat(all.length - 1)]?.() ?? [name]
}

/** Keywords in one of three cases; everything else as it is. */
const cased = (text: string, how: number): string => {
  if (how === 0 || !/^[A-Z][A-Z ]*$/.test(text)) return text
  return how === 1 ? text.toLowerCase() : (text[0] ?? '') + text.slice(1).toLowerCase()
}

/** Statement texts out of what `write` chooses. */
export const statements = (write: (chooser: Chooser) => Tokens): fc.Arbitrary<string> =>
  fc.gen().map((generate) => {
    const nat = (max: number): number => generate(fc.nat, { max })
    const pick = <T>(values: readonly T[]): T => {
      const value = values[nat(values.length - 1)]
      if (value === undefined) throw new Error('nothing to pick from')
      return value
    }
    const chooser: Chooser = { nat, pick, once: (of) => nat(of - 1) === of - 1 }
    const how = nat(2)
    return spread(
      chooser,
      write(chooser).map((token) => cased(token, how)),
    )
  })
