/** What no builder of drizzle-orm says of PostgreSQL: kept as a migration wrote it. */
import type { Undeclared } from '../../schema/undeclared.ts'

export const UNDECLARED: Undeclared = {
  table: ['forceRowSecurity', 'method', 'strict', 'tablespace', 'unlogged', 'with', 'withoutRowid'],
  column: ['autoincrement', 'collation', 'compression', 'sequence', 'statistics', 'storage'],
  constraint: [
    'clustered',
    'deferrable',
    'include',
    'matchFull',
    'noInherit',
    'notEnforced',
    'notValid',
    'onDeleteColumns',
    'period',
    'tablespace',
    'with',
  ],
  index: ['clustered', 'include', 'nullsNotDistinct', 'tablespace'],
  indexKey: ['collation'],
}
