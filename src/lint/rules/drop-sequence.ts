import { sameName, show } from '../../schema/names.ts'
import type { Operation } from '../../operations/index.ts'
import { onKind } from '../rule.ts'

/** A column that counts by itself from now on takes over the sequence that it drew from. */
const makesCounter = (op: Operation): boolean =>
  op.kind === 'alterColumn' &&
  ((op.set.identity ?? null) !== null || op.set.type?.endsWith('serial') === true)

export const dropSequence = onKind('dropSequence', ({ name }, { program, index }) => {
  const earlier = program.slice(0, index)
  const isNew = earlier.some((op) => op.kind === 'createSequence' && sameName(op.sequence, name))
  return isNew || earlier.some(makesCounter)
    ? null
    : {
        object: show(name),
        message: `Sequence ${show(name)} goes, and with it the number that it has come to`,
      }
})
