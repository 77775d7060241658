/** Sequences on real servers. */
import { expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import type { ColumnSpec } from '../../../src/schema/spec.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { troubleOf } from '../../../src/errors/trouble.ts'
import { diff } from '../../../src/diff/index.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { definitions } from '../../../src/operations/index.ts'
import { compareSchemas } from '../../../src/runtime/judge/compare.ts'
import { compactColumn } from '../../../src/schema/spec.ts'
import { creation, execute, introspect, onServers, schemaOf } from './support.ts'

onServers('a sequence that changes', (server) => {
  const changed = async (draw: boolean): Promise<unknown> => {
    const connection = await server.database()
    const before = schemaOf({ sequences: [{ name: 'numbers' }] })
    await execute(connection, creation(before))
    if (draw) await connection.query("select setval('numbers', 40)")
    const set = { min: '5', start: '7' }
    await execute(connection, [definitions.alterSequence.create('numbers', set)], before)
    const [row] = await connection.query("select nextval('numbers')::text as next")
    return row?.['next']
  }

  test('goes on from where it is', async () => {
    expect(await changed(true)).toBe('41')
  })

  test('begins anew when nobody drew from it', async () => {
    expect(await changed(false)).toBe('7')
  })
})

onServers('a sequence that turns', (server) => {
  const turn = definitions.alterSequence.create('numbers', { increment: '-1' })
  const before = schemaOf({ sequences: [{ name: 'numbers' }] })
  const made = async (draw: string): Promise<Connection> => {
    const connection = await server.database()
    await execute(connection, creation(before))
    await connection.execute(draw)
    return connection
  }
  const next = async (connection: Connection): Promise<unknown> =>
    (await connection.query("select nextval('numbers')::text as next"))[0]?.['next']

  test('begins anew when nobody drew from it', async () => {
    const connection = await made('select 1')
    await execute(connection, [turn], before)
    expect(await next(connection)).toBe('-1')
  })

  test('is refused where it has come to a number that is left out, with what to do', async () => {
    const connection = await made("select setval('numbers', 40)")
    const refused = await execute(connection, [turn], before).catch((error: unknown) => error)
    expect(refused).toMatchObject({ message: expect.stringMatching(/RESTART value \(40\)/) })
    expect(troubleOf(refused)).toBe('counter')
    const placed = definitions.sql.create('ALTER SEQUENCE numbers MINVALUE -1 RESTART WITH -1')
    await execute(connection, [placed, turn], before)
    expect([await next(connection), await next(connection)]).toEqual(['-1', '-2'])
  })

  test('is not said to be out of its bounds where the bounds themselves are wrong', async () => {
    const connection = await made('select 1')
    const wrong = definitions.alterSequence.create('numbers', { min: '9', max: '3' })
    const refused = await execute(connection, [wrong], before).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Error)
    expect(troubleOf(refused)).toBeNull()
  })
})

onServers('an identity whose bounds move', (server) => {
  const changed = async (set: string): Promise<unknown> => {
    const connection = await server.database()
    const counted = (min: string, max: string) => ({
      tables: [
        {
          name: 'users',
          columns: [{ name: 'id', type: 'bigint', identity: { start: min, min, max } }],
        },
      ],
    })
    const [before, after] = [schemaOf(counted('1', '50')), schemaOf(counted('10', '200'))]
    await execute(connection, creation(before))
    await connection.query(set)
    const options = { features: postgres.features, renames: [] }
    await execute(connection, diff(before, after, options), before)
    const [row] = await connection.query("select nextval('users_id_seq')::text as next")
    return row?.['next']
  }

  test('goes on from where it is', async () => {
    expect(await changed("select setval('users_id_seq', 40)")).toBe('41')
  })

  test('goes on from where it was set by hand', async () => {
    expect(await changed("select setval('users_id_seq', 40, false)")).toBe('40')
  })

  test('begins anew when nobody drew from it', async () => {
    expect(await changed('select 1')).toBe('10')
  })
})

onServers('a sequence that a column draws from', (server) => {
  const own = { serial: { type: 'serial' }, identity: { type: 'integer', identity: {} } } as const

  test.each([
    ['serial', 'users_id_seq'],
    ['serial', `it's "5%"`],
    ['identity', 'users_id_seq'],
    ['identity', `it's "5%"`],
  ] as const)('keeps its place as a %s and back: %s', async (kind, name) => {
    const connection = await server.database()
    const drawn = `nextval('"${name.replaceAll('"', '""').replaceAll("'", "''")}"')`
    const before = schemaOf({
      sequences: [{ name }],
      tables: [
        {
          name: 'users',
          columns: [{ name: 'id', type: 'integer', nullable: false, default: drawn }],
        },
      ],
    })
    const after = schemaOf({
      tables: [{ name: 'users', columns: [{ name: 'id', ...own[kind] }] }],
    })
    const options = { features: postgres.features, renames: [] }
    const next = async (): Promise<unknown> => {
      const sql = 'INSERT INTO users (id) VALUES (DEFAULT) RETURNING id'
      return (await connection.query(sql))[0]?.['id']
    }
    await execute(connection, creation(before))
    await connection.execute(
      "SELECT setval(oid::regclass, 40) FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace",
    )
    await execute(connection, diff(before, after, options), before)
    await connection.execute('DELETE FROM users')
    expect(await next()).toBe(41)
    await connection.execute('DELETE FROM users')
    await execute(connection, diff(after, before, options), after)
    expect(await next()).toBe(42)
  })
})

onServers('a sequence that two columns draw from', (server) => {
  const own = { serial: { type: 'serial' }, identity: { type: 'integer', identity: {} } } as const
  const drawn = (name: string) =>
    ({ name: 'id', type: 'integer', nullable: false, default: `nextval('${name}')` }) as const
  const options = { features: postgres.features, renames: [] }

  const there = async (name: string, after: Schema): Promise<Connection> => {
    const connection = await server.database()
    const before = schemaOf({
      sequences: [{ name }],
      tables: ['a', 'b'].map((table) => ({ name: table, columns: [drawn(name)] })),
    })
    await execute(connection, creation(before))
    await connection.execute(`SELECT setval('${name}', 40)`)
    await connection.execute('INSERT INTO a DEFAULT VALUES; INSERT INTO b DEFAULT VALUES')
    await execute(connection, diff(before, after, options), before)
    return connection
  }
  const next = async (connection: Connection, table: string): Promise<unknown> => {
    const [row] = await connection.query(`INSERT INTO ${table} DEFAULT VALUES RETURNING id`)
    return row?.['id']
  }

  test.each([
    ['serial', 'a_id_seq'],
    ['serial', 'b_id_seq'],
    ['serial', 'numbers'],
    ['identity', 'b_id_seq'],
    ['identity', 'numbers'],
  ] as const)('lets each count by itself, as %s: %s', async (kind, name) => {
    const after = schemaOf({
      tables: ['a', 'b'].map((table) => ({
        name: table,
        columns: [{ name: 'id', nullable: false, ...own[kind] }],
      })),
    })
    const connection = await there(name, after)
    const counts = [await next(connection, 'a'), await next(connection, 'b')]
    expect(Math.min(...counts.map(Number))).toBeGreaterThan(40)
    const { schema } = await postgres.introspect(connection, { namespaces: null, hidden: [] })
    expect(schema.sequences).toEqual([])
  })

  test('goes to the one that stays', async () => {
    const after = schemaOf({ tables: [{ name: 'b', columns: [{ name: 'id', type: 'serial' }] }] })
    expect(await next(await there('b_id_seq', after), 'b')).toBe(43)
  })
})

onServers('a column that counts in another way', (server) => {
  const counted = (column: Omit<ColumnSpec, 'name'>): Schema =>
    schemaOf({
      tables: [
        {
          name: 'users',
          columns: [
            { name: 'id', nullable: false, ...column },
            { name: 'note', type: 'text' },
          ],
        },
      ],
    })
  const serial = counted({ type: 'serial' })
  const big = counted({ type: 'bigserial' })
  const plain = counted({ type: 'integer' })
  const identity = counted({ type: 'integer', identity: { name: 'users_id_seq' } })
  const late = counted({ type: 'integer', identity: { name: 'late', start: '50', min: '30' } })
  const down = counted({
    type: 'integer',
    identity: { name: 'down', start: '-1', increment: '-1' },
  })

  const own = counted({
    type: 'serial',
    sequence: { name: 'tickets', type: 'bigint', increment: '5', cache: '3' },
  })
  const far = counted({ type: 'serial', sequence: { start: '900', min: '500' } })

  const options = { features: postgres.features, renames: [] }
  const next = async (connection: Connection): Promise<number> => {
    const [row] = await connection.query('INSERT INTO users DEFAULT VALUES RETURNING id')
    return Number(row?.['id'])
  }
  const set = (place: number, called = true): string =>
    `SELECT setval(pg_get_serial_sequence('users', 'id'), ${place}, ${called})`

  test.each([
    ['serial', 'identity', serial, identity, set(40), [41, 42]],
    ['identity', 'serial', identity, serial, set(40), [41, 42]],
    ['bigserial', 'identity', big, identity, set(40), [41, 42]],
    ['identity', 'bigserial', identity, big, set(40, false), [40, 41]],
    ['unused serial', 'identity', serial, identity, 'SELECT 1', [1, 2]],
    ['unused identity', 'serial', identity, serial, 'SELECT 1', [1, 2]],
    ['serial', 'identity that begins behind it', serial, late, set(7), [50, 51]],
    ['serial', 'identity that began before it', serial, late, set(70), [71, 72]],
    ['serial with a sequence of its own', 'identity', own, identity, set(40), [41, 46]],
    // Three numbers were taken at once.
    ['identity', 'serial with a sequence of its own', identity, own, set(40), [45, 56]],
    ['serial with a sequence of its own', 'serial', own, serial, set(40), [41, 46]],
    ['serial that begins late', 'serial', far, serial, set(950), [951, 952]],
    [
      'renamed serial',
      'identity',
      serial,
      identity,
      `${set(40)}; ALTER SEQUENCE users_id_seq RENAME TO "it's 5%"`,
      [41, 42],
    ],
    [
      'renamed identity',
      'serial',
      identity,
      serial,
      `${set(40)}; ALTER SEQUENCE users_id_seq RENAME TO "it's 5%"`,
      [41, 42],
    ],
  ] as const)(
    '%s to %s goes on from where it was, there and back',
    async (...[, , before, after, place, expected]) => {
      const connection = await server.database()
      await execute(connection, creation(before))
      // Rows behind the counter say nothing about it, and an empty table neither.
      await connection.execute(place)
      await execute(connection, diff(before, after, options), before)
      const there = await next(connection)
      await connection.execute('DELETE FROM users')
      await execute(connection, diff(after, before, options), after)
      expect([there, await next(connection)]).toEqual(expected)
    },
  )

  test('begins anew when nobody drew from it', async () => {
    const connection = await server.database()
    await execute(connection, creation(far))
    await execute(connection, diff(far, serial, options), far)
    expect(await next(connection)).toBe(1)
  })

  test('that counted down goes on below its rows', async () => {
    const connection = await server.database()
    await execute(connection, creation(down))
    expect([await next(connection), await next(connection)]).toEqual([-1, -2])
    await execute(connection, diff(down, plain, options), down)
    await execute(connection, diff(plain, down, options), plain)
    expect(await next(connection)).toBe(-3)
    await execute(connection, diff(down, serial, options), down)
    expect(await next(connection)).toBe(1)
    await execute(connection, diff(serial, down, options), serial)
    expect(await next(connection)).toBe(-4)
  })

  test.each([
    ['identity', { type: 'integer', identity: { name: 'users_id_seq' } }],
    ['serial', { type: 'serial', sequence: {} }],
  ] as const)('turns behind its rows, there and back: %s', async (kind, column) => {
    const turned = { start: '-1', increment: '-1' }
    const before = counted(column)
    const after = counted(
      kind === 'serial'
        ? { ...column, sequence: turned }
        : { ...column, identity: { ...column.identity, ...turned } },
    )
    const connection = await server.database()
    await execute(connection, creation(before))
    expect([await next(connection), await next(connection)]).toEqual([1, 2])
    await execute(connection, diff(before, after, options), before)
    expect([await next(connection), await next(connection)]).toEqual([-1, -2])
    await execute(connection, diff(after, before, options), after)
    expect(await next(connection)).toBe(3)
  })

  test('leaves its sequence to another column that draws from it', async () => {
    const connection = await server.database()
    await execute(connection, creation(serial))
    await connection.execute(
      "CREATE TABLE posts (id integer DEFAULT nextval('users_id_seq'::regclass))",
    )
    await expect(execute(connection, diff(serial, plain, options), serial)).rejects.toThrow(
      /cannot drop sequence users_id_seq because other objects depend on it/,
    )
    await connection.execute('INSERT INTO posts DEFAULT VALUES')
    expect(await next(connection)).toBe(2)
  })
})

onServers('a sequence that a column owns and does not count with', (server) => {
  const made = async () => {
    const connection = await server.database()
    await connection.execute(`
CREATE TABLE users (id integer, other integer, number bigint);
CREATE SEQUENCE numbers CACHE 5 OWNED BY users.id;
CREATE SEQUENCE "It's" OWNED BY users.other;
CREATE SEQUENCE drawn AS integer OWNED BY users.number;
ALTER TABLE users ALTER number SET DEFAULT nextval('drawn');`)
    return connection
  }
  const read = async (connection: Connection) =>
    (await postgres.introspect(connection, { namespaces: null, hidden: [] })).schema
  const namesOf = ({ sequences }: Schema) => sequences.map(({ name, type }) => `${name} ${type}`)
  const ALL = ["It's bigint", 'drawn integer', 'numbers bigint']

  test('is an object of its own', async () => {
    const connection = await made()
    expect(namesOf(await read(connection)).toSorted()).toEqual(ALL)
  })

  test('stays when its column goes, and when its table goes', async () => {
    const connection = await made()
    const before = await read(connection)
    await execute(connection, [definitions.dropColumn.create('users', 'other')], before)
    const without = await read(connection)
    expect(namesOf(without).toSorted()).toEqual(ALL)
    await execute(connection, [definitions.dropTable.create('users')], without)
    expect(namesOf(await read(connection)).toSorted()).toEqual(ALL)
  })
})

onServers('the sequence of a serial or identity column', (server) => {
  test('is told where it does not count as the column says', async () => {
    const connection = await server.database()
    await connection.execute(`
      CREATE TABLE users (id serial, big bigserial, own integer GENERATED ALWAYS AS IDENTITY (INCREMENT 5 MAXVALUE 900))`)
    const told = async () => {
      const read = await postgres.introspect(connection, { namespaces: null, hidden: [] })
      const [id, big, own] = read.schema.tables[0]?.columns ?? []
      const options = read.unmodelled.filter(({ kind }) => kind === 'sequence options')
      return {
        serials: [id, big].map((column) => column && (compactColumn(column).sequence ?? null)),
        identity: own?.identity,
        unmodelled: options.map(({ name, definition }) => `${name} ${definition}`),
      }
    }
    const usual = await told()
    expect(usual).toMatchObject({ serials: [null, null], unmodelled: [] })
    await connection.execute(`
      ALTER SEQUENCE users_id_seq AS bigint;
      ALTER SEQUENCE users_big_seq START 5 MAXVALUE 100;
      ALTER SEQUENCE users_big_seq RENAME TO numbers`)
    expect(await told()).toEqual({
      ...usual,
      serials: [{ type: 'bigint' }, { name: 'numbers', start: '5', max: '100' }],
    })
    // pg_dump does not say it either.
    await connection.execute('ALTER SEQUENCE users_own_seq AS bigint')
    expect((await told()).unmodelled).toEqual(['users_own_seq bigint 1 5 1 900 1 false'])
  })

  test('is told where no Schema describes the table', async () => {
    const connection = await server.database()
    await connection.execute(`
      CREATE TABLE users (id serial) PARTITION BY RANGE (id);
      ALTER SEQUENCE users_id_seq CACHE 7;
      CREATE SEQUENCE numbers OWNED BY users.id`)
    const read = await postgres.introspect(connection, { namespaces: null, hidden: [] })
    expect(read.unmodelled).toContainEqual({
      kind: 'sequence options',
      name: 'users_id_seq',
      definition: 'integer 1 1 1 2147483647 7 false',
    })
    expect(read.schema.sequences).toMatchObject([{ name: 'numbers', ownedBy: null }])
    expect(read.unmodelled).toContainEqual({
      kind: 'sequence owner',
      name: 'numbers',
      definition: 'users.id',
    })
  })

  test('keeps its name when its table and column are renamed, and that is no difference', async () => {
    const connection = await server.database()
    const users = (name: string, column: string, more: Partial<ColumnSpec> = {}): Schema =>
      schemaOf({ tables: [{ name, columns: [{ name: column, type: 'serial', ...more }] }] })
    await execute(connection, creation(users('users', 'id')))
    const renames = [
      { kind: 'table', from: 'users', to: 'people' },
      { kind: 'column', table: 'people', from: 'id', to: 'number' },
    ] as const
    const [before, after] = [users('users', 'id'), users('people', 'number')]
    const kept = users('people', 'number', { sequence: { name: 'users_id_seq' } })
    await execute(connection, diff(before, kept, { features: postgres.features, renames }), before)
    const found = await introspect(connection)
    expect(found.tables[0]?.columns[0]?.sequence?.name).toBe('users_id_seq')
    const tools = { dialect: postgres, printers: [] }
    expect((await compareSchemas(found, after, tools)).operations).toEqual([])
    // What a migration has said of the name is compared.
    const said = users('people', 'number', { sequence: { name: 'x' } })
    const { operations } = await compareSchemas(found, said, tools)
    expect(operations.map(({ kind }) => kind)).toEqual(['alterColumn'])
    await execute(connection, operations, found)
    expect((await compareSchemas(await introspect(connection), said, tools)).operations).toEqual([])
    // Not known to have it, it may have it.
    await execute(
      connection,
      diff(after, said, { features: postgres.features, renames: [] }),
      after,
    )
    expect((await introspect(connection)).tables[0]?.columns[0]?.sequence?.name).toBe('x')
  })

  test('is refused to a column that is no serial', async () => {
    const connection = await server.database()
    await execute(connection, creation(schemaOf({ tables: [] })))
    const column = { name: 'id', type: 'integer', sequence: { name: 'x' } }
    const made = [definitions.createTable.create({ name: 'users', columns: [column] })]
    await expect(execute(connection, made)).rejects.toThrow(
      'Cannot give users.id a sequence: its type is integer, and only a serial has one',
    )
  })
})
