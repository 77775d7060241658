import { onKind } from '../rule.ts'

export const dropExtension = onKind('dropExtension', ({ name }) => ({
  object: name,
  message: `Extension ${name} is dropped: other applications of the database may use it, too`,
}))
