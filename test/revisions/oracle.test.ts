import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isDiffkitError } from '../../src/errors.ts'
import { buildGraph } from '../../src/revisions/graph.ts'
import type { Graph } from '../../src/revisions/graph.ts'
import { ancestors } from '../../src/revisions/lineage.ts'
import { nodeOf } from '../../src/revisions/node.ts'
import { downgradePath, upgradePath } from '../../src/revisions/walk.ts'
import type { PathStep } from '../../src/revisions/walk.ts'

interface Case {
  readonly cmd: 'upgrade' | 'downgrade'
  readonly heads: readonly string[]
  readonly target: string
  readonly steps?: readonly { readonly rev: string; readonly heads: readonly string[] }[]
  readonly result?: readonly string[]
  readonly unstable?: 'order'
  readonly error?: string
}
interface Example {
  readonly graph: string
  readonly revisions: readonly {
    readonly id: string
    readonly down: readonly string[]
    readonly deps: readonly string[]
    readonly labels: readonly string[]
  }[]
  readonly heads: readonly string[]
  readonly real_heads: readonly string[]
  readonly bases: readonly string[]
  readonly labels: Readonly<Record<string, readonly string[]>>
  readonly cases: readonly Case[]
}

const data = new URL('data/revision-graphs.json', import.meta.url)
const examples = JSON.parse(readFileSync(data, 'utf8')) as readonly Example[]

const graphOf = ({ revisions }: Example): Graph =>
  buildGraph(
    revisions.map(({ id, down, deps, labels }) => ({
      id,
      down,
      dependsOn: deps,
      branchLabels: labels,
      path: `migrations/${id}.ts`,
    })),
  )

const sorted = (ids: readonly string[]): readonly string[] => ids.toSorted()

const codeOf = (graph: Graph, item: Case): string => {
  try {
    pathOf(graph, item)
  } catch (error) {
    if (isDiffkitError(error)) return error.code
    throw error
  }
  return 'none'
}

const pathOf = (graph: Graph, { cmd, heads, target }: Case): readonly PathStep[] =>
  (cmd === 'upgrade' ? upgradePath : downgradePath)(graph, heads, target)

const agrees = (code: string, error: string): boolean => {
  if (error === 'MultipleHeads') return code === 'MULTIPLE_HEADS'
  if (error === 'RangeNotAncestorError') return code === 'NOT_BELOW'
  return code !== 'none'
}

/** Each revision stands after all that it needs (upgrade) or before (downgrade). */
const isOrdered = (graph: Graph, { cmd }: Case, order: readonly string[]): boolean =>
  order.every((id, index) => {
    const later = new Set(order.slice(index + 1))
    const below = [...ancestors(graph, nodeOf(graph, id).parents)]
    return cmd === 'downgrade' || !below.some((item) => later.has(item))
  })

describe.each(examples)('the graph $graph', (example) => {
  const graph = graphOf(example)

  test('has the same heads, bases and labels', () => {
    expect(sorted(graph.heads)).toEqual(example.heads)
    expect(sorted(graph.effectiveHeads)).toEqual(example.real_heads)
    expect(sorted(graph.bases)).toEqual(example.bases)
    const labels = [...graph.nodes.values()].map((node) => [node.id, node.labels])
    expect(Object.fromEntries(labels)).toEqual(example.labels)
  })

  test(`goes the same way in ${example.cases.length} cases`, () => {
    for (const item of example.cases) {
      const name = `${item.cmd} ${item.target} from ${item.heads.join(' ')}`
      if (item.error !== undefined) {
        const code = codeOf(graph, item)
        expect(agrees(code, item.error), `${name}: ${code}, not ${item.error}`).toBe(true)
        continue
      }
      const steps = pathOf(graph, item)
      const order = steps.map(({ revision }) => revision)
      const expected = (item.steps ?? []).map(({ rev }) => rev)
      if (item.unstable === 'order') {
        expect(sorted(order), name).toEqual(sorted(expected))
        expect(isOrdered(graph, item, order), name).toBe(true)
      } else {
        const found = steps.map((step) => ({ rev: step.revision, heads: sorted(step.headsAfter) }))
        expect(found, name).toEqual(item.steps)
      }
      expect(sorted(steps.at(-1)?.headsAfter ?? item.heads), name).toEqual(item.result)
    }
  })
})

test('the oracle holds 28 graphs and 8544 cases', () => {
  expect(examples).toHaveLength(28)
  expect(examples.flatMap(({ cases }) => cases)).toHaveLength(8544)
})
