/** A value as TypeScript writes it. Layout is left to the formatter. */

const NAME = /^[A-Za-z_$][A-Za-z0-9_$]*$/

// Line separators, controls and lone surrogates would not survive an editor.
const UNSAFE = /\p{Cc}|\p{Surrogate}|[\u2028\u2029\ufeff]/gu

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escapeUnsafe = (character: string): string =>
  ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

const count = (text: string, character: string): number => text.split(character).length - 1

/** Between those quotes that leave less to escape. */
const quoted = (text: string): string => {
  const quote = count(text, "'") > count(text, '"') ? '"' : "'"
  const escaped = text.replace(/[\\'"]/g, (item) =>
    (item === "'" || item === '"') && item !== quote ? item : `\\${item}`,
  )
  return `${quote}${escaped.replace(UNSAFE, escapeUnsafe)}${quote}`
}

const template = (text: string): string => {
  const escaped = text.replace(/[\\`]|\$(?=\{)/g, '\\$&')
  const safe = escaped.replace(UNSAFE, (item) =>
    item === '\n' || item === '\t' ? item : escapeUnsafe(item),
  )
  return `\`${safe}\``
}

/** A text in quotes; of several lines, between backquotes, as it reads. */
const renderText = (text: string): string => (text.includes('\n') ? template(text) : quoted(text))

/** A key as it stands in a literal. */
export const renderKey = (key: string): string => {
  // In a literal, this key would set the prototype.
  if (key === '__proto__') return `['__proto__']`
  return NAME.test(key) ? key : quoted(key)
}

const renderRecord = (record: object): string => {
  const entries = Object.entries(record)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${renderKey(key)}: ${renderLiteral(value)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** Plain data as a literal; attributes that are undefined are left out. */
export const renderLiteral = (value: unknown): string => {
  if (typeof value === 'string') return renderText(value)
  if (typeof value === 'bigint') return `${value}n`
  if (Object.is(value, -0)) return '-0'
  if (Array.isArray(value)) return `[${value.map(renderLiteral).join(', ')}]`
  if (typeof value === 'object' && value !== null) return renderRecord(value)
  return String(value).replace('e+', 'e')
}
