/** A revision of a path: what it does, and what its run came to. */
import type { Operation } from '../../operations/index.ts'
import type { Revision } from '../../revisions/revision.ts'
import type { Schema } from '../../schema/types.ts'
import type { Program } from '../history/record.ts'

/** One revision of a path, with the recorded rows after it. */
export interface Stop {
  readonly revision: Revision
  readonly program: Program
  readonly direction: 'upgrade' | 'downgrade'
  /** What it stands on, as the version table names it. */
  readonly parents: readonly string[]
  /** The rows of the version table after it. */
  readonly headsAfter: readonly string[]
  /** What the version table holds for it. */
  readonly row: string
  /** Its file is gone: the program is what the log of the database kept. */
  readonly isLogged?: boolean
}

/** What a stop does, in its direction. */
export const operationsOf = (stop: Stop): readonly Operation[] => stop.program[stop.direction]

/** Where a revision starts: the schema, and the recorded rows. */
export interface Position {
  readonly state: Schema
  readonly from: readonly string[]
}

export interface RevisionRun {
  readonly revision: string
  readonly direction: 'upgrade' | 'downgrade'
  readonly statements: number
  readonly ms: number
  /** Where the program came from, when not from a file. */
  readonly source?: 'log'
  /** It was half done: gone on with, or taken back. */
  readonly partial?: 'resumed' | 'undone'
}
