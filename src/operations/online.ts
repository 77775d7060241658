/** A choice of form: the one that blocks nobody who reads or writes, where a dialect has one. */
import type { Operation } from './index.ts'

export interface OnlineOptions {
  /** PostgreSQL: in steps that block neither reads nor writes, each committed by itself. */
  readonly online?: boolean | undefined
}

/** Present on an operation only where it was chosen, so that all others stay as they are. */
export interface Online {
  readonly online?: true
}

export const onlineOf = ({ online }: OnlineOptions): Online =>
  online === true ? { online: true } : {}

/** The option as it is written; `undefined` where it was not chosen. */
export const onlineArgs = ({ online }: Online): OnlineOptions | undefined =>
  online === true ? { online: true } : undefined

/** Whether the form that blocks nobody was chosen. */
export const isOnline = (op: Operation): boolean => 'online' in op && op.online === true

/** The operation in the form that needs no commit of its own. */
export const withoutOnline = (op: Operation): Operation => {
  if (!('online' in op)) return op
  const { online: _, ...plain } = op
  return plain
}
