import type { ColumnSpec, SchemaSpec, TableSpec } from '../../src/schema/spec.ts'
import { age, table, users } from './build.ts'
import type { Case } from './build.ts'

const posts = (more: Parameters<typeof table>[1] = {}) =>
  table('posts', { columns: [{ name: 'author', type: 'text' }], ...more })
const own = { name: 'own posts', using: 'author = current_user' } as const
const member = {
  name: 'members',
  for: 'select',
  using: 'exists (select 1 from users where users.name = posts.author)',
} as const
const named = { columns: [{ name: 'name', type: 'text' }, age] }

/** Columns under all that looks at a row. */
const limited = (length: number, more: Partial<ColumnSpec>): SchemaSpec => {
  const policies: TableSpec['policies'] = [
    { ...own, comment: 'Of the author' },
    { name: 'titles', as: 'restrictive', for: 'insert', withCheck: "title > 'a' and isnamed" },
  ]
  const author = { name: 'author', type: `character varying(${length})` }
  const title = { name: 'title', type: 'text', storage: 'external', ...more } as const
  const named = {
    name: 'isnamed',
    type: 'boolean',
    generated: { expression: "title <> author and author <> ''" },
  }
  return {
    tables: [posts({ columns: [author, title, named], rowSecurity: true, policies })],
    views: [{ name: 'authors', definition: 'select author, title from posts' }],
  }
}

export const policyCases: readonly Case[] = [
  {
    name: 'enable row level security',
    only: 'postgresql',
    before: { tables: [posts()] },
    after: { tables: [posts({ rowSecurity: true })] },
  },
  {
    name: 'create a table with policies',
    only: 'postgresql',
    before: {},
    after: {
      tables: [
        posts({
          rowSecurity: true,
          policies: [
            own,
            { name: 'no drafts', as: 'restrictive', for: 'insert', withCheck: "author <> ''" },
          ],
        }),
      ],
    },
  },
  {
    name: 'create a policy',
    only: 'postgresql',
    before: { tables: [posts({ rowSecurity: true })] },
    after: { tables: [posts({ rowSecurity: true, policies: [own] })] },
  },
  {
    name: 'change an expression of a policy',
    only: 'postgresql',
    before: { tables: [posts({ rowSecurity: true, policies: [own] })] },
    after: {
      tables: [
        posts({ rowSecurity: true, policies: [{ ...own, using: 'author = session_user' }] }),
      ],
    },
  },
  {
    name: 'change the command of a policy',
    only: 'postgresql',
    before: { tables: [posts({ rowSecurity: true, policies: [own] })] },
    after: { tables: [posts({ rowSecurity: true, policies: [{ ...own, for: 'update' }] })] },
  },
  {
    name: 'change the type of a column under a policy',
    only: 'postgresql',
    before: { tables: [posts({ rowSecurity: true, policies: [own] })] },
    after: {
      tables: [
        posts({
          columns: [{ name: 'author', type: 'character varying(20)' }],
          rowSecurity: true,
          policies: [own],
        }),
      ],
    },
  },
  {
    name: 'change length and collation of columns under policies',
    only: 'postgresql',
    before: limited(30, {}),
    after: limited(40, { collation: 'C' }),
  },
  {
    name: 'drop a column with its policy',
    only: 'postgresql',
    before: { tables: [posts({ rowSecurity: true, policies: [own] })] },
    after: { tables: [posts({ columns: [], rowSecurity: true })] },
  },
  {
    name: 'rename a column under policies',
    only: 'postgresql',
    before: {
      tables: [table('users', named), posts({ rowSecurity: true, policies: [own, member] })],
    },
    after: {
      tables: [
        table('users', named),
        posts({
          columns: [{ name: 'writer', type: 'text' }],
          rowSecurity: true,
          policies: [
            { ...own, using: 'writer = current_user' },
            { ...member, using: 'exists (select 1 from users where users.name = posts.writer)' },
          ],
        }),
      ],
    },
    renames: [{ kind: 'column', table: 'posts', from: 'author', to: 'writer' }],
  },
  {
    name: 'create a policy that reads another table',
    only: 'postgresql',
    before: {},
    after: {
      tables: [posts({ rowSecurity: true, policies: [member] }), table('users', named)],
      views: [],
    },
  },
  {
    name: 'change a column that a policy of another table reads',
    only: 'postgresql',
    before: {
      tables: [posts({ rowSecurity: true, policies: [member] }), table('users', named)],
    },
    after: {
      tables: [
        posts({ rowSecurity: true, policies: [member] }),
        table('users', { columns: [{ name: 'name', type: 'character varying(50)' }, age] }),
      ],
    },
  },
  {
    name: 'drop a table that a policy reads',
    only: 'postgresql',
    before: {
      tables: [posts({ rowSecurity: true, policies: [member] }), table('users', named)],
    },
    after: { tables: [posts({ rowSecurity: true })] },
  },
  {
    name: 'create a policy that reads a view',
    only: 'postgresql',
    before: users(named),
    after: {
      tables: [
        table('users', named),
        posts({
          rowSecurity: true,
          policies: [{ name: 'adults', using: 'author in (select name from adults)' }],
        }),
      ],
      views: [{ name: 'adults', definition: 'select name from users where age >= 18' }],
    },
  },
]
