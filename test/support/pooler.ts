/**
 * A pooler in transaction mode, as PgBouncer is one: each transaction of a client, and each statement
 * outside of one, goes to another session of the server.
 */
import { createServer, connect } from 'node:net'
import type { Socket } from 'node:net'
import { onTestFinished } from 'vitest'

interface Backend {
  readonly socket: Socket
  client: Socket | null
  unread: Buffer
}

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5)
  head.write(type, 0, 'latin1')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

const startup = (parameters: Readonly<Record<string, string>>): Buffer => {
  const pairs = Object.entries(parameters).flatMap((pair) => pair.map((text) => `${text}\0`))
  const body = Buffer.from(`${pairs.join('')}\0`)
  const head = Buffer.alloc(8)
  head.writeInt32BE(body.length + 8, 0)
  head.writeInt32BE(196_608, 4)
  return Buffer.concat([head, body])
}

const OK = message('R', Buffer.alloc(4))
const KEY = message('K', Buffer.alloc(8))
const READY = message('Z', Buffer.from('I'))

/** The whole messages in what has come, and what is left over. */
const split = (data: Buffer): { readonly messages: readonly Buffer[]; readonly rest: Buffer } => {
  const messages: Buffer[] = []
  let rest = data
  while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
    const length = rest.readInt32BE(1) + 1
    messages.push(rest.subarray(0, length))
    rest = rest.subarray(length)
  }
  return { messages, rest }
}

const isIdle = (item: Buffer): boolean => item.toString('latin1', 0, 1) === 'Z' && item[5] === 0x49

export interface Pooler {
  /** The same database through the pooler. */
  readonly url: string
  /** How many transactions and statements went to each session. */
  readonly used: readonly number[]
}

export interface PoolerOptions {
  readonly sessions: number
  /** Where it listens; default any free port. */
  readonly port?: number
}

/** Starts a pooler before the database of a URL on a socket; it ends with the test. */
export const startPooler = async (
  url: string,
  { sessions, port = 0 }: PoolerOptions,
): Promise<Pooler> => {
  const { pathname, searchParams } = new URL(url)
  const path = `${searchParams.get('host')}/.s.PGSQL.${searchParams.get('port') ?? 5432}`
  const parameters = {
    user: searchParams.get('user') ?? 'postgres',
    database: decodeURIComponent(pathname.slice(1)),
    application_name: 'pooler',
  }
  const backends: Backend[] = []
  const free: Backend[] = []
  const waiting: ((backend: Backend) => void)[] = []
  const used = Array.from({ length: sessions }, () => 0)
  const release = (backend: Backend): void => {
    backend.client = null
    const next = waiting.shift()
    if (next === undefined) free.push(backend)
    else next(backend)
  }
  const open = (): Promise<void> =>
    new Promise((done, fail) => {
      const socket = connect(path)
      const backend: Backend = { socket, client: null, unread: Buffer.alloc(0) }
      socket.once('error', fail)
      socket.once('connect', () => socket.write(startup(parameters)))
      socket.on('data', (data: Buffer) => {
        const { messages, rest } = split(Buffer.concat([backend.unread, data]))
        backend.unread = rest
        for (const item of messages) {
          backend.client?.write(item)
          if (!isIdle(item)) continue
          if (!backends.includes(backend)) {
            backends.push(backend)
            done()
          }
          release(backend)
        }
      })
    })
  for (let count = 0; count < sessions; count++) await open()

  const acquire = (): Promise<Backend> => {
    const backend = free.shift()
    return backend === undefined
      ? new Promise((done) => waiting.push(done))
      : Promise.resolve(backend)
  }
  const clients = new Set<Socket>()
  const serve = (client: Socket): void => {
    clients.add(client)
    client.on('error', () => undefined)
    client.on('close', () => clients.delete(client))
    let greeted = false
    let queue = Promise.resolve()
    const forward = async (data: Buffer): Promise<void> => {
      let backend = backends.find((item) => item.client === client)
      if (backend === undefined) {
        backend = await acquire()
        backend.client = client
        used[backends.indexOf(backend)] = (used[backends.indexOf(backend)] ?? 0) + 1
      }
      backend.socket.write(data)
    }
    client.on('data', (data: Buffer) => {
      if (greeted) {
        // The last word of a client that goes away is not for the server.
        if (data.toString('latin1', 0, 1) !== 'X') queue = queue.then(() => forward(data))
        return
      }
      greeted = true
      client.write(Buffer.concat([OK, KEY, READY]))
    })
    // What a client leaves open is rolled back, or it would stay open in the next one's session.
    client.on('close', () => {
      const left = backends.find((item) => item.client === client)
      left?.socket.write(message('Q', Buffer.from('ROLLBACK\0')))
    })
  }
  const server = createServer(serve)
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', () => done()))
  onTestFinished(() => {
    for (const client of clients) client.destroy()
    for (const { socket } of backends) socket.destroy()
    server.close()
  })
  const address = server.address()
  const at = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `postgresql://${parameters.user}@127.0.0.1:${at}/${parameters.database}`,
    used,
  }
}

/** A port that nobody listens on. */
export const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => done(port))
    })
  })
