import { table, age, users, child, plain } from './build.ts'
import type { Case } from './build.ts'

export const tableCases: readonly Case[] = [
  { name: 'create a table', before: {}, after: plain },
  { name: 'drop a table', before: plain, after: {} },
  {
    name: 'drop a parent together with the key of its child',
    before: { tables: [table('users'), child('posts', 'users')] },
    after: { tables: [table('posts')] },
  },
  {
    name: 'create a cycle of two',
    before: {},
    after: { tables: [child('posts', 'users'), child('users', 'posts')] },
  },
  {
    name: 'drop a cycle of three',
    before: { tables: [child('a', 'b'), child('b', 'c'), child('c', 'a')] },
    after: {},
  },
  {
    name: 'rename a table with a child',
    before: { tables: [table('users'), child('posts', 'users')] },
    after: { tables: [{ ...table('users'), name: 'people' }, child('posts', 'people')] },
    renames: [{ kind: 'table', from: 'users', to: 'people' }],
  },
  {
    name: 'add a strict table',
    only: 'sqlite',
    before: {},
    after: users({ columns: [age], strict: true }),
  },
  {
    name: 'work in a namespace',
    only: 'postgresql',
    before: {},
    after: {
      namespaces: [{ name: 'auth' }],
      enums: [{ namespace: 'auth', name: 'role', values: ['y', 'z'] }],
      tables: [
        {
          ...table('users', { columns: [{ name: 'role', type: 'auth.role' }] }),
          namespace: 'auth',
        },
      ],
    },
  },
]
