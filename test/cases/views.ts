import { age, email, plain, users, view } from './build.ts'
import type { Case } from './build.ts'

const over = view('old', 'select age from ages where age > 65')

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
]
