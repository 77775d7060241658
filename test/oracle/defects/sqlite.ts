/** What drizzle-kit 0.31 does wrong on SQLite, as far as an empty database shows it. */
import type { Defect } from '../../support/oracle-judge.ts'

const stored =
  'A stored generated column is never added to a table that exists: SQLite would need a rebuild, and nothing is emitted'

const column = (name: string, type: string, { required = 0, key = 0 } = {}): string =>
  `column {"t":"users","name":"${name}","type":"${type}","n":${required},"d":null,"pk":${key},"hidden":0}`

const users = [
  column('id', 'integer', { required: 1, key: 1 }),
  column('age', 'integer'),
  column('email', 'text'),
]

export const sqliteDefects: readonly Defect[] = [
  {
    name: 'refer to itself',
    when: 'changed',
    shows: [/^- key .*"on_delete":"CASCADE"/, /^\+ key .*"on_delete":"NO ACTION"/],
    anywhere: /^[-+] key /,
    reason: 'A column that comes with its foreign key gets a REFERENCES without the actions',
  },
  {
    name: 'rename a column that a check and an index use',
    when: 'changed',
    shows: /no such column: "years"/,
    anywhere: /no such column: "\w+"/,
    reason: 'The rebuild for the check copies the column under its new name before it is renamed',
  },
  {
    name: 'add a stored generated column',
    when: 'changed',
    shows: [/^- column .*"twice".*"hidden":3/, /^- table users as age \* 2$/],
    anywhere: /^- (column .*"hidden":3|table \w+ as )/,
    reason: stored,
  },
  {
    name: 'change a generated expression',
    when: 'changed',
    shows: [/^- table users as age \* 3$/, /^\+ table users as age \* 2$/],
    anywhere: /^[-+] table \w+ as /,
    reason:
      'A stored generated expression that changes is left as it is, without a word in the SQL',
  },
  {
    name: 'a virtual generated column becomes stored',
    when: 'changed',
    shows: [/^- column .*"twice".*"hidden":3/, /^\+ column .*"twice".*"hidden":2/],
    anywhere: /^[-+] column .*"hidden":[23]/,
    reason: 'The change from virtual to stored is left out, as a new stored column is',
  },
  {
    name: 'NOT NULL beside a stored generated column',
    when: 'changed',
    shows: /cannot INSERT into generated column "twice"/,
    anywhere: /cannot INSERT into generated column/,
    reason: 'A rebuild copies generated columns too (S6)',
  },
  {
    name: 'two columns change at once, and one comes',
    when: 'changed',
    shows: /no such column: "nick"/,
    anywhere: /no such column: "\w+"/,
    reason: 'A rebuild copies a new column from the old table, which does not have it (S3)',
  },
  {
    name: 'check: with a semicolon',
    when: 'created',
    shows: /unrecognized token/,
    right: [...users, "table users check email < > ';'"],
    reason: 'The text of a check is cut at its semicolon (S10)',
  },
  {
    name: 'index: expression with a comma',
    when: 'created',
    shows: /no such column/,
    right: [
      ...users,
      'index {"t":"users","name":"i","unique":0,"partial":0,"k":"expr0BINARY"}',
      "index i keys coalesce ( email , '' )",
    ],
    reason: 'The keys of an index are joined and split at commas (S9)',
  },
  {
    name: 'a rebuild of what a view uses',
    when: 'changed',
    shows: /The view mails does not compile as it is \(no such table: main\.users\)/,
    anywhere: /The view \w+ does not compile as it is \(no such table/,
    reason: 'Views over a table stand in the way of its rebuild, which stops half way (S4)',
  },
  {
    name: 'a generated column that a view reads stops being one',
    when: 'changed',
    shows: /The view v would no longer compile: no such column: twice/,
    anywhere: /The view \w+ would no longer compile: no such column/,
    reason: 'The column is dropped and added again under a view that reads it',
  },
  {
    name: 'swap the names of a table and its index',
    when: 'changed',
    shows: /there is already another table or index with this name: people/,
    reason: 'The table is renamed before its index gives up the name',
  },
]
