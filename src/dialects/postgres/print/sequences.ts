/** Sequences that the server lacks, while expressions that draw from them or read them are printed. */
import { namesSequence, usesSequence } from '../../../operations/sequence-names.ts'
import { nameKey, quoteIfNeeded } from '../../../schema/names.ts'
import type { QualifiedName, Schema } from '../../../schema/types.ts'
import { rewriteTokens } from '../../../util/tokens.ts'
import { rememberFor } from '../../../util/remember.ts'
import type { Connection } from '../../dialect.ts'
import { literal, quote } from '../../shared.ts'
import { serialSequence } from '../ddl/serials.ts'
import { canonicalType, isSerial } from '../types.ts'

interface StandIn {
  readonly item: QualifiedName
  readonly temporary: string
}

export interface SequenceStandIns {
  /** The text as it can be parsed. */
  prepare(sql: string): string
  /** A print with the real names. */
  restore(printed: string): string
}

const SEQUENCES = `
SELECT n.nspname AS namespace, c.relname AS name
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'S' AND c.relname = ANY($1)`

const missing = async (
  connection: Connection,
  used: readonly QualifiedName[],
): Promise<readonly QualifiedName[]> => {
  if (used.length === 0) return []
  const rows = await connection.query(SEQUENCES, [used.map(({ name }) => name)])
  const present = new Set(
    rows.map((row) => {
      const namespace = row['namespace'] === 'public' ? null : String(row['namespace'])
      return nameKey({ namespace, name: String(row['name']) })
    }),
  )
  return used.filter((item) => !present.has(nameKey(item)))
}

const printedName = ({ namespace, name }: QualifiedName): string =>
  `${quoteIfNeeded(namespace ?? 'public')}.${quoteIfNeeded(name)}`

const rewriting =
  (standIns: readonly StandIn[], from: 'item' | 'temporary') =>
  (sql: string): string =>
    standIns.length === 0
      ? sql
      : rewriteTokens(sql, (code, index) => {
          const token = code[index]
          if (token?.kind !== 'string') return null
          const found = standIns.find(({ item, temporary }) =>
            from === 'item'
              ? namesSequence(token.text, item)
              : namesSequence(token.text, { namespace: null, name: temporary }),
          )
          if (found === undefined) return null
          return literal(from === 'item' ? found.temporary : printedName(found.item))
        })

/** Every sequence, those behind columns among them. */
export const sequencesOf = rememberFor((schema: Schema): readonly QualifiedName[] => [
  ...schema.sequences,
  ...schema.tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      if (column.identity === null && !isSerial(canonicalType(column.type))) return []
      const name = column.identity?.name ?? serialSequence(table, column).name
      return [{ namespace: table.namespace, name }]
    }),
  ),
])

/** Those of `all` that the texts draw from, in the transaction in which they are printed. */
export const standInSequences = async (
  connection: Connection,
  texts: readonly string[],
  all: readonly QualifiedName[],
): Promise<SequenceStandIns> => {
  const used = all.filter((item) => texts.some((sql) => usesSequence(sql, item)))
  const items = await missing(connection, used)
  const standIns = items.map((item, index) => ({ item, temporary: `diffkit_sequence_${index}` }))
  for (const { temporary } of standIns) {
    await connection.execute(`CREATE TEMP SEQUENCE ${quote(temporary)}`)
  }
  return { prepare: rewriting(standIns, 'item'), restore: rewriting(standIns, 'temporary') }
}
