import { describe, expect, test } from 'vitest'
import { diff } from '../../src/diff/index.ts'
import { renameCandidates } from '../../src/diff/rename-candidates.ts'
import { resolveRenames } from '../../src/diff/renames.ts'
import { DiffkitError } from '../../src/errors.ts'
import { applyAll, describe as line } from '../../src/operations/index.ts'
import { equalSchemas } from '../../src/schema/equal.ts'
import { completeSchema } from '../../src/schema/spec.ts'
import type { TableSpec } from '../../src/schema/spec.ts'
import { postgresSpace } from '../support/schema-space.ts'

const { features } = postgresSpace

const table = (name: string, columns: Readonly<Record<string, string>>, rest = {}): TableSpec => ({
  name,
  columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
  ...rest,
})

const schema = (...tables: readonly TableSpec[]) => completeSchema({ tables })

const flags = (...arguments_: Parameters<typeof renameCandidates>): readonly string[] =>
  renameCandidates(...arguments_).map(({ flag }) => flag)

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof DiffkitError) return error.code
    throw error
  }
  return 'none'
}

describe('candidates', () => {
  test('every removed and added column of one type is a pair', () => {
    const before = schema(table('users', { id: 'integer', name: 'text', nick: 'text' }))
    const after = schema(table('users', { id: 'integer', full_name: 'text', years: 'integer' }))
    expect(flags(before, after)).toEqual([
      '--rename users.name:full_name',
      '--rename users.nick:full_name',
    ])
  })

  test('tables that share half of their columns are a pair', () => {
    const before = schema(
      table('users', { id: 'integer', name: 'text', age: 'integer', a: 'text' }),
    )
    const half = schema(table('accounts', { id: 'integer', name: 'text', b: 'text', c: 'text' }))
    const less = schema(table('accounts', { id: 'integer', name: 'uuid', b: 'text', c: 'text' }))
    expect(renameCandidates(before, half)).toMatchObject([
      {
        kind: 'table',
        table: null,
        from: 'users',
        to: 'accounts',
        flag: '--rename users:accounts',
      },
    ])
    expect(renameCandidates(before, less)).toEqual([])
  })

  test('tables of two namespaces are no pair', () => {
    const before = schema({ ...table('users', { id: 'integer' }), namespace: 'auth' })
    expect(flags(before, schema(table('accounts', { id: 'integer' })))).toEqual([])
  })

  test('columns of a renamed table are candidates once the table is answered', () => {
    const before = schema(table('users', { id: 'integer', name: 'text' }))
    const after = schema(table('accounts', { id: 'integer', full_name: 'text' }))
    expect(flags(before, after)).toEqual(['--rename users:accounts'])
    expect(resolveRenames({ flags: ['users:accounts'] }, before, after).open).toMatchObject([
      { kind: 'column', table: 'users', from: 'name', to: 'full_name' },
    ])
  })

  test('odd names are quoted, a namespace stands first', () => {
    const odd = { ...table('user list', { id: 'integer', 'e-mail': 'text' }), namespace: 'auth' }
    const after = { ...table('user list', { id: 'integer', email: 'text' }), namespace: 'auth' }
    const text = 'auth."user list"."e-mail":email'
    expect(flags(schema(odd), schema(after))).toEqual([`--rename ${text}`])
    expect(resolveRenames({ flags: [text] }, schema(odd), schema(after))).toMatchObject({
      renames: [{ kind: 'column', from: 'e-mail', to: 'email' }],
      open: [],
    })
  })
})

describe('flags', () => {
  const before = schema(table('users', { id: 'integer', name: 'text', nick: 'text' }))
  const after = schema(table('users', { id: 'integer', full_name: 'text', alias: 'text' }))

  test('an answer closes the candidates that compete with it', () => {
    expect(resolveRenames({ flags: ['users.name:full_name'] }, before, after).open).toMatchObject([
      { from: 'nick', to: 'alias' },
    ])
  })

  test('answers are taken in any order', () => {
    const renamed = schema(table('accounts', { id: 'integer', full_name: 'text', nick: 'text' }))
    const { renames } = resolveRenames(
      { flags: ['users.name:full_name', 'users:accounts'] },
      before,
      renamed,
    )
    expect(renames.map(({ kind }) => kind)).toEqual(['table', 'column'])
  })

  test.each([
    ['users.nam:full_name', 'RENAME_UNKNOWN'],
    ['users.id:nick', 'RENAME_UNKNOWN'],
    ['users:accounts', 'RENAME_UNKNOWN'],
    ['users.name', 'RENAME_INVALID'],
    [':full_name', 'RENAME_INVALID'],
    ['users.name:', 'RENAME_INVALID'],
  ])('%s is %s', (flag, code) => {
    expect(codeOf(() => resolveRenames({ flags: [flag] }, before, after))).toBe(code)
  })

  test('the nearest candidate is named', () => {
    expect(() => resolveRenames({ flags: ['users.nam:full_name'] }, before, after)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('--rename users.name:full_name') }),
    )
  })

  test('two answers about one column cannot both be true', () => {
    const both = ['users.name:full_name', 'users.nick:full_name']
    expect(codeOf(() => resolveRenames({ flags: both }, before, after))).toBe('RENAME_TWICE')
  })

  test('a table of a namespace and a column may look the same: a prefix tells', () => {
    const old = completeSchema({
      namespaces: [{ name: 'auth' }],
      tables: [
        { ...table('users', { id: 'integer' }), namespace: 'auth' },
        table('auth', { id: 'integer', users: 'text' }),
      ],
    })
    const now = completeSchema({
      namespaces: [{ name: 'auth' }],
      tables: [
        { ...table('people', { id: 'integer' }), namespace: 'auth' },
        table('auth', { id: 'integer', people: 'text' }),
      ],
    })
    const kinds = (flag: string) =>
      resolveRenames({ flags: [flag] }, old, now).renames.map(({ kind }) => kind)
    expect(codeOf(() => kinds('auth.users:people'))).toBe('RENAME_AMBIGUOUS')
    expect(kinds('table:auth.users:people')).toEqual(['table'])
    expect(kinds('column:auth.users:people')).toEqual(['column'])
  })
})

describe('values of an enum', () => {
  const moods = (name: string, ...values: readonly string[]) => ({ name, values })
  const enums = (...items: readonly ReturnType<typeof moods>[]) =>
    completeSchema({ enums: items, tables: [] })
  const before = enums(moods('mood', 'sad', 'ok', 'happy'), moods('level', 'low'))

  test('one removed and one added of the same enum are a pair', () => {
    const after = enums(moods('mood', 'gloomy', 'happy', 'in high spirits'), moods('level', 'high'))
    expect(renameCandidates(before, after).map(({ flag }) => flag)).toEqual([
      '--rename mood.sad:gloomy',
      '--rename mood.sad:"in high spirits"',
      '--rename mood.ok:gloomy',
      '--rename mood.ok:"in high spirits"',
      '--rename level.low:high',
    ])
    const answers = { flags: ['mood.sad:"in high spirits"'] }
    expect(resolveRenames(answers, before, after)).toMatchObject({
      renames: [{ kind: 'value', enum: 'mood', from: 'sad', to: 'in high spirits' }],
      open: [
        { kind: 'value', table: null, enum: 'mood', from: 'ok', to: 'gloomy' },
        { kind: 'value', table: null, enum: 'level', from: 'low', to: 'high' },
      ],
    })
  })

  test('only added or only removed ones are no pair', () => {
    expect(
      flags(before, enums(moods('mood', 'sad', 'ok', 'happy', 'new'), moods('level'))),
    ).toEqual([])
  })

  test('a value and a column may look the same: a prefix tells', () => {
    const both = (part: string) =>
      completeSchema({
        namespaces: [{ name: 'x' }],
        enums: [moods('mood', part)],
        tables: [{ ...table('mood', { [part]: 'text', id: 'integer' }), namespace: null }],
      })
    const kinds = (flag: string) =>
      resolveRenames({ flags: [flag] }, both('sad'), both('low')).renames.map(({ kind }) => kind)
    expect(codeOf(() => kinds('mood.sad:low'))).toBe('RENAME_AMBIGUOUS')
    expect(kinds('value:mood.sad:low')).toEqual(['value'])
    expect(kinds('column:mood.sad:low')).toEqual(['column'])
  })
})

describe('what only people can say', () => {
  const users = (columns: Readonly<Record<string, string>>) => schema(table('users', columns))
  const lines = (
    said: readonly string[],
    before: ReturnType<typeof schema>,
    after: ReturnType<typeof schema>,
  ) => {
    const { renames } = resolveRenames({ flags: said }, before, after)
    const operations = diff(before, after, { features, renames })
    expect(equalSchemas(applyAll(before, operations), after)).toBe(true)
    return operations.map(line)
  }

  test.each([
    ['integer', 'bigint'],
    ['varchar(50)', 'text'],
    ['timestamp', 'timestamp with time zone'],
    ['numeric(10, 2)[]', 'double precision[]'],
    ['mood', 'mood'],
    ['integer', 'text'],
    ['text', 'text[]'],
    ['json', 'text'],
    ['date', 'time'],
    ['mood', 'level'],
  ])('a column changes its name, and %s becomes %s', (from, to) => {
    const [before, after] = [users({ id: 'uuid', a: from }), users({ id: 'uuid', b: to })]
    expect(lines(['users.a:b'], before, after)[0]).toBe('rename column users.a to b')
    expect(flags(before, after)).toEqual(from === to ? ['--rename users.a:b'] : [])
  })

  test('names go round, however many', () => {
    const before = users({ id: 'uuid', a: 'integer', b: 'bigint', c: 'smallint', d: 'text' })
    const after = users({ id: 'uuid', b: 'integer', c: 'bigint', a: 'smallint', e: 'text' })
    const said = ['users.a:b', 'users.b:c', 'users.c:a', 'users.d:e']
    expect(lines(said, before, after)).toEqual([
      'rename column users.d to e',
      'rename column users.a to diffkit_renamed_2',
      'rename column users.c to a',
      'rename column users.b to c',
      'rename column users.diffkit_renamed_2 to b',
    ])
  })

  test('a name must be freed, or filled, by another answer for the same table', () => {
    const before = schema(
      table('users', { id: 'uuid', a: 'integer', b: 'integer' }),
      table('posts', { id: 'uuid', b: 'integer', n: 'integer' }),
    )
    const after = schema(
      table('users', { id: 'uuid', a: 'integer', b: 'integer' }),
      table('posts', { id: 'uuid', c: 'integer', a: 'integer' }),
    )
    for (const said of [['users.a:b'], ['users.a:b', 'posts.b:c'], ['users.b:a', 'posts.n:a']]) {
      expect(codeOf(() => resolveRenames({ flags: said }, before, after))).toBe('RENAME_UNKNOWN')
    }
  })

  test('nothing becomes itself', () => {
    const same = users({ id: 'uuid', a: 'integer' })
    expect(codeOf(() => resolveRenames({ flags: ['users.a:a'] }, same, same))).toBe(
      'RENAME_UNKNOWN',
    )
  })
})

describe('a diff with renames', () => {
  const before = completeSchema({
    tables: [
      table(
        'users',
        { id: 'integer', name: 'text' },
        {
          constraints: [
            { kind: 'primaryKey', name: 'users_pkey', columns: ['id'] },
            { kind: 'unique', name: 'users_name_unique', columns: ['name'], named: false },
            { kind: 'check', name: 'users_name_check', expression: 'length(name) > 0' },
          ],
        },
      ),
      table(
        'posts',
        { id: 'integer', user_id: 'integer' },
        {
          constraints: [
            {
              kind: 'foreignKey',
              name: 'posts_user_id_fk',
              columns: ['user_id'],
              references: { table: 'users', columns: ['id'] },
            },
          ],
        },
      ),
    ],
    views: [{ name: 'names', definition: 'select name from users' }],
  })
  const after = completeSchema({
    tables: [
      table(
        'accounts',
        { id: 'integer', full_name: 'text' },
        {
          constraints: [
            { kind: 'primaryKey', name: 'users_pkey', columns: ['id'] },
            {
              kind: 'unique',
              name: 'accounts_full_name_unique',
              columns: ['full_name'],
              named: false,
            },
            { kind: 'check', name: 'users_name_check', expression: 'length(full_name) > 0' },
          ],
        },
      ),
      table(
        'posts',
        { id: 'integer', user_id: 'integer' },
        {
          constraints: [
            {
              kind: 'foreignKey',
              name: 'posts_user_id_fk',
              columns: ['user_id'],
              references: { table: 'accounts', columns: ['id'] },
            },
          ],
        },
      ),
    ],
    views: [{ name: 'names', definition: 'select full_name as name from accounts' }],
  })

  test('changes nothing else, and takes views out of the way', () => {
    const { renames, open } = resolveRenames(
      { flags: ['users:accounts', 'users.name:full_name'] },
      before,
      after,
    )
    expect(open).toEqual([])
    expect(diff(before, after, { features, renames }).map(line)).toEqual([
      'drop view names',
      'rename table users to accounts',
      'rename column accounts.name to full_name',
      'create view names',
    ])
  })

  test('without answers everything goes and comes', () => {
    const operations = diff(before, after, { features, renames: [] })
    expect(operations.map(({ kind }) => kind)).toContain('dropTable')
    expect(equalSchemas(applyAll(before, operations), after)).toBe(true)
  })
})

describe('things with a name of their own', () => {
  const view = (name: string, definition: string, rest = {}) => ({ name, definition, ...rest })
  const before = completeSchema({
    namespaces: [{ name: 'auth' }],
    enums: [{ name: 'mood', values: ['sad', 'ok', 'happy'] }],
    sequences: [{ name: 'numbers' }],
    tables: [table('users', { id: 'integer', mood: 'mood', moods: 'mood[]' })],
    views: [
      view('adults', 'select id from public.users'),
      view('ages', 'select 1', { materialized: true }),
    ],
  })
  const after = completeSchema({
    namespaces: [{ name: 'auth' }],
    enums: [{ name: 'feeling', values: ['sad', 'ok'] }],
    sequences: [{ namespace: 'auth', name: 'numbers' }],
    tables: [table('people', { id: 'integer', mood: 'feeling', moods: 'feeling[]' })],
    views: [view('grown', 'select id, mood from people'), view('years', 'select 1')],
  })

  test('are pairs where they are alike, and a renamed enum makes its tables so', () => {
    expect(flags(before, after)).toEqual(['--rename mood:feeling', '--rename numbers:auth.numbers'])
    const { renames, open } = resolveRenames({ flags: ['mood:feeling'] }, before, after)
    expect(open.map(({ flag }) => flag)).toEqual([
      '--rename users:people',
      '--rename numbers:auth.numbers',
    ])
    expect(
      flags(before, after, [...renames, { kind: 'table', from: 'users', to: 'people' }]),
    ).toContain('--rename adults:grown')
  })

  test('are said by kind, where the dialect has a rename for them', () => {
    const answers = { flags: ['view:adults:grown'] }
    expect(resolveRenames(answers, before, after).renames).toEqual([
      { kind: 'view', from: 'adults', to: 'grown' },
    ])
    const without = () => resolveRenames(answers, before, after, { renamesViews: false })
    expect(codeOf(without)).toBe('RENAME_UNKNOWN')
    // A view that stores rows is no plain one.
    expect(codeOf(() => resolveRenames({ flags: ['ages:years'] }, before, after))).toBe(
      'RENAME_UNKNOWN',
    )
  })

  test('take no name that another kind holds', () => {
    const taken = completeSchema({
      sequences: [{ name: 'a' }],
      tables: [table('b', { id: 'integer' })],
    })
    const wanted = completeSchema({ sequences: [{ name: 'b' }] })
    expect(flags(taken, wanted)).toEqual([])
    expect(codeOf(() => resolveRenames({ flags: ['a:b'] }, taken, wanted))).toBe('RENAME_UNKNOWN')
  })
})

describe('what stands against a rename that somebody states', () => {
  const before = completeSchema({
    enums: [{ name: 'mood', values: ['sad', 'ok'] }],
    sequences: [{ name: 'numbers' }],
    tables: [
      table('users', { id: 'integer', name: 'text' }),
      table('posts', { id: 'integer' }),
      table('gone', { id: 'integer' }),
      table('lost', { at: 'date' }),
    ],
    views: [
      { name: 'adults', definition: 'SELECT id FROM users' },
      { name: 'ages', definition: 'SELECT id FROM users', materialized: true },
    ],
  })
  const after = completeSchema({
    enums: [{ name: 'mood', values: ['low', 'ok'] }],
    sequences: [{ name: 'posts_no' }, { name: 'lost' }],
    tables: [table('users', { id: 'integer', age: 'integer' }), table('posts', { id: 'integer' })],
    views: [
      { name: 'gone', definition: 'SELECT id FROM users' },
      { name: 'years', definition: 'SELECT id FROM users' },
    ],
  })

  const hintOf = (flag: string, renamesViews = true): string => {
    try {
      resolveRenames({ flags: [flag] }, before, after, { renamesViews })
    } catch (error) {
      if (error instanceof DiffkitError) return `${error.code}: ${error.hint}`
      throw error
    }
    return 'none'
  }

  test.each([
    ['gone:left', 'The models have no table left.'],
    ['gone:auth.gone', 'The models have no table auth.gone.'],
    [
      'gone:posts',
      'The history has table posts: that takes two revisions. Drop or rename table posts in the first (to a third name, if the two swap theirs), and say this in the second.',
    ],
    [
      'numbers:lost',
      'The history has table lost: that takes two revisions. Drop or rename table lost in the first',
    ],
    ['ages:years', 'One of view ages and view years is materialized'],
    ['users.name:called', 'The models have no column called in table users.'],
    ['users.name:id', 'The history has column id in table users already'],
    ['mood.sad:bad', 'The models have no value bad in enum mood.'],
    ['users:users', 'Both names are the same.'],
    ['public.numbers:numerals', 'The models have no sequence numerals.'],
    ['nobody:somebody', 'The nearest that can is `--rename '],
  ])('%s: %s', (flag, reason) => {
    expect(hintOf(flag)).toContain(`RENAME_UNKNOWN: ${reason}`)
    expect(hintOf(flag)).not.toContain('Leave it out')
  })

  test('where views are made again, none is renamed', () => {
    expect(hintOf('adults:years', false)).toContain('Views are dropped and made again here')
    expect(hintOf('adults:years')).toBe('none')
  })

  test('nothing where both sides are there, however little they share', () => {
    const [old, now] = [
      schema(table('t', { id: 'integer', a: 'text', b: 'text' })),
      schema(table('tt', { id: 'bigint', c: 'integer', d: 'integer' })),
    ]
    expect(renameCandidates(old, now)).toEqual([])
    for (const flag of ['t:tt', 'table:t:tt', 'public.t:tt']) {
      expect(resolveRenames({ flags: [flag] }, old, now)).toEqual({
        renames: [{ kind: 'table', from: 't', to: 'tt' }],
        open: [],
        doubts: [],
      })
    }
  })
})
