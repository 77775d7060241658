import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandSpecs, globalOptions } from '../src/cli/arguments.ts'
import { sentences } from '../src/errors.ts'
import { definitions } from '../src/operations/index.ts'
import { checkKeys } from '../src/runtime/config/shape.ts'
import { root } from './support/project.ts'

/** What Alembic names: `alembic/config.py`, `command.py`, `op.pyi` and `operations/base.py` of 1.19 and 1.20. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  branches: ['--verbose'],
  check: [],
  current: ['--verbose', '--check-heads'],
  downgrade: ['--sql', '--tag'],
  edit: [],
  ensure_version: ['--sql'],
  heads: ['--verbose', '--resolve-dependencies'],
  history: ['--rev-range', '--verbose', '--indicate-current'],
  init: ['--template', '--package'],
  list_templates: [],
  merge: ['-m', '--branch-label', '--rev-id'],
  revision: [
    '-m',
    '--autogenerate',
    '--sql',
    '--head',
    '--splice',
    '--branch-label',
    '--version-path',
    '--rev-id',
    '--depends-on',
  ],
  show: [],
  stamp: ['--sql', '--tag', '--purge'],
  upgrade: ['--sql', '--tag'],
}
const OPTIONS = ['--version', '--config', '--name', '-x', '--raiseerr', '--quiet']
const ADDRESSES =
  'head heads base current ae10 +2 -1 ae10+2 head-1 base+2 label label@head label@heads label@base label@ae10 ae10@head label@+2 label@-1 label@head-1 label@base+2 a:b'
const OPERATIONS =
  'add_column alter_column batch_alter_table bulk_insert create_check_constraint create_exclude_constraint create_foreign_key create_index create_primary_key create_table create_table_comment create_unique_constraint drop_column drop_constraint drop_index drop_table drop_table_comment execute f get_bind get_context implementation_for inline_literal invoke register_operation rename_table run_async'
const BATCH =
  'add_column alter_column create_check_constraint create_exclude_constraint create_foreign_key create_index create_primary_key create_table_comment create_unique_constraint drop_column drop_constraint drop_index drop_table_comment execute'
const FILE = 'revision down_revision branch_labels depends_on'

const page = readFileSync(join(root, 'docs/coming-from-alembic.md'), 'utf8')

/** The cells of a table's rows, without its head: Alembic's word, diffkit's. */
const rowsOf = (text: string): readonly (readonly [theirs: string, ours: string])[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:Alembic |-)/.test(line))
    .map((line) => {
      const [, theirs = '', ours = ''] = line.split(/(?:^| +)\|(?: +|$)/)
      return [theirs, ours]
    })

const rows = rowsOf(page)

const spans = (cell: string): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text)

const named = rows.flatMap(([theirs]) => spans(theirs))

describe('everything that Alembic names stands on the page', () => {
  test.each(Object.entries(COMMANDS))('the command %s', (command, flags) => {
    const words = named.map((text) => text.split(' ').slice(0, 2).join(' '))
    expect(words).toContain(`alembic ${command}`)
    for (const flag of flags) expect(named).toContain(`alembic ${command} ${flag}`)
  })

  test.each([
    ['option', OPTIONS.map((flag) => `alembic ${flag}`)],
    ['address', ADDRESSES.split(' ')],
    ['operation', OPERATIONS.split(' ').map((name) => `op.${name}`)],
    ['operation of a batch', BATCH.split(' ').map((name) => `batch_op.${name}`)],
    ['constant', FILE.split(' ')],
  ])('each %s', (_what, names) => {
    expect(names.filter((name) => !named.includes(name))).toEqual([])
  })
})

/** The text of the page under one of its headings. */
const section = (title: string): string => {
  const start = page.indexOf(`\n## ${title}\n`)
  expect(start).toBeGreaterThan(-1)
  const end = page.indexOf('\n## ', start + 1)
  return page.slice(start, end < 0 ? undefined : end)
}

describe('everything that the page names exists', () => {
  test('no row is without an answer', () => {
    expect(rows.length).toBeGreaterThan(120)
    expect(rows.filter(([, ours]) => ours === '')).toEqual([])
  })

  test('commands and their flags', () => {
    const calls = spans(page).filter((text) => text.startsWith('diffkit '))
    const flagsOf = (list: readonly { readonly flags: string }[]): readonly string[] =>
      list.flatMap(({ flags }) => flags.match(/--?[\w-]+/g) ?? [])
    const everywhere = [...flagsOf(globalOptions), '-V', '--version']
    const wrong = calls.filter((text) => {
      const [, name = '', ...rest] = text.split(' ')
      const spec = commandSpecs.find((item) => item.name === name || item.alias === name)
      const known = [...everywhere, ...flagsOf(spec?.options ?? [])]
      const flags = [name, ...rest].filter((word) => word.startsWith('-'))
      return (
        (spec === undefined && !name.startsWith('-')) || flags.some((word) => !known.includes(word))
      )
    })
    expect(calls.length).toBeGreaterThan(40)
    expect(wrong).toEqual([])
  })

  test('operations', () => {
    const names = rows.flatMap(([, ours]) => spans(ours)).concat(spans(section('Operations')))
    const ours = names.filter((text) => /^(?:op|table)\.[a-zA-Z]+$/.test(text))
    const wrong = ours.filter((text) => !Object.hasOwn(definitions, text.replace(/^\w+\./, '')))
    const theirs = OPERATIONS.split(' ').map((name) => `op.${name}`)
    expect(ours.length).toBeGreaterThan(40)
    expect(wrong.filter((text) => !theirs.includes(text))).toEqual([])
  })

  test('keys of the configuration', () => {
    const keys = rowsOf(section('What `env.py` and `alembic.ini` say')).flatMap(([, ours]) =>
      spans(ours).map((text) => text.replace(/\..*/, '')),
    )
    expect(keys).toContain('versionTable')
    for (const key of keys) expect(() => checkKeys({ [key]: {} }, key)).not.toThrow()
  })

  test('error codes', () => {
    const codes = page.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? []
    expect(codes.length).toBeGreaterThan(1)
    expect(codes.filter((code) => !Object.hasOwn(sentences, code))).toEqual([])
  })
})
