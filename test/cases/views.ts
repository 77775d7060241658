import { view, plain } from './build.ts'
import type { Case } from './build.ts'

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
]
