/** What does not fit a schema. */
import { at } from './sentence.ts'
import type { AtFile, Sentence } from './sentence.ts'

export const schemaSentences = {
  OBJECT_NOT_FOUND: (data: {
    kind: string
    name: string
    within?: string | undefined
  }): Sentence => ({
    message: `There is no ${data.kind} ${data.name}${data.within === undefined ? '' : ` in ${data.within}`}.`,
    hint: 'Check the name against `diffkit schema`; an earlier operation may have dropped or renamed it.',
  }),
  OBJECT_EXISTS: (data: { kind: string; name: string; within?: string | undefined }): Sentence => ({
    message: `There is already a ${data.kind} ${data.name}${data.within === undefined ? '' : ` in ${data.within}`}.`,
    hint: 'Give it another name, or drop the existing one first.',
  }),
  OBJECT_IN_USE: (data: { kind: string; name: string; by: string }): Sentence => ({
    message: `${data.kind} ${data.name} is still used by ${data.by}.`,
    hint: `Drop or change ${data.by} first: one operation changes one object.`,
  }),
  INVALID_OPERATION: (data: { operation: string; reason: string }): Sentence => ({
    message: `Cannot ${data.operation}: ${data.reason}.`,
    hint: 'Change the operation in the migration file.',
  }),
  IRREVERSIBLE: (data: { operation: string }): Sentence => ({
    message: `Cannot reverse ${data.operation}: it has no way back.`,
    hint: 'Give it a `down`, or write the downgrade by hand.',
  }),
  SNAPSHOT_DAMAGED: (data: AtFile & { problem: string }): Sentence => ({
    message: `The snapshot ${at(data)} cannot be read: ${data.problem}.`,
    hint: 'Restore it from git, or rebuild it from the migrations with `diffkit snapshot`.',
  }),
  SNAPSHOT_NEWER: (data: AtFile & { format: number }): Sentence => ({
    message: `The snapshot ${at(data)} has format ${data.format}, which this version of diffkit does not know.`,
    hint: 'Install the version of diffkit that wrote it, or a newer one.',
  }),
  SNAPSHOT_HAS_CHILDREN: (data: { revision: string; children: readonly string[] }): Sentence => ({
    message: `The snapshot of ${data.revision} cannot be rewritten: ${data.children.join(', ')} ${data.children.length === 1 ? 'depends' : 'depend'} on it.`,
    hint: 'Restore the migration from git, and put the change into a new revision.',
  }),
  SNAPSHOT_MISSING: (data: AtFile & { revision: string }): Sentence => ({
    message: `The snapshot of revision ${data.revision} is missing: ${at(data)}.`,
    hint: `Restore it from git, or rebuild it with \`diffkit snapshot ${data.revision}\`.`,
  }),
} as const
