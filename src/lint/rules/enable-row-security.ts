import { nameKey, sameName, show } from '../../schema/names.ts'
import { onKind } from '../rule.ts'

export const enableRowSecurity = onKind('alterTable', ({ name, set }, { created }) =>
  set.rowSecurity === true && !created.has(nameKey(name))
    ? {
        object: show(name),
        message: `Roles that no policy of ${show(name)} lets in see none of its rows any more`,
      }
    : null,
)

/** Also where the policies stay: without row level security they do nothing. */
export const disableRowSecurity = onKind('alterTable', ({ name, set }, { program, index }) => {
  const goes = program
    .slice(index + 1)
    .some((later) => later.kind === 'dropTable' && sameName(later.name, name))
  return set.rowSecurity === false && !goes
    ? { object: show(name), message: `Policies hide no rows of ${show(name)} any more` }
    : null
})
