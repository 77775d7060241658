/** What a dialect writes around the plan in an offline script. */
import type { Step } from './dialect.ts'

/** The lines of an offline script that are not the plan's. */
export interface ScriptForms {
  /** Stops at the first error, and what else stands at the top. */
  prologue(namespaces: readonly string[]): readonly string[]
  /** Opens a revision's transaction; `rebuild`: foreign keys are off from before until after. */
  begin(rebuild: boolean): readonly string[]
  /** Checks what a rebuild may have broken, and commits. */
  commit(rebuild: boolean): readonly string[]
  /** Fails unless the query answers exactly these values, in order, in its one column. */
  guard(query: string, expected: readonly string[], message: string): readonly string[]
  /** Remembers in which session of the server the script is. */
  readonly markSession: readonly string[]
  /** Fails where that is another one by now: what waits in the settings of a session would be lost. */
  readonly requireSession: readonly string[]
  /**
   * A query of one text column over everything that a rebuilding step reads from the live catalog;
   * `null` where the step needs nothing of it.
   */
  groundQuery(step: Step): string | null
}
