import { show } from '../../schema/names.ts'
import { onKind } from '../rule.ts'

export const renameEnumValue = onKind('renameEnumValue', ({ name, from, to }) => {
  const object = show(name)
  return { object, message: `Code that still says '${from}' of enum ${object}, not '${to}', fails` }
})
