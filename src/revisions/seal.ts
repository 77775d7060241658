/** Whether a snapshot and its migration are still the two that were written together. */
import { createHash } from 'node:crypto'

const SEAL = /\n {2}"seal": "([0-9a-f]{64})",/

/** Git may end the lines of a checkout with CR LF. */
export const withPlainLines = (text: string): string => text.replaceAll('\r\n', '\n')

const sealOf = (snapshot: string, migration: string): string =>
  createHash('sha256').update(withPlainLines(migration)).update('\0').update(snapshot).digest('hex')

/** The snapshot's text with the seal over it and the text of its migration. */
export const sealSnapshot = (snapshot: string, migration: string): string =>
  snapshot.replace('{', `{\n  "seal": "${sealOf(snapshot, migration)}",`)

/** Neither of the two was edited since; `false` as well where there is no seal. */
export const isSealed = (snapshot: string, migration: string): boolean => {
  const plain = withPlainLines(snapshot)
  const [line, seal] = SEAL.exec(plain) ?? []
  return line !== undefined && seal === sealOf(plain.replace(line, ''), migration)
}

/** The same snapshot sealed with another text of its migration. */
export const sealAgain = (snapshot: string, migration: string): string =>
  sealSnapshot(withPlainLines(snapshot).replace(SEAL, ''), migration)
