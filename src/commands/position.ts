/** The history as it is for a database, and for whoever names a revision: which squashes are open. */
import type { Standing } from '../runtime/history/history.ts'
import { readVersions } from '../runtime/run/version-table.ts'
import type { Environment } from './environment.ts'

/** The environment with its history looked at from there. */
export const placed = async (
  environment: Environment,
  standing: Standing,
): Promise<Environment> => {
  const history = (await environment.history()).at(standing)
  return { ...environment, history: async () => history }
}

const readRows = async (environment: Environment): Promise<readonly string[]> =>
  readVersions(await environment.connect(), environment.dialect, environment.own)

/** The same for what the configured database records, which is asked only where there are squashes. */
export const atDatabase = async (
  environment: Environment,
  names: readonly string[] = [],
): Promise<Environment> => {
  const { squashes } = await environment.history()
  if (squashes.length === 0) return environment
  return placed(environment, { rows: await readRows(environment), names })
}

/** The revisions recorded in the configured database, as the history at hand knows them. */
export const readCurrent = async (environment: Environment): Promise<readonly string[]> => {
  const history = await environment.history()
  return (await readRows(environment)).map(history.idOf)
}
