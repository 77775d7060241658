import { sameName, show } from '../../schema/names.ts'
import { onKind } from '../rule.ts'

/** A view that the same program creates again is only taken out of the way. */
export const dropView = onKind('dropView', ({ name }, { program, index }) => {
  const comesBack = program
    .slice(index + 1)
    .some((later) => later.kind === 'createView' && sameName(later.view, name))
  return comesBack
    ? null
    : { object: show(name), message: `Code that reads view ${show(name)} fails` }
})
