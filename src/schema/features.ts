/** What a dialect can do, as facts that dialect-neutral code may ask for. */
export interface Features {
  readonly namespaces: boolean
  readonly enums: boolean
  /** Tables and columns can have a comment. */
  readonly comments: boolean
  /** A foreign key or view may name a table that does not exist yet, so cycles are not cut. */
  readonly forwardReferences: boolean
  /** Changing a column rewrites its table, which carries the views and triggers around it itself. */
  readonly rebuilds: boolean
  /** A view stands in the way when a column that it uses is altered. */
  readonly viewsBlockAlter: boolean
  /** A view gets another name and stays the one that it is. */
  readonly renamesViews: boolean
  /** Every column of a primary key is NOT NULL by itself. */
  readonly primaryKeyNotNull: boolean
  /** Expressions are stored as the server prints them, not as they were written. */
  readonly printsExpressions: boolean
  /** A commit costs more than what small revisions do, and nobody else can write meanwhile anyway. */
  readonly sharesTransactions: boolean
  /** Readers and writers go on while an index is built or a constraint is checked, in forms of their own. */
  readonly onlineForms: boolean
  /** Some attributes of a constraint change without a new one. */
  readonly altersConstraints: boolean
  /** A unique constraint is kept as a unique index. */
  readonly uniqueIsIndex: boolean
  /** The name of a key is that of its index, which is one's alone in a namespace. */
  readonly keysAreRelations: boolean
}
