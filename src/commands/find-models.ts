/** Finds the files that declare Drizzle tables, for a configuration that nobody has written yet. */
import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { glob } from 'tinyglobby'
import type { DialectName } from '../dialects/dialect.ts'

export interface FoundModels {
  readonly dialect: DialectName
  /** What `schema` of the configuration would say. */
  readonly schema: readonly string[]
}

const LEFT_OUT = ['**/node_modules/**', '**/dist/**', '**/build/**', '**/*.d.ts', '**/*.test.*']

/** Up to here each file is named by itself; beyond, its folder is. */
const MOST_FILES = 3

/** A folder for models alone, so that a file added later is one too. */
const FOLDER = /(?:^|\/)(?:schemas?|models?|tables?)$/i

const DECLARES: Readonly<Record<DialectName, RegExp>> = {
  sqlite: /\bsqliteTable\s*\(/,
  postgresql: /\bpgTable\s*\(/,
}

const schemaOf = (paths: readonly string[]): readonly string[] => {
  const named = paths.map((path) => {
    const folder = posix.dirname(path)
    const alone = paths.length <= MOST_FILES && !FOLDER.test(folder)
    return alone ? path : posix.join(folder, `*${posix.extname(path)}`)
  })
  return [...new Set(named)].map((path) => `./${path}`)
}

/** The models of the wanted dialect, or of the one with most files; null where there are none. */
export const findModels = async (
  cwd: string,
  wanted: DialectName | null,
): Promise<FoundModels | null> => {
  const found: Record<DialectName, string[]> = { sqlite: [], postgresql: [] }
  const paths = await glob('**/*.{ts,mts,cts,js,mjs}', { cwd, ignore: LEFT_OUT })
  for (const path of paths.toSorted()) {
    const text = await readFile(join(cwd, path), 'utf8')
    if (DECLARES.sqlite.test(text)) found.sqlite.push(path)
    if (DECLARES.postgresql.test(text)) found.postgresql.push(path)
  }
  const dialect =
    wanted ?? (found.postgresql.length > found.sqlite.length ? 'postgresql' : 'sqlite')
  return found[dialect].length === 0 ? null : { dialect, schema: schemaOf(found[dialect]) }
}
