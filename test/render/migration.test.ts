import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { definitions } from '../../src/operations/index.ts'
import { recordingBuilder } from '../../src/operations/recorder.ts'
import type { Operation, Operations } from '../../src/operations/index.ts'
import { renderLiteral } from '../../src/render/literal.ts'
import { renderMigration } from '../../src/render/migration.ts'
import type { Migration } from '../../src/render/migration.ts'
import { readHeader } from '../../src/revisions/header.ts'
import { scanHeader } from '../../src/revisions/header-scan.ts'
import { loadModules } from '../../src/runtime/load/load.ts'
import { equal } from '../../src/schema/equal.ts'
import { makeFolder } from '../support/folder.ts'

const { addColumn, dropColumn, alterColumn, createTable, createIndex, sql, batch, dropTable } =
  definitions
const { createEnum, createView, addConstraint, run } = definitions

const render = (folder: string, change: Partial<Migration> = {}): Promise<string> =>
  renderMigration({
    revision: 'a1f3c9d2e4b7',
    down: ['5be21c07d9aa'],
    branchLabels: [],
    dependsOn: [],
    message: 'add age to users',
    createdAt: '2026-11-20T23:06:00Z',
    upgrade: [],
    downgrade: [],
    hazards: { upgrade: [], downgrade: [] },
    folder,
    ...change,
  })

const isFunction = (value: unknown): value is (op: Operations) => void =>
  typeof value === 'function'

/** What a rendered file records when it is loaded. */
const recordText = async (folder: string, text: string): Promise<readonly Operation[]> => {
  const file = join(folder, 'migration.ts')
  writeFileSync(file, text)
  const upgrade = (await loadModules([file])).get(file)?.['upgrade']
  const recorded: Operation[] = []
  if (isFunction(upgrade)) upgrade(recordingBuilder((op) => recorded.push(op)))
  return recorded
}

const addAge = addColumn.create('users', {
  name: 'age',
  type: 'integer',
  nullable: false,
  default: '0',
})

describe('a migration file', () => {
  test('reads like one written by hand', async () => {
    const text = await render(makeFolder(), {
      upgrade: [addAge],
      downgrade: [dropColumn.create('users', 'age')],
      hazards: {
        upgrade: [],
        downgrade: [{ code: 'DK102', summary: 'deletes data', operation: 0 }],
      },
    })
    expect(text).toBe(`/**
 * add age to users
 *
 * Revision: a1f3c9d2e4b7
 * Revises: 5be21c07d9aa
 * Created: 2026-11-20T23:06:00Z
 */
import type { Operations } from 'diffkit'

export const revision = 'a1f3c9d2e4b7'
export const downRevision = '5be21c07d9aa'

export function upgrade(op: Operations): void {
  op.addColumn('users', { name: 'age', type: 'integer', nullable: false, default: '0' })
}

export function downgrade(op: Operations): void {
  op.dropColumn('users', 'age') // DK102: deletes data
}
`)
  })

  test('carries the optional constants, and its header is read back without a parser', async () => {
    const message = 'merge */ two\n\nheads'
    const text = await render(makeFolder(), {
      message,
      down: ['b', 'c'],
      branchLabels: ['blog'],
      dependsOn: ['shop'],
      replaces: ['c1', 'c2'],
      transaction: 'none',
    })
    expect(scanHeader(text)).not.toBeNull()
    expect(await readHeader(text, 'a.ts')).toEqual({
      revision: 'a1f3c9d2e4b7',
      down: ['b', 'c'],
      branchLabels: ['blog'],
      dependsOn: ['shop'],
      replaces: ['c1', 'c2'],
      transaction: 'none',
      message,
      createdAt: '2026-11-20T23:06:00Z',
    })
    expect(text).toContain('export function upgrade(op: Operations): void {}')
    expect(await render(makeFolder(), { down: [] })).toContain('downRevision = null')
  })

  test('puts a remark behind the child of a batch and behind a call of several lines', async () => {
    const text = await render(makeFolder(), {
      upgrade: [
        batch.create('users', [
          dropColumn.create('users', 'age'),
          dropColumn.create('users', 'name'),
        ]),
        dropTable.create('posts'),
        addConstraint.create('posts', {
          kind: 'foreignKey',
          name: 'posts_author_id_users_id_fk',
          columns: ['author_id'],
          references: { table: 'users', columns: ['id'] },
        }),
      ],
      hazards: {
        upgrade: [
          { code: 'DK102', summary: 'deletes data', operation: 1 },
          { code: 'DK101', summary: 'deletes data', operation: 2 },
          { code: 'DK204', summary: 'may fail', operation: 3 },
          { code: 'DK404', summary: 'locks', operation: 3 },
        ],
        downgrade: [],
      },
    })
    expect(text).toContain(`  op.batch('users', (table) => {
    table.dropColumn('age')
    table.dropColumn('name') // DK102: deletes data
  })
  op.dropTable('posts') // DK101: deletes data
`)
    expect(text).toContain('  }) // DK204: may fail; DK404: locks\n')
  })

  test('is in the style of the project', async () => {
    const folder = makeFolder({ '.prettierrc': '{ "semi": true, "tabWidth": 4 }' })
    const text = await render(folder, { upgrade: [addAge] })
    expect(text).toContain('export const revision = "a1f3c9d2e4b7";\n')
    expect(text).toContain('    op.addColumn("users", {')
    expect(scanHeader(text)).not.toBeNull()
  })

  test('is in our style when the project names a plugin that is not there', async () => {
    const folder = makeFolder({ '.prettierrc': '{ "plugins": ["not-installed"] }' })
    expect(await render(folder)).toContain("export const revision = 'a1f3c9d2e4b7'\n")
  })

  test('cannot hold a data step', async () => {
    const rendering = render(makeFolder(), { upgrade: [run.create(() => {})] })
    await expect(rendering).rejects.toMatchObject({ code: 'INVALID_OPERATION' })
  })
})

const awkward = "it's \\ `tick` ${name} \u0000 \u2028 \ud800 é 😀"

const programs: readonly Operation[] = [
  createTable.create({
    name: 'users',
    columns: [
      { name: 'id', type: 'integer', nullable: false, autoincrement: true },
      { name: awkward, type: 'text', default: `'${awkward}'`, collation: 'nocase' },
      { name: 'full', type: 'text', generated: { expression: "a || 'x'", stored: false } },
      { name: 'n', type: 'bigint', identity: { always: true, start: '9223372036854775807' } },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'users_pk', columns: ['id'], named: false },
      { kind: 'check', name: 'users_check', expression: 'age > 0' },
    ],
    indexes: [
      {
        name: 'users_idx',
        keys: ['email', { expression: 'lower(name)', order: 'desc', nulls: 'last' }],
        where: 'age > 1',
        unique: true,
        with: { fillfactor: '70', __proto__x: '1' },
        origin: 'constraint',
      },
    ],
  }),
  createTable.create({ namespace: 'auth', name: 'users', columns: [], strict: true }),
  alterColumn.create('users', 'age', { type: 'text', default: null }, { using: 'age::text' }),
  alterColumn.create('users', 'age', {
    nullable: false,
    default: { sql: '0', printed: { text: '0', major: 15 } },
  }),
  createIndex.create(
    { namespace: 'auth', name: 'users' },
    { name: 'i', keys: ['a'], include: ['b'] },
  ),
  createEnum.create({ name: 'mood', values: ['sad', awkward, 'two\nlines'] }),
  createView.create({ name: 'adults', definition: 'select *\n  from users\n where age >= 18' }),
  sql.create('create extension pg_trgm'),
  sql.create('up;\r\nup \\n `x` ${y}', 'down\ndown'),
  sql.create('up', null, [addAge, dropColumn.create('users', 'age')]),
  batch.create('users', [addAge, alterColumn.create('users', 'age', { nullable: true })]),
]

describe('law 4: the file says what we meant', () => {
  test('for an operation of each shape', async () => {
    const folder = makeFolder()
    const text = await render(folder, { upgrade: programs })
    const recorded = await recordText(folder, text)
    expect(recorded).toHaveLength(programs.length)
    for (const [index, op] of programs.entries()) expect(equal(recorded[index], op)).toBe(true)
    expect(text).not.toContain('printed')
    expect(text).not.toContain('undefined')
  })

  test('for any data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
        const read = (source: string): unknown => new Function(`return (${source})`)()
        expect(read(renderLiteral(value))).toEqual(value)
        expect(read(renderLiteral(text))).toBe(text)
        expect(read(renderLiteral(`${text}\n${text}`))).toBe(`${text}\n${text}`)
      }),
      { numRuns: 500 },
    )
  })
})
