import { nameKey, show } from '../../schema/names.ts'
import { onKind } from '../rule.ts'

export const dropTable = onKind('dropTable', ({ name }, { created }) =>
  created.has(nameKey(name))
    ? null
    : { object: show(name), message: `Dropping table ${show(name)} deletes its rows` },
)
