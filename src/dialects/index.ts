/** The dialects there are; each is loaded when it is asked for. */
import type { Dialect, DialectName } from './dialect.ts'

const registry = {
  sqlite: async () => (await import('./sqlite/index.ts')).sqlite,
  postgresql: async () => (await import('./postgres/index.ts')).postgres,
} satisfies Readonly<Record<DialectName, () => Promise<Dialect>>>

/** The dialect; `engine` names one that SQL is written for in a way of its own. */
export const loadDialect = async (
  name: DialectName,
  engine: 'd1' | null = null,
): Promise<Dialect> => (engine === 'd1' ? (await import('./sqlite/d1.ts')).d1 : registry[name]())
