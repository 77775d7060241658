/** What drizzle-kit 0.31 does wrong on PostgreSQL where something is renamed. */
import type { Defect } from '../../support/oracle-judge.ts'

const renamedAnew = (name: string, view: string): Defect => ({
  name,
  when: 'changed',
  shows: new RegExp(`view "${view}" does not exist|"${view}" is not a view`),
  reason: 'A view that is renamed and made again is dropped under a name that it does not have',
})

const taken = (name: string, relation: string): Defect => ({
  name,
  when: 'changed',
  shows: new RegExp(`relation "${relation}" already exists`),
  reason: 'What has the name gives it up after it is taken',
})

/** What shows where something is renamed, whose names are given then. */
export const postgresRenameDefects: readonly Defect[] = [
  renamedAnew('comment a view, and a materialized one, that are made again', 'grown'),
  renamedAnew(
    'rename a view under a view and a policy, and a materialized one that reads it',
    'years',
  ),
  {
    name: 'swap a sequence and a table',
    when: 'changed',
    shows: /Cannot read properties of undefined \(reading 'columns'\)/,
    reason: 'It cannot tell a table from a sequence that gets its name',
  },
  renamedAnew('rename a view and change it, over a table that is renamed to its name', 'people'),
  renamedAnew('swap a table and a view over it', 'users'),
  renamedAnew('rename a view under a view to the name of a table that is renamed', 'users'),
  {
    name: 'rename an enum with a value of it and change its values',
    when: 'changed',
    shows: /operator does not exist: text > term/,
    reason: 'Indexes and checks that use the enum are not made again around its replacement (P2b)',
  },
  {
    name: 'move an enum to a new namespace and swap two',
    when: 'changed',
    shows: /invalid input value for enum a: "2"/,
    reason: 'Enums that swap their names are each taken for one whose values have changed',
  },
  taken('swap the names of an index and the sequence of an identity', 'a'),
  taken('swap the names of a table and its index', 'people'),
  taken('swap the names of a sequence and an index', 'a'),
  taken('rename a sequence to the name of an index that goes', 'a'),
  taken('swap the names of a sequence and a unique constraint', 'a'),
  taken('swap the names of a sequence and the sequence of an identity', 'a'),
  {
    name: 'change the sequence of a serial that is renamed with its table',
    when: 'changed',
    shows: [
      /^- column people\.count integer t nextval\('people_count_seq'/,
      /^- sequence public people_count_seq .* owned by people\.count$/,
      /^\+ column people\.count integer t nextval\('users_number_seq'/,
      /^\+ sequence public users_number_seq .* owned by people\.count$/,
    ],
    reason: 'The sequence of a serial keeps its name when the serial gets another one',
  },
  taken('rename a view under a view to the name of a table that goes', 'posts'),
  renamedAnew(
    'rename a view to the name of an enum that is renamed, and a table to that of a sequence that goes',
    'mood',
  ),
]
