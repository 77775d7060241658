/** The dialects there are; each is loaded when it is asked for. */
import type { Dialect, DialectName } from './dialect.ts'

const registry = {
  sqlite: async () => (await import('./sqlite/index.ts')).sqlite,
  postgresql: async () => (await import('./postgres/index.ts')).postgres,
} satisfies Readonly<Record<DialectName, () => Promise<Dialect>>>

export const loadDialect = (name: DialectName): Promise<Dialect> => registry[name]()
