import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { sqlite } from '../../src/dialects/sqlite/index.ts'
import { loadModels } from '../../src/models.ts'
import { readSources } from '../../src/runtime/tags/sources.ts'
import { findRenameTags } from '../../src/runtime/tags/index.ts'
import { show } from '../../src/schema/names.ts'
import { makeFolder } from '../support/folder.ts'

interface Asked {
  readonly dialect?: 'sqlite' | 'postgresql'
  readonly schema?: string
  readonly casing?: 'snake_case'
}

/** The tags as `object.part < old`, and the lines of those that stand above nothing. */
const read = async (
  files: Readonly<Record<string, string>>,
  { dialect = 'postgresql', schema = './schema/*.ts', casing }: Asked = {},
) => {
  const folder = makeFolder(files)
  const {
    exports,
    drizzle,
    files: paths,
  } = await loadModels({
    file: 'diffkit.config.ts',
    folder,
    schema: [schema],
    dialect,
    casing: casing ?? null,
  })
  const reader = dialect === 'sqlite' ? sqlite : postgres
  const models = reader.readModels(exports, drizzle, { casing: casing ?? null })
  const { tags, stray } = await findRenameTags({
    ...models,
    places: models.places(),
    folder,
    files: paths,
  })
  return {
    tags: tags
      .map(
        ({ object, part, from }) => `${[show(object), part].filter(Boolean).join('.')} < ${from}`,
      )
      .toSorted(),
    places: tags.map(({ file, line }) => `${file.slice(folder.length + 1)}:${line}`).toSorted(),
    stray: stray.map(({ file, line }) => `${file.slice(folder.length + 1)}:${line}`),
  }
}

const PG = `import { integer, pgEnum, pgSchema, pgTable, pgView, text } from 'drizzle-orm/pg-core'\n`

describe('@renamedFrom', () => {
  test('stands above a table, a column and a value of an enum', async () => {
    const found = await read({
      'schema/users.ts': `${PG}
/** How somebody feels. */
export const mood = pgEnum('mood', [
  'happy',
  /** @renamedFrom sad */
  'unhappy',
])

/**
 * People.
 * @renamedFrom users
 */
export const people = pgTable('people', {
  id: integer().primaryKey(),
  /** @renamedFrom name */
  fullName: text('full_name'),
  mood: mood(),
})
`,
    })
    expect(found).toEqual({
      tags: ['mood.unhappy < sad', 'people < users', 'people.full_name < name'],
      places: ['schema/users.ts:12', 'schema/users.ts:16', 'schema/users.ts:6'].toSorted(),
      stray: [],
    })
  })

  test('may stand on the line of what it is about', async () => {
    const { tags } = await read({
      'schema/users.ts': `${PG}
export const mood = pgEnum('mood', [/** @renamedFrom bad */ 'sad', /** @renamedFrom good */ 'happy'])
export const users = pgTable('users', { id: integer(), /** @renamedFrom name */ full: text() })
`,
    })
    expect(tags).toEqual(['mood.happy < good', 'mood.sad < bad', 'users.full < name'])
  })

  test('may open on the line before, and ends no line of what stands there', async () => {
    const { tags, stray } = await read({
      'schema/users.ts': `${PG}
export const a = pgTable('a', { id: integer() }); /**
 * @renamedFrom before
 */
export const b = pgTable('b', { id: integer(), /**
   * @renamedFrom name
   */
  full: text() }); /** @renamedFrom other */
export const c = pgTable('c', { id: integer() })
`,
    })
    expect(tags).toEqual(['b < before', 'b.full < name'])
    expect(stray).toEqual(['schema/users.ts:9'])
  })

  test('names odd names in quotes', async () => {
    const { tags } = await read({
      'schema/users.ts': `${PG}
export const mood = pgEnum('mood', [/** @renamedFrom "in progress" */ 'begun', /** @renamedFrom 'it''s' */ 'its'])
/** @renamedFrom "user ""list""" */
export const users = pgTable('users', {
  /** @renamedFrom userName: it was renamed in May */
  name: text(),
  /** @renamedFrom fullName*/
  full: text(),
})
`,
    })
    expect(tags).toEqual([
      'mood.begun < in progress',
      "mood.its < it's",
      'users < user "list"',
      'users.full < fullName',
      'users.name < userName:',
    ])
  })

  test('is found in an enum in object form, in constants and in enums of TypeScript', async () => {
    const { tags } = await read({
      'schema/moods.ts': `${PG}
import { levels, Kind } from '../shared'
export const mood = pgEnum('mood', { Happy: 'happy',
  /** @renamedFrom sad */
  Unhappy: 'unhappy' })
export const level = pgEnum('level', levels)
export const kind = pgEnum('kind', Kind)
export const auth = pgSchema('auth')
export const role = auth.enum('role', [
  /** @renamedFrom admin */
  'owner',
])
`,
      'shared.ts': `
export const levels = [
  /** @renamedFrom low */
  'lowest',
  'high',
] as const
export enum Kind {
  /** @renamedFrom a */
  First = 'first',
}
`,
    })
    expect(tags).toEqual([
      'auth.role.owner < admin',
      'kind.first < a',
      'level.lowest < low',
      'mood.unhappy < sad',
    ])
  })

  test('is found in an enum that only its table uses', async () => {
    const { tags } = await read({
      'schema/users.ts': `${PG}
const mood = pgEnum('mood', [
  /** @renamedFrom sad */
  'unhappy',
])
export const users = pgTable('users', { mood: mood(), /** @renamedFrom was */ unhappy: text() })
`,
    })
    expect(tags).toEqual(['mood.unhappy < sad', 'users.unhappy < was'])
  })

  test('is read where the comment is: in fragments, helpers and other files', async () => {
    const { tags, places } = await read({
      'schema/users.ts': `${PG}
import * as shared from '../shared/index.js'
import { owned } from '../shared/index.js'
export const users = pgTable('users', { id: integer().primaryKey(), ...shared.timestamps, ...owned() })
export const posts = pgTable('posts', {
  id: integer(),
  ...shared.timestamps,
  /** @renamedFrom own */
  ownerId: integer('owner_id'),
})
export const plain = pgTable('plain', { createdAt: integer('created_at'), author: integer().references(() => users.id) })
`,
      'shared/index.ts': `export * from './columns'`,
      'shared/columns.ts': `${PG}
export const timestamps = {
  /** @renamedFrom created */
  createdAt: integer('created_at'),
}
export function owned() {
  return {
    /** @renamedFrom owner */
    ownerId: integer('owner_id'),
  }
}
`,
    })
    expect(tags).toEqual([
      'posts.created_at < created',
      'posts.owner_id < own',
      'users.created_at < created',
      'users.owner_id < owner',
    ])
    expect(places).toEqual([
      'schema/users.ts:9',
      'shared/columns.ts:4',
      'shared/columns.ts:4',
      'shared/columns.ts:9',
    ])
  })

  test('is read for tables that are taken out of an array or an object', async () => {
    const { tags, stray } = await read({
      'schema/users.ts': `${PG}
const stamped = (name: string) => pgTable(name, {
  id: integer().primaryKey(),
  /** @renamedFrom created */
  createdAt: integer('created_at'),
})
export const [first, second] = ['first', 'second'].map(stamped)
const { third, list: [fourth] } = { third: stamped('third'), list: [stamped('fourth')] }
export { third, fourth }
export const users = pgTable('users', { id: integer().references(() => first.id), createdAt: integer('created_at') })
`,
    })
    expect(tags).toEqual(
      ['first', 'fourth', 'second', 'third'].map((name) => `${name}.created_at < created`),
    )
    expect(stray).toEqual([])
  })

  test('is found through barrels and other names, in namespaces and in defaults', async () => {
    const { tags, stray } = await read(
      {
        'index.ts': `export * from './models/a'\nexport { inner as outer } from './models/b'\nexport { default as last } from './models/c'`,
        'models/a.ts': `${PG}
const auth = pgSchema('auth')
/** @renamedFrom auth.people */
export const users = auth.table('users', { id: integer() })
`,
        'models/b.ts': `${PG}
/** @renamedFrom old */
const inner = pgTable('b', (t) => ({
  /** @renamedFrom number */
  count: t.integer(),
}))
export { inner }
`,
        'models/c.ts': `${PG}
/** @renamedFrom before */
export default pgTable('c', { id: integer() })
`,
      },
      { schema: './index.ts' },
    )
    expect({ tags, stray }).toEqual({
      tags: ['auth.users < auth.people', 'b < old', 'b.count < number', 'c < before'],
      stray: [],
    })
  })

  test('stands above keys however they are written', async () => {
    const found = await read({
      'schema/a.ts': `${PG}
export const a = pgTable('a', {
  /** @renamedFrom one */
  'first': integer(),
  /** @renamedFrom two */
  ['second']: integer(),
  /** @renamedFrom three */
  [\`third\`]: integer(),
})`,
    })
    expect(found.tags).toEqual(['a.first < one', 'a.second < two', 'a.third < three'])
    expect(found.stray).toEqual([])
  })

  test('speaks of names in the database, not of keys, whatever the casing', async () => {
    const { tags } = await read(
      {
        'schema/users.ts': `
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
export const users = sqliteTable('users', {
  id: integer().primaryKey(),
  /** @renamedFrom given_name */
  firstName: text(),
  /** @renamedFrom family */
  last: text('family_name'),
})
`,
      },
      { dialect: 'sqlite', casing: 'snake_case' },
    )
    expect(tags).toEqual(['users.family_name < family', 'users.first_name < given_name'])
  })

  test('stands above an enum and a sequence, exported or not, and above no other of that name', async () => {
    const { tags, stray } = await read({
      'schema/moods.ts': `${PG}
/** @renamedFrom feeling */
const mood = pgEnum('mood', ['sad'])
/** @renamedFrom term */
const other = pgEnum('other', ['mood'])
/** @renamedFrom people */
export const users = pgTable('users', { id: integer(), mood: mood().array() })
const auth = pgSchema('auth')
/** @renamedFrom counts */
export const numbers = auth.sequence('numbers')
/** @renamedFrom word */
export const words = auth.enum('words', ['users'])
/** @renamedFrom nobody */
const local = auth.sequence('local')
`,
    })
    expect(tags).toEqual([
      'auth.numbers < counts',
      'auth.words < word',
      'mood < feeling',
      'users < people',
    ])
    expect(stray).toEqual(['schema/moods.ts:5', 'schema/moods.ts:14'])
  })

  test('that stands elsewhere is listed with its line', async () => {
    const { tags, stray } = await read({
      'schema/users.ts': `${PG}
// @renamedFrom people
export const users = pgTable('users', {
  id: integer(), /** @renamedFrom n */
  name: text(),
  /** @renamedFrom x */
  ...{ a: text() },
})
/** @renamedFrom w */
export const view = pgView('v').as((q) => q.select().from(users))
/** @renamedFrom feeling */
export const mood = pgEnum('mood', ['a'])
/** @renamedFrom y */
const local = pgTable('local', { id: integer() })
`,
    })
    expect(tags).toEqual(['mood < feeling', 'v < w'])
    expect(stray).toEqual([3, 5, 7, 14].map((line) => `schema/users.ts:${line}`))
  })

  test('without a name is an error with its line', async () => {
    const files = {
      'schema/users.ts': `${PG}
/** @renamedFrom */
export const users = pgTable('users', { id: integer() })
`,
    }
    await expect(read(files)).rejects.toMatchObject({
      code: 'RENAME_TAG_INVALID',
      data: { line: 3 },
    })
  })

  test('is looked for in all that is imported, packages aside', async () => {
    const folder = makeFolder({
      'schema/users.ts': `${PG}import { id } from '../shared'\nexport const users = pgTable('users', { id })`,
      'shared.ts': `${PG}/* @renamedFrom */ export const id = integer()`,
      'other.ts': '/** @renamedFrom a */',
    })
    const { code, marked } = await readSources([join(folder, 'schema/users.ts')], '@renamedFrom')
    expect(code.toSorted()).toEqual([join(folder, 'schema/users.ts'), join(folder, 'shared.ts')])
    expect(marked).toEqual([join(folder, 'shared.ts')])
  })
})
