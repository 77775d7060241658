/** Attributes that models cannot declare, by the kind of object: a diff takes them from its base. */
export interface Undeclared {
  readonly table: readonly string[]
  readonly column: readonly string[]
  readonly constraint: readonly string[]
  readonly index: readonly string[]
  readonly indexKey: readonly string[]
}

export const nothingUndeclared: Undeclared = {
  table: [],
  column: [],
  constraint: [],
  index: [],
  indexKey: [],
}
