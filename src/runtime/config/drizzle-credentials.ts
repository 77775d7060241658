/** `dbCredentials` of drizzle-kit's configuration → the `url` that says the same, as source text. */

/** A node of a syntax tree, of which only the kind is known. */
type Tree = object

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

const read = (node: Tree, key: string): unknown => Reflect.get(node, key)

const kindOf = (node: unknown): string => (isTree(node) ? String(read(node, 'type')) : '')

/** The values of an object's properties, by name. */
const propertiesOf = (node: unknown): ReadonlyMap<string, Tree> => {
  const properties = isTree(node) ? [read(node, 'properties')].flat() : []
  return new Map(
    properties.flatMap((item): readonly (readonly [string, Tree])[] => {
      if (!isTree(item)) return []
      const [key, value] = [read(item, 'key'), read(item, 'value')]
      const name = isTree(key) ? (read(key, 'name') ?? read(key, 'value')) : null
      return typeof name === 'string' && isTree(value) ? [[name, value]] : []
    }),
  )
}

/** The object of the configuration: the first that has a `dialect`. */
const findConfig = (node: unknown): ReadonlyMap<string, Tree> | null => {
  if (!isTree(node)) return null
  const own = kindOf(node) === 'ObjectExpression' ? propertiesOf(node) : null
  if (own?.has('dialect')) return own
  for (const child of Object.values(node)) {
    const found = findConfig(child)
    if (found !== null) return found
  }
  return null
}

/** What an expression may consist of, besides names, and mean the same in another file. */
const PORTABLE = new Set([
  'Literal',
  'TemplateLiteral',
  'TemplateElement',
  'MemberExpression',
  'ChainExpression',
  'CallExpression',
  'LogicalExpression',
  'BinaryExpression',
  'ConditionalExpression',
  'ParenthesizedExpression',
  'TSNonNullExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSStringKeyword',
  'TSNumberKeyword',
])
const GLOBALS = new Set([
  'process',
  'String',
  'Number',
  'parseInt',
  'encodeURIComponent',
  'undefined',
])

/** Whether an expression needs nothing that its file imports or declares. */
const isPortable = (node: unknown): boolean => {
  if (Array.isArray(node)) return node.every(isPortable)
  if (!isTree(node) || kindOf(node) === 'undefined') return true
  if (kindOf(node) === 'Identifier') return GLOBALS.has(String(read(node, 'name')))
  if (!PORTABLE.has(kindOf(node))) return false
  const isPlainMember = kindOf(node) === 'MemberExpression' && read(node, 'computed') !== true
  return Object.entries(node).every(
    ([key, child]) => (isPlainMember && key === 'property') || isPortable(child),
  )
}

interface Source {
  readonly program: unknown
  readonly text: string
  readonly driver: unknown
}

/** `url`: source text, or why there is none. */
export type Credentials = { readonly url: string } | { readonly leftOut: string }

const spanOf = (node: Tree, text: string): string =>
  text.slice(Number(read(node, 'start')), Number(read(node, 'end')))

/** A piece of a template literal; a text is written out. */
const piece = (node: Tree | undefined, text: string, encodes: boolean): string => {
  if (node === undefined) return ''
  const value = read(node, 'value')
  if (kindOf(node) !== 'Literal') {
    const span = spanOf(node, text)
    return encodes ? `\${encodeURIComponent(${span})}` : `\${${span}}`
  }
  const plain = encodes ? encodeURIComponent(String(value)) : String(value)
  return plain.replaceAll(/[`\\]|\$\{/g, '\\$&')
}

const SSL: Readonly<Record<string, string>> = { true: 'require', false: '' }
const MODES = ['require', 'allow', 'prefer', 'verify-full', 'disable']

/** `?sslmode=…`; `null` for what no URL can say. */
const sslOf = (node: Tree | undefined): string | null => {
  if (node === undefined) return ''
  const value = kindOf(node) === 'Literal' ? String(read(node, 'value')) : null
  const mode = value === null ? null : (SSL[value] ?? (MODES.includes(value) ? value : null))
  return mode === null || mode === '' ? mode : `?sslmode=${mode}`
}

const fromParts = (given: ReadonlyMap<string, Tree>, text: string): Credentials => {
  const ssl = sslOf(given.get('ssl'))
  if (ssl === null) return { leftOut: 'its `ssl` is nothing that a URL can say' }
  const part = (name: string, encodes: boolean): string => piece(given.get(name), text, encodes)
  const [user, password, port] = [part('user', true), part('password', true), part('port', false)]
  const login = user === '' ? '' : `${user}${password === '' ? '' : `:${password}`}@`
  const place = `${part('host', false)}${port === '' ? '' : `:${port}`}`
  return { url: `\`postgres://${login}${place}/${part('database', true)}${ssl}\`` }
}

const isAbsent = (given: ReadonlyMap<string, Tree>): boolean =>
  !given.has('url') && !(given.has('host') && given.has('database'))

/** The `url` of a PostgreSQL configuration; `null` where it names no database. */
export const postgresCredentials = ({ program, text, driver }: Source): Credentials | null => {
  const node = findConfig(program)?.get('dbCredentials')
  if (node === undefined) return null
  const given = propertiesOf(node)
  if (driver === 'aws-data-api') return { leftOut: 'the Data API of AWS has no URL' }
  const written = [read(node, 'properties')].flat()
  if (written.length !== given.size || isAbsent(given)) {
    return { leftOut: 'what it consists of is not written in that file' }
  }
  if (
    ![...given.values()].every((value) => kindOf(value) === 'ObjectExpression' || isPortable(value))
  ) {
    return { leftOut: 'it uses what that file imports or declares' }
  }
  const url = given.get('url')
  if (url === undefined) return fromParts(given, text)
  return driver === 'pglite'
    ? { url: `\`pglite:${piece(url, text, false)}\`` }
    : { url: spanOf(url, text) }
}
