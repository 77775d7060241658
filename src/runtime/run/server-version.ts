/** Whether a server, or the oldest that is planned for, has all that a program says. */
import type { Connection, Dialect } from '../../dialects/dialect.ts'
import { DiffkitError } from '../../errors.ts'
import type { Operation } from '../../operations/index.ts'

interface Server {
  readonly major: number
  /** For people: which one that is. */
  readonly which: string
}

const refuseNewer = (
  operations: readonly Operation[],
  dialect: Dialect,
  { major, which }: Server,
): void => {
  const found = dialect.versionNeeds(operations).find(({ since }) => since > major)
  if (found === undefined) return
  throw new DiffkitError('UNSUPPORTED', {
    where: found.where,
    what: `${found.what} before PostgreSQL ${found.since} (${which} is ${major})`,
    hint: `Leave it out, or use PostgreSQL ${found.since} or later.`,
  })
}

/** Throws for what the server of a connection does not have yet, before anything is done. */
export const requireServer = (
  operations: readonly Operation[],
  dialect: Dialect,
  connection: Connection,
  which = 'this server',
): void => refuseNewer(operations, dialect, { major: connection.version.major, which })

/** Throws for what the oldest server that the configuration names does not have yet. */
export const requireTarget = (
  operations: readonly Operation[],
  dialect: Dialect,
  target: string,
): void => {
  if (target === 'connected') return
  const which = `\`target.${dialect.name}\``
  refuseNewer(operations, dialect, { major: Math.floor(Number(target)), which })
}
