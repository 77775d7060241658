/** The reader's law: a Schema that is written as models is read again. */
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { Dialect } from '../../src/dialects/dialect.ts'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { sqlite } from '../../src/dialects/sqlite/index.ts'
import { adoptNames } from '../../src/diff/adopt-names.ts'
import { diff } from '../../src/diff/index.ts'
import { describe as describeOperation } from '../../src/operations/index.ts'
import type { Schema } from '../../src/schema/types.ts'
import { cases } from '../cases/index.ts'
import { arbitrarySchema, postgresSpace, sqliteSpace } from '../support/arbitrary-schema.ts'
import { pairOf } from '../support/case-laws.ts'
import { declarable } from '../support/declarable.ts'
import type { Names } from '../support/drizzle-source.ts'
import { removeSources, writeModels } from '../support/written-models.ts'
import { postgresColumns } from './changes/postgres-columns.ts'
import { postgresObjects } from './changes/postgres-objects.ts'
import { postgresParts } from './changes/postgres-parts.ts'
import { sqliteColumns } from './changes/sqlite-columns.ts'
import { sqliteParts } from './changes/sqlite-parts.ts'

afterAll(removeSources)

const SPACES = { sqlite: sqliteSpace, postgresql: postgresSpace }

const CHANGES = {
  sqlite: [...sqliteColumns, ...sqliteParts],
  postgresql: [...postgresColumns, ...postgresParts, ...postgresObjects],
}

const schemasOf = (dialect: Dialect): readonly Schema[] => {
  const ofCases = [...cases, ...CHANGES[dialect.name]]
    .filter(({ only }) => only === undefined || only === dialect.name)
    .flatMap((item) => {
      const { before, after } = pairOf(item, dialect)
      return [before, after]
    })
  const generated = fc.sample(arbitrarySchema(SPACES[dialect.name]), { numRuns: 50 })
  return [...ofCases, ...generated].map((schema) =>
    dialect.normalize(declarable(schema, dialect.name)),
  )
}

/** What is not as it was written. */
const differences = (dialect: Dialect, written: Schema, read: Schema): readonly string[] => {
  const named = adoptNames(read, written, dialect)
  return diff(named, written, { features: dialect.features, renames: [] }).map(describeOperation)
}

describe.each([postgres, sqlite])('$name', (dialect) => {
  test.each<Names>(['given', 'invented'])(
    'reads what was written, names %s',
    { timeout: 60_000 },
    async (names) => {
      const schemas = schemasOf(dialect)
      const written = await writeModels(schemas, dialect, names)
      const wrong = schemas.flatMap((schema, at) => {
        const models = written[at]
        if (models === undefined) return ['not written']
        try {
          const found = differences(dialect, schema, models.read().schema)
          return found.length === 0 ? [] : [`${models.source}\n${found.join('\n')}`]
        } catch (error) {
          return [`${models.source}\n${String(error)}`]
        }
      })
      expect(wrong).toEqual([])
    },
  )
})
