/** Row level security. https://www.postgresql.org/docs/current/ddl-rowsecurity.html */
import type { Expression } from './types.ts'

/** Which rows of a table some roles see and may write. */
export interface Policy {
  readonly name: string
  /** One permissive policy must allow a row, and every restrictive one. */
  readonly as: 'permissive' | 'restrictive'
  readonly for: PolicyCommand
  /** Names of roles; none: everybody. */
  readonly to: readonly string[]
  /** Which rows are there. */
  readonly using: Expression | null
  /** Which rows may be written; `null`: those of `using`. */
  readonly withCheck: Expression | null
  readonly comment: string | null
}
export const policyDefaults = {
  as: 'permissive',
  for: 'all',
  to: [],
  using: null,
  withCheck: null,
  comment: null,
} as const

export type PolicyCommand = 'all' | 'select' | 'insert' | 'update' | 'delete'
