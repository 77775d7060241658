/** What can happen to a table, what can hang on it, and what kinds of table there are. */
import { definitions } from '../../../src/operations/index.ts'
import type { Operation } from '../../../src/operations/index.ts'
import { completeConstraint, completeIndex } from '../../../src/schema/spec.ts'
import type { ColumnSpec, ColumnSetSpec, ConstraintSpec } from '../../../src/schema/spec.ts'

/** A table `t` of each kind: its key, and what stands behind its columns. */
export const TABLES = {
  plain: { key: 'id INTEGER PRIMARY KEY', tail: '' },
  autoincrement: { key: 'id INTEGER PRIMARY KEY AUTOINCREMENT', tail: '' },
  'without a key': { key: 'id INTEGER UNIQUE', tail: '' },
  STRICT: { key: 'id INTEGER PRIMARY KEY', tail: ' STRICT' },
  'WITHOUT ROWID': { key: 'id INTEGER NOT NULL PRIMARY KEY DESC', tail: ' WITHOUT ROWID' },
} as const

export type TableKind = keyof typeof TABLES

/** Comments, odd names and spellings that nobody but the author would choose. */
export const createTable = (kind: TableKind): string => `CREATE TABLE t (
  ${TABLES[kind].key}, -- the key
  a TEXT  DEFAULT 'x' COLLATE NOCASE, /* text */
  b INTEGER NOT NULL ON CONFLICT IGNORE DEFAULT 0,
  "odd ""name" TEXT,
  c INTEGER,
  d INTEGER,
  low TEXT AS (lower(a)) STORED,
  big INTEGER GENERATED ALWAYS AS (b + 1),
  u INTEGER UNIQUE ON CONFLICT REPLACE,
  CONSTRAINT positive CHECK (b >= 0) -- named
  , CHECK (length(a) < 100)
)${TABLES[kind].tail}`

export const ROWS = `INSERT INTO t (id, a, b, "odd ""name", c, d, u) VALUES
  (1, 'one', 1, 'o1', 10, NULL, 100), (5, 'Five', 5, NULL, 50, 5, 101), (9, 'nine', 9, 'o9', 90, 9, 102),
  (12, 'gone', 12, '', 120, 1, 103);
DELETE FROM t WHERE id = 12;`

const {
  addColumn,
  addConstraint,
  alterColumn,
  alterTable,
  createIndex,
  dropColumn,
  dropConstraint,
} = definitions
const { dropIndex, renameColumn, renameIndex, batch } = definitions

const add = (column: ColumnSpec, options = {}): Operation => addColumn.create('t', column, options)
const set = (name: string, values: ColumnSetSpec, options = {}): Operation =>
  alterColumn.create('t', name, values, options)
const constrain = (constraint: ConstraintSpec): Operation =>
  addConstraint.create('t', completeConstraint(constraint))
const index = (name: string, keys: readonly string[], more = {}): Operation =>
  createIndex.create('t', completeIndex({ name, keys, ...more }))

/** Changes of every kind of column, constraint, index and option; each a program of its own. */
export const CHANGES: Readonly<Record<string, readonly Operation[]>> = {
  'a type': [set('c', { type: 'text' })],
  'a type, converted': [set('c', { type: 'text' }, { using: "c || '!'" })],
  'a default': [set('a', { default: "'y'" })],
  'no default': [set('b', { default: null })],
  'not null': [set('c', { nullable: false })],
  'not null, filled': [set('d', { nullable: false }, { using: 'coalesce(d, 0)' })],
  null: [set('b', { nullable: true })],
  'a collation': [set('c', { collation: 'RTRIM' })],
  'no collation': [set('a', { collation: null })],
  'a stored expression': [set('low', { generated: { expression: 'upper(a)', stored: true } })],
  'a virtual expression': [set('big', { generated: { expression: 'b + 2', stored: false } })],
  'a plain column from a generated one': [set('big', { generated: null })],
  'a new column': [add({ name: 'n', type: 'integer' })],
  'a new column with a default': [
    add({ name: 'n', type: 'integer', nullable: false, default: '7' }),
  ],
  'a new column with an expression': [add({ name: 'n', type: 'text', default: "'a' || 'b'" })],
  'a new stored column': [add({ name: 'n', type: 'integer', generated: { expression: 'c * 2' } })],
  'a new virtual column': [
    add({ name: 'n', type: 'integer', generated: { expression: 'c * 2', stored: false } }),
  ],
  'a new column, filled': [add({ name: 'n', type: 'integer', nullable: false }, { using: 'b' })],
  'a new column in the middle': [add({ name: 'n', type: 'integer' }, { before: 'c' })],
  'a column less': [dropColumn.create('t', 'd')],
  'a renamed column': [renameColumn.create('t', 'c', 'c2')],
  'a renamed column and a type': [renameColumn.create('t', 'c', 'c2'), set('c2', { type: 'text' })],
  'a check': [constrain({ kind: 'check', name: 'small', expression: 'c < 1000' })],
  'a check less': [dropConstraint.create('t', 'positive')],
  'a foreign key': [
    constrain({
      kind: 'foreignKey',
      name: 't_other',
      columns: ['d'],
      references: { table: 'parents', columns: ['id'] },
      onDelete: 'set null',
    }),
  ],
  'an index': [index('t_new', ['c', 'b'])],
  'a unique index': [index('t_unique', ['c'], { unique: true })],
  'an index less': [dropIndex.create('t', 't_desc')],
  'a renamed index': [renameIndex.create('t', 't_desc', 't_down')],
  strict: [alterTable.create('t', { strict: true })],
  'another order': [batch.create('t', [], { order: ['u', 'c'] })],
  nothing: [batch.create('t', [], { recreate: 'always' })],
}

const child = (action: string): string => `
CREATE TABLE children (id INTEGER PRIMARY KEY, t_id INTEGER DEFAULT 1 REFERENCES t (id) ${action}, note TEXT);
INSERT INTO children VALUES (1, 1, 'a'), (2, 5, 'b'), (3, 5, 'c');`

/** What hangs on the table. `t_desc` is always there. */
export const HANGERS: Readonly<Record<string, string>> = {
  'an index over parts and expressions': `
CREATE INDEX "t part" ON t (a COLLATE RTRIM, "odd ""name" DESC) WHERE b > 0 /* kept */;
CREATE UNIQUE INDEX t_expr ON t (lower(a), b + 1);`,
  triggers: `
CREATE TRIGGER t_insert AFTER INSERT ON t WHEN new.b > 0 BEGIN INSERT INTO log VALUES ('i' || new.id); END;
CREATE TRIGGER t_update BEFORE UPDATE OF a ON t BEGIN INSERT INTO log VALUES ('u' || old.id); END;
CREATE TRIGGER t_delete AFTER DELETE ON t BEGIN INSERT INTO log VALUES ('d' || old.id); END;`,
  'a trigger elsewhere': `
CREATE TRIGGER log_insert AFTER INSERT ON log BEGIN UPDATE t SET b = b WHERE id = -1; END;`,
  'views over views': `
CREATE VIEW v AS SELECT id, a, b FROM t WHERE b > 0;
CREATE VIEW "v 2" AS SELECT v.a, t.id FROM v JOIN t USING (id);`,
  'a view with a trigger': `
CREATE VIEW v AS SELECT id, a FROM t;
CREATE TRIGGER v_insert INSTEAD OF INSERT ON v BEGIN INSERT INTO t (id, a) VALUES (new.id, new.a); END;`,
  'full text': `
CREATE VIRTUAL TABLE words USING fts5(a, content='t', content_rowid='id');
INSERT INTO words (rowid, a) SELECT id, a FROM t;
CREATE TRIGGER words_insert AFTER INSERT ON t BEGIN INSERT INTO words (rowid, a) VALUES (new.id, new.a); END;
CREATE TRIGGER words_delete AFTER DELETE ON t BEGIN
  INSERT INTO words (words, rowid, a) VALUES ('delete', old.id, old.a); END;`,
  'a child, no action': child(''),
  'a child, restrict': child('ON DELETE RESTRICT'),
  'a child, cascade': child('ON DELETE CASCADE ON UPDATE CASCADE'),
  'a child, set null': child('ON DELETE SET NULL'),
  'a child, set default': child('ON DELETE SET DEFAULT'),
  'a deferrable child': child('DEFERRABLE INITIALLY DEFERRED'),
  'a cycle': `
CREATE TABLE children (id INTEGER PRIMARY KEY REFERENCES parents (id) ON DELETE CASCADE, t_id INTEGER REFERENCES t (id) ON DELETE CASCADE);
INSERT INTO children VALUES (1, 1), (5, 9);`,
  nothing: '',
}

export const BESIDE = `
CREATE TABLE parents (id INTEGER PRIMARY KEY);
INSERT INTO parents VALUES (1), (5), (9);
CREATE TABLE log (what TEXT);
CREATE INDEX t_desc ON t (b DESC, a COLLATE BINARY);
`
