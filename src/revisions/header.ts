/** What a migration file says about itself, read without running it. */
import { DiffkitError } from '../errors.ts'
import { isRevisionId } from './id.ts'
import { parseHeader } from './header-parse.ts'
import { scanHeader } from './header-scan.ts'
import type { Constants, RawHeader } from './header-scan.ts'
import type { TransactionMode } from './revision.ts'

export interface Header {
  readonly revision: string
  readonly down: readonly string[]
  readonly dependsOn: readonly string[]
  readonly branchLabels: readonly string[]
  readonly replaces: readonly string[]
  readonly transaction: TransactionMode
  readonly message: string
  readonly createdAt: string | null
}

const invalid = (file: string, problem: string, hint?: string): DiffkitError =>
  new DiffkitError('MIGRATION_INVALID', { file, problem, hint })

const listOf = (constants: Constants, key: keyof Constants, file: string): readonly string[] => {
  const value = constants[key] ?? null
  const list = value === null ? [] : typeof value === 'string' ? [value] : value
  const wrong = list.find((item) => !isRevisionId(item))
  if (wrong === undefined) return list
  throw invalid(file, `\`${key}\` holds ${JSON.stringify(wrong)}, which is no id`)
}

const revisionOf = ({ revision }: Constants, file: string): string => {
  if (revision === undefined) {
    throw invalid(file, 'it exports no `revision`', "Add `export const revision = '…'` at its top.")
  }
  if (typeof revision === 'string' && isRevisionId(revision)) return revision
  const problem = '`revision` must be a text of letters, digits and underscores'
  throw invalid(file, problem)
}

const transactionOf = ({ transaction }: Constants, file: string): TransactionMode => {
  if (transaction === undefined || transaction === 'revision') return 'revision'
  if (transaction === 'none') return 'none'
  throw invalid(file, "`transaction` must be 'revision' or 'none'")
}

const requireComplete = ({ constants, functions }: RawHeader, file: string): void => {
  if (constants.downRevision === undefined) {
    const hint = 'Add `export const downRevision = …`: the parent, or null for a base.'
    throw invalid(file, 'it exports no `downRevision`', hint)
  }
  for (const name of ['upgrade', 'downgrade']) {
    if (!functions.includes(name)) {
      const hint = `Add \`export function ${name}(op: Operations): void {}\`.`
      throw invalid(file, `it exports no function \`${name}\``, hint)
    }
  }
}

/** `add age`, and the time, from the comment that opens the file. */
const readComment = (comment: string): Pick<Header, 'message' | 'createdAt'> => {
  const lines = comment.split(/\r?\n/).map((line) =>
    line
      .replace(/^\s*\* ?/, '')
      .replaceAll('*\\/', '*/')
      .trimEnd(),
  )
  const end = lines.findIndex((line) => /^(?:Revision|Revises|Created):/.test(line))
  const created = lines.map((line) => /^Created:\s*(\S+)/.exec(line)?.[1]).find(Boolean)
  return {
    message: (end < 0 ? lines : lines.slice(0, end)).join('\n').trim(),
    createdAt: created === undefined || Number.isNaN(Date.parse(created)) ? null : created,
  }
}

/** Reads the header of a migration; `file` is what an error names. */
export const readHeader = async (text: string, file: string): Promise<Header> => {
  const raw = scanHeader(text) ?? (await parseHeader(text, file))
  const { constants } = raw
  const revision = revisionOf(constants, file)
  requireComplete(raw, file)
  return {
    revision,
    down: listOf(constants, 'downRevision', file),
    dependsOn: listOf(constants, 'dependsOn', file),
    branchLabels: listOf(constants, 'branchLabels', file),
    replaces: listOf(constants, 'replaces', file),
    transaction: transactionOf(constants, file),
    ...readComment(raw.comment),
  }
}
