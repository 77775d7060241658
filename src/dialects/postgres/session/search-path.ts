/** The order in which a session looks names up. */
import { quote } from '../../shared.ts'

const unquote = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()

const split = (path: string): readonly string[] =>
  (path.match(/"(?:[^"]|"")*"|[^\s,"]+/g) ?? []).map(unquote)

/** `public`, then the given namespaces, then what stood in `original`; nothing twice. */
export const searchPath = (namespaces: readonly string[], original: string): string =>
  [...new Set(['public', ...namespaces, ...split(original)])].map(quote).join(', ')
