/** Every random edit, by name. Each keeps a valid schema valid. */
import type { Editor } from './edit-tools.ts'
import * as partEdits from './part-edits.ts'
import * as tableEdits from './table-edits.ts'
import * as viewAndEnumEdits from './view-enum-edits.ts'

export const editors = {
  ...tableEdits,
  ...partEdits,
  ...viewAndEnumEdits,
} as const satisfies Readonly<Record<string, Editor>>

export type EditKind = keyof typeof editors

/** A kind of edit with the numbers that decide on what it falls. */
export interface Edit {
  readonly kind: EditKind
  readonly picks: readonly number[]
}
