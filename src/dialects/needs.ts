/** What a program or a schema needs of a server. */

/** An extension, and something in a schema that cannot be made without it. */
export interface ExtensionNeed {
  readonly name: string
  /** For people: `documents.embedding (vector(3))`. */
  readonly by: string
}

/** Something in a program that servers have only since this major. */
export interface VersionNeed {
  readonly since: number
  /** For people: `NULLS NOT DISTINCT`. */
  readonly what: string
  /** For people: `index users_email of users`. */
  readonly where: string
}
