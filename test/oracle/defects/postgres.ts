/** What drizzle-kit 0.31 does wrong on PostgreSQL, as far as an empty database shows it. */
import type { Defect } from '../../support/oracle-judge.ts'
import { postgresCreationDefects } from './postgres-created.ts'

const noUsing = 'A change of type is never given a USING (P1)'
const cast = (to: string): Defect => ({
  name: `change text to ${to}`,
  when: 'changed',
  shows: /cannot be cast automatically/,
  reason: noUsing,
})

const noSuchType = (name: string, type: string): Defect => ({
  name,
  when: 'changed',
  shows: new RegExp(`type "${type}" does not exist`),
  reason: 'A serial is given to SET DATA TYPE, which has no such type (P5)',
})

const staysSerial = 'The default and the sequence of a serial stay when it stops being one'

const staying = (column: string): readonly RegExp[] => [
  new RegExp(`^- column users\\.${column} integer t *$`),
  new RegExp(
    `^\\+ column users\\.${column} integer t nextval\\('users_${column}_seq'::regclass\\) *$`,
  ),
  new RegExp(`^\\+ sequence public users_${column}_seq .* owned by users\\.${column}$`),
]

const keepsDrawing = (name: string): Defect => ({
  name,
  when: 'changed',
  shows: staying('number'),
  reason: staysSerial,
})

const underPolicy = (name: string): Defect => ({
  name,
  when: 'changed',
  shows: /cannot alter type of a column used in a policy definition/,
  anywhere: /cannot alter type of a column used in a policy definition/,
  reason: 'Policies are not made again around a change of type',
})

const outOfBounds = (name: string, least: number): Defect => ({
  name,
  when: 'changed',
  shows: new RegExp(`RESTART value \\(1\\) cannot be less than MINVALUE \\(${least}\\)`),
  anywhere: /RESTART value \(-?\d+\) cannot be (less|greater) than M\w\wVALUE/,
  reason: 'A sequence is not moved to the bounds that it gets',
})

const sameName = (name: string): Defect => ({
  name,
  when: 'changed',
  shows: /relation "users_number_seq" already exists/,
  reason: 'Sequences come before what goes and has their name is gone',
})

export const postgresDefects: readonly Defect[] = [
  ...postgresCreationDefects,
  {
    name: 'narrow an identity whose bound the smaller type does not have',
    when: 'changed',
    shows: /MAXVALUE \(5000000000\) is out of range for sequence data type integer/,
    reason: 'The type is narrowed while the identity still has the larger bound',
  },
  {
    name: 'move the bounds of an identity that nobody drew from',
    when: 'changed',
    shows: /MINVALUE \(100\) must be less than MAXVALUE \(50\)/,
    reason: 'Each bound is moved by a statement of its own, where only both together are valid',
  },
  cast('integer'),
  cast('boolean'),
  cast('jsonb'),
  cast('uuid'),
  cast('text[]'),
  {
    name: 'integer to integer[]',
    when: 'changed',
    shows: /cannot be cast automatically/,
    reason: `${noUsing}, nor for an array (P15)`,
  },
  {
    name: 'drop a parent together with the key of its child',
    when: 'changed',
    shows: /constraint "posts_parent_id\w*" of relation "posts" does not exist/,
    anywhere: /constraint "\w+" of relation "\w+" does not exist/,
    reason:
      'DROP TABLE … CASCADE takes the foreign key along, which is then dropped once more (P13)',
  },
  {
    name: 'change a view under a view',
    when: 'changed',
    shows: /cannot drop view a because other objects depend on it/,
    anywhere: /cannot drop view \w+ because other objects depend on it/,
    reason: 'Views that read a changed view are not made again',
  },
  {
    name: 'serial to integer',
    when: 'changed',
    shows: staying('id'),
    reason: staysSerial,
  },
  {
    name: 'make a primary key composite',
    names: 'invented',
    when: 'changed',
    shows: /multiple primary keys for table "users" are not allowed/,
    anywhere: /multiple primary keys for table "\w+" are not allowed/,
    reason: 'An inline primary key is not dropped before a composite one is added',
  },
  {
    name: 'primary key: dropped',
    names: 'invented',
    when: 'changed',
    shows: [
      /^\+ constraint users users_pkey PRIMARY KEY \(id\)$/,
      /^\+ index CREATE UNIQUE INDEX users_pkey ON public\.users /,
    ],
    reason: 'An inline primary key that goes is not dropped',
  },
  {
    name: 'enum: value with a quote',
    when: 'changed',
    shows: /syntax error at or near "s"/,
    anywhere: /syntax error at or near "\w"/,
    reason: 'ADD VALUE does not double the quotes of a value',
  },
  {
    name: 'enum: value removed, under a partial index',
    when: 'changed',
    shows: /operator does not exist: text = mood/,
    anywhere: /operator does not exist: text (=|<>) |op ANY\/ALL \(array\) requires array/,
    reason: 'Indexes and checks that use the enum are not made again around its replacement (P2b)',
  },
  {
    name: 'enum: a new value as the default of a new column',
    when: 'changed',
    shows: /unsafe use of new value "b"/,
    anywhere: /unsafe use of new value/,
    reason: 'The migrator runs ADD VALUE and what uses the value in one transaction (P3)',
  },
  {
    name: 'enum: changed, with a new column of it',
    when: 'changed',
    shows: /column "mood" of relation "users" does not exist/,
    anywhere: /column "\w+" of relation "\w+" does not exist/,
    reason: 'A column that comes is converted to the new enum before it is added',
  },
  {
    name: 'enum: changed, and its column dropped',
    when: 'changed',
    shows: /cannot drop type mood because other objects depend on it/,
    anywhere: /cannot drop type \w+ because other objects depend on it/,
    reason: 'A column that goes is dropped after the type is replaced',
  },
  {
    name: 'enum: text becomes one and loses its default',
    when: 'changed',
    shows: /default for column "mood" cannot be cast automatically/,
    anywhere: /default for column "\w+" cannot be cast automatically/,
    reason: 'The default is dropped after the change of type, which it stands in the way of',
  },
  {
    name: 'view: dropped, with the view over it',
    when: 'changed',
    shows: /cannot drop view a because other objects depend on it/,
    anywhere: /cannot drop view \w+ because other objects depend on it/,
    reason: 'Views are dropped in the order of their names',
  },
  {
    name: 'column: dropped with the generated one over it',
    when: 'changed',
    shows: /cannot drop column age of table users because other objects depend on it/,
    anywhere: /cannot drop column \w+ of table \w+ because other objects depend on it/,
    reason: 'Columns are dropped in the order of their names, not of what depends on what',
  },
  {
    name: 'view: over a column that becomes bigger',
    when: 'changed',
    shows: /cannot alter type of a column used by a view/,
    anywhere: /cannot alter type of a column used by a view/,
    reason: 'Views are not made again around a change of type (P7)',
  },
  {
    name: 'unique: dropped, with the foreign key that needs it',
    when: 'changed',
    shows: /cannot drop constraint users_age_unique .* because other objects depend on it/,
    reason: 'The unique constraint is dropped before the foreign key that needs it (P14)',
  },
  noSuchType('integer to serial', 'serial'),
  noSuchType('change the type of a serial with a sequence of its own', 'bigserial'),
  noSuchType('make a serial of a column with the sequence that it draws from', 'bigserial'),
  noSuchType('drop a sequence that a column owns while another begins to count', 'serial'),
  noSuchType('make a column that draws from numbers a serial', 'serial'),
  noSuchType('make a column that draws from users_number_seq a serial', 'serial'),
  keepsDrawing('make a serial with a sequence of its own a plain column'),
  {
    name: 'leave a column its sequence that is no serial any more',
    when: 'changed',
    shows: /^\+ sequence public users_number_seq .* owned by users\.number$/,
    reason: 'The sequence of a serial stays when it stops being one',
  },
  {
    name: 'make a serial with a sequence of its own an identity',
    when: 'changed',
    shows: /column "number" of relation "users" already has a default value/,
    reason: 'The identity is added while the column draws from the sequence of the serial (P5b)',
  },
  {
    name: 'take the name of the sequence of a serial that counts no more',
    when: 'changed',
    shows: /column "k" of relation "users" already has a default value/,
    reason: 'The identity is added while the column draws from the sequence of the serial (P5b)',
  },
  {
    name: 'widen an identity with the least number of its type',
    when: 'changed',
    shows: [
      /^- sequence public users_id_seq integer .* between -32768 and 2147483647 /,
      /^\+ sequence public users_id_seq integer .* between -2147483648 and 2147483647 /,
    ],
    reason: 'A bound that PostgreSQL widens together with the type is not given again',
  },
  {
    name: 'swap the names of the sequences of identities',
    when: 'changed',
    shows: [
      /^- sequence public a integer .* owned by users\.n1$/,
      /^- sequence public b integer .* owned by users\.n0$/,
      /^\+ sequence public a integer .* owned by users\.n0$/,
      /^\+ sequence public b integer .* owned by users\.n1$/,
    ],
    anywhere: /^[-+] sequence public [a-d] integer .* owned by users\.n\d?$/,
    reason: 'The sequence of an identity keeps its old name',
  },
  {
    name: 'serial to identity',
    when: 'changed',
    shows: /relation "users_age_seq" already exists/,
    reason: 'The identity is added while the sequence of the serial has its name (P5b)',
  },
  {
    name: 'make a view a materialized one',
    when: 'changed',
    shows: [
      /^- materialized view public\.ages /,
      /^- options ages heap/,
      /^\+ options ages /,
      /^\+ view ages /,
    ],
    anywhere: /^[-+] (materialized view|view|options) /,
    reason: 'A view that becomes a materialized one is left as it is, without a word in the SQL',
  },
  underPolicy('change a policy with the value that it holds'),
  underPolicy('change the type of a column under a policy'),
  underPolicy('change a column that a policy of another table reads'),
  {
    name: 'drop a table that a policy reads',
    when: 'changed',
    shows: /policy "members" for table "posts" does not exist/,
    anywhere: /policy "\w+" for table "\w+" does not exist/,
    reason: 'DROP TABLE … CASCADE takes the policy along, which is then dropped once more',
  },
  outOfBounds('change a sequence', 5),
  outOfBounds('move a sequence to bounds that leave its old start out', 100),
  sameName('create a sequence under the name of the serial of a table that goes'),
  sameName('create a sequence under the name of the identity of a table that goes'),
  sameName('make a column that draws from users_number_seq an identity'),
  {
    name: 'remove a value under all that hangs on an enum',
    when: 'changed',
    shows: /cannot alter type of a column used by a generated column/,
    anywhere: /cannot alter type of a column used by a generated column/,
    reason: 'Generated columns are not made again around a change of type',
  },
  {
    name: 'reorder an enum that tables share',
    when: 'changed',
    shows: /foreign key constraint "\w+" cannot be implemented/,
    anywhere: /foreign key constraint "\w+" cannot be implemented/,
    reason: 'Foreign keys between columns of an enum are not dropped around its replacement',
  },
]

/** Something is renamed before its new name is free. */
