/** A whole migration file as text. */
import type { Operation } from '../operations/index.ts'
import { renderBody } from './call.ts'
import type { Comments } from './call.ts'
import { format } from './format.ts'
import { renderLiteral } from './literal.ts'

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

const oneOrMany = (ids: readonly string[]): string => {
  const [first, ...others] = ids
  if (first === undefined) return 'null'
  return renderLiteral(others.length === 0 ? first : ids)
}

const constant = (name: string, value: string): string => `export const ${name} = ${value}`

const renderConstants = (migration: Migration): readonly string[] => [
  constant('revision', renderLiteral(migration.revision)),
  constant('downRevision', oneOrMany(migration.down)),
  ...(migration.branchLabels.length === 0
    ? []
    : [constant('branchLabels', renderLiteral(migration.branchLabels))]),
  ...(migration.dependsOn.length === 0
    ? []
    : [constant('dependsOn', renderLiteral(migration.dependsOn))]),
  ...((migration.replaces ?? []).length === 0
    ? []
    : [constant('replaces', renderLiteral(migration.replaces))]),
  ...(migration.transaction === 'none' ? [constant('transaction', "'none'")] : []),
]

const renderComment = ({ message, revision, down, createdAt }: Migration): string =>
  [
    '/**',
    ...message.split('\n').map((line) => ` * ${line.replaceAll('*/', '*\\/')}`.trimEnd()),
    ' *',
    ` * Revision: ${revision}`,
    ` * Revises: ${down.join(', ') || 'base'}`,
    ` * Created: ${createdAt}`,
    ' */',
  ].join('\n')

const renderFunction = (
  name: 'upgrade' | 'downgrade',
  operations: readonly Operation[],
  { remarks, byHand }: { readonly remarks: readonly Remark[]; readonly byHand: boolean },
): string => {
  const body = renderBody(operations, commentsOf(remarks))
  const parameter = operations.length === 0 && !byHand ? '_op' : 'op'
  return `export function ${name}(${parameter}: Operations): void {${body === '' ? '' : `\n${body}\n`}}`
}

/** The text of a migration file, formatted; running it records the same operations. */
export const renderMigration = async (migration: Migration): Promise<string> => {
  const { upgrade, downgrade, hazards } = migration
  // An empty migration is there to be filled in.
  const byHand = upgrade.length === 0 && downgrade.length === 0
  const source = [
    renderComment(migration),
    "import type { Operations } from 'diffkit'",
    '',
    ...renderConstants(migration),
    '',
    renderFunction('upgrade', upgrade, { remarks: hazards.upgrade, byHand }),
    '',
    renderFunction('downgrade', downgrade, { remarks: hazards.downgrade, byHand }),
    '',
  ].join('\n')
  return format(source, migration.folder)
}
