/** Where expressions are printed when the database itself is not asked. */
import type { Connection } from '../dialects/dialect.ts'
import type { Schema } from '../schema/types.ts'
import type { Environment } from './environment.ts'

/** A scratch database on which the columns of these schemas have their types. */
export const scratchPrinter =
  (
    { dialect, scratch }: Pick<Environment, 'dialect' | 'scratch'>,
    schemas: readonly Schema[],
  ): (() => Promise<Connection>) =>
  () => {
    const known = schemas.flatMap(({ extensions }) => extensions)
    const needed = new Set(
      schemas.flatMap((schema) => dialect.extensionNeeds(schema).map(({ name }) => name)),
    )
    const extensions = [...needed].map(
      (name) => known.find((item) => item.name === name) ?? { name, namespace: null },
    )
    return scratch.printer({ extensions })
  }
