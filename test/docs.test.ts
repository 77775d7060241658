import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandSpecs, globalOptions } from '../src/cli/arguments.ts'
import { sentences } from '../src/errors.ts'
import { hazards } from '../src/lint/hazard.ts'
import { definitions } from '../src/operations/index.ts'
import { root } from './support/project.ts'

const read = (file: string): string => readFileSync(join(root, file), 'utf8')

/** The flags of an option as they stand in a table: `-m, --message <text>`. */
const longFlag = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? flags

describe('everything is documented', () => {
  test.each(commandSpecs.map((spec) => [spec.name, spec] as const))('command %s', (name, spec) => {
    const page = read('docs/cli.md')
    const start = page.indexOf(`### \`diffkit ${name}`)
    expect(start).toBeGreaterThan(-1)
    const section = page.slice(start, page.indexOf('\n## ', start))
    for (const { flags } of spec.options) expect(section).toContain(longFlag(flags))
  })

  test('options of every command', () => {
    for (const { flags } of globalOptions) expect(read('docs/cli.md')).toContain(longFlag(flags))
  })

  test.each(Object.keys(definitions))('operation %s', (kind) => {
    expect(read('docs/operations.md')).toContain(`## \`op.${kind}\``)
  })

  test.each(Object.keys(sentences))('error %s', (code) => {
    expect(read('docs/errors.md')).toContain(`\`${code}\``)
  })

  test.each(Object.keys(hazards))('hazard %s', (code) => {
    expect(read('docs/hazards.md')).toMatch(new RegExp(`\\| ${code} +\\|`))
  })

  test('the README is short, and its links and scripts exist', () => {
    const text = read('README.md')
    expect(text.split('\n').length).toBeLessThanOrEqual(150)
    for (const [, file] of text.matchAll(/\]\((docs\/[^)]+)\)/g)) read(file ?? '')
    const { scripts } = JSON.parse(read('package.json'))
    expect(scripts).toMatchObject({ start: expect.any(String), test: expect.any(String) })
    expect(read('.ci/run')).toContain('npm test')
  })
})
