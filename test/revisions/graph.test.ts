import { describe, expect, test } from 'vitest'
import { buildGraph, headsOf, newestFirst } from '../../src/revisions/graph.ts'
import { isBranchPoint, isMergePoint, nodeOf } from '../../src/revisions/node.ts'
import { graph, revision } from './support.ts'

describe('a graph', () => {
  test('knows heads, bases, branch points and merge points', () => {
    const found = graph(['a'], ['b', 'a'], ['c', 'a'], ['d', 'b', 'c'], ['x'])
    expect(headsOf(found)).toEqual(['d', 'x'])
    expect(found.bases).toEqual(['a', 'x'])
    expect(isBranchPoint(nodeOf(found, 'a'))).toBe(true)
    expect(isMergePoint(nodeOf(found, 'd'))).toBe(true)
  })

  test('sees a head that another revision depends on as no effective one', () => {
    const found = buildGraph([
      revision('a'),
      revision('b', ['a']),
      revision('x', [], { dependsOn: ['b'] }),
    ])
    expect(found.heads).toEqual(['b', 'x'])
    expect(found.effectiveHeads).toEqual(['x'])
  })

  test('leaves out dependencies that an ancestor implies, through dependencies too', () => {
    const found = buildGraph([
      revision('a'),
      revision('b1', ['a']),
      revision('b2', ['a']),
      revision('c', ['b1', 'b2'], { dependsOn: ['a'] }),
      revision('x', [], { dependsOn: ['b1'] }),
      revision('y', ['x'], { dependsOn: ['a', 'b2'] }),
    ])
    expect(nodeOf(found, 'c').parents).toEqual(['b1', 'b2'])
    expect(nodeOf(found, 'y').parents).toEqual(['x', 'b2'])
  })

  test('spreads a label up to all descendants and down to the fork', () => {
    const found = buildGraph([
      revision('a'),
      revision('b', ['a']),
      revision('c', ['b']),
      revision('d', ['c'], { labels: ['blog'] }),
      revision('e', ['d']),
      revision('z', ['a']),
    ])
    const carriers = [...found.nodes.values()].filter(({ labels }) => labels.includes('blog'))
    expect(carriers.map(({ id }) => id)).toEqual(['b', 'c', 'd', 'e'])
  })

  test('orders 150 revisions with forks and merges so that parents come last', () => {
    const pairs = Array.from({ length: 150 }, (_, index) => {
      const down = [index - 1, ...(index % 7 === 6 ? [index - 5] : [])].filter((item) => item >= 0)
      const parents = index % 11 === 5 ? down.slice(1) : down
      return [`r${index}`, ...parents.map((item) => `r${item}`)] as const
    })
    const found = graph(...pairs)
    const order = newestFirst(found)
    expect(order).toHaveLength(150)
    for (const [at, id] of order.entries()) {
      for (const parent of nodeOf(found, id).down) expect(order.indexOf(parent)).toBeGreaterThan(at)
    }
  })

  test('holds a line of 20000 revisions', () => {
    const line = Array.from({ length: 20_000 }, (_, index) =>
      index === 0 ? ['r0'] : [`r${index}`, `r${index - 1}`],
    ) as [string, ...string[]][]
    expect(newestFirst(graph(...line))[0]).toBe('r19999')
  })
})

describe('a graph that cannot be', () => {
  const code = (work: () => unknown) => {
    try {
      work()
    } catch (error) {
      return error
    }
    return null
  }

  test('has two files for one revision', () => {
    expect(
      code(() => buildGraph([revision('a'), { ...revision('a'), path: 'migrations/b.ts' }])),
    ).toMatchObject({
      code: 'DUPLICATE_REVISION',
      data: { revision: 'a', files: ['migrations/a.ts', 'migrations/b.ts'] },
    })
  })

  test('has a label twice, or one that is an id', () => {
    const labels = ['blog']
    expect(
      code(() => buildGraph([revision('a', [], { labels }), revision('b', [], { labels })])),
    ).toMatchObject({
      code: 'DUPLICATE_LABEL',
    })
    expect(
      code(() => buildGraph([revision('a', [], { labels: ['b'] }), revision('b')])),
    ).toMatchObject({
      code: 'DUPLICATE_LABEL',
    })
  })

  test('names an unknown parent and the file that names it', () => {
    expect(code(() => graph(['b', 'a']))).toMatchObject({
      code: 'UNKNOWN_PARENT',
      message: expect.stringContaining('migrations/b.ts'),
      data: { parent: 'a', key: 'downRevision' },
    })
    expect(code(() => buildGraph([revision('b', [], { dependsOn: ['blog'] })]))).toMatchObject({
      code: 'UNKNOWN_PARENT',
      data: { parent: 'blog', key: 'dependsOn' },
    })
  })

  test.each([
    ['a loop', [revision('a', ['a'])], ['a', 'a'], 'downRevision'],
    [
      'a cycle above a healthy part',
      [revision('user'), revision('user_foo', ['user', 'c']), revision('c', ['user_foo'])],
      ['user_foo', 'c', 'user_foo'],
      'downRevision',
    ],
    [
      'a cycle through a dependency',
      [revision('a', [], { dependsOn: ['b'] }), revision('b', ['a'])],
      ['a', 'b', 'a'],
      'dependsOn',
    ],
    ['a dependency on itself', [revision('a', [], { dependsOn: ['a'] })], ['a', 'a'], 'dependsOn'],
  ] as const)('shows the path of %s', (_name, revisions, path, key) => {
    expect(code(() => buildGraph(revisions))).toMatchObject({
      code: 'REVISION_CYCLE',
      data: { path, key },
    })
  })

  test('does not take ids that contain one another for a loop', () => {
    expect(graph(['user'], ['user_foo', 'user'], ['foo', 'user_foo']).heads).toEqual(['foo'])
  })
})
