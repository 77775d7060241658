/** Pieces of TypeScript source. */
export const text = (value: string): string => JSON.stringify(value)

export const raw = (sql: string): string => `sql.raw(${text(sql)})`

export const list = (items: readonly string[]): string => `[${items.join(', ')}]`

/** An object of source texts; what is `null` is left out. */
export const object = (entries: Readonly<Record<string, string | null>>): string => {
  const written = Object.entries(entries).flatMap(([key, value]) =>
    value === null ? [] : [`${/^\w+$/.test(key) ? key : text(key)}: ${value}`],
  )
  return written.length === 0 ? '{}' : `{ ${written.join(', ')} }`
}

export const call = (name: string, ...parameters: readonly (string | null)[]): string =>
  `${name}(${parameters.filter((item) => item !== null).join(', ')})`

/** A literal as the JavaScript value that a model would give; `null` for any other expression. */
export const literalValue = (sql: string, kind: 'number' | 'string' | 'boolean'): string | null => {
  if (kind === 'number') return /^-?\d{1,15}(\.\d{1,6})?$/.test(sql) ? sql : null
  if (kind === 'boolean') return /^(true|false)$/.test(sql) ? sql : null
  const [, inner] = /^'((?:[^']|'')*)'$/.exec(sql) ?? []
  return inner === undefined ? null : text(inner.replaceAll("''", "'"))
}
