/** Changes of SQLite tables that lose something elsewhere, each with what must be there afterwards. */
import type { Row } from '../../../src/dialects/dialect.ts'
import { definitions } from '../../../src/operations/index.ts'
import type { Operation } from '../../../src/operations/index.ts'
import { completeIndex } from '../../../src/schema/spec.ts'

const { addColumn, addConstraint, alterColumn, batch, createIndex, dropColumn } = definitions
const { dropConstraint, dropIndex, renameColumn } = definitions

type Answer = readonly (readonly [query: string, rows: readonly Row[]])[]

export interface RebuildCase {
  readonly setup: string
  readonly operations: readonly Operation[]
  readonly answers: Answer
  /** Whether the table is written anew; without it either way is right. */
  readonly rebuilds?: boolean
  /** Whether the operations back give the very rows that were there. */
  readonly lossy?: boolean
}

const query = (sql: string, ...rows: readonly Row[]): Answer[number] => [sql, rows]

const stored = (name: string, text: string): Answer[number] =>
  query(
    `SELECT count(*) AS n FROM sqlite_schema WHERE name = '${name}' AND instr(sql, '${text.replaceAll("'", "''")}') > 0`,
    { n: 1 },
  )

const always = (table: string): Operation => batch.create(table, [], { recreate: 'always' })

const PEOPLE = `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, age INT);
  INSERT INTO people VALUES (1, 'ada', 36), (5, 'bob', 5);`

const CHILD = `CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT UNIQUE);
  CREATE TABLE c (id INTEGER PRIMARY KEY, p_id INT REFERENCES p (id) ON DELETE CASCADE, n INT);
  INSERT INTO p VALUES (1, 'x'), (2, 'y'); INSERT INTO c VALUES (1, 1, 10), (2, 2, 20);`

const unique = (name: string, keys: readonly string[]) =>
  completeIndex({ name, keys, unique: true })

const NOTES = `CREATE TABLE notes (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT);
  INSERT INTO notes VALUES (1, 'a1', 'b1', 'c1'), (4, 'a4', 'b4', NULL);`

const order = (...names: readonly string[]): Answer[number] =>
  query(
    "SELECT group_concat(name, ' ') AS columns FROM (SELECT name FROM pragma_table_info('notes') ORDER BY cid)",
    { columns: names.join(' ') },
  )

const place = (...added: readonly (readonly [string, object])[]): readonly Operation[] => [
  batch.create(
    'notes',
    added.map(([name, options]) => addColumn.create('notes', { name, type: 'text' }, options)),
  ),
]

const add = (column: Parameters<typeof addColumn.create>[1]): readonly Operation[] => [
  addColumn.create('notes', column),
]

const FILLED = [{ id: 1, n: '7' }, { id: 4, n: '7' }] // prettier-ignore

export const CASES: Readonly<Record<string, RebuildCase>> = {
  'case 46: a type changes and the values are converted as `using` says': {
    setup: `CREATE TABLE v (id INTEGER PRIMARY KEY, n TEXT);
      INSERT INTO v VALUES (1, 'd1'), (2, '22'), (3, '8.5'), (4, '9.46');`,
    operations: [
      alterColumn.create('v', 'n', { type: 'integer' }, { using: 'CAST(n AS integer)' }),
    ],
    answers: [query('SELECT n FROM v ORDER BY id', { n: 0 }, { n: 22 }, { n: 8 }, { n: 9 })],
    rebuilds: true,
    lossy: true,
  },
  'case 47: a rebuild that changes no type keeps values of dates, and their defaults': {
    setup: `CREATE TABLE e (id INTEGER PRIMARY KEY, at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
        later DATETIME DEFAULT (datetime('now', 'localtime')), n INT);
      INSERT INTO e VALUES (1, '2026-11-20 23:06:00', '2026-11-20T23:06:00.123Z', 1), (2, 1763680000, 2461000.5, NULL);`,
    operations: [always('e')],
    answers: [
      query(
        'SELECT at, typeof(later) AS t FROM e ORDER BY id',
        { at: '2026-11-20 23:06:00', t: 'text' },
        { at: 1763680000, t: 'real' },
      ),
      stored('e', "DEFAULT (datetime('now', 'localtime'))"),
    ],
    rebuilds: true,
  },
  'case 48: a column goes': {
    setup: PEOPLE,
    operations: [dropColumn.create('people', 'age')],
    answers: [query('SELECT * FROM people', { id: 1, name: 'ada' }, { id: 5, name: 'bob' })],
    lossy: true,
  },
  'case 48: the column of the primary key goes': {
    setup: PEOPLE,
    operations: [dropConstraint.create('people', 'people_pk'), dropColumn.create('people', 'id')],
    answers: [
      query('SELECT * FROM people', { name: 'ada', age: 36 }, { name: 'bob', age: 5 }),
      query("SELECT count(*) AS n FROM pragma_table_info('people') WHERE pk", { n: 0 }),
    ],
    rebuilds: true,
    lossy: true,
  },
  'case 48: the column of the primary key goes and comes back as a plain one': {
    setup: PEOPLE,
    operations: [
      batch.create('people', [
        dropConstraint.create('people', 'people_pk'),
        dropColumn.create('people', 'id'),
        addColumn.create('people', { name: 'id', type: 'text', default: "'new'" }),
      ]),
    ],
    answers: [
      query('SELECT id, name FROM people', { id: 'new', name: 'ada' }, { id: 'new', name: 'bob' }),
    ],
    rebuilds: true,
    lossy: true,
  },
  'case 48: the column of the primary key goes and another one is the key': {
    setup: PEOPLE,
    operations: [
      batch.create('people', [
        dropConstraint.create('people', 'people_pk'),
        dropColumn.create('people', 'id'),
        alterColumn.create('people', 'name', { nullable: false }),
        addConstraint.create('people', {
          kind: 'primaryKey',
          name: 'people_pk',
          columns: ['name'],
        }),
      ]),
    ],
    answers: [query("SELECT name FROM pragma_table_info('people') WHERE pk", { name: 'name' })],
    rebuilds: true,
    lossy: true,
  },
  'case 49: a column, a primary key, a foreign key, an indexed column and a flag that holds 5 are renamed':
    {
      setup: `${CHILD} CREATE INDEX c_n ON c (n) WHERE n > 1;
      CREATE TABLE f (flag BOOLEAN CHECK (flag <> 7)); INSERT INTO f VALUES (5), (1);`,
      operations: [
        renameColumn.create('p', 'code', 'label'),
        renameColumn.create('p', 'id', 'key'),
        renameColumn.create('c', 'p_id', 'parent'),
        renameColumn.create('c', 'n', 'm'),
        renameColumn.create('f', 'flag', 'on'),
      ],
      answers: [
        query('SELECT label FROM p WHERE key = 2', { label: 'y' }),
        query('SELECT "from", "to" FROM pragma_foreign_key_list(\'c\')', {
          from: 'parent',
          to: 'key',
        }),
        stored('c_n', '("m") WHERE "m" > 1'),
        query('SELECT "on" FROM f', { on: 5 }, { on: 1 }),
      ],
      rebuilds: false,
    },
  ...Object.fromEntries(
    (['auto', 'always'] as const).flatMap((recreate): readonly (readonly [string, RebuildCase])[] => [
      [
        `case 50: a primary key, a unique index, a check and a foreign key come, recreate: ${recreate}`,
        {
          setup: `${CHILD} CREATE TABLE t (a INT NOT NULL, b INT, p_id INT); INSERT INTO t (rowid, a, b, p_id) VALUES (3, 1, 2, 1), (2, 2, 3, NULL);`,
          operations: [
            batch.create(
              't',
              [
                addConstraint.create('t', { kind: 'primaryKey', name: 't_pk', columns: ['a'] }),
                createIndex.create('t', unique('t_b', ['b'])),
                addConstraint.create('t', { kind: 'check', name: 'small', expression: 'b < 9' }),
                addConstraint.create('t', {
                  kind: 'foreignKey',
                  name: 't_p',
                  columns: ['p_id'],
                  references: { table: 'p', columns: ['id'] },
                }),
              ],
              { recreate },
            ),
          ],
          answers: [
            query('SELECT rowid AS r, a FROM t ORDER BY a', { r: 3, a: 1 }, { r: 2, a: 2 }),
            query("SELECT name FROM pragma_table_info('t') WHERE pk", { name: 'a' }),
            query("SELECT \"table\" AS t FROM pragma_foreign_key_list('t')", { t: 'p' }),
            stored('t', 'CONSTRAINT "small" CHECK (b < 9)'),
          ],
          rebuilds: true,
        },
      ],
      [
        `case 50: a primary key, a unique constraint, a check and a foreign key go, recreate: ${recreate}`,
        {
          setup: `${CHILD} CREATE TABLE t (a INT PRIMARY KEY, b INT, p_id INT, CONSTRAINT t_b UNIQUE (b),
              CONSTRAINT small CHECK (b < 9), CONSTRAINT t_p FOREIGN KEY (p_id) REFERENCES p (id));
            INSERT INTO t VALUES (1, 2, 1), (2, 3, NULL);`,
          operations: [
            batch.create(
              't',
              [
                dropConstraint.create('t', 't_pk'),
                dropIndex.create('t', 't_b'),
                dropConstraint.create('t', 'small'),
                dropConstraint.create('t', 't_p'),
              ],
              { recreate },
            ),
          ],
          answers: [
            query('SELECT a, b FROM t', { a: 1, b: 2 }, { a: 2, b: 3 }),
            query("SELECT sql FROM sqlite_schema WHERE name = 't'", { sql: 'CREATE TABLE "t" (a INT, b INT, p_id INT)' }),
          ],
          rebuilds: true,
        },
      ],
    ]),
  ), // prettier-ignore
  'case 51: a column comes with a unique index over it': {
    setup: PEOPLE,
    operations: [
      batch.create('people', [
        addColumn.create('people', { name: 'code', type: 'text' }, { using: "name || '!'" }),
        createIndex.create('people', unique('people_code', ['code'])),
      ]),
    ],
    answers: [query('SELECT code FROM people ORDER BY id', { code: 'ada!' }, { code: 'bob!' })],
  },
  'case 52: a foreign key without a name is dropped by its shape': {
    setup: CHILD,
    operations: [dropConstraint.create('c', 'c_p_id_p_id_fk')],
    answers: [
      query("SELECT count(*) AS n FROM pragma_foreign_key_list('c')", { n: 0 }),
      query('SELECT count(*) AS n FROM c', { n: 2 }),
    ],
  },
  'case 53: indexes survive, and one comes and one goes in the same rebuild': {
    setup: `${PEOPLE} CREATE INDEX people_name ON people (name); CREATE UNIQUE INDEX people_age ON people (age);`,
    operations: [
      batch.create('people', [
        alterColumn.create('people', 'age', { type: 'real' }),
        dropIndex.create('people', 'people_age'),
        createIndex.create('people', unique('people_both', ['name', 'age'])),
      ]),
    ],
    answers: [
      query(
        "SELECT name FROM pragma_index_list('people') ORDER BY name",
        { name: 'people_both' },
        { name: 'people_name' },
      ),
      stored('people_name', 'CREATE INDEX people_name ON people (name)'),
    ],
    rebuilds: true,
  },
  'case 55: a table that refers to itself is rebuilt': {
    setup: `CREATE TABLE tree (id INTEGER PRIMARY KEY, up INT REFERENCES tree ON DELETE CASCADE, n INT);
      INSERT INTO tree VALUES (9, NULL, 1), (1, 9, 2), (2, 1, 3);`,
    operations: [alterColumn.create('tree', 'n', { type: 'real' })],
    answers: [
      query(
        'SELECT id, up FROM tree ORDER BY id',
        { id: 1, up: 9 },
        { id: 2, up: 1 },
        { id: 9, up: null },
      ),
      stored('tree', 'up INT REFERENCES tree ON DELETE CASCADE'),
    ],
    rebuilds: true,
  },
  'case 56: columns come first, in the middle, last, and after another new one': {
    setup: NOTES,
    operations: place(
      ['first', { before: 'id' }],
      ['middle', { after: 'a' }],
      ['next', { after: 'middle' }],
      ['last', {}],
    ),
    answers: [
      order('first', 'id', 'a', 'middle', 'next', 'b', 'c', 'last'),
      query('SELECT a, b, c FROM notes WHERE id = 4', { a: 'a4', b: 'b4', c: null }),
    ],
    rebuilds: true,
  },
  'case 57: all columns in another order': {
    setup: NOTES,
    operations: [batch.create('notes', [], { order: ['c', 'b', 'a', 'id'] })],
    answers: [order('c', 'b', 'a', 'id'), query('SELECT a FROM notes WHERE id = 4', { a: 'a4' })],
    rebuilds: true,
  },
  'case 57: some columns in another order': {
    setup: NOTES,
    operations: [batch.create('notes', [], { order: ['c', 'a'] })],
    answers: [order('c', 'a', 'id', 'b'), query('SELECT b FROM notes WHERE id = 4', { b: 'b4' })],
    rebuilds: true,
  },
  'case 58: a column comes with a constant default, in place': {
    setup: NOTES,
    operations: add({ name: 'n', type: 'text', nullable: false, default: "'7'" }),
    answers: [query('SELECT id, n FROM notes', ...FILLED)],
    rebuilds: false,
  },
  'case 58: a column comes with an expression as its default, by a rebuild': {
    setup: NOTES,
    operations: add({ name: 'n', type: 'text', default: "(lower('7'))" }),
    answers: [query('SELECT id, n FROM notes', ...FILLED)],
    rebuilds: true,
  },
  'case 58: a stored generated column comes, by a rebuild': {
    setup: NOTES,
    operations: add({ name: 'n', type: 'text', generated: { expression: "'7'", stored: true } }),
    answers: [query('SELECT id, n FROM notes', ...FILLED)],
    rebuilds: true,
  },
  'case 58: a virtual generated column comes, in place': {
    setup: NOTES,
    operations: add({ name: 'n', type: 'text', generated: { expression: "'7'", stored: false } }),
    answers: [query('SELECT id, n FROM notes', ...FILLED)],
    rebuilds: false,
  },
  'case 58: a column comes with CURRENT_TIMESTAMP, by a rebuild': {
    setup: NOTES,
    operations: add({ name: 'n', type: 'text', default: 'CURRENT_TIMESTAMP' }),
    answers: [query("SELECT count(*) AS filled FROM notes WHERE n LIKE '20__-%'", { filled: 2 })],
    rebuilds: true,
    lossy: true,
  },
  'case 58: a unique column comes: in place, as its index is one of its own': {
    setup: NOTES,
    operations: [
      ...add({ name: 'n', type: 'text' }),
      createIndex.create('notes', unique('notes_n', ['n'])),
    ],
    answers: [query('SELECT "unique" AS u FROM pragma_index_list(\'notes\')', { u: 1 })],
    rebuilds: false,
  },
  'case 59: a trigger on the table, one elsewhere, a view and a view over it': {
    setup: `${PEOPLE} CREATE TABLE log (what TEXT);
      CREATE TRIGGER people_log AFTER UPDATE OF name ON people BEGIN INSERT INTO log VALUES (new.name); END;
      CREATE TRIGGER log_people AFTER DELETE ON log BEGIN UPDATE people SET age = age + 1; END;
      CREATE VIEW adults AS SELECT id, name FROM people WHERE age > 17; -- kept
      CREATE VIEW names (n) AS SELECT name FROM adults;`,
    operations: [alterColumn.create('people', 'age', { type: 'real' })],
    answers: [
      query('SELECT n FROM names', { n: 'ada' }),
      query("SELECT count(*) AS n FROM sqlite_schema WHERE type IN ('trigger', 'view')", { n: 4 }),
      query('SELECT count(*) AS n FROM log', { n: 0 }),
    ],
    rebuilds: true,
  },
  'case 60: indexes that descend, collate, are partial, or over expressions': {
    setup: `${PEOPLE} CREATE INDEX i1 ON people (name, age DESC);
      CREATE INDEX i2 ON people (name COLLATE NOCASE); CREATE INDEX i3 ON people (age) WHERE age > 1 /* kept */;
      CREATE INDEX i4 ON people (lower(name)); CREATE UNIQUE INDEX i5 ON people (name || age, id DESC);`,
    operations: [alterColumn.create('people', 'age', { type: 'real' })],
    answers: [
      stored('i1', '(name, age DESC)'),
      stored('i2', '(name COLLATE NOCASE)'),
      stored('i3', 'WHERE age > 1 /* kept */'),
      stored('i4', '(lower(name))'),
      stored('i5', 'CREATE UNIQUE INDEX i5 ON people (name || age, id DESC)'),
    ],
    rebuilds: true,
  },
  'case 61: STRICT, WITHOUT ROWID, collations, ON CONFLICT and a key that descends': {
    setup: `CREATE TABLE k (a TEXT COLLATE NOCASE NOT NULL ON CONFLICT REPLACE DEFAULT 'x', b INT NOT NULL, n INT,
        CONSTRAINT k_key PRIMARY KEY (a DESC, b) ON CONFLICT IGNORE) STRICT, WITHOUT ROWID;
      INSERT INTO k VALUES ('A', 1, 1), ('b', 2, 2);`,
    operations: [alterColumn.create('k', 'n', { default: '3' })],
    answers: [
      stored('k', "a TEXT COLLATE NOCASE NOT NULL ON CONFLICT REPLACE DEFAULT 'x'"),
      stored('k', 'PRIMARY KEY (a DESC, b) ON CONFLICT IGNORE) STRICT, WITHOUT ROWID'),
      query("SELECT strict, wr FROM pragma_table_list('k')", { strict: 1, wr: 1 }),
      query('SELECT a FROM k', { a: 'b' }, { a: 'A' }),
    ],
    rebuilds: true,
  },
  'case 61: AUTOINCREMENT and its counter': {
    setup: `CREATE TABLE s (id INTEGER PRIMARY KEY AUTOINCREMENT, n INT);
      INSERT INTO s VALUES (1, 1), (9, 9); DELETE FROM s WHERE id = 9;`,
    operations: [alterColumn.create('s', 'n', { type: 'real' })],
    answers: [query('SELECT name, seq FROM sqlite_sequence', { name: 's', seq: 9 })],
    rebuilds: true,
  },
  'case 62: a stored and a virtual generated column in one table': {
    setup: `CREATE TABLE g (a INT, s INT AS (a * 2) STORED, v INT AS (s + 1) VIRTUAL, z TEXT);
      INSERT INTO g (a, z) VALUES (1, 'x'), (2, 'y');`,
    operations: [alterColumn.create('g', 'z', { default: "'d'" })],
    answers: [
      query('SELECT * FROM g', { a: 1, s: 2, v: 3, z: 'x' }, { a: 2, s: 4, v: 5, z: 'y' }),
      query(
        "SELECT hidden FROM pragma_table_xinfo('g') WHERE hidden",
        { hidden: 3 },
        { hidden: 2 },
      ),
    ],
    rebuilds: true,
  },
  'case 63: checks without names, and one with a name over columns that are renamed and go': {
    setup: `CREATE TABLE k (a INT CHECK (a > 0), b INT, c INT, CHECK (b < 100), CONSTRAINT both CHECK (a < b));
      INSERT INTO k VALUES (1, 2, 3);`,
    operations: [
      renameColumn.create('k', 'b', 'top'),
      batch.create('k', [
        dropConstraint.create('k', 'both'),
        dropColumn.create('k', 'c'),
        alterColumn.create('k', 'top', { type: 'real' }),
      ]),
    ],
    answers: [
      query('SELECT * FROM k', { a: 1, top: 2 }),
      stored('k', 'a INT CHECK (a > 0)'),
      stored('k', 'CHECK ("top" < 100)'),
    ],
    rebuilds: true,
    lossy: true,
  },
  'case 66: full text over a table keyed by its rowids, with triggers that keep it': {
    setup: `CREATE TABLE docs (body TEXT, n INT);
      CREATE VIRTUAL TABLE words USING fts5(body, content = 'docs', content_rowid = 'rowid');
      CREATE TRIGGER docs_in AFTER INSERT ON docs BEGIN
        INSERT INTO words (rowid, body) VALUES (new.rowid, new.body); END;
      INSERT INTO docs (rowid, body, n) VALUES (7, 'seven lives', 1), (3, 'three wishes', 2);
      DELETE FROM docs WHERE n = 99;`,
    operations: [alterColumn.create('docs', 'n', { nullable: false })],
    answers: [
      query("SELECT rowid AS r, body FROM words WHERE words MATCH 'wishes'", {
        r: 3,
        body: 'three wishes',
      }),
      query("SELECT name FROM sqlite_schema WHERE type = 'trigger'", { name: 'docs_in' }),
    ],
    rebuilds: true,
  },
  'case 68: two tables that refer to each other are rebuilt in one migration': {
    setup: `CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INT REFERENCES b (id) ON DELETE CASCADE, n INT);
      CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INT REFERENCES a (id) ON DELETE SET NULL, n INT);
      INSERT INTO a VALUES (1, NULL, 1); INSERT INTO b VALUES (1, 1, 1); UPDATE a SET b_id = 1;`,
    operations: [
      alterColumn.create('a', 'n', { type: 'real' }),
      alterColumn.create('b', 'n', { nullable: false }),
    ],
    answers: [
      query('SELECT b_id FROM a', { b_id: 1 }),
      query('SELECT a_id FROM b', { a_id: 1 }),
      stored('a', 'REFERENCES b (id) ON DELETE CASCADE'),
    ],
    rebuilds: true,
  },
  'case 68: the type of a key changes with that of the children': {
    setup: `CREATE TABLE p (id INT NOT NULL PRIMARY KEY); CREATE TABLE c (p_id INT REFERENCES p (id) ON DELETE CASCADE);
      INSERT INTO p VALUES (1), (2); INSERT INTO c VALUES (1), (2), (2);`,
    operations: [
      alterColumn.create('p', 'id', { type: 'text' }, { using: 'CAST(id AS text)' }),
      alterColumn.create('c', 'p_id', { type: 'text' }, { using: 'CAST(p_id AS text)' }),
    ],
    answers: [
      query("SELECT count(*) AS n FROM c JOIN p ON p.id = c.p_id WHERE typeof(p.id) = 'text'", {
        n: 3,
      }),
    ],
    rebuilds: true,
    lossy: true,
  },
}
