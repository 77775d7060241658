/** The builders of `drizzle-orm/pg-core`. */
import { typeName } from '../../src/schema/names.ts'
import type { Column, Identity, IndexKey, Schema } from '../../src/schema/types.ts'
import type { SourceForms } from './drizzle-source.ts'
import { call, literalValue, object, raw, text } from './source-text.ts'

interface Builder {
  readonly source: string
  /** How a literal default is written as a value; `null`: as SQL only. */
  readonly values: 'number' | 'string' | 'boolean' | null
}

type Maker = (name: string, parameters: readonly string[]) => Builder

const made = (maker: string, name: string, options: string | null, values: Builder['values']) => ({
  source: call(`core.${maker}`, name, options),
  values,
})

const plain =
  (maker: string, values: Builder['values'] = null): Maker =>
  (name) =>
    made(maker, name, null, values)

const sized =
  (maker: string, option: string, values: Builder['values'] = null): Maker =>
  (name, [size]) =>
    made(maker, name, size === undefined ? null : object({ [option]: size }), values)

const zoned =
  (maker: string, withTimezone: boolean): Maker =>
  (name, [precision]) =>
    made(
      maker,
      name,
      object({ withTimezone: String(withTimezone), precision: precision ?? null }),
      null,
    )

const MAKERS: Readonly<Record<string, Maker>> = {
  smallint: plain('smallint', 'number'),
  integer: plain('integer', 'number'),
  bigint: (name) => made('bigint', name, object({ mode: text('number') }), 'number'),
  smallserial: plain('smallserial'),
  serial: plain('serial'),
  bigserial: (name) => made('bigserial', name, object({ mode: text('bigint') }), null),
  boolean: plain('boolean', 'boolean'),
  text: plain('text', 'string'),
  'character varying': sized('varchar', 'length', 'string'),
  character: sized('char', 'length', 'string'),
  numeric: (name, [precision, scale]) =>
    made('numeric', name, object({ precision: precision ?? null, scale: scale ?? null }), 'string'),
  real: plain('real', 'number'),
  'double precision': plain('doublePrecision', 'number'),
  date: plain('date', 'string'),
  'timestamp with time zone': zoned('timestamp', true),
  'timestamp without time zone': zoned('timestamp', false),
  'time with time zone': zoned('time', true),
  'time without time zone': zoned('time', false),
  interval: sized('interval', 'precision', 'string'),
  json: plain('json'),
  jsonb: plain('jsonb'),
  uuid: plain('uuid'),
  inet: plain('inet', 'string'),
  cidr: plain('cidr', 'string'),
  macaddr: plain('macaddr', 'string'),
  macaddr8: plain('macaddr8', 'string'),
  point: plain('point'),
  line: plain('line'),
  bit: sized('bit', 'dimensions'),
}

const scalarBuilder = (type: string, name: string, schema: Schema): Builder => {
  const at = schema.enums.findIndex((item) => typeName(item) === type)
  if (at >= 0) return { source: `enum${at}(${name})`, values: 'string' }
  const [, inner = ''] = /\(([^()]*)\)/.exec(type) ?? []
  const bare = type.replace(/\s*\([^()]*\)/, '')
  const parameters = inner === '' ? [] : inner.split(',')
  const maker = MAKERS[bare]
  if (maker !== undefined) return maker(name, parameters)
  return {
    source: `core.customType({ dataType: () => ${text(type)} })(${name})`,
    values: null,
  }
}

const identitySource = (identity: Identity): string => {
  const options = object({
    name: identity.name === null ? null : text(identity.name),
    startWith: text(identity.start),
    increment: text(identity.increment),
    minValue: identity.min === null ? null : text(identity.min),
    maxValue: identity.max === null ? null : text(identity.max),
    cache: text(identity.cache),
    cycle: String(identity.cycle),
  })
  const maker = identity.always ? 'generatedAlwaysAsIdentity' : 'generatedByDefaultAsIdentity'
  return `.${maker}(${options})`
}

const columnSource = (column: Column, schema: Schema): string => {
  const isArray = column.type.endsWith('[]')
  const scalar = isArray ? column.type.slice(0, -2) : column.type
  const { source, values } = scalarBuilder(scalar, text(column.name), schema)
  const written = column.default?.sql
  const value =
    written === undefined || values === null || isArray ? null : literalValue(written, values)
  return [
    source,
    isArray ? '.array()' : '',
    written === undefined ? '' : `.default(${value ?? raw(written)})`,
    column.generated === null ? '' : `.generatedAlwaysAs(${raw(column.generated.expression.sql)})`,
    column.identity === null ? '' : identitySource(column.identity),
  ].join('')
}

const rawKey = ({ column, expression, collation, opclass, order, nulls }: IndexKey): string =>
  raw(
    [
      column === null ? `(${expression?.sql})` : `"${column}"`,
      collation === null ? '' : ` collate "${collation}"`,
      opclass === null ? '' : ` ${opclass}`,
      order === 'desc' ? ' desc' : '',
      nulls === null ? '' : ` nulls ${nulls}`,
    ].join(''),
  )

const builtKey = ({ opclass, order, nulls }: IndexKey, column: string): string => {
  // `.desc()` alone says NULLS LAST.
  const written = nulls ?? (order === 'desc' ? 'first' : null)
  const direction = order === 'desc' ? '.desc()' : written === null ? '' : '.asc()'
  const last = written === null ? '' : written === 'first' ? '.nullsFirst()' : '.nullsLast()'
  return `${column}${direction}${last}${opclass === null ? '' : `.op(${text(opclass)})`}`
}

/** The builders of `drizzle-orm/pg-core`. */
export const postgresForms: SourceForms = {
  core: 'drizzle-orm/pg-core',
  prefix: 'pg',
  column: columnSource,
  key: (key, column) =>
    column === null || key.collation !== null ? rawKey(key) : builtKey(key, column),
  keys: ({ method }, keys) =>
    method === 'btree' ? `.on(${keys.join(', ')})` : `.using('${method}', ${keys.join(', ')})`,
  index: (index) => {
    const options = Object.entries(index.with)
    const isNumber = (value: string): boolean => /^\d+$/.test(value)
    return options.length === 0
      ? ''
      : `.with(${object(Object.fromEntries(options.map(([key, value]) => [key, isNumber(value) ? value : text(value)])))})`
  },
  maker: (kind, namespace, schema) => {
    if (namespace === null) return `core.pg${kind[0]?.toUpperCase()}${kind.slice(1)}`
    return `namespace${schema.namespaces.findIndex(({ name }) => name === namespace)}.${kind}`
  },
  needsInlineKey: () => false,
}
