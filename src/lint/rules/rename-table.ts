import { nameKey, show } from '../../schema/names.ts'
import { onKind } from '../rule.ts'

export const renameTable = onKind('renameTable', ({ from, to }, { created }) =>
  created.has(nameKey(from))
    ? null
    : {
        object: show(from),
        message: `Code that still says ${show(from)} instead of ${show(to)} fails`,
      },
)
