/** Squashes whose originals are still there. */
import { DiffkitError } from '../errors.ts'
import type { Environment } from './environment.ts'

/** Throws for a squash that would part from its originals. */
export const requireNoOriginals = async (
  environment: Environment,
  ids: readonly string[],
): Promise<void> => {
  const { squashes } = await environment.history()
  const found = squashes.find(
    ({ revision, originals }) => originals.length > 0 && ids.includes(revision.id),
  )
  if (found === undefined) return
  throw new DiffkitError('SQUASH_ORIGINALS', { revision: found.revision.id })
}
