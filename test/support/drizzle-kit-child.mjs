/** drizzle-kit 0.31 in a process of its own: it prints, asks questions, and may exit. */
import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'

let renames = []
let printed = ''

/** What stands last on the screen: one line a choice. */
const choices = () =>
  stripVTControlCharacters(printed)
    .split('\n')
    .filter((line) => /^\s*(❯\s*)?[+~] /.test(line) && / (create|rename) /.test(line))

/** Chooses the rename that the caller has asked for, else to create. */
const answer = (stdin) => {
  const shown = choices()
  const wanted = shown.findIndex((line) =>
    renames.some(({ from, to }) => line.includes(`${from} › ${to} `)),
  )
  for (let at = 0; at < wanted; at++) stdin.emit('keypress', '', { name: 'down' })
  printed = ''
  stdin.emit('keypress', '', { name: 'return' })
}

const stdin = new PassThrough()
stdin.isTTY = true
stdin.setRawMode = (isRaw) => {
  if (isRaw) setImmediate(answer, stdin)
  return stdin
}
Object.defineProperty(process, 'stdin', { value: stdin })
process.stdout.isTTY = true
const keep = (chunk) => {
  printed += String(chunk)
  return true
}
process.stdout.write = keep
process.stderr.write = keep
process.exit = (code) => {
  throw new Error(`drizzle-kit exits ${code}: ${stripVTControlCharacters(printed)}`)
}

const kit = await import('drizzle-kit/api')

const ENTRIES = {
  postgresql: { read: kit.generateDrizzleJson, migrate: kit.generateMigration },
  sqlite: { read: kit.generateSQLiteDrizzleJson, migrate: kit.generateSQLiteMigration },
}

const snapshots = new Map()
const snapshot = async (dialect, url) => {
  const key = `${dialect} ${url}`
  const known = snapshots.get(key)
  if (known !== undefined) return known
  const made = await ENTRIES[dialect].read(url === null ? {} : await import(url))
  snapshots.set(key, made)
  return made
}

const generate = async ({ dialect, before, after, renames: asked }) => {
  renames = asked
  printed = ''
  return ENTRIES[dialect].migrate(await snapshot(dialect, before), await snapshot(dialect, after))
}

let last = Promise.resolve()
process.on('message', ({ id, request }) => {
  last = last.then(async () => {
    try {
      process.send({ id, statements: await generate(request) })
    } catch (error) {
      process.send({ id, error: error instanceof Error ? error.message : String(error) })
    }
  })
})
process.send({ id: 'ready' })
