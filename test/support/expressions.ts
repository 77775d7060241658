/** Expressions as people write them, each in a place of its own, as the text of a file of models. */

export interface Expressions {
  /** Defaults by the type of their column. */
  readonly defaults: readonly (readonly [type: string, sql: string])[]
  readonly checks: readonly string[]
  /** Generated columns by their type. */
  readonly generated: readonly (readonly [type: string, sql: string])[]
  /** Keys of an index, with its method. */
  readonly keys: readonly (readonly [method: string, sql: string])[]
  readonly predicates: readonly string[]
}

/** The columns that expressions are about, by their types. */
type Operands = Readonly<Record<string, string>>

export const countOf = ({ defaults, checks, generated, keys, predicates }: Expressions): number =>
  defaults.length + checks.length + generated.length + keys.length + predicates.length

const tick = (sql: string): string =>
  `sql\`${sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``

const column = (type: string): string => `type(${JSON.stringify(type)})`

const operandsText = (operands: Operands): string =>
  Object.entries(operands)
    .map(([name, type]) => `  ${JSON.stringify(name)}: ${column(type)}(),`)
    .join('\n')

/** A file of models that holds them all. */
export const expressionModels = (
  all: Expressions,
  { core, operands }: { readonly core: 'pg' | 'sqlite'; readonly operands: Operands },
): string => {
  const table = `${core}Table`
  const fields = operandsText(operands)
  const using = ([method, sql]: readonly [string, string], at: number): string =>
    core === 'pg'
      ? `index('key_${at}').using('${method}', ${tick(sql)})`
      : `index('key_${at}').on(${tick(sql)})`
  const lines = (items: readonly string[]): string => items.map((item) => `  ${item},`).join('\n')
  return `import { sql } from 'drizzle-orm'
import { check, customType, index, ${table} } from 'drizzle-orm/${core}-core'

const type = (name: string) => customType<{ data: unknown }>({ dataType: () => name })

export const defaults = ${table}('defaults', {
${lines(all.defaults.map(([name, sql], at) => `c${at}: ${column(name)}().default(${tick(sql)})`))}
})

export const checks = ${table}('checks', {
${fields}
}, () => [
${lines(all.checks.map((sql, at) => `check('check_${at}', ${tick(sql)})`))}
])

export const generated = ${table}('generated', {
${fields}
${lines(all.generated.map(([name, sql], at) => `g${at}: ${column(name)}().generatedAlwaysAs(${tick(sql)})`))}
})

export const keys = ${table}('keys', {
${fields}
}, () => [
${lines(all.keys.map(using))}
])

export const predicates = ${table}('predicates', {
${fields}
}, (t) => [
${lines(all.predicates.map((sql, at) => `index('predicate_${at}').on(t.n).where(${tick(sql)})`))}
])
`
}
