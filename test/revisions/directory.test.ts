import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  checksumOf,
  readDirectory,
  replaceRevision,
  writeRevision,
  writeSnapshotFile,
} from '../../src/revisions/directory.ts'
import { readHeader } from '../../src/revisions/header.ts'
import { scanHeader } from '../../src/revisions/header-scan.ts'
import { fileName, newRevisionId, slug } from '../../src/revisions/id.ts'
import { makeFolder } from '../support/folder.ts'

const functions = `
export function upgrade(op: Operations): void {
  op.sql(\`
export const revision = 'inside'
\`)
}

export function downgrade(_op: Operations): void {}
`

const usual = `/**
 * add age to users
 *
 * and why
 *
 * Revision: a1f3c9d2e4b7
 * Revises: 5be21c07d9aa
 * Created: 2026-11-20T23:06:00Z
 */
import type { Operations } from 'diffkit'

export const revision = 'a1f3c9d2e4b7'
export const downRevision = '5be21c07d9aa' // the parent
export const branchLabels = ['blog']
export const dependsOn = [
  'shop',
  "other",
]
export const replaces = ['4bad', '4cab']
export const transaction = 'none'
${functions.replace('export const revision', 'revision')}`

const header = {
  revision: 'a1f3c9d2e4b7',
  down: ['5be21c07d9aa'],
  branchLabels: ['blog'],
  dependsOn: ['shop', 'other'],
  replaces: ['4bad', '4cab'],
  transaction: 'none',
  message: 'add age to users\n\nand why',
  createdAt: '2026-11-20T23:06:00Z',
}

describe('the header of a migration', () => {
  test('is read by a scanner when it has the usual shape', async () => {
    expect(scanHeader(usual)).not.toBeNull()
    expect(await readHeader(usual, 'a.ts')).toEqual(header)
    const above = ['// eslint-disable\n', '/* eslint-disable */\n', '/** The licence. */\n\n']
    for (const words of above) expect(await readHeader(words + usual, 'a.ts')).toEqual(header)
  })

  test('is read when another prettier configuration has formatted it', async () => {
    const text = usual.replaceAll("'", '"').replace(/^(export const .*[^,[])$/gm, '$1;')
    expect(await readHeader(text.replaceAll('\n', '\r\n'), 'a.ts')).toEqual(header)
  })

  test('is parsed when it has any other shape', async () => {
    const text = `const revision = 'a' as const
export const downRevision: readonly string[] = ['b', \`c\`] satisfies string[]
const up = () => {}
export const downgrade = async (): Promise<void> => {}
export { revision, up as upgrade }`
    expect(scanHeader(text)).toBeNull()
    expect(await readHeader(text, 'a.ts')).toMatchObject({
      revision: 'a',
      down: ['b', 'c'],
      message: '',
      createdAt: null,
    })
  })

  test('is not misled by what stands in a text', async () => {
    const text = `export const downRevision = null\n${functions}export const revision = 'a'\n`
    expect(await readHeader(text, 'a.ts')).toMatchObject({ revision: 'a', down: [] })
  })

  test.each([
    ['no revision', `export const downRevision = null${functions}`, /no `revision`/],
    ['no parent', `export const revision = 'a'\n${functions}`, /no `downRevision`/],
    [
      'no downgrade',
      `export const revision = 'a'\nexport const downRevision = null\nexport function upgrade() {}`,
      /no function `downgrade`/,
    ],
    [
      'a computed id',
      `export const revision = 'a' + 1\nexport const downRevision = null${functions}`,
      /a\.ts:1.*`revision` must be written/,
    ],
    [
      'an odd id',
      `export const revision = 'a-1'\nexport const downRevision = null\n${functions}`,
      /letters, digits/,
    ],
    [
      'an odd transaction',
      `export const revision = 'a'\nexport const downRevision = null\nexport const transaction = 'all'\n${functions}`,
      /'revision' or 'none'/,
    ],
  ])('with %s is an error', async (_name, text, message) => {
    await expect(readHeader(text, 'a.ts')).rejects.toMatchObject({
      code: 'MIGRATION_INVALID',
      message: expect.stringMatching(message),
    })
  })

  test('with a syntax error names the line', async () => {
    await expect(readHeader('export const a = 1\nexport const = 2', 'a.ts')).rejects.toMatchObject({
      code: 'MODULE_SYNTAX',
      data: { file: 'a.ts', line: 2 },
    })
  })
})

describe('names', () => {
  test.each([
    ['add age to users', 'add_age_to_users'],
    ['Größe & café: 2nd try!', 'gro_e_cafe_2nd_try'],
    ['日本語', ''],
    ['a'.repeat(50), 'a'.repeat(40)],
    ['one two three four five six seven eight nine', 'one_two_three_four_five_six_seven_eight'],
  ])('the slug of %s is %s', (message, expected) => {
    expect(slug(message)).toBe(expected)
  })

  test('a file name follows its template', () => {
    const parts = { revision: 'a1', message: 'add age', createdAt: '2026-11-20T23:06:01+02:00' }
    expect(fileName('{date}_{revision}_{slug}', parts)).toBe('20261120210601_a1_add_age.ts')
    expect(fileName('{revision}', parts)).toBe('a1.ts')
    expect(fileName('{date}_{revision}_{slug}', { ...parts, message: '…' })).toBe(
      '20261120210601_a1.ts',
    )
  })

  test('a new id is twelve hexadecimal digits', () => {
    expect(newRevisionId([])).toMatch(/^[0-9a-f]{12}$/)
  })
})

describe('the folders', () => {
  const foldersOf = (folder: string) => ({
    folder,
    migrations: join(folder, 'migrations'),
    branchFolders: {},
    snapshots: join(folder, 'snapshots'),
  })
  const files = { migration: '1_a.ts', source: usual, snapshot: '{}\n' }

  test('are empty when they are absent', async () => {
    expect(await readDirectory(foldersOf(makeFolder()))).toEqual([])
  })

  test('give back what was written, by file name, and ignore what is no migration', async () => {
    const folders = foldersOf(
      makeFolder({
        'migrations/0_b.ts': usual
          .replace('a1f3c9d2e4b7', 'b')
          .replace("= 'a1f3c9d2e4b7'", "= 'b'"),
        'migrations/.draft.ts': 'no',
        'migrations/types.d.ts': 'no',
        'migrations/README.md': 'no',
      }),
    )
    expect(await writeRevision(folders, 'a1f3c9d2e4b7', files)).toEqual({
      path: 'migrations/1_a.ts',
      snapshot: 'snapshots/a1f3c9d2e4b7.json',
    })
    const found = await readDirectory(folders)
    expect(found.map(({ id, path }) => [id, path])).toEqual([
      ['b', 'migrations/0_b.ts'],
      ['a1f3c9d2e4b7', 'migrations/1_a.ts'],
    ])
    expect(found[1]?.checksum).toBe(checksumOf(usual))
    expect(readdirSync(folders.snapshots)).toEqual(['a1f3c9d2e4b7.json'])
  })

  test('are left as they were when one of the two files cannot be written', async () => {
    const folder = makeFolder({ 'migrations/old.txt': '', 'snapshots/old.txt': '' })
    const folders = foldersOf(folder)
    mkdirSync(join(folder, 'migrations/1_a.ts'))
    await expect(writeRevision(folders, 'a', files)).rejects.toMatchObject({ code: 'FILE_EXISTS' })
    const long = { ...files, migration: `${'x'.repeat(250)}.ts` }
    await expect(writeRevision(folders, 'a', long)).rejects.toThrow(/ENAMETOOLONG/)
    expect(readdirSync(folders.migrations)).toEqual(['1_a.ts', 'old.txt'])
    expect(readdirSync(folders.snapshots)).toEqual(['old.txt'])
  })

  test('hold the new revision in the place of the old one after an amendment', async () => {
    const folders = foldersOf(makeFolder())
    await writeRevision(folders, 'a1f3c9d2e4b7', files)
    const amended = {
      migration: '2_c.ts',
      source: usual.replaceAll('a1f3c9d2e4b7', 'c'),
      snapshot: '[]\n',
    }
    await replaceRevision(folders, { id: 'c', replaces: 'a1f3c9d2e4b7' }, amended)
    expect(readdirSync(folders.migrations)).toEqual(['2_c.ts'])
    expect(readdirSync(folders.snapshots)).toEqual(['c.json'])
    await replaceRevision(folders, { id: 'c', replaces: 'c' }, { ...amended, snapshot: '{}\n' })
    expect(readdirSync(folders.migrations)).toEqual(['2_c.ts'])
    expect(readFileSync(join(folders.snapshots, 'c.json'), 'utf8')).toBe('{}\n')
  })

  test('keep the old revision when its successor cannot be written', async () => {
    const folders = foldersOf(makeFolder())
    await writeRevision(folders, 'a1f3c9d2e4b7', files)
    const long = { ...files, migration: `${'x'.repeat(250)}.ts` }
    const replacing = replaceRevision(folders, { id: 'c', replaces: 'a1f3c9d2e4b7' }, long)
    await expect(replacing).rejects.toThrow(/ENAMETOOLONG/)
    expect(readdirSync(folders.migrations)).toEqual(['1_a.ts'])
    expect(readdirSync(folders.snapshots)).toEqual(['a1f3c9d2e4b7.json'])
  })

  test('take a new snapshot of a revision', async () => {
    const folders = foldersOf(makeFolder({ 'snapshots/a.json': 'old' }))
    expect(await writeSnapshotFile(folders, 'a', 'new')).toBe('snapshots/a.json')
    expect(readFileSync(join(folders.snapshots, 'a.json'), 'utf8')).toBe('new')
  })
})
