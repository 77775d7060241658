import { describe, expect, test } from 'vitest'
import { hazards } from '../../src/lint/hazard.ts'
import type { HazardCode } from '../../src/lint/hazard.ts'
import { lint } from '../../src/lint/index.ts'
import type { LintContext } from '../../src/lint/index.ts'
import { recordingBuilder } from '../../src/operations/recorder.ts'
import type { Operation, Operations } from '../../src/operations/index.ts'
import { completeSchema } from '../../src/schema/spec.ts'

const base = completeSchema({
  namespaces: [{ name: 'auth' }],
  enums: [{ name: 'mood', values: ['sad', 'ok', 'happy'] }],
  sequences: [{ name: 'numbers' }],
  tables: [
    {
      name: 'users',
      columns: [
        { name: 'id', type: 'integer', nullable: false },
        { name: 'email', type: 'text', nullable: false, default: "''" },
        { name: 'nick', type: 'character varying(20)' },
        { name: 'age', type: 'integer' },
        { name: 'mood', type: 'mood' },
        { name: 'twice', type: 'integer', generated: { expression: 'age * 2' } },
      ],
      constraints: [
        { kind: 'primaryKey', name: 'users_pkey', columns: ['id'] },
        { kind: 'check', name: 'users_age_check', expression: 'age > 0' },
      ],
    },
    { name: 'posts', columns: [{ name: 'user_id', type: 'integer' }] },
  ],
  views: [{ name: 'adults', definition: 'select id from users where age >= 18' }],
})

type Author = (op: Operations) => void

const record = (author: Author): readonly Operation[] => {
  const operations: Operation[] = []
  author(recordingBuilder((op) => operations.push(op)))
  return operations
}

const postgres: LintContext = { dialect: 'postgresql', target: '14' }
const sqlite: LintContext = { dialect: 'sqlite', target: '3.35' }

const codesOf = (author: Author, context: LintContext): readonly string[] =>
  lint(record(author), base, context).map(({ code }) => code)

const newTable = (op: Operations): void =>
  op.createTable({ name: 'tags', columns: [{ name: 'id', type: 'integer' }] })

interface Case {
  readonly has: Author
  readonly hasNot: Author
  readonly context?: LintContext
}

const cases: Readonly<Record<HazardCode, Case>> = {
  DK101: {
    has: (op) => op.dropTable('posts'),
    hasNot: (op) => {
      newTable(op)
      op.dropTable('tags')
    },
  },
  DK102: {
    has: (op) => op.dropColumn('users', 'nick'),
    hasNot: (op) => op.dropColumn('users', 'twice'),
  },
  DK103: {
    has: (op) => op.alterEnum('mood', { values: ['ok', 'happy'] }),
    hasNot: (op) => op.alterEnum('mood', { values: ['sad', 'ok', 'fine', 'happy'] }),
  },
  DK104: {
    has: (op) => op.dropNamespace('auth'),
    hasNot: (op) => op.createNamespace('blog'),
  },
  DK105: {
    has: (op) => {
      op.createView({ name: 'totals', definition: 'select 1', materialized: true })
      op.dropView('totals')
    },
    hasNot: (op) => op.dropView('adults'),
  },
  DK106: {
    has: (op) => {
      op.createExtension('citext')
      op.dropExtension('citext')
    },
    hasNot: (op) => op.createExtension('citext'),
  },
  DK107: {
    has: (op) => op.dropSequence('numbers'),
    hasNot: (op) => {
      op.createSequence({ name: 'others' })
      op.dropSequence('others')
    },
  },
  DK201: {
    has: (op) => op.addColumn('users', { name: 'a', type: 'text', nullable: false }),
    hasNot: (op) =>
      op.addColumn('users', { name: 'a', type: 'text', nullable: false, default: "''" }),
  },
  DK202: {
    has: (op) => op.alterColumn('users', 'age', { nullable: false }),
    hasNot: (op) => op.alterColumn('users', 'email', { nullable: false }),
  },
  DK203: {
    has: (op) => op.createIndex('users', { name: 'i', keys: ['email'], unique: true }),
    hasNot: (op) => op.createIndex('users', { name: 'i', keys: ['email'] }),
  },
  DK204: {
    has: (op) => op.addConstraint('users', { kind: 'check', name: 'c', expression: 'id > 0' }),
    hasNot: (op) => {
      newTable(op)
      op.addConstraint('tags', { kind: 'check', name: 'c', expression: 'id > 0' })
    },
  },
  DK205: {
    has: (op) =>
      op.addConstraint('posts', {
        kind: 'foreignKey',
        name: 'f',
        columns: ['user_id'],
        references: { table: 'users', columns: ['id'] },
      }),
    hasNot: (op) => op.addConstraint('users', { kind: 'check', name: 'c', expression: 'id > 0' }),
  },
  DK206: {
    has: (op) => op.addConstraint('posts', { kind: 'primaryKey', name: 'p', columns: ['user_id'] }),
    hasNot: (op) => op.addConstraint('posts', { kind: 'unique', name: 'u', columns: ['user_id'] }),
  },
  DK207: {
    has: (op) => op.alterColumn('users', 'email', { type: 'integer' }),
    hasNot: (op) => op.alterColumn('users', 'age', { type: 'bigint' }),
  },
  DK208: {
    has: (op) => op.alterTable('posts', { strict: true }),
    hasNot: (op) => op.alterTable('posts', { withoutRowid: true }),
    context: sqlite,
  },
  DK209: {
    has: (op) => op.alterColumn('users', 'age', { type: 'uuid' }, { using: '' }),
    hasNot: (op) => op.alterColumn('users', 'age', { type: 'uuid' }, { using: 'NULL' }),
  },
  DK210: {
    has: (op) => op.alterColumn('users', 'age', { generated: { expression: 'id + 1' } }),
    hasNot: (op) => {
      op.addColumn('users', { name: 'a', type: 'integer', generated: { expression: 'id + 1' } })
      op.alterColumn('users', 'a', { generated: { expression: 'id + 2' } })
    },
  },
  DK301: {
    has: (op) => op.renameTable('posts', 'articles'),
    hasNot: (op) => {
      newTable(op)
      op.renameTable('tags', 'labels')
      op.createSequence({ name: 'others' })
      op.renameSequence('others', 'rest')
    },
  },
  DK302: {
    has: (op) => op.renameColumn('users', 'nick', 'nickname'),
    hasNot: (op) => op.addColumn('users', { name: 'nickname', type: 'text' }),
  },
  DK303: {
    has: (op) => op.alterColumn('users', 'email', { nullable: true }),
    hasNot: (op) => op.alterColumn('users', 'age', { nullable: true }),
  },
  DK304: {
    has: (op) => op.dropConstraint('users', 'users_age_check'),
    hasNot: (op) => {
      op.dropConstraint('users', 'users_age_check')
      op.addConstraint('users', { kind: 'check', name: 'users_age_check', expression: 'age > 1' })
    },
  },
  DK305: {
    has: (op) => op.dropView('adults'),
    hasNot: (op) => {
      op.dropView('adults')
      op.createView({ name: 'adults', definition: 'select id from users' })
    },
  },
  DK306: {
    has: (op) => op.alterColumn('users', 'email', { default: null }),
    hasNot: (op) => op.alterColumn('users', 'email', { default: null, nullable: true }),
  },
  DK307: {
    has: (op) => op.renameEnumValue('mood', 'sad', 'gloomy'),
    hasNot: (op) => op.alterEnum('mood', { values: ['sad', 'ok', 'happy', 'glad'] }),
  },
  DK308: {
    has: (op) => op.alterTable('posts', { rowSecurity: true }),
    hasNot: (op) => {
      newTable(op)
      op.alterTable('tags', { rowSecurity: true })
    },
  },
  DK309: {
    has: (op) => op.alterTable('posts', { rowSecurity: false }),
    hasNot: (op) => {
      op.alterTable('posts', { rowSecurity: false })
      op.dropTable('posts')
    },
  },
  DK310: {
    has: (op) => {
      op.createPolicy('posts', { name: 'own' })
      op.dropPolicy('posts', 'own')
      op.createPolicy('posts', { name: 'own', for: 'select' })
    },
    hasNot: (op) => {
      op.createPolicy('posts', { name: 'own' })
      op.dropPolicy('posts', 'own')
      op.createPolicy('posts', { name: 'own' })
    },
  },
  DK401: {
    has: (op) => op.createIndex('users', { name: 'i', keys: ['email'] }),
    hasNot: (op) => {
      newTable(op)
      op.createIndex('tags', { name: 'i', keys: ['id'] })
    },
  },
  DK402: {
    has: (op) => op.alterColumn('users', 'age', { type: 'bigint' }),
    hasNot: (op) => op.alterColumn('users', 'nick', { type: 'text' }),
  },
  DK403: {
    has: (op) => op.addColumn('users', { name: 'a', type: 'uuid', default: 'gen_random_uuid()' }),
    hasNot: (op) => op.addColumn('users', { name: 'a', type: 'timestamp', default: 'now()' }),
  },
  DK404: {
    has: (op) => op.addConstraint('users', { kind: 'check', name: 'c', expression: 'id > 0' }),
    hasNot: (op) => op.addConstraint('posts', { kind: 'unique', name: 'u', columns: ['user_id'] }),
  },
  DK405: {
    has: (op) => op.addColumn('users', { name: 'a', type: 'bigserial', nullable: false }),
    hasNot: (op) => op.addColumn('users', { name: 'a', type: 'bigint' }),
  },
  DK406: {
    has: (op) => op.alterColumn('users', 'age', { nullable: false }),
    hasNot: (op) => op.alterColumn('users', 'age', { default: '1' }),
  },
  DK407: {
    has: (op) => op.addConstraint('posts', { kind: 'unique', name: 'u', columns: ['user_id'] }),
    hasNot: (op) => op.addConstraint('users', { kind: 'check', name: 'c', expression: 'id > 0' }),
  },
  DK408: {
    has: (op) => op.alterEnum('mood', { values: ['happy', 'ok', 'sad'] }),
    hasNot: (op) => op.alterEnum('mood', { values: ['sad', 'ok', 'happy', 'glad'] }),
  },
  DK501: {
    has: (op) => op.sql('vacuum'),
    hasNot: (op) => op.sql('create extension citext', 'drop extension citext'),
  },
  DK502: {
    has: (op) => op.run(() => undefined),
    hasNot: (op) =>
      op.run(
        () => undefined,
        () => undefined,
      ),
  },
  DK601: {
    has: (op) =>
      op.batch('users', (table) => {
        table.dropColumn('nick')
        table.alterColumn('age', { nullable: false })
      }),
    hasNot: (op) => op.addColumn('users', { name: 'a', type: 'text' }),
    context: sqlite,
  },
  DK602: {
    has: (op) => op.alterColumn('users', 'email', { type: 'integer' }),
    hasNot: (op) => op.alterColumn('users', 'nick', { type: 'text' }),
    context: sqlite,
  },
}

describe.each(Object.entries(cases))('%s', (code, { has, hasNot, context = postgres }) => {
  test('is found once', () => {
    expect(codesOf(has, context).filter((found) => found === code)).toEqual([code])
  })

  test('is not found where it is not', () => {
    expect(codesOf(hasNot, context)).not.toContain(code)
  })
})

test('every hazard is tried', () => {
  expect(Object.keys(cases).toSorted()).toEqual(Object.keys(hazards).toSorted())
})

test('a hazard of a batch has the place of its child', () => {
  const author: Author = (op) => {
    op.addColumn('posts', { name: 'title', type: 'text' })
    op.batch('users', (table) => {
      table.dropConstraint('users_age_check')
      table.dropColumn('nick')
    })
  }
  const found = lint(record(author), base, sqlite)
  expect(found.map(({ code, operation }) => [code, operation])).toEqual([
    ['DK304', 1],
    ['DK601', 1],
    ['DK102', 2],
  ])
})

test('the configuration sets the severity, or silences', () => {
  const program = record((op) => op.dropColumn('users', 'nick'))
  const severity = (level: 'off' | 'warning' | 'error') =>
    lint(program, base, { ...postgres, levels: { DK102: level } }).map((item) => item.severity)
  expect([severity('off'), severity('warning'), severity('error')]).toEqual([
    [],
    ['warning'],
    ['error'],
  ])
})

test('the message says what happens, to what, and what to do', () => {
  const [hazard] = lint(
    record((op) => op.dropTable('posts')),
    base,
    postgres,
  )
  expect(hazard).toEqual({
    code: 'DK101',
    severity: 'error',
    object: 'posts',
    summary: 'deletes data',
    message:
      'Dropping table posts deletes its rows. Rename the table away first, and drop it later.',
    operation: 0,
  })
})
