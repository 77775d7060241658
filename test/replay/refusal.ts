/** Models that PostgreSQL itself refuses: it refuses what drizzle-kit makes of them for the same reason. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Kit } from '../support/drizzle-kit-process.ts'
import type { Databases } from './databases.ts'
import type { Extracted } from './inputs.ts'

/** The models in one module; packages stay outside, found from its folder. */
const bundleModels = async ({ entries }: Extracted, file: string): Promise<string> => {
  await build({
    stdin: {
      contents: entries.map((entry) => `export * from ${JSON.stringify(entry)}`).join('\n'),
      resolveDir: join(file, '..'),
    },
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  })
  return pathToFileURL(file).href
}

/** A key that is none is found in the models, before a server is asked. */
const NO_KEY = /points at (?:\S+\.)?(\S+) \(.*\), which is neither its primary key nor unique/

/** What a server says of a foreign key that points at no key of this table. */
const noKey = (failure: string): string | null => {
  const table = NO_KEY.exec(failure)?.[1]
  return table === undefined
    ? null
    : `there is no unique constraint matching given keys for referenced table "${table}"`
}

let count = 0

interface Tools {
  readonly databases: Databases
  readonly kit: Kit
  /** Where packages of the project are found. */
  readonly folder: string
}

/**
 * What PostgreSQL says of drizzle-kit's SQL, made from nothing, where that is the reason of diffkit's
 * failure as well; else `null`.
 */
export const refusalOf = async (
  extracted: Extracted,
  failure: string,
  { databases, kit, folder }: Tools,
): Promise<string | null> => {
  const after = await bundleModels(extracted, join(folder, `models-${count++}.mjs`))
  const request = { dialect: 'postgresql', before: null, after, renames: [] } as const
  const statements = await kit.generate(request)
  const url = await databases.create('kit')
  try {
    const said = await databases.execute(url, statements)
    const same = (message: string): boolean =>
      failure.includes(message) || message === noKey(failure)
    return said.find(same) ?? null
  } finally {
    await databases.drop(url)
  }
}
