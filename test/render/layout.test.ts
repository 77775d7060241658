import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { format } from 'prettier'
import * as tools from 'prettier/doc'
import { describe, expect, test } from 'vitest'
import type { Argument, Call } from '../../src/render/call.ts'
import { CONFIGURATIONS } from '../../src/render/format.ts'
import { itemText } from '../../src/render/item.ts'
import type { Item } from '../../src/render/item.ts'
import { layOut } from '../../src/render/layout.ts'

const WIDTH = 100

const byPrettier = (items: readonly Item[]): Promise<string> =>
  format(items.map(itemText).join('\n'), {
    semi: false,
    singleQuote: true,
    trailingComma: 'all',
    printWidth: WIDTH,
    parser: 'babel-ts',
  })

const text = fc.oneof(
  fc.stringMatching(/^[a-z_ '"\\]{0,12}$/),
  fc.stringMatching(/^[a-zé漢😀_ '"\\]{20,110}$/u),
)
const key = fc.oneof(fc.stringMatching(/^[a-z]{1,12}$/), fc.stringMatching(/^[a-z-]{1,6}$/))
const leaf = fc.oneof(
  text,
  fc.integer({ min: -5, max: 1_000_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.bigInt({ min: -3n, max: 2n ** 60n }),
  fc.boolean(),
  fc.constant(null),
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    { arbitrary: leaf, weight: 3 },
    { arbitrary: fc.array(tie('value'), { maxLength: 5 }), weight: 1 },
    { arbitrary: fc.array(fc.integer({ min: -9, max: 99_999 }), { maxLength: 30 }), weight: 1 },
    { arbitrary: fc.dictionary(key, tie('value'), { maxKeys: 6 }), weight: 3 },
  ),
}))
const data = value.map((item): Argument => ({ kind: 'data', value: item }))
const comment = fc.option(fc.stringMatching(/^DK[0-9]{3}: [a-z ]{1,60}[a-z]$/), { freq: 3 })
const simple = (receiver: string): fc.Arbitrary<Call> =>
  fc.record({
    callee: fc.stringMatching(/^[a-zA-Z]{3,12}$/).map((name) => `${receiver}.${name}`),
    args: fc.array(data, { maxLength: 4 }),
    comment,
  })
const batch: fc.Arbitrary<Call> = fc
  .tuple(text, fc.array(simple('table'), { maxLength: 3 }), fc.option(data))
  .map(([table, calls, options]) => ({
    callee: 'op.batch',
    args: [
      { kind: 'data', value: table },
      { kind: 'calls', parameter: 'table', calls },
      ...(options === null ? [] : [options]),
    ],
    comment: null,
  }))

describe('a migration in our own style', () => {
  test('has the lines that prettier gives it', async () => {
    const items = fc
      .tuple(value, fc.array(fc.oneof(simple('op'), batch), { maxLength: 3 }))
      .map(([constant, calls]): readonly Item[] => [
        { kind: 'constant', name: 'revision', value: constant },
        { kind: 'line', text: '' },
        { kind: 'function', name: 'upgrade', parameter: 'op', calls },
      ])
    await fc.assert(
      fc.asyncProperty(items, async (made) => {
        expect(layOut(made, tools, { width: WIDTH })).toBe(await byPrettier(made))
      }),
      { numRuns: process.env['DIFFKIT_ALL'] === '1' ? 2000 : 100 },
    )
  }, 240_000)

  test('gives way to a style in any file that prettier knows', () => {
    const source = readFileSync(createRequire(import.meta.url).resolve('prettier'), 'utf8')
    const index = readFileSync(
      createRequire(import.meta.url)
        .resolve('prettier')
        .replace(/\.cjs$/, '.mjs'),
      'utf8',
    )
    const named = [
      ...(source + index).matchAll(/"(\.prettierrc[.a-z0-9]*|prettier\.config\.[a-z]+)"/g),
    ]
    expect(new Set(named.map(([, name]) => name)).size).toBeGreaterThan(10)
    for (const [, name = ''] of named) expect(CONFIGURATIONS).toContain(name)
  })
})
