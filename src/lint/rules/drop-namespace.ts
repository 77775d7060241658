import { onKind } from '../rule.ts'

export const dropNamespace = onKind('dropNamespace', ({ name }) => ({
  object: name,
  message: `Namespace ${name} is dropped: things in it that diffkit does not know stop the migration`,
}))
