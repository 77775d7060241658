/** Each attribute that is written by hand in a migration, edited alone: what no builder of Drizzle declares. */
import { describe, expect, test } from 'vitest'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { completeSchema } from '../../../src/schema/spec.ts'
import type {
  ColumnSpec,
  ConstraintSpec,
  IndexSpec,
  SchemaSpec,
  TableSpec,
} from '../../../src/schema/spec.ts'
import { versions } from '../../support/drizzle.ts'
import { expectLaws, findings, thereAndBack, untouched } from '../../support/single-edits.ts'
import type { Edit, EditBench } from '../../support/single-edits.ts'
import { onServers } from './support.ts'
import { UNDECLARED } from './undeclared.ts'

type Make = (name: string) => SchemaSpec

const edit = (title: string, finds: readonly string[], before: Make, after: Make): Edit => ({
  title,
  finds,
  before: ({ name }) => ({ spec: before(name) }),
  after: ({ name }) => ({ spec: after(name) }),
})

const base = (name: string): TableSpec => ({
  name,
  columns: [
    { name: 'id', type: 'integer' },
    { name: 'n', type: 'integer' },
    { name: 'title', type: 'text' },
    { name: 'span', type: 'int4range' },
  ],
})

const table =
  (more: Partial<TableSpec> = {}): Make =>
  (name) => ({ tables: [{ ...base(name), ...more }] })

const column =
  (more: object): Make =>
  (name) => ({
    tables: [
      {
        ...base(name),
        columns: base(name).columns.map((item) =>
          item.name === 'title' ? { ...item, ...more } : item,
        ),
      },
    ],
  })

type Named<T> = T extends { readonly name: string } ? Omit<T, 'name'> : never

const constraint =
  (item: Named<ConstraintSpec>): Make =>
  (name) => ({
    tables: [{ ...base(name), constraints: [{ ...item, name: `${name}_part` } as ConstraintSpec] }],
  })

const index =
  (item: Omit<IndexSpec, 'name'>): Make =>
  (name) => ({ tables: [{ ...base(name), indexes: [{ ...item, name: `${name}_part` }] }] })

/** An index over a column whose collation is not that of its type. */
const collated =
  (key: object): Make =>
  (name) => ({
    tables: [
      {
        ...base(name),
        columns: [
          { name: 'title', type: 'text', collation: 'C' },
          { name: 'body', type: 'text' },
        ],
        indexes: [{ name: `${name}_part`, keys: [key] }],
      },
    ],
  })

/** A foreign key of the table to itself. */
const own =
  (more: object): Make =>
  (name) => ({
    tables: [
      {
        ...base(name),
        constraints: [
          { kind: 'unique', name: `${name}_id`, columns: ['id'] },
          {
            kind: 'foreignKey',
            name: `${name}_part`,
            columns: ['n'],
            references: { table: name, columns: ['id'] },
            ...more,
          },
        ],
      },
    ],
  })

const view =
  (more: object): Make =>
  (name) => ({
    tables: [base(name)],
    views: [
      { name: `${name}_view`, definition: `select n from ${name}`, materialized: true, ...more },
    ],
  })

/** An index of a materialized view. */
const stored =
  (item: Partial<IndexSpec>, more: object = {}): Make =>
  (name) => ({
    tables: [base(name)],
    views: [
      {
        name: `${name}_view`,
        definition: `select id, n, title, span from ${name} where n > 0`,
        materialized: true,
        indexes: [{ name: `${name}_part`, keys: ['n'], ...item }],
        ...more,
      },
    ],
  })

/** Several of them, the second of which may be the first under another name. */
const storedBeside =
  (second: string, more: object = {}): Make =>
  (name) =>
    stored(
      {},
      {
        indexes: [
          { name: `${name}_part`, keys: ['n'], unique: true, clustered: true },
          { name: `${name}_${second}`, keys: ['title'] },
        ],
        ...more,
      },
    )(name)

/** A column and an index that need extensions, and two namespaces for these. */
const placed: Make = (name) => ({
  namespaces: [{ name: `${name}_one` }, { name: `${name}_two` }],
  tables: [
    {
      ...base(name),
      columns: [
        ...base(name).columns,
        { name: 'email', type: 'citext', default: "'a@b.c'::citext" },
      ],
      indexes: [
        {
          name: `${name}_part`,
          keys: [{ column: 'title', opclass: 'gin_trgm_ops' }],
          method: 'gin',
        },
      ],
    },
  ],
})

/** What no Schema describes, and columns may be of. */
const TYPES = `CREATE SCHEMA apart;
  ALTER EXTENSION plpgsql ADD SCHEMA apart;
  CREATE COLLATION apart.german FROM "C";
  CREATE COLLATION german FROM "C";
  CREATE OPERATOR CLASS apart.whole FOR TYPE integer USING btree
    AS OPERATOR 1 <, OPERATOR 3 =, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
  CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
  CREATE TYPE pair AS (a integer, b text)`

const withColumn =
  (type: string, more: object): Make =>
  (name) => ({
    tables: [{ ...base(name), columns: [...base(name).columns, { name: 'x', type, ...more }] }],
  })

/** A serial column with such a sequence behind it, under a name that is this edit's own. */
const serial =
  ({ name: own, ...sequence }: NonNullable<ColumnSpec['sequence']>): Make =>
  (name) =>
    withColumn('serial', {
      sequence: own ? { ...sequence, name: `${name} ${own}` } : sequence,
    })(name)

/** A column under a check, an index, a generated column and a foreign key. */
const standing =
  (type: string): Make =>
  (name) => ({
    tables: [
      {
        ...base(name),
        columns: [
          ...base(name).columns,
          { name: 'x', type, default: '2', comment: 'It counts' },
          { name: 'twice', type: 'integer', generated: { expression: 'x * 2' } },
        ],
        constraints: [
          { kind: 'unique', name: `${name}_x`, columns: ['x'] },
          { kind: 'check', name: `${name}_check`, expression: 'x < 100' },
          {
            kind: 'foreignKey',
            name: `${name}_part`,
            columns: ['n'],
            references: { table: name, columns: ['x'] },
          },
        ],
        indexes: [{ name: `${name}_some`, keys: ['x'], where: 'x > 5' }],
      },
    ],
  })

const twoKeys =
  (first: object, second: object): Make =>
  (name) => ({
    tables: [
      {
        ...base(name),
        constraints: [
          { kind: 'unique', name: `${name}_b`, columns: ['id'], ...first },
          { kind: 'unique', name: `${name}_a`, columns: ['n'], ...second },
        ],
      },
    ],
  })

/** A key that a foreign key points at, so that a change of its type makes it anew. */
const clustered =
  (type: string): Make =>
  (name) => ({
    tables: [
      {
        ...base(name),
        columns: [...base(name).columns, { name: 'x', type }],
        constraints: [
          { kind: 'unique', name: `${name}_x`, columns: ['x'], clustered: true },
          {
            kind: 'foreignKey',
            name: `${name}_part`,
            columns: ['n'],
            references: { table: name, columns: ['x'] },
          },
        ],
      },
    ],
  })

/** The same comment on whatever has one besides tables, columns and views. */
const noted =
  (comment: string | null): Make =>
  (name) => ({
    namespaces: [{ name: `${name}_one`, comment }],
    roles: [{ name: `${name}_role`, comment }],
    enums: [{ name: `${name}_enum`, values: ['a'], comment }],
    sequences: [{ name: `${name}_seq`, comment }],
    tables: [
      {
        ...base(name),
        constraints: [
          { kind: 'primaryKey', name: `${name}_pkey`, columns: ['id'], comment },
          { kind: 'unique', name: `${name}_n`, columns: ['n'], comment },
          { kind: 'check', name: `${name}_check`, expression: 'n > 0', comment },
          { kind: 'exclude', name: `${name}_excl`, definition: '(title WITH =)', comment },
          {
            kind: 'foreignKey',
            name: `${name}_fk`,
            columns: ['n'],
            references: { table: name, columns: ['id'] },
            comment,
          },
        ],
        indexes: [{ name: `${name}_idx`, keys: ['title'], comment }],
        policies: [{ name: 'own', using: 'n > 1', comment }],
        rowSecurity: true,
      },
    ],
  })

const VIEW = ['dropView', 'createView']
const CONSTRAINT = ['dropConstraint', 'addConstraint']
const INDEX = ['dropIndex', 'createIndex']
const key = { kind: 'primaryKey', columns: ['id'] } as const
const unique = { kind: 'unique', columns: ['id'] } as const
const check = { kind: 'check', expression: 'n > 0' } as const
const exclude = (definition: string) => ({ kind: 'exclude', definition }) as const

const edits: readonly Edit[] = [
  edit('a comment', ['commentOn table'], table(), table({ comment: "It's a table" })),
  edit(
    'another comment',
    ['commentOn table'],
    table({ comment: 'one' }),
    table({ comment: 'two\nlines' }),
  ),
  edit('unlogged', ['alterTable unlogged'], table(), table({ unlogged: true })),
  edit('a tablespace', ['alterTable tablespace'], table(), table({ tablespace: 'fast' })),
  edit('storage parameters', ['alterTable with'], table(), table({ with: { fillfactor: '70' } })),
  edit(
    'other storage parameters',
    ['alterTable with'],
    table({ with: { fillfactor: '70', autovacuum_enabled: 'false' } }),
    table({ with: { fillfactor: '80', toast_tuple_target: '200' } }),
  ),
  edit(
    'storage parameters of what is stored apart',
    ['alterTable with'],
    table({ with: { 'toast.autovacuum_enabled': 'false' } }),
    table({ with: { fillfactor: '80', 'toast.vacuum_truncate': 'true' } }),
  ),
  edit(
    'row level security for the owner',
    ['alterTable forceRowSecurity'],
    table(),
    table({ forceRowSecurity: true }),
  ),
  edit(
    'several options at once',
    ['alterTable forceRowSecurity unlogged', 'commentOn table'],
    table({ comment: 'one', unlogged: true }),
    table({ forceRowSecurity: true }),
  ),
  edit(
    'a comment of a column',
    ['commentOn column'],
    column({}),
    column({ comment: "What it's called" }),
  ),
  edit(
    'a comment and a type',
    ['alterColumn type', 'commentOn column'],
    column({ comment: 'one' }),
    column({ comment: 'two', type: 'character varying(20)' }),
  ),
  edit(
    'a generated column with a comment',
    ['alterColumn generated'],
    column({ comment: 'one', generated: { expression: 'n::text' } }),
    column({ comment: 'one', generated: { expression: "n::text || '!'" } }),
  ),
  edit('storage of a column', ['alterColumn storage'], column({}), column({ storage: 'EXTERNAL' })),
  edit(
    'storage and compression as the type has them',
    ['alterColumn compression storage'],
    column({ storage: 'main', compression: 'pglz' }),
    column({}),
  ),
  edit(
    'a new type under another storage',
    ['alterColumn type'],
    column({ storage: 'external', compression: 'pglz', statistics: 50 }),
    column({
      storage: 'external',
      compression: 'pglz',
      statistics: 50,
      type: 'character varying',
    }),
  ),
  edit('a statistics target', ['alterColumn statistics'], column({}), column({ statistics: 500 })),
  edit(
    'another statistics target of a generated column',
    ['alterColumn generated statistics'],
    column({ statistics: 10, storage: 'external', generated: { expression: 'n::text' } }),
    column({ statistics: 20, storage: 'external', generated: { expression: "n::text || '!'" } }),
  ),
  edit('a new column with settings', ['addColumn'], table(), (name) => ({
    tables: [
      {
        ...base(name),
        columns: [
          ...base(name).columns,
          { name: 'body', type: 'text', storage: 'main', compression: 'pglz', statistics: 7 },
        ],
      },
    ],
  })),
  edit('a column of a domain', ['addColumn'], table(), withColumn('positive', { default: '1' })),
  edit('a column of a composite type', ['addColumn'], table(), withColumn('pair', {})),
  edit('an array of a domain that goes', ['dropColumn'], withColumn('positive[]', {}), table()),
  edit(
    'a column that becomes one of a domain, with all that stands on it',
    // The key is another one then.
    ['alterColumn type', ...CONSTRAINT],
    standing('integer'),
    standing('positive'),
  ),
  edit(
    'a default and NOT NULL of a column of a composite type',
    ['alterColumn default nullable'],
    withColumn('pair', {}),
    withColumn('pair', { default: "ROW(1, 'one')::pair", nullable: false }),
  ),
  edit('the access method of a table', ['alterTable method'], table(), table({ method: 'other' })),
  edit(
    'a new table of another access method',
    ['createTable'],
    () => ({}),
    table({ method: 'other', with: { fillfactor: '80' }, tablespace: 'fast' }),
  ),
  edit(
    'a collation',
    ['alterColumn collation'],
    column({ collation: 'C' }),
    column({ collation: 'POSIX' }),
  ),
  edit(
    'INCLUDE of a primary key',
    CONSTRAINT,
    constraint(key),
    constraint({ ...key, include: ['title'] }),
  ),
  edit(
    'a deferrable primary key',
    CONSTRAINT,
    constraint(key),
    constraint({ ...key, deferrable: 'initially deferred' }),
  ),
  edit(
    'INCLUDE of a unique constraint',
    CONSTRAINT,
    constraint(unique),
    constraint({ ...unique, include: ['n', 'title'] }),
  ),
  edit(
    'a deferrable unique constraint',
    CONSTRAINT,
    constraint(unique),
    constraint({ ...unique, deferrable: 'initially immediate' }),
  ),
  edit(
    'a deferrable foreign key',
    ['alterConstraint deferrable'],
    own({}),
    own({ deferrable: 'initially deferred' }),
  ),
  edit(
    'a foreign key that is deferrable no more',
    ['alterConstraint deferrable'],
    own({ deferrable: 'initially immediate' }),
    own({}),
  ),
  edit('MATCH FULL', CONSTRAINT, own({}), own({ matchFull: true })),
  edit(
    'SET NULL of some columns',
    CONSTRAINT,
    own({ onDelete: 'set null' }),
    own({ onDelete: 'set null', onDeleteColumns: ['n'] }),
  ),
  edit(
    'storage parameters of a primary key',
    ['alterConstraint with'],
    constraint(key),
    constraint({ ...key, with: { fillfactor: '70' } }),
  ),
  edit(
    'the tablespace of a primary key',
    ['alterConstraint tablespace'],
    constraint(key),
    constraint({ ...key, tablespace: 'fast' }),
  ),
  edit(
    'a unique constraint with parameters in another tablespace',
    ['alterConstraint tablespace with'],
    constraint({ ...unique, with: { fillfactor: '70', deduplicate_items: 'off' } }),
    constraint({ ...unique, with: { fillfactor: '80' }, tablespace: 'fast' }),
  ),
  edit(
    'INCLUDE of a unique constraint with parameters',
    CONSTRAINT,
    constraint({ ...unique, with: { fillfactor: '70' }, tablespace: 'fast' }),
    constraint({ ...unique, with: { fillfactor: '70' }, tablespace: 'fast', include: ['n'] }),
  ),
  edit(
    'a foreign key that is not valid',
    ['alterConstraint notValid'],
    own({}),
    own({ notValid: true }),
  ),
  edit(
    'a foreign key that is valid again',
    ['alterConstraint notValid'],
    own({ notValid: true }),
    own({}),
  ),
  edit(
    'a check that is not valid',
    ['alterConstraint notValid'],
    constraint(check),
    constraint({ ...check, notValid: true }),
  ),
  edit(
    'a check that is valid again',
    ['alterConstraint notValid'],
    constraint({ ...check, notValid: true }),
    constraint(check),
  ),
  edit(
    'a check that nobody inherits',
    CONSTRAINT,
    constraint(check),
    constraint({ ...check, noInherit: true }),
  ),
  edit(
    'a new exclusion constraint',
    ['addConstraint'],
    table(),
    constraint(exclude('using gist (span with &&)')),
  ),
  edit(
    'the predicate of an exclusion constraint',
    CONSTRAINT,
    constraint(exclude('USING gist (span WITH &&)')),
    constraint(exclude('USING gist (span WITH &&) WHERE (n > 0)')),
  ),
  edit(
    'a deferred exclusion constraint',
    CONSTRAINT,
    constraint(exclude('(lower(title) WITH =)')),
    constraint(exclude('(lower(title) WITH =) DEFERRABLE INITIALLY DEFERRED')),
  ),
  edit(
    'the spelling of an exclusion constraint',
    [],
    constraint(exclude('USING gist (span WITH &&) WHERE (n > 0)')),
    constraint(exclude('exclude using GIST ( span with && ) where (n > 0)')),
  ),
  edit(
    'INCLUDE of an index',
    INDEX,
    index({ keys: ['id'] }),
    index({ keys: ['id'], include: ['n'] }),
  ),
  edit(
    'equal NULLs of an index',
    INDEX,
    index({ keys: ['id'], unique: true }),
    index({ keys: ['id'], unique: true, nullsNotDistinct: true }),
  ),
  edit(
    'the order of CLUSTER',
    INDEX,
    index({ keys: ['id'] }),
    index({ keys: ['id'], clustered: true }),
  ),
  edit(
    'a clustered index over another column',
    INDEX,
    index({ keys: ['id'], clustered: true }),
    index({ keys: ['span'], method: 'gist', clustered: true }),
  ),
  edit(
    'a primary key that orders the rows',
    ['alterConstraint clustered'],
    constraint(key),
    constraint({ ...key, clustered: true }),
  ),
  edit(
    'an order that goes from a key to another',
    ['alterConstraint clustered', 'alterConstraint clustered'],
    twoKeys({ clustered: true }, {}),
    twoKeys({}, { clustered: true }),
  ),
  edit(
    'a type under a clustered index',
    ['alterColumn type'],
    clustered('integer'),
    clustered('bigint'),
  ),
  edit(
    'the tablespace of an index',
    INDEX,
    index({ keys: ['id'] }),
    index({ keys: ['id'], tablespace: 'fast' }),
  ),
  edit(
    'the collation of a key',
    INDEX,
    index({ keys: ['title'] }),
    index({ keys: [{ column: 'title', collation: 'C' }] }),
  ),
  edit(
    'the collation of a key whose column has another',
    INDEX,
    collated({ column: 'title' }),
    collated({ column: 'title', collation: 'default' }),
  ),
  edit(
    'the collation of an expression',
    INDEX,
    collated({ expression: 'lower(title)' }),
    collated({ expression: 'lower(title)', collation: 'default' }),
  ),
  edit(
    'the namespace of a collation',
    ['alterColumn collation'],
    column({ collation: 'german' }),
    column({ collation: '"apart"."german"' }),
  ),
  edit(
    'the namespace of the collation of a key',
    INDEX,
    index({ keys: [{ column: 'title', collation: 'german' }] }),
    index({ keys: [{ column: 'title', collation: '"apart"."german"' }] }),
  ),
  edit(
    'an operator class of another namespace',
    INDEX,
    index({ keys: ['n'] }),
    index({ keys: [{ column: 'n', opclass: 'apart.whole' }] }),
  ),
  edit('a comment of a view', ['commentOn view'], view({}), view({ comment: "It's shown" })),
  edit(
    'a comment of a view that is another then',
    VIEW,
    view({ comment: 'one', materialized: false }),
    view({ comment: 'two', definition: 'select 1 as one', materialized: false }),
  ),
  edit(
    'a view that is made again without its comment',
    ['commentOn view', ...VIEW],
    view({ comment: 'how many' }),
    view({ tablespace: 'fast' }),
  ),
  edit(
    'comments of all else',
    [
      'role',
      'namespace',
      'enum',
      'sequence',
      'index',
      'policy',
      ...Array.from({ length: 5 }, () => 'constraint'),
    ].map((word) => `commentOn ${word}`),
    noted(null),
    noted("It's\nnoted"),
  ),
  edit('the tablespace of a view', VIEW, view({}), view({ tablespace: 'fast' })),
  ...(
    [
      ['uniqueness', {}, { unique: true }],
      ['the keys', {}, { keys: ['n', 'title'] }],
      ['the predicate', { where: 'n > 1' }, { where: 'n > 2' }],
      ['an expression', { keys: [{ expression: 'lower(title)' }] }, { keys: ['title'] }],
      ['the method', { keys: ['span'] }, { keys: ['span'], method: 'gist' }],
      ['the order of a key', {}, { keys: [{ column: 'n', order: 'desc', nulls: 'last' }] }],
      [
        'the operator class of a key',
        { keys: ['title'] },
        { keys: [{ column: 'title', opclass: 'text_pattern_ops' }] },
      ],
      [
        'the collation of a key',
        { keys: ['title'] },
        { keys: [{ column: 'title', collation: 'C' }] },
      ],
      ['included columns', { unique: true }, { unique: true, include: ['title'] }],
      ['NULLs that are the same', { unique: true }, { unique: true, nullsNotDistinct: true }],
      ['storage parameters', {}, { with: { fillfactor: '70' } }],
      ['the tablespace', { tablespace: 'fast' }, {}],
      ['the order of the rows', {}, { clustered: true }],
    ] as const
  ).map(([title, one, other]) =>
    edit(`${title} of an index of a materialized view`, INDEX, stored(one), stored(other)),
  ),
  edit(
    'the comment of an index of a materialized view',
    ['commentOn index'],
    stored({ comment: 'one' }),
    stored({ comment: "It's two" }),
  ),
  edit(
    'an index of a materialized view',
    ['createIndex'],
    stored({}, { indexes: [] }),
    stored({ unique: true, clustered: true, comment: 'one' }),
  ),
  edit(
    'no index of a materialized view',
    ['dropIndex'],
    stored({ keys: [{ expression: 'n + 1' }], comment: 'one' }),
    stored({}, { indexes: [] }),
  ),
  edit(
    'the name of an index of a materialized view',
    ['renameIndex'],
    storedBeside('a'),
    storedBeside('b'),
  ),
  edit(
    'the query of a materialized view with indexes',
    VIEW,
    storedBeside('a'),
    storedBeside('a', { tablespace: 'fast' }),
  ),
  edit(
    'a materialized view and its indexes',
    ['renameIndex', 'createIndex', 'commentOn index', ...VIEW, 'dropIndex'],
    (name) =>
      storedBeside('a', {
        indexes: [
          { name: `${name}_part`, keys: ['n'], unique: true, comment: 'one' },
          { name: `${name}_a`, keys: ['title'] },
          { name: `${name}_b`, keys: ['id'], comment: 'two' },
        ],
      })(name),
    (name) =>
      storedBeside('a', {
        definition: `select n, title, id from ${name}`,
        indexes: [
          { name: `${name}_part`, keys: ['n'], unique: true },
          { name: `${name}_c`, keys: ['title'] },
          { name: `${name}_b`, keys: ['id'], where: 'id > 1' },
        ],
      })(name),
  ),
  edit('a materialized view with indexes that is a plain one then', VIEW, stored({}), (name) =>
    stored({}, { materialized: false, indexes: [] })(name),
  ),
  edit('the access method of a view', VIEW, view({}), view({ method: 'other' })),
  edit(
    'the type of a sequence',
    ['alterSequence type'],
    (name) => ({ ...table()(name), sequences: [{ name: `${name}_seq` }] }),
    (name) => ({ ...table()(name), sequences: [{ name: `${name}_seq`, type: 'integer' }] }),
  ),
  edit(
    'the owner of a sequence',
    ['alterSequence ownedBy'],
    (name) => ({ ...table()(name), sequences: [{ name: `${name}_seq` }] }),
    (name) => ({
      ...table()(name),
      sequences: [{ name: `${name}_seq`, ownedBy: { table: name, column: 'n' } }],
    }),
  ),
  edit(
    'another owner of a sequence',
    ['alterSequence ownedBy'],
    (name) => ({
      ...table()(name),
      sequences: [{ name: `${name}_seq`, ownedBy: { table: name, column: 'id' } }],
    }),
    (name) => ({
      ...table()(name),
      sequences: [{ name: `${name}_seq`, ownedBy: { table: name, column: 'title' } }],
    }),
  ),
  ...(
    [
      ['the name of the sequence of a serial', {}, { name: 'odd "name"' }],
      ['the type of the sequence of a serial', {}, { type: 'bigint' }],
      ['a smaller type', { type: 'bigint' }, { type: 'smallint' }],
      ['how the sequence of a serial counts', {}, { increment: '5', cache: '7', cycle: true }],
      [
        'where the sequence of a serial begins and ends',
        { min: '5', start: '7', max: '5000' },
        { min: '-5', start: '3' },
      ],
      [
        'the direction of the sequence of a serial',
        { cache: '3' },
        { increment: '-2', start: '-1', cache: '3' },
      ],
    ] as const
  ).map(([title, one, other]) => edit(title, ['alterColumn sequence'], serial(one), serial(other))),
  edit('a new serial with a sequence of its own', ['addColumn'], table(), (name) => ({
    tables: [
      {
        ...base(name),
        columns: [
          ...base(name).columns,
          { name: 'x', type: 'bigserial', sequence: { name: `${name}_own`, type: 'integer' } },
        ],
      },
    ],
  })),
  edit(
    'a serial that becomes an identity',
    ['alterColumn identity sequence type'],
    serial({ name: 'kept', cache: '4' }),
    (name) => withColumn('integer', { identity: { name: `${name} kept`, cache: '4' } })(name),
  ),
  edit(
    'the namespace of an extension',
    ['alterExtension namespace'],
    (name) => ({ ...placed(name), extensions: [{ name: 'citext', namespace: `${name}_one` }] }),
    (name) => ({ ...placed(name), extensions: [{ name: 'citext', namespace: `${name}_two` }] }),
  ),
  edit(
    'the namespace of an extension that cannot be moved',
    ['alterExtension namespace'],
    (name) => ({ ...placed(name), extensions: [{ name: 'xml2', namespace: `${name}_one` }] }),
    (name) => ({ ...placed(name), extensions: [{ name: 'xml2', namespace: `${name}_two` }] }),
  ),
  edit(
    'an extension that leaves public',
    ['alterExtension namespace'],
    (name) => ({ ...placed(name), extensions: [{ name: 'pg_trgm' }] }),
    (name) => ({ ...placed(name), extensions: [{ name: 'pg_trgm', namespace: `${name}_two` }] }),
  ),
]

/** A table whose unique constraint is over a period, with what else is given. */
const periods =
  (unique: object, key?: object): Make =>
  (name) => {
    const columns = ['room', 'span']
    const table: TableSpec = {
      ...base(name),
      columns: [...base(name).columns, { name: 'room', type: 'int4range' }],
    }
    const held = { kind: 'unique', name: `${name}_held`, columns, ...unique } as const
    if (key === undefined) return { tables: [{ ...table, constraints: [held] }] }
    const references = { table: name, columns }
    const own = { kind: 'foreignKey', name: `${name}_part`, columns, references, ...key } as const
    return { tables: [{ ...table, constraints: [held, own] }] }
  }

/** What PostgreSQL has since 18. */
const newEdits: readonly Edit[] = [
  edit('a unique constraint over a period', CONSTRAINT, periods({}), periods({ period: true })),
  edit(
    'a foreign key over a period, with the key that it needs',
    [...CONSTRAINT, ...CONSTRAINT],
    periods({}, {}),
    periods({ period: true }, { period: true }),
  ),
  edit(
    'a primary key over a period',
    CONSTRAINT,
    periods({ kind: 'primaryKey' }),
    periods({ kind: 'primaryKey', period: true }),
  ),
  edit(
    'a check that is not enforced',
    CONSTRAINT,
    constraint(check),
    constraint({ ...check, notEnforced: true }),
  ),
  edit('a foreign key that is not enforced', CONSTRAINT, own({}), own({ notEnforced: true })),
]

const merged = (specs: readonly SchemaSpec[]): SchemaSpec => ({
  extensions: specs.flatMap(({ extensions = [] }) => extensions),
  namespaces: specs.flatMap(({ namespaces = [] }) => namespaces),
  roles: specs.flatMap(({ roles = [] }) => roles),
  enums: specs.flatMap(({ enums = [] }) => enums),
  sequences: specs.flatMap(({ sequences = [] }) => sequences),
  tables: specs.flatMap(({ tables = [] }) => tables),
  views: specs.flatMap(({ views = [] }) => views),
})

const [version] = versions
const bench: EditBench = {
  dialect: postgres,
  target: '15',
  version,
  read: (_version, values) => ({
    schema: postgres.normalize(completeSchema(merged(Object.values(values) as SchemaSpec[]))),
    undeclared: { table: [], column: [], constraint: [], index: [], indexKey: [] },
    places: () => [],
  }),
}

describe('edits that are written by hand', () => {
  test('each is found, and nothing else is', () => {
    expect(findings([...edits, ...newEdits], bench)).toEqual([])
  })

  test('no attribute is left out that neither drizzle-orm nor another dialect has', () => {
    const left = new Set(untouched([...edits, ...newEdits], bench))
    const elsewhere = [
      'column.autoincrement',
      'generated.stored',
      'table.strict',
      'table.withoutRowid',
    ]
    expect(UNDECLARED.filter((name) => left.has(name))).toEqual(elsewhere)
  })

  test('they obey the laws, as a migration file too', async () => {
    await expectLaws([...edits, ...newEdits], bench)
  })
})

onServers('edits that are written by hand', (server) => {
  test('go there and back', async () => {
    const connection = await server.database()
    await connection.execute('SET allow_in_place_tablespaces = on')
    await connection.execute("CREATE TABLESPACE fast LOCATION ''")
    await connection.execute(TYPES)
    await connection.execute('CREATE ACCESS METHOD other TYPE TABLE HANDLER heap_tableam_handler')
    const isNew = connection.version.major >= 18
    await thereAndBack(isNew ? [...edits, ...newEdits] : edits, bench, connection)
  })
})
