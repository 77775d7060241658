/** What drizzle-kit 0.31 does wrong on an empty PostgreSQL database, and what the models make of it. */
import type { Defect } from '../../support/oracle-judge.ts'

const noExtensions = 'Extensions that the models need are left to the user'

const database = ['extension plpgsql', 'namespace public']

const table = (name: string): readonly string[] => [
  `table ${name} p  f f heap`,
  `column ${name}.id integer t`,
  `constraint ${name} ${name}_pkey PRIMARY KEY (id)`,
  `index CREATE UNIQUE INDEX ${name}_pkey ON public.${name} USING btree (id)`,
]

const users = [...database, ...table('users')]
const notes = [
  ...table('notes'),
  'column notes.body text f',
  /^index CREATE INDEX (words|notes_body_index) ON public\.notes USING gin \(body gin_trgm_ops\)$/,
]
const citext = [
  'extension citext',
  'comment extension citext data type for case-insensitive character strings',
  'column users.email citext f',
]
const trigrams = [
  'extension pg_trgm',
  'comment extension pg_trgm text similarity measurement and index searching based on trigrams',
]

/** Each with the whole catalog that is right. */
export const postgresCreationDefects: readonly Defect[] = [
  {
    name: 'create an extension with the column that needs it',
    when: 'created',
    shows: /type "citext" does not exist/,
    right: [...users, ...citext],
    reason: noExtensions,
  },
  {
    name: 'create an extension for an index',
    when: 'created',
    shows: /operator class "gin_trgm_ops" does not exist/,
    right: [...database, ...notes, ...trigrams],
    reason: noExtensions,
  },
  {
    name: 'create an extension in a namespace of its own',
    when: 'created',
    shows: /type "citext" does not exist/,
    right: [...users, ...citext, ...notes, ...trigrams, 'namespace extensions'],
    reason: noExtensions,
  },
  {
    name: 'move an extension to another namespace',
    when: 'created',
    shows: /type "citext" does not exist/,
    right: [
      ...users,
      ...citext,
      "column users.emails citext[] f '{}'::citext[]",
      'namespace tools',
    ],
    reason: noExtensions,
  },
  {
    name: 'repeat a unique over the same columns',
    when: 'created',
    shows: [/^- constraint users b UNIQUE \(email\)$/, /^- index CREATE UNIQUE INDEX b ON/],
    right: [
      ...users,
      'column users.email text f',
      'constraint users b UNIQUE (email)',
      'index CREATE UNIQUE INDEX b ON public.users USING btree (email)',
      /^constraint users (a|users_email_unique) UNIQUE \(email\)$/,
      /^index CREATE UNIQUE INDEX (a|users_email_unique) ON public\.users USING btree \(email\)$/,
    ],
    mends: ['add unique constraint users.b (email)'],
    reason: 'PostgreSQL makes one constraint of two that CREATE TABLE has over the same columns',
  },
  {
    name: 'identity: downwards',
    when: 'created',
    shows: [
      /^- sequence public users_age_seq .* between -2147483648 and -1 /,
      /^\+ sequence public users_age_seq .* between -32768 and -1 /,
    ],
    right: [
      ...users,
      'column users.age integer t  a',
      'sequence public users_age_seq integer from -1 by -1 between -2147483648 and -1 cache 1 f owned by users.age',
    ],
    mends: ['alter column users.age: identity'],
    reason: 'The lower bound of a descending identity is that of smallint, whatever the type is',
  },
  {
    name: 'check: with a semicolon',
    when: 'created',
    shows: /unterminated quoted string/,
    right: [
      ...users,
      'column users.age integer f',
      'column users.email text f',
      "constraint users users_check CHECK ((email <> ';'::text))",
    ],
    reason: 'The text of a check is cut at its semicolon (P9)',
  },
  {
    name: 'change the type of a column under a materialized view',
    when: 'created',
    shows: /relation "ages" does not exist/,
    right: [
      ...users,
      ...['ages', 'old', 'users'].map((name) => `column ${name}.age bigint f`),
      'column users.email text f',
      /^materialized view public\.ages {2}populated t {2}SELECT (users\.)?age\n   FROM users;$/,
      'options ages heap',
      'options old',
      /^view old {2}SELECT (ages\.)?age\n   FROM ages\n  WHERE \((ages\.)?age > 65\);$/,
    ],
    reason: 'Views are made before the materialized ones that they read',
  },
  {
    name: 'index: collation',
    names: 'invented',
    when: 'created',
    shows: /Please specify an index name/,
    right: [
      ...users,
      'column users.age integer f',
      'column users.email text f',
      'index CREATE INDEX users_email_index ON public.users USING btree (email COLLATE "C")',
    ],
    reason: 'A key with a collation is an expression, for which drizzle-kit invents no name',
  },
]
