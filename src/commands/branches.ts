/** Where the history parts. */
import type { Graph } from '../revisions/graph.ts'
import type { Environment } from './environment.ts'

interface BranchChild {
  readonly revision: string
  readonly message: string
  readonly branchLabels: readonly string[]
  readonly isHead: boolean
}

export interface Branch {
  /** `null`: base, where there are several of them. */
  readonly revision: string | null
  readonly message: string | null
  readonly children: readonly BranchChild[]
}

/** Every revision with several children, oldest first; base when several revisions stand on it. */
export const branches = async (environment: Environment): Promise<readonly Branch[]> => {
  const { graph, find } = await environment.history()
  const child = (revision: string): BranchChild => ({
    revision,
    message: find(revision).message,
    branchLabels: labelsOf(graph, revision),
    isHead: graph.heads.includes(revision),
  })
  const points = [...graph.nodes.values()].filter(({ children }) => children.length > 1)
  return [
    ...(graph.bases.length < 2
      ? []
      : [{ revision: null, message: null, children: graph.bases.map(child) }]),
    ...points.map(({ id, children }) => ({
      revision: id,
      message: find(id).message,
      children: children.map(child),
    })),
  ]
}

const labelsOf = (graph: Graph, id: string): readonly string[] => graph.nodes.get(id)?.labels ?? []
