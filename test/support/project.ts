/** A project in a temporary folder, and the real command line run in it. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { linkPackages } from './folder.ts'

export const root = resolve(import.meta.dirname, '../..')
export const bin = join(root, 'bin/diffkit.js')

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** Standard output as JSON, for calls with `--json`. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into documents of many shapes
  json(): any
}

export interface Project {
  readonly folder: string
  path(name: string): string
  write(name: string, text: string): Promise<void>
  read(name: string): Promise<string>
  files(name: string): Promise<readonly string[]>
  run(...args: readonly string[]): Promise<Ran>
  /** Runs and throws with the output unless the exit code is 0. */
  ok(...args: readonly string[]): Promise<Ran>
  /** One hash over the names and contents of everything in the folder. */
  checksum(): Promise<string>
}

const collect = (stream: NodeJS.ReadableStream): Promise<string> =>
  new Promise((done) => {
    let text = ''
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => (text += chunk))
    stream.on('end', () => done(text))
  })

/** Starts the command line and lets it run. */
export const startIn = (
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) =>
  spawn(process.execPath, [bin, ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Everything that a started command says, and how it ends. */
export const finish = async (child: ReturnType<typeof startIn>): Promise<Ran> => {
  const [stdout, stderr, code] = await Promise.all([
    collect(child.stdout),
    collect(child.stderr),
    new Promise<number>((done) => child.on('close', (status) => done(status ?? -1))),
  ])
  return { code, stdout, stderr, json: () => JSON.parse(stdout) }
}

export const runIn = (
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> => finish(startIn(folder, args, env))

const walk = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = await Promise.all(
    entries
      .filter(({ name }) => name !== 'node_modules')
      .map((entry) => {
        const path = join(folder, entry.name)
        return entry.isDirectory() ? walk(path) : [path]
      }),
  )
  return found.flat().toSorted()
}

/** A new folder with these files; removed when the test ends. */
export const project = async (
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  drizzle: '0.45' | '1.0' = '0.45',
): Promise<Project> => {
  const folder = await mkdtemp(join(tmpdir(), 'diffkit-project-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  linkPackages(folder, drizzle)
  const path = (name: string): string => join(folder, name)
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(path(name)), { recursive: true })
    await writeFile(path(name), text)
  }
  for (const [name, text] of Object.entries(files)) await write(name, text)
  const run = (...args: readonly string[]): Promise<Ran> => runIn(folder, args, env)
  return {
    folder,
    path,
    write,
    read: (name) => readFile(path(name), 'utf8'),
    files: async (name) => (existsSync(path(name)) ? (await readdir(path(name))).toSorted() : []),
    run,
    ok: async (...args) => {
      const ran = await run(...args)
      if (ran.code !== 0) {
        throw new Error(`diffkit ${args.join(' ')} exits ${ran.code}\n${ran.stdout}\n${ran.stderr}`)
      }
      return ran
    },
    checksum: async () => {
      const hash = createHash('sha256')
      for (const file of await walk(folder)) hash.update(file).update(await readFile(file))
      return hash.digest('hex')
    },
  }
}

/** A configuration of a SQLite project with its database in `app.db`. */
export const sqliteConfig = `import { defineConfig } from 'diffkit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './schema/*.ts',
  url: 'sqlite:./app.db',
})
`

export const postgresConfig = (
  url: string,
  scratch: string,
): string => `import { defineConfig } from 'diffkit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './schema/*.ts',
  url: '${url}',
  scratch: '${scratch}',
})
`
