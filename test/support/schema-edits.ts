/** Every random edit, by name. Each keeps a valid schema valid. */
import type { Editor } from './edit-tools.ts'
import {
  addUnique,
  addIndex,
  addCheck,
  addPolicy,
  addForeignKey,
  dropPart,
  renamePart,
  changeKey,
} from './part-edits.ts'
import {
  addTable,
  dropTable,
  addColumn,
  addGenerated,
  changeGenerated,
  changeType,
  changeDefault,
  changeNullable,
  dropColumn,
} from './table-edits.ts'
import {
  addEnum,
  addEnumColumn,
  addEnumCheck,
  addEnumIndex,
  addEnumGenerated,
  addEnumView,
  changeEnum,
  moveEnumValue,
  dropEnum,
} from './enum-edits.ts'
import { addExclusion, changeOptions, commentColumn, commentTable } from './hand-edits.ts'
import { changeSequence, dropSequence } from './sequence-edits.ts'
import { addView, dropView } from './view-edits.ts'

export const editors = {
  addTable,
  dropTable,
  addColumn,
  addGenerated,
  changeGenerated,
  changeType,
  changeDefault,
  changeNullable,
  dropColumn,
  addUnique,
  addIndex,
  addCheck,
  addPolicy,
  addForeignKey,
  dropPart,
  renamePart,
  changeKey,
  addView,
  dropView,
  addEnum,
  addEnumColumn,
  addEnumCheck,
  addEnumIndex,
  addEnumGenerated,
  addEnumView,
  changeEnum,
  moveEnumValue,
  dropEnum,
  commentTable,
  commentColumn,
  changeOptions,
  addExclusion,
  changeSequence,
  dropSequence,
} as const satisfies Readonly<Record<string, Editor>>

export type EditKind = keyof typeof editors

/** A kind of edit with the numbers that decide on what it falls. */
export interface Edit {
  readonly kind: EditKind
  readonly picks: readonly number[]
}
