import type { Renaming } from '../../operations/rename.ts'
import type { Operation } from '../../operations/index.ts'
import { nameKey, objectName, sameName, show } from '../../schema/names.ts'
import type { Rule } from '../rule.ts'

const renamingOf = (op: Operation): Renaming | null => {
  switch (op.kind) {
    case 'renameTable':
    case 'renameEnum':
    case 'renameSequence':
    case 'renameView':
      return op
    default:
      return null
  }
}

/** The name of what an operation makes. */
const madeBy = (op: Operation): string | null => {
  switch (op.kind) {
    case 'createEnum':
      return nameKey(objectName(op.enum))
    case 'createSequence':
      return nameKey(objectName(op.sequence))
    case 'createView':
      return nameKey(objectName(op.view))
    default:
      return null
  }
}

export const renameObject: Rule = (op, { created, program, index }) => {
  const renaming = renamingOf(op)
  if (renaming === null) return null
  const { from, to } = renaming
  const earlier = program.slice(0, index)
  // One that goes and comes back was there before.
  const isBack = earlier.some((item) => item.kind === 'dropView' && sameName(item.name, from))
  const isNew =
    created.has(nameKey(from)) ||
    (!isBack && earlier.some((item) => madeBy(item) === nameKey(from)))
  return isNew
    ? null
    : {
        object: show(from),
        message: `Code that still says ${show(from)} instead of ${show(to)} fails`,
      }
}
