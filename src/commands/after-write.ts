/** What the configuration does with the files of a new revision. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeSnapshotFile } from '../revisions/directory.ts'
import type { WrittenFiles } from '../revisions/directory.ts'
import { sealAgain } from '../revisions/seal.ts'
import { callHook } from '../runtime/run/hooks.ts'
import type { Environment } from './environment.ts'

/** Calls `afterWrite`; the snapshot is sealed with the migration as that leaves it. */
export const afterWrite = async (
  { config }: Environment,
  id: string,
  files: WrittenFiles,
): Promise<void> => {
  const { afterWrite: hook, folder } = config
  if (hook === null) return
  const migration = join(folder, files.path)
  const snapshot = join(folder, files.snapshot)
  await callHook('afterWrite', id, () => hook({ revision: id, migration, snapshot }))
  const [text, source] = [await readFile(snapshot, 'utf8'), await readFile(migration, 'utf8')]
  await writeSnapshotFile(config, id, sealAgain(text, source))
}
