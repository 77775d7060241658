/** Indexes and keys that a table replicates by. */
import { expect, test } from 'vitest'
import { diff } from '../../../src/diff/index.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import type { TableSpec } from '../../../src/schema/spec.ts'
import { creation, execute, onServers, schemaOf } from './support.ts'

const schema = (more: Partial<TableSpec>, nullable = false) =>
  schemaOf({
    tables: [
      {
        name: 'Users',
        columns: [
          { name: 'id', type: 'integer', nullable: false },
          { name: 'tenant', type: 'integer', nullable },
        ],
        ...more,
      },
    ],
  })

const index = (keys: readonly string[]): Partial<TableSpec> => ({
  indexes: [{ name: 'by', keys, unique: true }],
})
const constraint = (columns: readonly string[]): Partial<TableSpec> => ({
  constraints: [{ kind: 'unique', name: 'by', columns }],
})

onServers('an index that a table replicates by', (server) => {
  const identityAfter = async (
    before: ReturnType<typeof schema>,
    after: ReturnType<typeof schema>,
    how = 'USING INDEX by',
  ): Promise<readonly unknown[]> => {
    const connection = await server.database()
    await execute(connection, creation(before))
    await connection.execute(`ALTER TABLE "Users" REPLICA IDENTITY ${how}`)
    const options = { features: postgres.features, renames: [] }
    await execute(connection, diff(before, after, options), before)
    const rows = await connection.query(
      'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indisreplident',
    )
    return rows.map(({ name }) => name)
  }

  test.each([
    ['index', index],
    ['constraint', constraint],
  ] as const)('stays it when the %s is made again', async (_, by) => {
    expect(await identityAfter(schema(by(['id'])), schema(by(['tenant', 'id'])))).toEqual(['by'])
  })

  test('does not become it', async () => {
    const [before, after] = [schema(index(['id'])), schema(index(['tenant', 'id']))]
    expect(await identityAfter(before, after, 'FULL')).toEqual([])
  })

  test('cannot stay it over a column that may be NULL', async () => {
    const [before, after] = [schema(index(['id']), true), schema(index(['tenant']), true)]
    expect(await identityAfter(before, after)).toEqual([])
  })
})
