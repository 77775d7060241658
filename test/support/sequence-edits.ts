/** Random edits of sequences, on PostgreSQL. */
import { completeSequence } from '../../src/schema/spec.ts'
import { free } from './edit-tools.ts'
import type { Editor } from './edit-tools.ts'

const NAMES = ['numbers', 'tickets']

/** Makes one, or says anew how it counts. */
export const changeSequence: Editor = ({ schema, space, pick }) => {
  const name = pick(0, NAMES)
  if (!space.features.enums || name === undefined) return schema
  if (free([name], schema.tables).length === 0) return schema
  const changed = completeSequence({
    name,
    type: pick(1, ['bigint', 'integer', 'smallint']),
    increment: pick(2, ['1', '-1', '5']),
    min: pick(3, [null, '-32768', '-100']),
    max: pick(4, [null, '100', '32767']),
    start: pick(5, [null, '-5', '-1']),
  })
  // One that counts up from 1 cannot start below.
  const sequence =
    changed.min === null && changed.increment !== '-1' ? { ...changed, start: null } : changed
  const others = schema.sequences.filter((item) => item.name !== name)
  return { ...schema, sequences: [...others, sequence] }
}

export const dropSequence: Editor = ({ schema, pick }) => {
  const sequence = pick(0, schema.sequences)
  return { ...schema, sequences: schema.sequences.filter((item) => item !== sequence) }
}
