/** How a revision hangs in the graph: all that the graph needs to know of one. */
export interface RevisionLinks {
  readonly id: string
  /** Parents; none for a base, several for a merge. */
  readonly down: readonly string[]
  /** Prerequisites on other branches: ids or branch labels. */
  readonly dependsOn: readonly string[]
  readonly branchLabels: readonly string[]
  /** The migration file, relative to the configuration's folder, with `/`. */
  readonly path: string
}

/** `revision`: one transaction for the whole file; `none`: each statement by itself. */
export type TransactionMode = 'revision' | 'none'

/** One node of history, as its migration file's header tells it. */
export interface Revision extends RevisionLinks {
  readonly message: string
  /** ISO 8601; `null` when the header does not say. */
  readonly createdAt: string | null
  readonly transaction: TransactionMode
  /** The revisions that a squash stands for, oldest first; the last one is its end. */
  readonly replaces: readonly string[]
  /** SHA-256 of the file's text, in hex. */
  readonly checksum: string
}

/** Parents as headers and JSON write them: `null` for none, one id, or a list. */
export type DownRevision = string | null | readonly string[]

export const downRevisionOf = (down: readonly string[]): DownRevision => {
  const [first, ...others] = down
  return others.length > 0 ? down : (first ?? null)
}
