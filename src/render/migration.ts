/** A whole migration file as text. */
import type { Operation } from '../operations/index.ts'
import { callsOf } from './call.ts'
import type { Comments } from './call.ts'
import { format } from './format.ts'
import type { Item } from './item.ts'

/** A hazard as far as it is written into the file. */
interface Remark {
  readonly code: string
  /** A few words: `deletes data`. */
  readonly summary: string
  /** The place of the operation in the flat list, where the children stand for their batch. */
  readonly operation: number
}

export interface Migration {
  readonly revision: string
  readonly down: readonly string[]
  readonly branchLabels: readonly string[]
  readonly dependsOn: readonly string[]
  /** Of a squash: the revisions that it stands for, oldest first. */
  readonly replaces?: readonly string[] | undefined
  /** Absent: one transaction for the whole revision. */
  readonly transaction?: 'revision' | 'none' | undefined
  readonly message: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
  readonly hazards: { readonly upgrade: readonly Remark[]; readonly downgrade: readonly Remark[] }
  /** Where the search for the project's prettier configuration begins. */
  readonly folder: string
}

const commentsOf = (remarks: readonly Remark[]): Comments => {
  const comments = new Map<number, string>()
  for (const { operation, code, summary } of remarks) {
    const before = comments.get(operation)
    const text = `${code}: ${summary}`
    comments.set(operation, before === undefined ? text : `${before}; ${text}`)
  }
  return comments
}

const oneOrMany = (ids: readonly string[]): string | readonly string[] | null =>
  ids.length > 1 ? ids : (ids[0] ?? null)

const constant = (name: string, value: unknown): Item => ({ kind: 'constant', name, value })

const constantsOf = (migration: Migration): readonly Item[] => {
  const { branchLabels, dependsOn, replaces = [], transaction } = migration
  return [
    constant('revision', migration.revision),
    constant('downRevision', oneOrMany(migration.down)),
    ...(branchLabels.length === 0 ? [] : [constant('branchLabels', branchLabels)]),
    ...(dependsOn.length === 0 ? [] : [constant('dependsOn', dependsOn)]),
    ...(replaces.length === 0 ? [] : [constant('replaces', replaces)]),
    ...(transaction === 'none' ? [constant('transaction', transaction)] : []),
  ]
}

const lines = (...texts: readonly string[]): readonly Item[] =>
  texts.map((text) => ({ kind: 'line', text }))

const commentOf = ({ message, revision, down, createdAt }: Migration): readonly Item[] =>
  lines(
    '/**',
    ...message.split('\n').map((line) => ` * ${line.replaceAll('*/', '*\\/')}`.trimEnd()),
    ' *',
    ` * Revision: ${revision}`,
    ` * Revises: ${down.join(', ') || 'base'}`,
    ` * Created: ${createdAt}`,
    ' */',
  )

const functionOf = (
  name: 'upgrade' | 'downgrade',
  operations: readonly Operation[],
  { remarks, byHand }: { readonly remarks: readonly Remark[]; readonly byHand: boolean },
): Item => ({
  kind: 'function',
  name,
  parameter: operations.length === 0 && !byHand ? '_op' : 'op',
  calls: callsOf(operations, commentsOf(remarks)),
})

/** The text of a migration file, formatted; running it records the same operations. */
export const renderMigration = async (migration: Migration): Promise<string> => {
  const { upgrade, downgrade, hazards } = migration
  // An empty migration is there to be filled in.
  const byHand = upgrade.length === 0 && downgrade.length === 0
  return format(
    [
      ...commentOf(migration),
      ...lines("import type { Operations } from 'diffkit'", ''),
      ...constantsOf(migration),
      ...lines(''),
      functionOf('upgrade', upgrade, { remarks: hazards.upgrade, byHand }),
      ...lines(''),
      functionOf('downgrade', downgrade, { remarks: hazards.downgrade, byHand }),
    ],
    migration.folder,
  )
}
