import { expect, test } from 'vitest'
import { checksumOf } from '../../src/revisions/directory.ts'
import { isSealed, sealSnapshot } from '../../src/revisions/seal.ts'
import { writeSnapshot } from '../../src/schema/snapshot.ts'
import { emptySchema } from '../../src/schema/types.ts'

const migration = "export const revision = 'b'\nexport const downRevision = 'a'\n"
const snapshot = writeSnapshot({ revision: 'b', dialect: 'sqlite', schema: emptySchema })
const sealed = sealSnapshot(snapshot, migration)

test('what was written together is sealed', () => {
  expect(isSealed(sealed, migration)).toBe(true)
})

test('line ends of a checkout do not break it', () => {
  const windows = (text: string): string => text.replaceAll('\n', '\r\n')
  expect(isSealed(windows(sealed), windows(migration))).toBe(true)
  expect(isSealed(sealed, windows(migration))).toBe(true)
  expect(checksumOf(windows(migration))).toBe(checksumOf(migration))
  expect(checksumOf(migration.replace("'a'", "'z'"))).not.toBe(checksumOf(migration))
})

test.each([
  ['a migration that was edited', sealed, `${migration}// later\n`],
  ['another parent', sealed, migration.replace("'a'", "'z'")],
  ['a snapshot that was edited', sealed.replace('"sqlite"', '"postgresql"'), migration],
  ['a snapshot with more in it', sealed.replace('\n}', ',\n  "more": 1\n}'), migration],
  ['a seal that was edited', sealed.replace(/"seal": "./, '"seal": "x'), migration],
  ['the seal of another migration', sealSnapshot(snapshot, 'other'), migration],
  ['no seal', snapshot, migration],
])('%s breaks it', (_name, text, source) => {
  expect(isSealed(text, source)).toBe(false)
})
