/** The client that a data step's drizzle-orm gets. */
import type { Client, Transaction } from '@libsql/client'

type Methods = Readonly<Record<string, (...given: never[]) => unknown>>

/** The same object with other methods; what it is else stays, private fields included. */
const withMethods = <T extends object>(target: T, methods: (key: string) => unknown): T =>
  new Proxy(target, {
    get: (_target, key) => {
      const own = typeof key === 'string' ? methods(key) : undefined
      const value: unknown = own ?? Reflect.get(target, key, target)
      return typeof value === 'function' && own === undefined ? value.bind(target) : value
    },
  })

let savepoints = 0

/** A transaction inside the one that is open: a savepoint of it. */
const nested = async (outer: Transaction): Promise<Transaction> => {
  const name = `diffkit_${++savepoints}`
  await outer.execute(`SAVEPOINT ${name}`)
  const methods: Methods = {
    commit: async () => {
      await outer.execute(`RELEASE ${name}`)
    },
    rollback: async () => {
      await outer.execute(`ROLLBACK TO ${name}`)
      await outer.execute(`RELEASE ${name}`)
    },
    close: () => undefined,
  }
  return withMethods(outer, (key) => methods[key])
}

/** The client, all of whose statements run inside the transaction that is open, if there is one. */
export const insideTransaction = (client: Client, current: () => Transaction | null): Client =>
  withMethods(client, (key) => {
    const open = current()
    if (open === null) return undefined
    const methods: Methods = {
      execute: (sql: string, args?: []) => open.execute(args === undefined ? sql : { sql, args }),
      executeMultiple: (sql: string) => open.executeMultiple(sql),
      batch: (statements: []) => open.batch(statements),
      migrate: (statements: []) => open.batch(statements),
      transaction: () => nested(open),
      close: () => undefined,
    }
    return methods[key]
  })
