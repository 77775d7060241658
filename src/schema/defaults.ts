/** Defaults filled in and left out: what the specs of all objects have in common. */
import type { Expression } from './types.ts'

/** An expression as users write it: the SQL text. */
export type ExpressionSpec = string | Expression

export type Optional<T, D> = Omit<T, keyof D> & {
  readonly [K in keyof D & keyof T]?: T[K] | undefined
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** The object without the keys whose value is undefined. */
export const defined = <T extends object>(value: T): Defined<T> => {
  // Most objects have none, and are taken as they are: whole snapshots pass here.
  return (
    Object.values(value).includes(undefined)
      ? Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined))
      : value
  ) as Defined<T>
}

/** A value with what its spec says that it does not know: a newer diffkit may have written it. */
export const withUnknown = <T extends object>(value: T, spec: object): T => {
  for (const key in spec) if (!(key in value)) return { ...defined(spec), ...value }
  return value
}

const isDefault = (value: unknown, fallback: unknown): boolean => {
  if (value === fallback) return true
  if (typeof fallback !== 'object' || fallback === null) return false
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

/** The object without the keys that hold their default (an empty list or record included). */
export const strip = <T extends object, D extends object>(
  value: T,
  defaults: D,
): Optional<T, D> => {
  const stripped: Record<string, unknown> = {}
  // Whole snapshots pass here: lists of entries would be most of the work.
  for (const [key, item] of Object.entries(value)) {
    const isKnown = Object.hasOwn(defaults, key)
    if (!isKnown || !isDefault(item, Reflect.get(defaults, key))) stripped[key] = item
  }
  return stripped as Optional<T, D>
}

export const completeExpression = (spec: ExpressionSpec): Expression =>
  typeof spec === 'string' ? { sql: spec } : spec
export const compactExpression = (value: Expression): ExpressionSpec =>
  value.printed === undefined ? value.sql : value

export const nullable = <A extends {}, B>(
  value: A | null | undefined,
  map: (value: A) => B,
): B | null => (value === null || value === undefined ? null : map(value))
