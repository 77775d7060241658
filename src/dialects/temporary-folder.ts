/** Folders for a moment, whose names tell which process they are of. */
import { mkdtempSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** A process of another machine, or container, may share the folder of temporary files. */
const host = (): string => hostname().replaceAll(/[^A-Za-z0-9]/g, '')

const NAME = /^diffkit-(?:memory|bundle)-([A-Za-z0-9]*)-(\d+)-[^-]+$/

/** A new folder in `place`, of this process. */
export const makeTemporaryFolder = (place: string, kind: 'memory' | 'bundle'): string =>
  mkdtempSync(join(place, `diffkit-${kind}-${host()}-${process.pid}-`))

/** The process of this machine that made a folder of that name; `null`: none did. */
export const makerOf = (name: string): number | null => {
  const [, machine, pid] = NAME.exec(name) ?? []
  return pid === undefined || machine !== host() ? null : Number(pid)
}
