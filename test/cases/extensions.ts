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
  {
    name: 'create an extension in a namespace of its own',
    only: 'postgresql',
    before: { tables: [notes] },
    after: {
      extensions: [
        { name: 'citext', namespace: 'extensions' },
        { name: 'pg_trgm', namespace: 'extensions' },
      ],
      namespaces: [{ name: 'extensions' }],
      tables: [{ ...notes, indexes: [words] }, table('users', { columns: [email] })],
    },
  },
  {
    name: 'move an extension to another namespace',
    only: 'postgresql',
    before: {
      extensions: [{ name: 'citext', namespace: 'extensions' }],
      namespaces: [{ name: 'extensions' }],
      tables: [table('users', { columns: [email] })],
    },
    after: {
      extensions: [{ name: 'citext', namespace: 'tools' }],
      namespaces: [{ name: 'tools' }],
      tables: [
        table('users', { columns: [email, { name: 'emails', type: 'citext[]', default: "'{}'" }] }),
      ],
    },
  },
]
