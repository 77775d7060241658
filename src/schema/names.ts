import type { ObjectName, QualifiedName } from './types.ts'

/** The address as a pair, whichever way it was written. */
export const qualified = (name: ObjectName): QualifiedName =>
  typeof name === 'string' ? { namespace: null, name } : name

/** The shortest way to write an address: a bare name where the namespace is the default one. */
export const objectName = ({ namespace, name }: QualifiedName): ObjectName =>
  namespace === null ? name : { namespace, name }

/** A text that is equal for equal addresses and for no others; usable as a map key. */
export const nameKey = (name: ObjectName): string => {
  const { namespace, name: bare } = qualified(name)
  return namespace === null ? bare : `${namespace}\u0000${bare}`
}

export const sameName = (a: ObjectName, b: ObjectName): boolean => nameKey(a) === nameKey(b)

/** An address for people: `auth.users`. */
export const show = (name: ObjectName): string => {
  const { namespace, name: bare } = qualified(name)
  return namespace === null ? bare : `${namespace}.${bare}`
}

const PLAIN = /^[a-z_][a-z0-9_]*$/

/** An identifier as PostgreSQL's quote_ident writes it, reserved words aside. */
export const quoteIfNeeded = (name: string): string =>
  PLAIN.test(name) ? name : `"${name.replaceAll('"', '""')}"`

/** The canonical spelling of a user-defined type's name in `Column.type`. */
export const typeName = ({ namespace, name }: QualifiedName): string =>
  namespace === null ? quoteIfNeeded(name) : `${quoteIfNeeded(namespace)}.${quoteIfNeeded(name)}`

/** Order of texts by code unit: the same on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const compareNames = (a: QualifiedName, b: QualifiedName): number =>
  compareText(a.namespace ?? '', b.namespace ?? '') || compareText(a.name, b.name)
