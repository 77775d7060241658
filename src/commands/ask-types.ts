/** What a scratch server says of the types that only a server knows. */
import { isDiffkitError } from '../errors.ts'
import { changedTypes } from '../operations/conversions.ts'
import type { AskedTypes } from '../operations/conversions.ts'
import { applyAll } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { isNoServer } from '../runtime/scratch/scratch.ts'
import type { Schema } from '../schema/types.ts'
import type { Environment } from './environment.ts'
import { scratchPrinter } from './printers.ts'

/** Nothing where columns change between the engine's own types, or where there is no server to ask. */
export const askAboutTypes = async (
  environment: Environment,
  operations: readonly Operation[],
  before: Schema,
): Promise<AskedTypes> => {
  const { dialect } = environment
  const types = dialect.foreignTypes(changedTypes(operations, before))
  if (types.length === 0) return {}
  try {
    const connection = await scratchPrinter(environment, [before, applyAll(before, operations)])()
    return await dialect.askTypes(connection, types)
  } catch (error) {
    const isSetup = isDiffkitError(error) && error.code === 'SCRATCH_SETUP_FAILED'
    if (isSetup || isNoServer(error)) return {}
    throw error
  }
}
