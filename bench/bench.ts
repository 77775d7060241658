/** What a bench is: a file in `benches/` exports one, and nothing else has to know of it. */
import type { Projects } from './projects.ts'
import type { Server } from './server.ts'

export type Dialect = 'sqlite' | 'postgresql'

/** One program of a comparison, run as a whole process. */
export interface Side {
  readonly name: string
  /** Arguments of Node, the script first; or a program with `program`. */
  readonly args: readonly string[]
  readonly program?: string
  readonly folder: string
  /** Puts everything back to where a run begins; not measured. */
  readonly before?: () => Promise<void> | void
  /** The exit code that says that it did its work. */
  readonly exitCode?: number
  /** A text that standard output holds when it did its work. */
  readonly says?: string
  /** The server whose CPU counts as well. */
  readonly server?: Server
}

/** What was set as a goal, for the table: nothing fails when it is missed. */
export interface Goal {
  /** CPU of the first side over that of the second. */
  readonly ratio?: number
  /** Wall time of the first side over that of the second. */
  readonly wall?: number
  /** CPU seconds of the first side. */
  readonly cpu?: number
  /** MiB of the first side. */
  readonly peak?: number
}

/** Sides that are run in turn; the first is diffkit. */
export interface Comparison {
  readonly what: string
  readonly dialect: Dialect | null
  readonly tables: number | null
  readonly sides: readonly [Side, ...Side[]]
  readonly goal?: Goal
  /** Numbers that are no time, such as a count of queries. */
  readonly counts?: () => Promise<Readonly<Record<string, number>>>
}

/** What the flags leave, and what all benches share. */
export interface Context {
  readonly dialects: readonly Dialect[]
  readonly tables: readonly number[]
  readonly projects: Projects
  /** A running PostgreSQL server; started when first asked for. */
  server(): Promise<Server>
  /** A new, empty folder that is gone in the end. */
  folder(name: string): string
}

export interface Bench {
  readonly name: string
  /** Prepares one comparison after the other: the next is made when the one before is measured. */
  readonly comparisons: (context: Context) => AsyncIterable<Comparison>
}
