/** `--amend` replaces the head, when nobody has it yet. */
import { DiffkitError } from '../errors.ts'
import type { Environment } from './environment.ts'
import { readCurrent } from './sources.ts'

/** The head that may be replaced; throws when there is none or the database has it. */
export const amendedHead = async (
  environment: Environment,
  head: string | null,
): Promise<string> => {
  if (head === null) throw new DiffkitError('NOTHING_TO_AMEND', {})
  if (environment.config.url === null) return head
  const recorded = await readCurrent(environment)
  if (recorded.includes(head)) throw new DiffkitError('AMEND_APPLIED', { revision: head })
  return head
}
