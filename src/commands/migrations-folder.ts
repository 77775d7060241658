/** Which of several folders of migrations a new revision goes to. */
import { dirname, join } from 'node:path'
import { nodeOf } from '../revisions/graph.ts'
import type { Environment } from './environment.ts'
import type { Parent } from './placement.ts'

type Place = Pick<Parent, 'down' | 'branchLabels' | 'replaces'>

/** That of its branch label, else that of its parent, else the first. */
export const migrationsFolder = async (
  environment: Environment,
  { down, branchLabels, replaces }: Place,
): Promise<string> => {
  const { folder, migrations, branchFolders } = environment.config
  const { graph, find } = await environment.history()
  const [from = null] = replaces === null ? down : [replaces]
  const inherited = from === null ? [] : nodeOf(graph, from).labels
  const labelled = [...branchLabels, ...inherited].map((label) => branchFolders[label])
  const found = labelled.find((item) => item !== undefined)
  if (found !== undefined) return found
  return from === null ? migrations : dirname(join(folder, find(from).path))
}
