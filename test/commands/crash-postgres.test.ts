/** A process that is killed between any two queries of a revision in segments: the next run goes on, or takes it back. */
import { describe, expect, test } from 'vitest'
import { majors, query, useServer } from '../support/postgres.ts'
import type { TestServer } from '../support/postgres.ts'
import { catalogOf, copyOf, killedAt, rowsOf, segmented } from '../support/segments.ts'
import type { Segmented } from '../support/segments.ts'

const all = process.env['DIFFKIT_ALL'] === '1'
/** Only some of the places, other ones on each server; in a default run each way back on one of them. */
const STRIDE = all ? 7 : 71

type Way = readonly [command: 'upgrade' | 'downgrade', target: string, ...more: readonly string[]]
const UP: Way = ['upgrade', 'parts']
const DOWN: Way = ['downgrade', 'first', '--allow-data-loss']

interface Prepared extends Segmented {
  readonly server: TestServer
  /** The URL of a database at `first`, and of one at `parts`. */
  readonly start: Readonly<Record<'upgrade' | 'downgrade', string>>
  readonly catalog: Readonly<Record<'upgrade' | 'downgrade', string>>
}

const prepare = async (server: TestServer): Promise<Prepared> => {
  const { app, url } = await segmented(server)
  const done = await copyOf(server, url)
  await app.ok('upgrade', '--url', done)
  const catalog = { upgrade: await catalogOf(done), downgrade: await catalogOf(url) }
  expect(catalog.upgrade).toContain('users_email_key')
  return { app, url, server, start: { upgrade: url, downgrade: done }, catalog }
}

const expectDone = async (
  { url, catalog }: Prepared,
  found: string,
  way: 'upgrade' | 'downgrade',
): Promise<void> => {
  expect(await catalogOf(found)).toBe(catalog[way])
  expect(await rowsOf(found)).toEqual(await rowsOf(url))
  const recorded = await query(found, 'SELECT revision FROM diffkit_version')
  expect(recorded).toEqual([{ revision: way === 'upgrade' ? 'parts' : 'first' }])
  const log = await query(
    found,
    'SELECT count(*)::int AS open FROM diffkit_log WHERE finished_at IS NULL',
  )
  expect(log).toEqual([{ open: 0 }])
}

/** Kills `way` at each place in turn, and runs the two commands after it; answers the number of places. */
const killEverywhere = async (
  prepared: Prepared,
  [way, ...args]: Way,
  { first, next }: { readonly first: number; readonly next: readonly Way[] },
): Promise<number> => {
  const { app, server, start } = prepared
  for (let at = first; ; at += STRIDE) {
    const url = await copyOf(server, start[way])
    const killed = await killedAt(app, [way, ...args, '--url', url], at)
    if (killed.code === 0) return at
    expect(killed.code, killed.stderr).toBe(-1)
    for (const [command, ...more] of next) {
      const ran = await app.run(command, ...more, '--url', url)
      expect(ran.code, `killed at ${at}: ${ran.stdout}${ran.stderr}`).toBe(0)
      await expectDone(prepared, url, command)
    }
  }
}

describe.each(majors)('on PostgreSQL %s', (major) => {
  const server = useServer(major)
  const offset = major % STRIDE
  const minutes = all ? 30 : 3

  test(
    'an upgrade goes on wherever it was killed, and comes back',
    async () => {
      const prepared = await prepare(server)
      const places = await killEverywhere(prepared, UP, { first: 1 + offset, next: [UP, DOWN] })
      expect(places).toBeGreaterThan(60)
    },
    minutes * 60_000,
  )

  test.runIf(all || major === 18)(
    'an upgrade is taken back wherever it was killed, and comes again',
    async () => {
      const prepared = await prepare(server)
      await killEverywhere(prepared, UP, { first: 6 + offset, next: [DOWN, UP] })
    },
    minutes * 60_000,
  )

  test.runIf(all || major === 15)(
    'a downgrade goes on, or is taken back, wherever it was killed',
    async () => {
      const prepared = await prepare(server)
      await killEverywhere(prepared, DOWN, { first: 9 + offset, next: [DOWN] })
      await killEverywhere(prepared, DOWN, { first: 2 + offset, next: [UP, DOWN] })
    },
    minutes * 60_000,
  )
})
