/** Write a configuration and the folders, reading drizzle-kit's configuration where there is one. */
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DialectName } from '../dialects/dialect.ts'
import { ALONE } from '../dialects/shared.ts'
import { DiffkitError } from '../errors.ts'
import { asDialect, readDrizzleConfig } from '../runtime/config/drizzle-config.ts'
import type { DrizzleConfig } from '../runtime/config/drizzle-config.ts'
import { findModels } from './find-models.ts'
import type { FoundModels } from './find-models.ts'

export interface InitOptions {
  readonly cwd: string
  readonly dialect: string | null
}

export interface InitResult {
  readonly config: string
  readonly dialect: DialectName
  readonly schema: readonly string[]
  /** What was read, when there is a `drizzle.config.ts`. */
  readonly readFrom: string | null
  /** Keys of it that were left out. */
  readonly ignored: readonly string[]
  /** Why its `dbCredentials` were left out. */
  readonly noUrl: string | null
}

const FILE = 'diffkit.config.ts'
const CONFIGS = [FILE, 'diffkit.config.js', 'diffkit.config.mjs', 'diffkit.config.mts']
const NO_MODELS: FoundModels = { dialect: 'sqlite', schema: ['./schema/*.ts'] }

const asWanted = (wanted: string | null): DialectName | null => {
  const dialect = wanted === null ? null : asDialect(wanted)
  if (wanted !== null && dialect === null) {
    throw new DiffkitError('DIALECT_UNKNOWN', { dialect: wanted })
  }
  return dialect
}

/** What drizzle-kit's configuration says; else what the files say. */
const modelsOf = async (
  cwd: string,
  wanted: DialectName | null,
  found: DrizzleConfig,
): Promise<FoundModels> => {
  const dialect = wanted ?? found.dialect
  if (dialect !== null && found.schema.length > 0) return { dialect, schema: found.schema }
  const models = (await findModels(cwd, dialect)) ?? NO_MODELS
  return { dialect: dialect ?? models.dialect, schema: models.schema }
}

const URLS: Readonly<Record<DialectName, string>> = {
  sqlite: 'sqlite:./.diffkit/dev.db',
  postgresql: 'postgres://localhost:5432/postgres',
}

/** The version of the installed engine, where it can be asked without a server. */
const installedTarget = async (
  dialect: DialectName,
  { kind }: DrizzleConfig,
): Promise<string | null> => {
  if (dialect !== 'sqlite' || kind === 'd1') return null
  const { loadDialect } = await import('../dialects/index.ts')
  const { connect } = await loadDialect(dialect)
  try {
    const connection = await connect(`${kind ?? 'sqlite'}::memory:`, ALONE)
    const { text } = connection.version
    await connection.close()
    return text.split('.').slice(0, 2).join('.')
  } catch {
    return null
  }
}

const urlFor = (dialect: DialectName, { kind }: DrizzleConfig): string =>
  kind === 'libsql' ? URLS[dialect].replace('sqlite:', 'libsql:') : URLS[dialect]

const noUrl = ({ credentials }: DrizzleConfig): string | null =>
  credentials !== null && 'leftOut' in credentials ? credentials.leftOut : null

/** The `url` as source text: what was written there, or one that an environment variable may replace. */
const urlSource = (dialect: DialectName, found: DrizzleConfig): string => {
  const { credentials } = found
  const isOurs = dialect === found.dialect && credentials !== null && 'url' in credentials
  const given = isOurs ? credentials.url : null
  if (given?.includes('process.env')) return given
  return `process.env.DATABASE_URL ?? ${given ?? text(found.url ?? urlFor(dialect, found))}`
}

const text = (value: string): string => `'${value.replaceAll("'", "\\'")}'`

const render = (
  { dialect, schema }: FoundModels,
  found: DrizzleConfig,
  target: string | null,
): string => {
  const [only, ...others] = schema
  const globs = others.length === 0 ? text(only ?? '') : `[${schema.map(text).join(', ')}]`
  return `import { defineConfig } from 'diffkit'

export default defineConfig({
  dialect: '${dialect}',
${found.kind === 'd1' ? "  engine: 'd1',\n" : ''}  schema: ${globs},
  url: ${urlSource(dialect, found)},
  migrations: './migrations',
  snapshots: './snapshots',
${found.casing === null ? '' : `  casing: '${found.casing}',\n`}${target === null ? '' : `  target: { ${dialect}: '${target}' },\n`}})
`
}

/** Writes the configuration and the folders; refuses to overwrite one that is there. */
export const init = async ({ cwd, dialect: wanted }: InitOptions): Promise<InitResult> => {
  const existing = CONFIGS.find((name) => existsSync(join(cwd, name)))
  if (existing !== undefined) throw new DiffkitError('CONFIG_EXISTS', { file: existing })
  const found = await readDrizzleConfig(cwd)
  const models = await modelsOf(cwd, asWanted(wanted), found)
  const source = render(models, found, await installedTarget(models.dialect, found))
  await mkdir(join(cwd, 'migrations'), { recursive: true })
  await mkdir(join(cwd, 'snapshots'), { recursive: true })
  await writeFile(join(cwd, FILE), source, { flag: 'wx' })
  return {
    config: FILE,
    ...models,
    readFrom: found.file,
    ignored: found.ignored,
    noUrl: noUrl(found),
  }
}
