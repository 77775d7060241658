import { describe, expect, test } from 'vitest'
import { resolveAddress, resolveOne } from '../../src/revisions/address.ts'
import { buildGraph } from '../../src/revisions/graph.ts'
import { revisionsBetween } from '../../src/revisions/range.ts'
import {
  describeAmbiguity,
  downgradePath,
  stampHeads,
  upgradePath,
} from '../../src/revisions/walk.ts'
import { graph, revision } from './support.ts'

const line = graph(['aaaa1'], ['aaaa2', 'aaaa1'], ['bbbb3', 'aaaa2'], ['aaaa', 'bbbb3'])

/** a <- b <- (c1 blog <- d1), (c2 shop <- d2) */
const fork = buildGraph([
  revision('a'),
  revision('b', ['a']),
  revision('c1', ['b'], { labels: ['blog'] }),
  revision('d1', ['c1']),
  revision('c2', ['b'], { labels: ['shop'] }),
  revision('d2', ['c2']),
])

const code = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

describe('an address', () => {
  test.each([
    ['head', 'aaaa'],
    ['base', null],
    ['current', 'aaaa2'],
    ['bbbb3', 'bbbb3'],
    ['bbbb', 'bbbb3'],
    ['aaaa', 'aaaa'],
    ['+1', 'bbbb3'],
    ['-1', 'aaaa1'],
    ['-2', null],
    ['head-1', 'bbbb3'],
    ['base+2', 'aaaa2'],
    ['bbbb-1', 'aaaa2'],
    ['current+2', 'aaaa'],
  ])('%s is %s', (address, expected) => {
    expect(resolveOne(line, address, ['aaaa2'])).toBe(expected)
  })

  test.each([
    ['blog', ['c1']],
    ['blog@head', ['d1']],
    ['shop@heads', ['d2']],
    ['blog@base', []],
    ['heads', ['d1', 'd2']],
    ['blog@b', ['b']],
    ['blog@base+3', ['c1']],
    ['shop@head-1', ['c2']],
    ['shop@+1', ['c2']],
    ['blog@+1', ['d1']],
    ['blog@-1', ['b']],
    ['d1@b', ['b']],
  ])('%s means %j among branches', (address, expected) => {
    expect(resolveAddress(fork, address, ['c1'])).toEqual(expected)
  })

  test.each([
    [() => resolveOne(fork, 'head'), 'MULTIPLE_HEADS'],
    [() => resolveOne(fork, 'heads'), 'MULTIPLE_HEADS'],
    [() => resolveOne(line, 'aaa'), 'REVISION_NOT_FOUND'],
    [() => resolveOne(line, 'nothing'), 'REVISION_NOT_FOUND'],
    [() => resolveOne(graph(['aaaa1'], ['aaaa2', 'aaaa1']), 'aaaa'), 'REVISION_AMBIGUOUS'],
    [() => resolveOne(fork, 'blog@c2'), 'NOT_ON_BRANCH'],
    [() => resolveOne(fork, 'none@head'), 'REVISION_NOT_FOUND'],
    [() => resolveOne(line, 'head+1'), 'WALK_TOO_FAR'],
    [() => resolveOne(line, 'base-1'), 'WALK_TOO_FAR'],
    [() => resolveOne(fork, 'b+1'), 'AMBIGUOUS_WALK'],
    [() => resolveOne(fork, '+1', ['d1', 'd2']), 'AMBIGUOUS_WALK'],
    [() => resolveOne(line, ''), 'ADDRESS_INVALID'],
    [() => resolveOne(line, 'a:b'), 'ADDRESS_INVALID'],
    [() => resolveOne(line, 'a b'), 'ADDRESS_INVALID'],
    [() => resolveOne(line, 'current', ['gone']), 'REVISION_UNKNOWN'],
  ])('%s is refused', (work, expected) => {
    expect(code(work)).toBe(expected)
  })
})

test('of many candidates some are named', () => {
  const ids = Array.from({ length: 40 }, (_, index) => `aaaa${index + 10}`)
  const many = graph(
    ...ids.map((id, index): readonly [string, ...string[]] => [
      id,
      ...ids.slice(Math.max(index - 1, 0), index),
    ]),
  )
  expect(() => resolveOne(many, 'aaaa')).toThrow(
    'aaaa could be any of aaaa10, aaaa11, aaaa12, aaaa13, aaaa14 and 35 others.',
  )
})

describe('a range', () => {
  test.each([
    ['aaaa1:bbbb3', ['bbbb3', 'aaaa2', 'aaaa1']],
    [':aaaa2', ['aaaa2', 'aaaa1']],
    ['bbbb3:', ['aaaa', 'bbbb3']],
    ['-1:', ['aaaa', 'bbbb3']],
    ['-1:bbbb3', ['bbbb3', 'aaaa2']],
    ['-9:bbbb3', ['bbbb3', 'aaaa2', 'aaaa1']],
    ['current:', ['aaaa', 'bbbb3', 'aaaa2']],
    [':+1', ['bbbb3', 'aaaa2', 'aaaa1']],
    ['bbbb3', ['bbbb3']],
  ])('%s holds %j', (range, expected) => {
    expect(revisionsBetween(line, range, ['aaaa2'])).toEqual(expected)
  })

  test('starts below where it ends', () => {
    expect(code(() => revisionsBetween(line, 'aaaa:aaaa1'))).toBe('NOT_BELOW')
    expect(code(() => revisionsBetween(fork, 'c2:d1'))).toBe('NOT_BELOW')
  })
})

describe('a stamp', () => {
  const dependent = buildGraph([
    revision('a1'),
    revision('b1', ['a1']),
    revision('a2'),
    revision('b2', ['a2'], { dependsOn: ['b1'] }),
  ])

  test.each([
    [fork, [], ['b'], ['b']],
    [fork, ['d1'], ['b'], ['b']],
    [fork, ['d1', 'd2'], ['b'], ['b']],
    [fork, ['d1', 'd2'], ['d1'], ['d1', 'd2']],
    [fork, ['c1', 'd2'], ['d1'], ['d2', 'd1']],
    [fork, ['b'], ['heads'], ['d1', 'd2']],
    [fork, ['d1', 'd2'], ['base'], []],
    [fork, ['d1', 'd2'], ['blog@base'], ['d2']],
    [dependent, ['b1', 'a2'], ['b2'], ['b2']],
    [dependent, ['b2'], ['a1'], ['a1']],
  ])('over %# leaves %j', (history, current, addresses, expected) => {
    expect(stampHeads(history, current, addresses)).toEqual(expected)
  })

  test('refuses revisions that imply one another', () => {
    expect(code(() => stampHeads(fork, [], ['b', 'd1']))).toBe('TARGETS_OVERLAP')
  })
})

describe('a path', () => {
  test('refuses rows that stand twice or that nobody knows', () => {
    expect(code(() => upgradePath(line, ['aaaa1', 'aaaa1'], 'head'))).toBe('RECORDED_TWICE')
    expect(code(() => downgradePath(line, ['gone'], 'base'))).toBe('REVISION_UNKNOWN')
  })

  test('keeps to a branch named by its label, an id or a prefix', () => {
    const downTo = (target: string) => downgradePath(fork, ['c1', 'd2'], target).at(-1)?.headsAfter
    expect(downTo('blog@b')).toEqual(['d2'])
    expect(downTo('c1@b')).toEqual(['d2'])
    expect(downTo('shop@-1')).toEqual(['c1', 'c2'])
  })

  test('steps over a merge that depends on its own ancestor', () => {
    const found = buildGraph([
      revision('a'),
      revision('b1', ['a']),
      revision('b2', ['a']),
      revision('c', ['b1', 'b2'], { dependsOn: ['a'] }),
    ])
    expect(upgradePath(found, [], 'head').at(-1)?.headsAfter).toEqual(['c'])
    expect(downgradePath(found, ['c'], 'a').at(-1)?.headsAfter).toEqual(['a'])
  })

  test('says from where it counts when several are recorded', () => {
    expect(describeAmbiguity('-1', ['d1', 'd2'])).toContain('d1@-1')
    expect(describeAmbiguity('-1', ['d1'])).toBeNull()
    expect(describeAmbiguity('blog@-1', ['d1', 'd2'])).toBeNull()
  })
})

test('only a command that takes several is told of `heads`', () => {
  const hintOf = (ask: () => unknown): unknown => {
    try {
      return ask()
    } catch (error) {
      return Reflect.get(Object(error), 'hint')
    }
  }
  expect(hintOf(() => resolveAddress(fork, 'head'))).toContain('take all with `heads`')
  for (const address of ['head', 'heads']) {
    expect(hintOf(() => resolveOne(fork, address))).toBe(
      'Name one of them, or join them with `diffkit merge`.',
    )
  }
})
