import { age, email, plain, table, users, view } from './build.ts'
import type { Case } from './build.ts'
import type { IndexSpec, ViewSpec } from '../../src/schema/spec.ts'

const over = view('old', 'select age from ages where age > 65')

/** A materialized view with such indexes. */
const stored = (indexes: readonly IndexSpec[]): ViewSpec => ({
  ...view('ages', 'select age, count(*) as many from users group by age'),
  materialized: true,
  indexes,
})

export const viewCases: readonly Case[] = [
  {
    name: 'create a view on a view',
    before: plain,
    after: {
      ...plain,
      views: [view('a', 'select id, age from users'), view('b', 'select id from a')],
    },
  },
  {
    name: 'change a view under a view',
    before: {
      ...plain,
      views: [view('a', 'select id, age from users'), view('b', 'select id from a')],
    },
    after: { ...plain, views: [view('a', 'select id from users'), view('b', 'select id from a')] },
  },
  {
    name: 'create a materialized view',
    only: 'postgresql',
    before: plain,
    after: {
      ...plain,
      views: [
        {
          ...view('ages', 'select age, count(*) as many from users group by age'),
          materialized: true,
          options: { fillfactor: '70' },
          withData: false,
        },
      ],
    },
  },
  {
    name: 'create and drop an index of a materialized view, and rename another',
    only: 'postgresql',
    before: {
      ...plain,
      views: [
        stored([
          { name: 'ages_many', keys: [{ column: 'many', order: 'desc' }], where: 'many > 1' },
          { name: 'ages_age', keys: ['age'] },
        ]),
      ],
    },
    after: {
      ...plain,
      views: [
        stored([
          { name: 'ages_key', keys: ['age'], unique: true, comment: 'Refreshed beside readers' },
          { name: 'ages_by_age', keys: ['age'] },
        ]),
      ],
    },
  },
  {
    name: 'change the type of a column under a materialized view with indexes',
    only: 'postgresql',
    before: {
      ...plain,
      views: [
        stored([
          { name: 'ages_key', keys: ['age'], unique: true, clustered: true, comment: 'Kept' },
          { name: 'ages_many', keys: ['many'] },
        ]),
      ],
    },
    after: {
      ...users({ columns: [{ ...age, type: 'bigint' }, email] }),
      views: [
        stored([
          { name: 'ages_key', keys: ['age'], unique: true, clustered: true, comment: 'Kept' },
          { name: 'ages_some', keys: ['age'], where: 'many > 1' },
        ]),
      ],
    },
  },
  {
    name: 'drop a materialized view with indexes',
    only: 'postgresql',
    before: {
      ...plain,
      views: [stored([{ name: 'ages_key', keys: ['age'], unique: true, comment: 'Gone' }])],
    },
    after: plain,
  },
  {
    name: 'change the type of a column under a materialized view',
    only: 'postgresql',
    before: {
      ...plain,
      views: [{ ...view('ages', 'select age from users'), materialized: true }, over],
    },
    after: {
      ...users({ columns: [{ ...age, type: 'bigint' }, email] }),
      views: [{ ...view('ages', 'select age from users'), materialized: true }, over],
    },
  },
  {
    name: 'make a view a materialized one',
    only: 'postgresql',
    before: { ...plain, views: [view('ages', 'select age from users')] },
    after: { ...plain, views: [{ ...view('ages', 'select age from users'), materialized: true }] },
  },
  {
    name: 'change the options of a view',
    only: 'postgresql',
    before: { ...plain, views: [view('adults', 'select id from users where age > 17')] },
    after: {
      ...plain,
      views: [
        {
          ...view('adults', 'select id from users where age > 17'),
          options: { check_option: 'local', security_barrier: 'true' },
        },
      ],
    },
  },
  {
    name: 'comment a view',
    only: 'postgresql',
    before: { ...users({ columns: [age] }), views: [view('adults', 'select id from users')] },
    after: {
      ...users({ columns: [age] }),
      views: [{ ...view('adults', 'select id from users'), comment: 'Who may vote' }],
    },
  },
  {
    name: 'comment a view, and a materialized one, that are made again',
    only: 'postgresql',
    before: {
      ...plain,
      views: [
        view('adults', 'select id, age from users where age > 17'),
        { ...view('ages', 'select age from adults'), materialized: true },
      ],
    },
    after: {
      ...users({ columns: [{ ...age, type: 'bigint' }, email] }),
      views: [
        { ...view('grown', 'select id, age from users where age > 20'), comment: 'Who may vote' },
        { ...view('ages', 'select age from grown'), materialized: true, comment: 'All of them' },
      ],
    },
    renames: [{ kind: 'view', from: 'adults', to: 'grown' }],
  },
  {
    name: 'rename a view under a view and a policy, and a materialized one that reads it',
    only: 'postgresql',
    before: {
      ...users({
        columns: [age],
        policies: [{ name: 'own', using: 'id in (select id from adults)' }],
      }),
      views: [
        view('adults', 'select id, age from users where age > 17'),
        view('elders', 'select adults.id from adults where adults.age > 70'),
        { ...view('ages', 'select age from public.adults'), materialized: true },
      ],
    },
    after: {
      ...users({
        columns: [age],
        policies: [{ name: 'own', using: 'id in (select id from "Grown ups")' }],
      }),
      views: [
        view('Grown ups', 'select id, age from users where age > 17'),
        view('elders', 'select "Grown ups".id from "Grown ups" where "Grown ups".age > 70'),
        { ...view('years', 'select age from public."Grown ups"'), materialized: true },
      ],
    },
    renames: [
      { kind: 'view', from: 'adults', to: 'Grown ups' },
      { kind: 'view', from: 'ages', to: 'years' },
    ],
  },
  {
    name: 'rename a view and change it, over a table that is renamed to its name',
    only: 'postgresql',
    before: { ...plain, views: [view('adults', 'select id from users where age > 17')] },
    after: {
      tables: [{ ...table('users', { columns: [age, email] }), name: 'adults' }],
      views: [view('people', 'select id, age from adults where age > 20')],
    },
    renames: [
      { kind: 'view', from: 'adults', to: 'people' },
      { kind: 'table', from: 'users', to: 'adults' },
    ],
  },
  {
    name: 'move a view to a new namespace and swap two',
    only: 'postgresql',
    before: {
      ...plain,
      views: [
        view('adults', 'select id, age from users where age > 17'),
        view('elders', 'select id from adults'),
        view('a', 'select 1 as one from users'),
        view('b', 'select id from a join users on true'),
      ],
    },
    after: {
      ...plain,
      namespaces: [{ name: 'auth' }],
      views: [
        { ...view('grown', 'select id, age from users where age > 17'), namespace: 'auth' },
        view('elders', 'select id from auth.grown'),
        view('b', 'select 1 as one from users'),
        view('a', 'select id from b join users on true'),
      ],
    },
    renames: [
      { kind: 'view', from: 'adults', to: { namespace: 'auth', name: 'grown' } },
      { kind: 'view', from: 'a', to: 'b' },
      { kind: 'view', from: 'b', to: 'a' },
    ],
  },
]
