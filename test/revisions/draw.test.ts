import { describe, expect, test } from 'vitest'
import { drawGraph } from '../../src/revisions/draw.ts'
import { newestFirst } from '../../src/revisions/graph.ts'
import { graph } from './support.ts'

const drawn = (built: ReturnType<typeof graph>): readonly string[] =>
  drawGraph(built, newestFirst(built)).map(({ drawing, revision }) =>
    revision === null ? drawing : `${drawing} ${revision}`,
  )

describe('the drawing', () => {
  test('of a line', () => {
    expect(drawn(graph(['a'], ['b', 'a']))).toEqual(['* b', '* a'])
  })

  test('of two heads', () => {
    expect(drawn(graph(['a'], ['b', 'a'], ['c', 'a']))).toEqual(['* b', '| * c', '|/', '* a'])
  })

  test('of a diamond', () => {
    expect(drawn(graph(['a'], ['b', 'a'], ['c', 'a'], ['m', 'b', 'c']))).toEqual([
      '* m',
      '|\\',
      '* | b',
      '| * c',
      '|/',
      '* a',
    ])
  })

  test('of three parents', () => {
    const built = graph(['a'], ['b', 'a'], ['c', 'a'], ['d', 'a'], ['m', 'b', 'c', 'd'])
    expect(drawn(built)).toEqual([
      '* m',
      '|\\',
      '|\\ \\',
      '* | | b',
      '| * | c',
      '| | * d',
      '|_|/',
      '|/',
      '* a',
    ])
  })

  test('of two bases', () => {
    expect(drawn(graph(['a'], ['x'], ['b', 'a'], ['y', 'x']))).toEqual(['* b', '* a', '* y', '* x'])
  })
})
