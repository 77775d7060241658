/** The builders of `drizzle-orm/sqlite-core`. */
import type { Column } from '../../src/schema/types.ts'
import type { SourceForms } from './drizzle-source.ts'
import { call, literalValue, object, raw, text } from './source-text.ts'

const VALUES: Readonly<Record<string, 'number' | 'string'>> = {
  integer: 'number',
  real: 'number',
  text: 'string',
}
const BUILDERS = ['integer', 'real', 'text', 'numeric', 'blob']

const builder = ({ name, type, collation }: Column): string => {
  const whole = collation === null ? type : `${type} collate ${collation}`
  if (BUILDERS.includes(whole)) {
    return call(
      `core.${whole}`,
      text(name),
      whole === 'blob' ? object({ mode: text('buffer') }) : null,
    )
  }
  return `core.customType({ dataType: () => ${text(whole)} })(${text(name)})`
}

const columnSource = (column: Column): string => {
  const { generated, type } = column
  const written = column.default?.sql
  const values = column.collation === null ? VALUES[type] : undefined
  const value = written === undefined || values === undefined ? null : literalValue(written, values)
  const bare =
    written !== undefined && /^(current_\w+|-?[\d.]+|[xX]?'(?:[^']|'')*')$/i.test(written)
  const mode = generated === null ? '' : `{ mode: '${generated.stored ? 'stored' : 'virtual'}' }`
  return [
    builder(column),
    written === undefined ? '' : `.default(${value ?? raw(bare ? written : `(${written})`)})`,
    generated === null ? '' : `.generatedAlwaysAs(${raw(generated.expression.sql)}, ${mode})`,
  ].join('')
}

/** The builders of `drizzle-orm/sqlite-core`. */
export const sqliteForms: SourceForms = {
  core: 'drizzle-orm/sqlite-core',
  prefix: 'sqlite',
  column: columnSource,
  key: (key, column) => {
    if (column !== null && key.order === 'asc' && key.collation === null) return column
    const body = key.column === null ? `(${key.expression?.sql})` : `"${key.column}"`
    const collation = key.collation === null ? '' : ` collate ${key.collation}`
    return raw(`${body}${collation}${key.order === 'desc' ? ' desc' : ''}`)
  },
  keys: (_index, keys) => `.on(${keys.join(', ')})`,
  index: () => '',
  maker: (kind) => (kind === 'table' ? 'core.sqliteTable' : 'core.sqliteView'),
  needsInlineKey: (column) => column?.autoincrement === true,
}
