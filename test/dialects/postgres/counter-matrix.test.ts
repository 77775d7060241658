/** How a sequence counts, changed from everything to everything: of its own, of an identity and of a serial. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { diff } from '../../../src/diff/index.ts'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import type { ColumnSpec, SchemaSpec } from '../../../src/schema/spec.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { majors, useServer } from '../../support/postgres.ts'
import { connect } from '../../support/postgres-laws.ts'
import { creation, execute, introspect, schemaOf } from './support.ts'

const all = process.env['DIFFKIT_ALL'] !== undefined

const TYPES = { smallint: 15n, integer: 31n, bigint: 63n } as const
type Type = keyof typeof TYPES

interface Options {
  readonly type: Type
  readonly increment: string
  readonly min: string | null
  readonly max: string | null
  readonly start: string | null
  readonly cache: string
  readonly cycle: boolean
}

interface Row {
  readonly type: Type
  readonly increment: string
  readonly min: string
  readonly max: string
  readonly start: string
  readonly cache: string
  readonly cycle: boolean
}

/** https://www.postgresql.org/docs/current/sql-createsequence.html, in the words of that page. */
const documented = ({ type, increment, min, max, start, cache, cycle }: Options): Row => {
  const ascends = BigInt(increment) > 0n
  const [least, greatest] = [-(1n << TYPES[type]), (1n << TYPES[type]) - 1n]
  const bounds = {
    min: min ?? (ascends ? '1' : String(least)),
    max: max ?? (ascends ? String(greatest) : '-1'),
  }
  return {
    type,
    increment,
    ...bounds,
    start: start ?? (ascends ? bounds.min : bounds.max),
    cache,
    cycle,
  }
}

const isValid = (options: Options): boolean => {
  const { type, min, max, start } = documented(options)
  const top = 1n << TYPES[type]
  return (
    BigInt(min) >= -top &&
    BigInt(max) < top &&
    BigInt(min) < BigInt(max) &&
    BigInt(min) <= BigInt(start) &&
    BigInt(start) <= BigInt(max)
  )
}

const limits = (type: Type) => ({
  min: String(-(1n << TYPES[type])),
  max: String((1n << TYPES[type]) - 1n),
})

/** Bounds are also what they would be of another type, or in the other direction. */
const everyOption = (['smallint', 'integer', 'bigint'] as const).flatMap((type) =>
  ['1', '-1', '5', '-5'].flatMap((increment) =>
    [...new Set([null, '1', '-100', '-32768', limits(type).min])].flatMap((min) =>
      [...new Set([null, '-1', '100', '32767', limits(type).max])].flatMap((max) =>
        [null, '1', '-1', '50'].map((start) => ({ type, increment, min, max, start })),
      ),
    ),
  ),
)

/** Of those that say one thing more, of the others a few. */
const states: readonly Options[] = everyOption
  .map((options, index) => ({
    ...options,
    cache: index % 3 === 0 ? '7' : '1',
    cycle: index % 2 === 1,
  }))
  .filter(isValid)
  .filter(({ min, max, start }, index) => {
    const said = [min, max, start].filter((value) => value !== null).length
    return said < 2 ? index % (all ? 2 : 3) === 0 : index % (all ? 11 : 41) === 0
  })

const KINDS = ['own', 'identity', 'serial', 'typed'] as const
type Kind = (typeof KINDS)[number]

const SERIALS: Readonly<Record<Type, string>> = {
  smallint: 'smallserial',
  integer: 'serial',
  bigint: 'bigserial',
}

const columnOf = (kind: Exclude<Kind, 'own'>, options: Options): ColumnSpec => {
  const { type, ...said } = options
  const counter = { ...said, start: documented(options).start }
  if (kind === 'identity') return { name: 'id', type, identity: { ...counter, always: said.cycle } }
  return kind === 'serial'
    ? { name: 'id', type: SERIALS[type], sequence: counter }
    : { name: 'id', type: 'bigserial', sequence: { ...counter, type } }
}

const nameOf = (kind: Kind, index: number): string => `${kind}_${index}`

const schemaIn = (placed: readonly Options[]): Schema => {
  const spec: SchemaSpec = {
    sequences: placed.map((options, index) => ({ name: nameOf('own', index), ...options })),
    tables: (['identity', 'serial', 'typed'] as const).flatMap((kind) =>
      placed.map((options, index) => ({
        name: nameOf(kind, index),
        columns: [columnOf(kind, options)],
      })),
    ),
  }
  return schemaOf(spec)
}

const CATALOG = `
SELECT replace(sequencename, '_id_seq', '') AS name, data_type::text AS type, increment_by::text AS increment,
       min_value::text AS min, max_value::text AS max, start_value::text AS start, cache_size::text AS cache, cycle,
       sequencename AS sequence
  FROM pg_sequences WHERE schemaname = 'public'`

interface Found extends Row {
  readonly place: string
}

const found = async (connection: Connection): Promise<Readonly<Record<string, unknown>>> => {
  const rows = await connection.query(CATALOG)
  const places = await connection.query(
    rows
      .map(
        ({ sequence }) =>
          `SELECT '${String(sequence)}' AS sequence, last_value || ' ' || is_called AS place FROM "${String(sequence)}"`,
      )
      .join(' UNION ALL '),
  )
  const placeOf = new Map(places.map(({ sequence, place }) => [sequence, place]))
  return Object.fromEntries(
    rows.map(({ name, sequence, ...row }) => [name, { ...row, place: placeOf.get(sequence) }]),
  )
}

const turns = (from: Options, to: Options): boolean =>
  from.increment.startsWith('-') !== to.increment.startsWith('-')

/** A number that both may have come to. */
const common = (a: Options, b: Options): string | null => {
  const rows = [documented(a), documented(b)]
  const least = rows.map(({ min }) => BigInt(min)).reduce((x, y) => (x > y ? x : y))
  const greatest = rows.map(({ max }) => BigInt(max)).reduce((x, y) => (x < y ? x : y))
  return least > greatest ? null : String((least + greatest) / 2n)
}

/** Where the counter stands after a change, when it stood at `place` (`null`: nobody drew from it). */
const placeAfter = (
  kind: Kind,
  [from, to]: readonly [Options, Options],
  place: string | null,
): string | null => (place === null || (kind !== 'own' && turns(from, to)) ? null : place)

const expected = (
  of: readonly Options[],
  places: (kind: Kind, index: number) => string | null,
): Readonly<Record<string, Found>> =>
  Object.fromEntries(
    KINDS.flatMap((kind) =>
      of.map((options, index) => {
        const row = documented(options)
        const place = places(kind, index)
        return [
          nameOf(kind, index),
          { ...row, place: place === null ? `${row.start} false` : `${place} true` },
        ]
      }),
    ),
  )

const sequenceOf = (kind: Kind, index: number): string =>
  kind === 'own' ? nameOf(kind, index) : `${nameOf(kind, index)}_id_seq`

/** Sets the counters to what is given, in one message. */
const setAll = async (
  connection: Connection,
  place: (kind: Kind, index: number) => string | null,
): Promise<void> => {
  const calls = KINDS.flatMap((kind) =>
    [...states.keys()].flatMap((index) => {
      const to = place(kind, index)
      return to === null ? [] : [`setval('${sequenceOf(kind, index)}', ${to})`]
    }),
  )
  await connection.query(
    `SELECT count(*) FROM (VALUES ${calls.map((call) => `(${call})`).join(', ')}) AS calls`,
  )
}

const options = { features: postgres.features, renames: [] }

describe.each(all ? majors : ([18] as const))('a counter on PostgreSQL %i', (major) => {
  const server = useServer(major)
  let connection: Connection
  beforeAll(async () => {
    connection = await connect(await server.database())
    await execute(connection, creation(schemaIn(states)))
  })
  afterAll(() => connection.close())

  test('is made as it is said', async () => {
    expect(await found(connection)).toEqual(expected(states, () => null))
    expect(diff(await introspect(connection), schemaIn(states), options)).toEqual([])
  })

  const count = states.length
  const steps = Array.from({ length: count - 1 }, (_, index) => index + 1)
  // Each of these steps takes every way to another one; an alteration costs the server a new file.
  const chosen = steps.filter((step) => step % Math.floor(count / (all ? 6 : 2)) === 2)

  test(
    `goes from each of ${count} ways to count to another and back`,
    { timeout: 600_000 },
    async () => {
      const before = schemaIn(states)
      for (const step of chosen) {
        const others = states.map((_, index) => states[(index + step) % count] ?? states[0])
        const pairs = states.map((from, index) => [from, others[index] ?? from] as const)
        const targets = pairs.map(([, to]) => to)
        const after = schemaIn(targets)
        const places = pairs.map(([from, to], index) =>
          (index + step) % 2 === 0 ? common(from, to) : null,
        )
        const moved = (kind: Kind, index: number): string | null => {
          const pair = pairs[index]
          return pair === undefined ? null : placeAfter(kind, pair, places[index] ?? null)
        }
        await setAll(connection, (_kind, index) => {
          const place = places[index] ?? null
          return place === null ? null : `${place}, true`
        })
        await execute(connection, diff(before, after, options), before)
        expect(await found(connection)).toEqual(expected(targets, moved))
        expect(diff(await introspect(connection), after, options)).toEqual([])
        await execute(connection, diff(after, before, options), after)
        expect(await found(connection)).toEqual(expected(states, moved))
        expect(diff(await introspect(connection), before, options)).toEqual([])
        await setAll(connection, (kind, index) => {
          const state = states[index]
          return state === undefined || moved(kind, index) === null
            ? null
            : `${documented(state).start}, false`
        })
      }
    },
  )
})
