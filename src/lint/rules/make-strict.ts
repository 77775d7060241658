import { nameKey, show } from '../../schema/names.ts'
import { onKind } from '../rule.ts'

export const makeStrict = onKind('alterTable', ({ name, set }, { created }) =>
  set.strict === true && !created.has(nameKey(name))
    ? {
        object: show(name),
        message: `Table ${show(name)} becomes STRICT: values of another type stop the migration`,
      }
    : null,
)
