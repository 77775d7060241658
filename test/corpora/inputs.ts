/** Pairs of states from public corpora, which stand outside the repository. */
import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'

/** Two states of a database, each as SQL that makes it. */
export interface Pair {
  readonly corpus: string
  readonly name: string
  readonly a: string
  readonly b: string
  /** Rows for either state. */
  readonly seedA: string
  readonly seedB: string
  /** The oldest major that knows what the states use. */
  readonly major: number
}

export interface Corpus {
  readonly name: string
  /** The environment variable that names its folder, and what that folder holds. */
  readonly variable: string
  readonly folder: string
  read(folder: string): Promise<readonly Pair[]>
}

const textOf = async (file: string): Promise<string> =>
  existsSync(file) ? readFile(file, 'utf8') : ''

const readDelta = async (folder: string): Promise<readonly Pair[]> => {
  const names = (await readdir(folder)).filter((name) => existsSync(join(folder, name, 'a.sql')))
  return Promise.all(
    names.toSorted().map(async (name) => {
      const file = (part: string): Promise<string> => textOf(join(folder, name, part))
      const meta = JSON.parse((await file('meta.json')) || '{}')
      return {
        corpus: 'pg-delta',
        name,
        a: await file('a.sql'),
        b: await file('b.sql'),
        seedA: await file('seed.sql'),
        seedB: await file('seed-b.sql'),
        major: Number(meta.minVersion ?? 0),
      }
    }),
  )
}

interface SqldefCase {
  readonly current?: string
  readonly desired?: string
  readonly min_version?: string
  /** What its own tool refuses to read, or another server. */
  readonly error?: string
  readonly flavor?: string
}

const readSqldef = async (folder: string): Promise<readonly Pair[]> => {
  const files = (await readdir(folder)).filter((name) => /^tests_.*\.ya?ml$/.test(name))
  const pairs = await Promise.all(
    files.toSorted().map(async (file) => {
      const cases: Readonly<Record<string, SqldefCase>> = parse(await textOf(join(folder, file)))
      const topic = file.replace(/^tests_|\.ya?ml$/g, '')
      return Object.entries(cases)
        .filter(([, item]) => item.error === undefined && !/dsql/.test(item.flavor ?? ''))
        .map(([name, item]): Pair => ({
          corpus: 'sqldef',
          name: `${topic}/${name}`,
          a: item.current ?? '',
          b: item.desired ?? '',
          seedA: '',
          seedB: '',
          major: Number.parseInt(item.min_version ?? '0', 10),
        }))
    }),
  )
  return pairs.flat()
}

export const corpora: readonly Corpus[] = [
  {
    name: 'pg-delta',
    variable: 'DIFFKIT_CORPUS_PG_DELTA',
    folder: 'packages/pg-delta/corpus of github.com/supabase/pg-toolbelt',
    read: readDelta,
  },
  {
    name: 'sqldef',
    variable: 'DIFFKIT_CORPUS_SQLDEF',
    folder: 'cmd/psqldef of github.com/sqldef/sqldef',
    read: readSqldef,
  },
]
