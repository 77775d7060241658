/** SQL of texts and columns is written out without drizzle-orm: the same as it would write. */
import { describe, expect, test } from 'vitest'
import { dropQualifier } from '../../src/util/tokens.ts'
import { openSpelling } from '../../src/dialects/drizzle-objects.ts'
import { versions } from '../support/drizzle.ts'

describe.for(versions)('SQL of texts and columns of drizzle-orm $major', (version) => {
  const { alias, integer, pgSchema, pgTable, text } = version.pg
  const { sql } = version.orm
  const users = pgTable('users', { id: integer(), fullName: text('full_name'), odd: text('o"d') })
  const other = pgSchema('auth').table('users', { id: integer() })
  const more = alias(users, 'more')

  test.each([
    ['a column', sql`${users.id} >= 0`, true],
    [
      'columns and literals behind them',
      sql`${users.id} > length(${users.fullName}) + '1.5'`,
      true,
    ],
    ['nothing but text', sql`users.id > 0`, true],
    ['a column behind a literal', sql`'it''s' < ${users.fullName}`, false],
    ['a column within a literal', sql`'${users.fullName}' <> ''`, false],
    ['a column behind a comment', sql`-- its\n ${users.id} > 0`, false],
    ['a column of a row', sql`(${users.fullName}).x = 1 and ${users.id}.y`, false],
    ['a qualified column', sql`x.${users.id}`, false],
    ['an odd name', sql`${users.odd} <> ''`, false],
    ['a column of a namesake', sql`${other.id} > 0`, false],
    ['a column of an alias', sql`${more.id} > 0`, false],
    ['a parameter', sql`${users.id} > ${5}`, false],
    ['a table', sql`exists (select from ${users})`, false],
  ])('%s', (_name, given, isPlain) => {
    const modules = { orm: version.orm, core: version.pg, casing: version.casing }
    const spelling = openSpelling(modules, { casing: null }, ['PgDialect'])
    const owner = { namespace: null, name: 'users' }
    const usual = spelling.render(given)
    const written = spelling.render(given, owner)
    expect(dropQualifier(written, 'users', null)).toBe(dropQualifier(usual, 'users', null))
    expect(written.includes('"users"')).toBe(!isPlain && usual.includes('"users"'))
  })
})
