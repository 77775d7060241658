import { expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { adoptSequenceNames } from '../../../src/diff/sequence-names.ts'
import { reverseAll } from '../../../src/operations/index.ts'
import { recordingBuilder } from '../../../src/operations/recorder.ts'
import type { Operation, Operations } from '../../../src/operations/index.ts'
import { equalSchemas } from '../../../src/schema/equal.ts'
import type { SchemaSpec } from '../../../src/schema/spec.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { creation, execute, introspect, onServers, printed, schemaOf } from './support.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'

const BASE: SchemaSpec = {
  namespaces: [{ name: 'auth' }],
  enums: [
    { name: 'mood', values: ['sad', 'ok', 'happy'] },
    { namespace: 'auth', name: 'role', values: ['admin', 'member'] },
  ],
  tables: [
    {
      name: 'users',
      columns: [
        { name: 'id', type: 'serial' },
        { name: 'email', type: 'text', nullable: false },
        { name: 'age', type: 'integer', default: '18' },
        { name: 'code', type: 'character varying(20)', default: "'7'" },
        { name: 'mood', type: 'mood', default: "'sad'" },
        { name: 'moods', type: 'mood[]', default: "'{sad,happy}'" },
        { name: 'twice', type: 'integer', generated: { expression: 'age * 2' } },
        { name: 'is_sad', type: 'boolean', generated: { expression: "mood = 'sad'" } },
      ],
      constraints: [
        { kind: 'primaryKey', name: 'users_pkey', columns: ['id'] },
        { kind: 'unique', name: 'users_email_unique', columns: ['email'] },
        { kind: 'check', name: 'users_age_check', expression: 'age > 0' },
        { kind: 'check', name: 'users_code_check', expression: "code <> 'x'" },
        { kind: 'check', name: 'users_mood_check', expression: "mood <> 'ok' OR age > 3" },
      ],
      indexes: [
        { name: 'users_age_index', keys: ['age'] },
        { name: 'users_twice_index', keys: ['twice'] },
        { name: 'users_code_index', keys: ['age'], where: "code = 'a'" },
        { name: 'users_happy', keys: ['id'], where: "mood = 'happy'" },
      ],
    },
    {
      namespace: 'auth',
      name: 'posts',
      columns: [
        { name: 'id', type: 'integer', identity: {} },
        { name: 'author', type: 'integer' },
        { name: 'score', type: 'integer', nullable: false, default: '0' },
        { name: 'role', type: 'auth.role', nullable: false, default: "'member'" },
      ],
      constraints: [
        { kind: 'primaryKey', name: 'posts_pkey', columns: ['id'] },
        {
          kind: 'foreignKey',
          name: 'posts_author_fk',
          columns: ['author'],
          references: { table: 'users', columns: ['id'] },
        },
      ],
    },
  ],
  views: [{ name: 'happy_users', definition: "select id, mood from users where mood = 'happy'" }],
}

const SEED = `
  INSERT INTO users (email, age, code, mood) VALUES ('a', 20, '1', 'sad'), ('b', 30, '2', 'happy');
  INSERT INTO auth.posts (author, role, score) VALUES (1, 'admin', 2), (2, 'member', 3)`

const posts = { namespace: 'auth', name: 'posts' }

interface Change {
  readonly does: (op: Operations) => void
  /** Set aside what the change would have to drop first. */
  readonly without?: readonly ('views' | 'checks')[]
}

const CHANGES: Readonly<Record<string, Change>> = {
  'creates and drops a namespace, an enum, a table and a view': {
    does: (op) => {
      op.createNamespace('blog')
      op.createEnum({ namespace: 'blog', name: 'state', values: ['a', 'b'] })
      op.createTable({
        namespace: 'blog',
        name: 'tags',
        columns: [
          { name: 'id', type: 'bigserial' },
          { name: 'state', type: 'blog.state', default: "'a'" },
        ],
        constraints: [{ kind: 'primaryKey', name: 'tags_pkey', columns: ['id'] }],
        indexes: [{ name: 'tags_state', keys: ['state'] }],
      })
      op.createView({ name: 'all_tags', definition: 'select id from blog.tags' })
    },
  },
  'renames a table, a column, a constraint and an index': {
    without: ['views'],
    does: (op) => {
      op.renameTable('users', 'accounts')
      op.renameColumn('accounts', 'age', 'years')
      op.renameConstraint('accounts', 'users_pkey', 'accounts_pkey')
      op.renameIndex('accounts', 'users_age_index', 'accounts_years_index')
    },
  },
  'adds columns of every sort': {
    does: (op) => {
      op.addColumn('users', { name: 'note', type: 'text', nullable: false, default: "''" })
      op.addColumn('users', { name: 'seq', type: 'bigint', identity: { always: true, start: '7' } })
      op.addColumn('users', {
        name: 'loud',
        type: 'text',
        generated: { expression: 'upper(email)' },
      })
      op.addColumn(posts, { name: 'n', type: 'smallserial' })
    },
  },
  'adds constraints and indexes': {
    does: (op) => {
      op.addConstraint(posts, { kind: 'unique', name: 'posts_author_unique', columns: ['author'] })
      op.addConstraint(posts, { kind: 'check', name: 'posts_score', expression: 'score >= 0' })
      op.createIndex(posts, {
        name: 'posts_score_index',
        keys: [{ column: 'score', order: 'desc' }, { expression: 'abs(score)' }],
      })
      op.dropConstraint(posts, 'posts_author_fk')
    },
  },
  'changes default and nullability': {
    does: (op) => {
      op.alterColumn('users', 'age', { nullable: false, default: '21' })
      op.alterColumn('users', 'email', { nullable: true, default: "'none'" })
      op.alterColumn('users', 'code', { default: null })
      op.alterColumn('users', 'code', { collation: 'C' })
    },
  },
  'changes a type under checks, indexes and generated columns': {
    does: (op) => {
      op.alterColumn('users', 'age', { type: 'bigint', default: '19' })
      op.alterColumn('users', 'code', { type: 'text' })
    },
  },
  'changes a length': {
    does: (op) => op.alterColumn('users', 'code', { type: 'character varying(40)' }),
  },
  'turns text into numbers and enums': {
    without: ['checks'],
    does: (op) => {
      op.dropIndex('users', 'users_code_index')
      op.alterColumn('users', 'code', { type: 'integer', default: '7' })
    },
  },
  'converts with the given expression': {
    does: (op) => op.alterColumn('users', 'email', { type: 'integer' }, { using: 'ascii(email)' }),
  },
  'turns an enum column into text': {
    does: (op) => op.alterColumn(posts, 'role', { type: 'text' }),
  },
  'turns serial into integer': { does: (op) => op.alterColumn('users', 'id', { type: 'integer' }) },
  'turns serial into identity': {
    does: (op) =>
      op.alterColumn('users', 'id', { type: 'integer', identity: { name: 'users_id_seq' } }),
  },
  'turns serial into bigserial': {
    without: ['views'],
    does: (op) => {
      op.alterColumn('users', 'id', { type: 'bigserial' })
      op.alterColumn(posts, 'author', { type: 'bigint' })
    },
  },
  'turns integer into serial': {
    does: (op) => op.alterColumn(posts, 'score', { type: 'serial', default: null }),
  },
  'turns integer into identity': {
    does: (op) =>
      op.alterColumn(posts, 'score', {
        default: null,
        identity: { always: true, name: 'posts_score_seq', max: '1000', cycle: true },
      }),
  },
  'turns identity into integer': { does: (op) => op.alterColumn(posts, 'id', { identity: null }) },
  'changes the options of an identity': {
    does: (op) =>
      op.alterColumn(posts, 'id', {
        identity: { always: true, name: 'posts_numbers', start: '3', increment: '2', cache: '5' },
      }),
  },
  'widens an identity': { does: (op) => op.alterColumn(posts, 'id', { type: 'bigint' }) },
  'turns a generated column into a plain one': {
    does: (op) => op.alterColumn('users', 'twice', { generated: null }),
  },
  'turns a plain column into a generated one': {
    does: (op) =>
      op.alterColumn(posts, 'score', { default: null, generated: { expression: 'author + 1' } }),
  },
  'changes a generated expression': {
    does: (op) => op.alterColumn('users', 'twice', { generated: { expression: 'age * 3' } }),
  },
  'adds values of an enum': {
    does: (op) =>
      op.alterEnum('mood', { values: ['awful', 'sad', 'meh', 'fine', 'ok', 'happy', 'glad'] }),
  },
  'uses a new value of an enum at once': {
    does: (op) => {
      op.alterEnum('mood', { values: ['sad', 'ok', 'happy', 'glad'] })
      op.alterColumn('users', 'mood', { default: "'glad'" })
    },
  },
  'reorders and drops values of an enum': {
    does: (op) => {
      op.alterEnum({ namespace: 'auth', name: 'role' }, { values: ['owner', 'member', 'admin'] })
      op.alterEnum('mood', { values: ['happy', 'ok', 'sad', 'glad'] })
    },
  },
  'works through a batch and raw sql': {
    does: (op) => {
      op.batch('users', (table) => {
        table.dropColumn('is_sad')
        table.addColumn({ name: 'nick', type: 'text' })
      })
      op.sql('update users set nick = email; -- all of them', 'update users set nick = null')
    },
  },
}

const record = (does: (op: Operations) => void): readonly Operation[] => {
  const operations: Operation[] = []
  does(recordingBuilder((op) => operations.push(op)))
  return operations
}

const base = (without: Change['without'] = []): Schema => {
  const schema = schemaOf(BASE)
  return {
    ...schema,
    views: without.includes('views') ? [] : schema.views,
    tables: schema.tables.map((table) => ({
      ...table,
      constraints: table.constraints.filter(
        ({ kind }) => kind !== 'check' || !without.includes('checks'),
      ),
    })),
  }
}

const expectSchema = async (connection: Connection, schema: Schema): Promise<void> => {
  const found = await introspect(connection)
  // The sequence of a serial keeps its name where a table or column gets another.
  const named = adoptSequenceNames(postgres.normalize(schema), found)
  const wanted = await printed(connection, named)
  if (!equalSchemas(found, wanted)) expect(found).toEqual(wanted)
}

onServers('an operation', (server) => {
  for (const [name, change] of Object.entries(CHANGES)) {
    test(`${name}, and back`, async () => {
      const connection = await server.database()
      const before = base(change.without)
      await execute(connection, creation(before))
      await connection.execute(SEED)
      await expectSchema(connection, before)
      const operations = record(change.does)
      const after = await execute(connection, operations, before)
      await expectSchema(connection, after)
      const [row] = await connection.query('SELECT count(*) AS n FROM auth.posts')
      expect(row?.['n']).toBe('2')
      await execute(connection, reverseAll(operations, before), after)
      await expectSchema(connection, before)
    })
  }

  test('keeps counting behind the greatest value', async () => {
    const connection = await server.database()
    const before = base()
    await execute(connection, creation(before))
    await connection.execute(SEED)
    const there = record((op) =>
      op.alterColumn('users', 'id', { type: 'integer', identity: { name: 'users_id_seq' } }),
    )
    const after = await execute(connection, there, before)
    await connection.execute("INSERT INTO users (email) VALUES ('c')")
    await execute(connection, reverseAll(there, before), after)
    await connection.execute("INSERT INTO users (email) VALUES ('d')")
    const rows = await connection.query('SELECT id FROM users ORDER BY id')
    expect(rows.map((row) => row['id'])).toEqual([1, 2, 3, 4])
  })

  test.runIf(server.major >= 18)('keeps the values of a virtual column', async () => {
    const connection = await server.database()
    const before = schemaOf({
      tables: [
        {
          name: 'users',
          columns: [
            { name: 'age', type: 'integer' },
            { name: 'twice', type: 'integer', generated: { expression: 'age * 2', stored: false } },
          ],
          constraints: [{ kind: 'check', name: 'users_twice', expression: 'twice > 0' }],
        },
      ],
    })
    await execute(connection, creation(before))
    await connection.execute('INSERT INTO users (age) VALUES (4)')
    await expectSchema(connection, before)
    const operations = record((op) =>
      op.alterColumn('users', 'twice', { generated: null, nullable: false }),
    )
    const after = await execute(connection, operations, before)
    await expectSchema(connection, after)
    expect(await connection.query('SELECT twice FROM users')).toEqual([{ twice: 8 }])
  })

  test('turns numbers into booleans and back', async () => {
    const connection = await server.database()
    const before = base()
    await execute(connection, creation(before))
    await connection.execute(SEED)
    const operations = record((op) =>
      op.alterColumn(posts, 'score', { type: 'boolean', default: 'false' }),
    )
    const after = await execute(connection, operations, before)
    await execute(connection, reverseAll(operations, before), after)
    await expectSchema(connection, before)
  })
})
