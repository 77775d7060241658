/** Revisions that cannot be in one transaction: cut off anywhere, they are gone on with, or taken back. */
import { describe, expect, test } from 'vitest'
import { query, useServer } from '../support/postgres.ts'
import { catalogOf, killedAt, rowsOf, segmented } from '../support/segments.ts'

const all = process.env['DIFFKIT_ALL'] === '1'

describe('in segments', () => {
  const server = useServer(18)
  test('runs', async () => {
    const { app, url } = await segmented(server)
    const before = await catalogOf(url)
    const rows = await rowsOf(url)
    console.log((await app.run('upgrade', '--sql', 'first:parts')).stdout)
    console.log((await app.run('upgrade')).stdout)
    console.log(await catalogOf(url))
    expect(await rowsOf(url)).toEqual(rows)
    console.log((await app.run('check', '--history')).stdout)
    console.log((await app.run('downgrade', 'first', '--allow-data-loss')).stdout)
    expect(await catalogOf(url)).toEqual(before)
  })
})
