/** Texts of CREATE INDEX, CREATE VIEW and CREATE TRIGGER, on the table `t` of `CONTEXT`. */
import {
  commas,
  expression,
  inExpression,
  maybe,
  NAMES,
  spell,
  statements,
} from './sqlite-grammar.ts'
import type { Chooser, Tokens } from './sqlite-grammar.ts'

const COLUMNS: Tokens = ['a', 'desc', 'last', 'x y', "it's", 'a"b', 'naïve', 'select']

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const CONTEXT = `CREATE TABLE t (${COLUMNS.map(quoted).join(', ')} COLLATE nocase);
  CREATE TABLE log (what)`

const TABLE: Tokens = ['t', '"t"', '[t]', '`t`', "'t'", 'T']

const quote3 = (chooser: Chooser): string => spell(chooser, chooser.pick(NAMES))

const named = (chooser: Chooser): Tokens => [
  ...maybe(chooser, 5, () => ['IF', 'NOT', 'EXISTS']),
  ...maybe(chooser, 5, () => ['main', '.']),
  quote3(chooser),
]

const collation = (chooser: Chooser): Tokens =>
  maybe(chooser, 3, () => ['COLLATE', chooser.pick(['nocase', 'BINARY', '"rtrim"', "'nocase'"])])

const key = (chooser: Chooser): Tokens => [
  ...(chooser.once(3)
    ? ['(', ...expression(chooser, COLUMNS), ')']
    : chooser.once(3)
      ? ['lower', '(', inExpression(chooser, chooser.pick(COLUMNS)), ')']
      : chooser.once(4)
        ? [inExpression(chooser, chooser.pick(COLUMNS)), '||', "'x'"]
        : [spell(chooser, chooser.pick(COLUMNS))]),
  ...collation(chooser),
  ...chooser.pick([[], ['ASC'], ['DESC']]),
]

export const indexTexts = statements((chooser) => [
  'CREATE',
  ...maybe(chooser, 3, () => ['UNIQUE']),
  'INDEX',
  ...named(chooser),
  'ON',
  chooser.pick(TABLE),
  '(',
  ...commas(Array.from({ length: 1 + chooser.nat(3) }, () => key(chooser))),
  ')',
  ...maybe(chooser, 3, () => ['WHERE', ...expression(chooser, COLUMNS)]),
  ...maybe(chooser, 6, () => [';']),
])

const select = (chooser: Chooser, depth = 0): Tokens => {
  const inner = (): Tokens => ['(', ...select(chooser, depth + 1), ')']
  const plain: Tokens = [
    'SELECT',
    ...maybe(chooser, 4, () => ['DISTINCT']),
    ...expression(chooser, COLUMNS),
    'AS',
    quote3(chooser),
    'FROM',
    chooser.pick(TABLE),
    ...maybe(chooser, 4, () => ['LEFT', 'JOIN', 'log', 'ON', 'what', '=', 'a']),
    ...maybe(chooser, 2, () => ['WHERE', ...expression(chooser, COLUMNS)]),
    ...maybe(chooser, 5, () => ['GROUP', 'BY', 'a', 'HAVING', 'count', '(', '*', ')', '>', '1']),
  ]
  if (depth > 1) return plain
  return chooser.pick([
    () => plain,
    () => [...plain, 'ORDER', 'BY', '1', 'LIMIT', '10'],
    () => [...plain, 'UNION', 'ALL', ...plain],
    () => ['SELECT', '*', 'FROM', ...inner(), 'AS', 'sub'],
    () => ['SELECT', 'count', '(', '*', ')', 'OVER', '(', 'PARTITION', 'BY', 'a', ')', 'FROM', 't'],
    () => ['VALUES', '(', '1', ')', ',', '(', "'as ('", ')'],
    () => [
      'WITH', 'RECURSIVE', 'n', '(', 'i', ')', 'AS', '(', 'SELECT', '1', 'UNION', 'SELECT', 'i', '+', '1', 'FROM', 'n', 'WHERE', 'i', '<', '9', ')', 'SELECT', 'i', 'FROM', 'n',
    ],
  ])() // prettier-ignore
}

export const viewTexts = statements((chooser) => [
  'CREATE',
  'VIEW',
  ...named(chooser),
  ...maybe(chooser, 4, () => ['(', quote3(chooser), ')']),
  'AS',
  ...select(chooser),
  ...maybe(chooser, 6, () => [';']),
])

const body = (chooser: Chooser, row: string): Tokens =>
  chooser.pick([
    () => ['INSERT', 'INTO', 'log', 'VALUES', '(', ...expression(chooser, []), ')', ';'],
    () => ['UPDATE', 't', 'SET', 'a', '=', 'CASE', 'WHEN', `${row}.a`, 'THEN', '1', 'END', ';'],
    () => ['DELETE', 'FROM', 'log', 'WHERE', 'what', '=', `${row}."x y"`, ';'],
    () => ['SELECT', 'RAISE', '(', 'ABORT', ',', "'no; END'", ')', 'WHERE', '1', ';'],
    () => ['INSERT', 'INTO', 'log', ...select(chooser, 2), ';'],
  ])() // prettier-ignore

export const triggerTexts = statements((chooser) => {
  const event = chooser.pick(['INSERT', 'DELETE', 'UPDATE'])
  const row = event === 'DELETE' ? 'old' : 'new'
  const of = (): Tokens => [
    'OF',
    ...commas(
      COLUMNS.filter(() => chooser.once(4))
        .concat('a')
        .map((name) => [spell(chooser, name)]),
    ),
  ]
  return [
    'CREATE',
    'TRIGGER',
    ...named(chooser),
    ...chooser.pick([[], ['BEFORE'], ['AFTER']]),
    event,
    ...(event === 'UPDATE' ? maybe(chooser, 2, of) : []),
    'ON',
    ...maybe(chooser, 4, () => ['main', '.']),
    chooser.pick(TABLE),
    ...maybe(chooser, 3, () => ['FOR', 'EACH', 'ROW']),
    ...maybe(chooser, 2, () => ['WHEN', ...expression(chooser, []), 'OR', `${row}.a`, '>', '1']),
    'BEGIN',
    ...Array.from({ length: 1 + chooser.nat(2) }, () => body(chooser, row)).flat(),
    'END',
  ]
})
