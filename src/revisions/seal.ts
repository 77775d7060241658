/** Whether a snapshot and its migration are still the two that were written together. */
import { createHash } from 'node:crypto'

const SEAL = /\n {2}"seal": "([0-9a-f]{64})",/

const sealOf = (snapshot: string, migration: string): string =>
  createHash('sha256').update(migration).update('\0').update(snapshot).digest('hex')

/** The snapshot's text with the seal over it and the text of its migration. */
export const sealSnapshot = (snapshot: string, migration: string): string =>
  snapshot.replace('{', `{\n  "seal": "${sealOf(snapshot, migration)}",`)

/** Neither of the two was edited since; `false` as well where there is no seal. */
export const isSealed = (snapshot: string, migration: string): boolean => {
  const [line, seal] = SEAL.exec(snapshot) ?? []
  return line !== undefined && seal === sealOf(snapshot.replace(line, ''), migration)
}

/** The same snapshot sealed with another text of its migration. */
export const sealAgain = (snapshot: string, migration: string): string =>
  sealSnapshot(snapshot.replace(SEAL, ''), migration)
