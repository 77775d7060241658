/** Texts of CREATE TABLE. The table is `t`; its foreign keys name `p (x PRIMARY KEY, y UNIQUE, UNIQUE (x, y))`. */
import { commas, expression, maybe, NAMES, spell, statements } from './sqlite-grammar.ts'
import type { Chooser, Tokens } from './sqlite-grammar.ts'

const TYPES: readonly Tokens[] = [
  [], ['int'], ['INTEGER'], ['text'], ['VARCHAR', '(', '10', ')'], ['double', 'precision'],
  ['numeric', '(', '-5', ',', '+2', ')'], ["'odd type'"], ['"quoted"'], ['x', '[a b]'], ['[a b]'], ['`t`'],
  ['timestamp', 'with', 'time', 'zone'], ['ALWAYS'], ['native', 'character', '(', '70', ')'], ['UNSIGNED', 'big', 'int'],
  ['decimal', '(', '10', ',', '2', ')'], ['blob'], ['any'], ['desc'], ['key', 'no'], ['generated', 'always', 'text'],
  ['end'], ['float', '(', '1.5', ')'], ['x', "'y'"],
] // prettier-ignore
const STRICT_TYPES: readonly Tokens[] = [
  ['int'],
  ['INTEGER'],
  ['Text'],
  ['REAL'],
  ['blob'],
  ['any'],
]

const conflict = (chooser: Chooser): Tokens =>
  maybe(chooser, 4, () => [
    'ON', 'CONFLICT', chooser.pick(['ROLLBACK', 'ABORT', 'FAIL', 'IGNORE', 'REPLACE']),
  ]) // prettier-ignore

const order = (chooser: Chooser): Tokens => chooser.pick([[], [], ['ASC'], ['DESC']])

const named = (chooser: Chooser): Tokens =>
  maybe(chooser, 3, () => ['CONSTRAINT', spell(chooser, chooser.pick(NAMES))])

const collate = (chooser: Chooser): Tokens => [
  'COLLATE',
  chooser.pick(['nocase', 'NOCASE', 'rtrim', 'binary', '"NoCase"', '[rtrim]', "'nocase'"]),
]

const references = (chooser: Chooser, target: Tokens | null): Tokens => {
  const { pick, nat } = chooser
  const action = (): Tokens =>
    pick([['SET', 'NULL'], ['SET', 'DEFAULT'], ['CASCADE'], ['RESTRICT'], ['NO', 'ACTION']])
  const argument = (): Tokens =>
    pick([
      () => ['ON', 'DELETE', ...action()],
      () => ['ON', 'UPDATE', ...action()],
      () => ['ON', 'INSERT', ...action()],
      () => ['MATCH', pick(['full', 'SIMPLE', '"partial"', "'x'"])],
    ])()
  const list = target === null ? [] : ['(', ...commas(target.map((name) => [name])), ')']
  return [
    'REFERENCES',
    pick(['p', '"p"', '[p]', '`p`', "'p'", 'P']),
    ...list,
    ...Array.from({ length: nat(3) }, argument).flat(),
  ]
}

const deferrable = (chooser: Chooser): Tokens => [
  ...maybe(chooser, 3, () => ['NOT']),
  'DEFERRABLE',
  ...maybe(chooser, 2, () => ['INITIALLY', chooser.pick(['DEFERRED', 'IMMEDIATE'])]),
]

const DEFAULTS: readonly Tokens[] = [
  ['5'], ['-', '5'], ['+', '1.5e3'], ['-', '.5'], ['0xFF'], ['1_000'], ["'x,)--'"], ["'it''s'"], ["x'00'"], ['NULL'],
  ['TRUE'], ['false'], ['CURRENT_TIMESTAMP'], ['CURRENT_DATE'], ['bare'], ['"quoted"'], ['`q`'], ['[q r]'], ["''"], ['+', "'s'"],
] // prettier-ignore

const defaultClause = (chooser: Chooser): Tokens => [
  'DEFAULT',
  ...(chooser.once(3) ? ['(', ...expression(chooser, []), ')'] : chooser.pick(DEFAULTS)),
]

const referenceClause = (chooser: Chooser): Tokens => [
  ...references(chooser, chooser.pick([null, ['x'], ['"y"'], ["'x'"]])),
  ...maybe(chooser, 3, () => [...named(chooser), ...deferrable(chooser)]),
]

const clause = (chooser: Chooser, columns: Tokens): Tokens =>
  chooser.pick([
    () => ['NOT', 'NULL', ...conflict(chooser)],
    () => ['NULL', ...conflict(chooser)],
    () => ['UNIQUE', ...conflict(chooser)],
    () => ['CHECK', '(', ...expression(chooser, columns), ')'],
    () => defaultClause(chooser),
    () => collate(chooser),
    () => referenceClause(chooser),
  ])()

const generated = (chooser: Chooser, columns: Tokens): Tokens => [
  // With a comment between the two words, SQLite takes the first for the type of the column.
  ...maybe(chooser, 2, () => ['GENERATED ALWAYS']),
  'AS',
  '(',
  ...expression(chooser, columns),
  ')',
  ...chooser.pick([[], ['STORED'], ['VIRTUAL']]),
  ...maybe(chooser, 3, () => ['NOT', 'NULL']),
  ...maybe(chooser, 4, () => collate(chooser)),
]

interface Plan {
  readonly names: Tokens
  readonly strict: boolean
  readonly withoutRowid: boolean
  /** The column that says PRIMARY KEY itself; -1 for none. */
  readonly key: number
  readonly autoincrement: boolean
}

const typeOf = (chooser: Chooser, { strict }: Plan): Tokens =>
  chooser.pick(strict ? STRICT_TYPES : TYPES)

const keyColumn = (chooser: Chooser, plan: Plan): Tokens => {
  const { autoincrement } = plan
  return [
    ...(autoincrement ? ['INTEGER'] : typeOf(chooser, plan)),
    ...named(chooser),
    'PRIMARY',
    'KEY',
    ...(autoincrement ? chooser.pick([[], ['ASC']]) : order(chooser)),
    ...conflict(chooser),
    ...(autoincrement ? ['AUTOINCREMENT'] : []),
    ...maybe(chooser, 3, () => [...named(chooser), 'NOT', 'NULL', ...conflict(chooser)]),
  ]
}

/** Of a quoted type that a comment parts from GENERATED, SQLite keeps neither the quotes nor the name. */
const generatedColumn = (chooser: Chooser, plan: Plan): Tokens => {
  const type = typeOf(chooser, plan)
  const quoted = /^["`'[]/.test(type[0] ?? '')
  return [...(quoted ? [] : type), ...generated(chooser, plan.names.slice(0, 1))]
}

const plainColumn = (chooser: Chooser, plan: Plan, at: number): Tokens => {
  const clauses = Array.from({ length: chooser.nat(4) }, () => [
    ...named(chooser),
    ...clause(chooser, plan.names),
  ])
  return [
    ...(at === 0 && plan.autoincrement ? ['INTEGER'] : typeOf(chooser, plan)),
    ...clauses.flat(),
    ...maybe(chooser, 12, () => ['CONSTRAINT', spell(chooser, 'dangling')]),
  ]
}

const column = (chooser: Chooser, plan: Plan, at: number): Tokens => {
  const head = spell(chooser, plan.names[at] ?? '')
  if (at === plan.key) return [head, ...keyColumn(chooser, plan)]
  const isGenerated = at > 0 && chooser.once(6)
  return [head, ...(isGenerated ? generatedColumn(chooser, plan) : plainColumn(chooser, plan, at))]
}

const keys = (chooser: Chooser, names: Tokens): Tokens =>
  commas(
    names.map((name) => [
      spell(chooser, name),
      ...maybe(chooser, 4, () => collate(chooser)),
      ...order(chooser),
    ]),
  )

const some = (chooser: Chooser, names: Tokens): Tokens => {
  const found = names.filter(() => chooser.once(2))
  return found.length === 0 ? names.slice(0, 1) : found
}

const tableClause = (chooser: Chooser, { names }: Plan): Tokens =>
  chooser.pick([
    () => ['UNIQUE', '(', ...keys(chooser, some(chooser, names)), ')', ...conflict(chooser)],
    () => ['CHECK', '(', ...expression(chooser, names), ')', ...conflict(chooser)],
    () => {
      const own = some(chooser, names).slice(0, 2)
      const target = own.length === 2 ? ['x', 'y'] : chooser.pick([['x'], ['[y]'], null])
      return [
        'FOREIGN',
        'KEY',
        '(',
        ...commas(own.map((name) => [spell(chooser, name)])),
        ')',
        ...references(chooser, target),
        ...maybe(chooser, 3, () => deferrable(chooser)),
      ]
    },
  ])()

const tableKey = (chooser: Chooser, plan: Plan): Tokens =>
  plan.autoincrement
    ? ['PRIMARY', 'KEY', '(', ...keys(chooser, plan.names.slice(0, 1)), 'AUTOINCREMENT', ')']
    : manyKeys(chooser, plan)

const manyKeys = (chooser: Chooser, plan: Plan): Tokens => [
  'PRIMARY',
  'KEY',
  '(',
  ...keys(chooser, some(chooser, plan.names)),
  ')',
  ...conflict(chooser),
]

const options = (chooser: Chooser, { strict, withoutRowid }: Plan): Tokens => {
  const found: Tokens[] = [
    ...(strict ? [['STRICT']] : []),
    ...(withoutRowid ? [['WITHOUT', 'ROWID']] : []),
  ]
  return commas(chooser.once(2) ? found.toReversed() : found)
}

const distinctNames = (chooser: Chooser): Tokens => {
  const folded = new Set<string>()
  return Array.from({ length: 1 + chooser.nat(4) }, () => chooser.pick(NAMES)).filter((name) => {
    const taken = folded.has(name.toLowerCase())
    folded.add(name.toLowerCase())
    return !taken
  })
}

/** SQLite stores such a table as if it had been written out. */
const createTableAs = (chooser: Chooser): Tokens => {
  const terms = distinctNames(chooser).map((name) => [
    ...expression(chooser, ['x', 'y']),
    'AS',
    spell(chooser, name),
  ])
  const unnamed = maybe(chooser, 2, () => [',', ...expression(chooser, ['x', 'y'])])
  return ['CREATE', 'TABLE', 't', 'AS', 'SELECT', ...commas(terms), ...unnamed, 'FROM', 'p']
}

const createTable = (chooser: Chooser): Tokens => {
  const names = distinctNames(chooser)
  const withoutRowid = chooser.once(5)
  const where = chooser.pick(withoutRowid ? ['column', 'table'] : ['none', 'column', 'table'])
  const autoincrement = where !== 'none' && !withoutRowid && chooser.once(2)
  const key = where === 'column' ? 0 : -1
  const plan: Plan = { names, strict: chooser.once(4), withoutRowid, key, autoincrement }
  const columns = names.map((_, at) => column(chooser, plan, at))
  const constraints = [
    ...(where === 'table' ? [[...named(chooser), ...tableKey(chooser, plan)]] : []),
    ...Array.from({ length: chooser.nat(3) }, () => [
      ...named(chooser),
      ...tableClause(chooser, plan),
    ]),
    ...maybe(chooser, 15, () => ['CONSTRAINT dangling']).map((text) => text.split(' ')),
  ]
  const rest = constraints.flatMap((item, at) =>
    at === 0 || !chooser.once(4) ? [',', ...item] : item,
  )
  const head = ['CREATE', 'TABLE', ...maybe(chooser, 6, () => ['main', '.']), chooser.pick(['t', '"t"', '[t]', "'t'", '`t`'])] // prettier-ignore
  return [...head, '(', ...commas(columns), ...rest, ')', ...options(chooser, plan)]
}

export const tableTexts = statements((chooser) =>
  chooser.once(20) ? createTableAs(chooser) : createTable(chooser),
)
