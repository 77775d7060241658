/** Quoting, lists and addresses, in both dialects. */
import type { ObjectName } from '../schema/types.ts'
import { qualified } from '../schema/names.ts'
import type { ConnectOptions } from './dialect.ts'

/** Both dialects take a doubled quote inside a quoted name. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const quoteObject = (name: ObjectName): string => {
  const { namespace, name: bare } = qualified(name)
  return namespace === null ? quote(bare) : `${quote(namespace)}.${quote(bare)}`
}

export const quoteList = (names: readonly string[]): string => names.map(quote).join(', ')

export const literal = (value: string | number | null): string =>
  value === null
    ? 'NULL'
    : typeof value === 'number'
      ? String(value)
      : `'${value.replaceAll("'", "''")}'`

/** How a database is opened that is made for the moment, and that nobody else knows of. */
export const ALONE: ConnectOptions = {
  create: true,
  namespaces: [],
  lockName: 'diffkit_scratch',
  lockTimeout: 10_000,
  statementTimeout: null,
}

/** A URL as it may be shown: without its password or token. */
export const maskUrl = (url: string): string =>
  url
    .replace(/^([a-z][a-z0-9+.-]*:\/\/[^:@/?#]*:).*(@)/i, '$1***$2')
    .replace(/([?&](?:password|sslpassword|pass|authToken)=)[^&#]*/gi, '$1***')

/** What a model may write for a type. */
export const TYPE_ONLY =
  'Let the type be a type only, a name with its arguments such as `varchar(10)`, and declare the rest with the builders of drizzle-orm.'
