/** Starts the command line with what V8 has compiled of it before: a third of what a small command costs is compiling. */
import { hash } from 'node:crypto'
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { getHeapCodeStatistics } from 'node:v8'
import { Script } from 'node:vm'

const program = join(__dirname, 'cli.cjs')

/** In the `node_modules` that diffkit is installed in, or its own where it is developed. */
const folder = (): string => {
  const [home, above] = [dirname(__dirname), dirname(dirname(__dirname))]
  const modules = basename(above) === 'node_modules' ? above : join(home, 'node_modules')
  return join(modules, '.cache', 'diffkit')
}

interface Kept {
  readonly folder: string
  readonly file: string
  /** What the names of the same command's begin with, whatever they were made of. */
  readonly prefix: string
}

/** One for each command, since V8 keeps what a run has used. The time of change counts: npm gives all files one time of writing. */
const keptFor = (command: string): Kept => {
  const { size, mtimeMs, ctimeMs } = statSync(program)
  const made = [size, mtimeMs, ctimeMs].map((number) => Math.round(number).toString(36)).join('-')
  const prefix = `compiled-${command}-`
  return { folder: folder(), file: `${prefix}${process.version}-${process.arch}-${made}`, prefix }
}

interface Compiled {
  readonly data: Buffer
  /** Bytes of bytecode that the run had in the end. */
  readonly bytecode: number
}

/** Where the checksum of what follows ends, and the count of bytecode. */
const [CHECKED, DATA] = [20, 32]

const checksum = (bytes: Buffer): Buffer => Buffer.from(hash('sha1', bytes, 'base64'), 'base64')

const read = ({ folder, file }: Kept): Compiled | null => {
  try {
    const bytes = readFileSync(join(folder, file))
    const checked = bytes.subarray(CHECKED)
    // V8 believes what it is given: a bit that is wrong on the disk would end the process.
    if (!checksum(checked).equals(bytes.subarray(0, CHECKED))) return null
    return { data: bytes.subarray(DATA), bytecode: bytes.readDoubleLE(DATA - 8) }
  } catch {
    return null
  }
}

/** A run that went further than the one that was kept, which may have shown its help alone. */
const MORE = 1.2

const bytecodeNow = (): number => getHeapCodeStatistics().bytecode_and_metadata_size

/** Written aside and renamed, so that nobody reads half of it; where nothing can be written nothing is kept. */
const write = ({ folder, file, prefix }: Kept, script: Script): void => {
  try {
    mkdirSync(folder, { recursive: true })
    const fresh = join(folder, `${file}.${process.pid}`)
    const header = Buffer.alloc(DATA)
    header.writeDoubleLE(bytecodeNow(), DATA - 8)
    const bytes = Buffer.concat([header, script.createCachedData()])
    checksum(bytes.subarray(CHECKED)).copy(bytes)
    writeFileSync(fresh, bytes)
    renameSync(fresh, join(folder, file))
    for (const name of readdirSync(folder)) {
      if (name.startsWith(prefix) && name !== file) rmSync(join(folder, name), { force: true })
    }
  } catch {}
}

const commandOf = (args: readonly string[]): string =>
  args.find((arg) => /^[a-z]+$/.test(arg)) ?? 'none'

/** Node's own variables: one forbids it, the other wants to see what is compiled. */
const isAllowed = ({ NODE_DISABLE_COMPILE_CACHE, NODE_V8_COVERAGE }: NodeJS.ProcessEnv): boolean =>
  NODE_DISABLE_COMPILE_CACHE === undefined && NODE_V8_COVERAGE === undefined

const kept = isAllowed(process.env) ? keptFor(commandOf(process.argv.slice(2))) : null
const compiled = kept === null ? null : read(kept)
/** As in any CommonJS module; the last is what `import()` is there, which V8 forgets in what it keeps. */
const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname', '__import']

// The text is ASCII, and read as such stays at one byte a character.
const script = new Script(
  `(function (${PARAMETERS.join(', ')}) {${readFileSync(program, 'latin1')}\n})`,
  {
    filename: program,
    ...(compiled === null ? {} : { cachedData: compiled.data }),
  },
)
if (kept !== null) {
  const usable = script.cachedDataRejected === false ? (compiled?.bytecode ?? 0) : 0
  process.on('exit', () => {
    if (bytecodeNow() > usable * MORE) write(kept, script)
  })
}
const main = { exports: {} }
const load = (specifier: string): Promise<unknown> => import(specifier)
script.runInThisContext()(main.exports, createRequire(program), main, program, __dirname, load)
