import { table } from './build.ts'
import type { Case } from './build.ts'

const email = { name: 'email', type: 'citext' }
const words = { name: 'words', keys: [{ column: 'body', opclass: 'gin_trgm_ops' }], method: 'gin' }
const notes = table('notes', { columns: [{ name: 'body', type: 'text' }] })

export const extensionCases: readonly Case[] = [
  {
    name: 'create an extension with the column that needs it',
    only: 'postgresql',
    before: { tables: [table('users')] },
    after: { extensions: [{ name: 'citext' }], tables: [table('users', { columns: [email] })] },
  },
  {
    name: 'create an extension for an index',
    only: 'postgresql',
    before: { tables: [notes] },
    after: { extensions: [{ name: 'pg_trgm' }], tables: [{ ...notes, indexes: [words] }] },
  },
]
