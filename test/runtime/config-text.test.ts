import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfigText } from '../../src/runtime/config/text.ts'
import { loadModules } from '../../src/runtime/load/load.ts'
import { makeFolder } from '../support/folder.ts'

const IMPORT = `import { defineConfig } from 'diffkit'\n`
const given = (body: string): string => `${IMPORT}\nexport default defineConfig(${body})\n`

const run = async (text: string): Promise<unknown> => {
  // Where the packages of this repository are in reach.
  const file = join(makeFolder({ 'node_modules/diffkit/index.js': DIFFKIT }), 'diffkit.config.ts')
  writeFileSync(file, text)
  return (await loadModules([file])).get(file)?.['default']
}

const DIFFKIT = 'export const defineConfig = (config) => config\n'

const PLAIN: Readonly<Record<string, string>> = {
  'plain values': given(`{
    // where it is
    dialect: 'sqlite', "schema": ["./a.ts", \`./b.ts\`,], url: 'it\\'s \\u{e9}\\n',
    target: { sqlite: '3.53' }, lockTimeout: 1e3, scratch: null, include: undefined, /* more */
    url: 'the last one of two',
  },`),
  'no function around it': `export default { dialect: 'sqlite' };\n`,
  'variables that are set': given(
    `{ a: process.env.DIFFKIT_SET, b: process.env['DIFFKIT_SET']!, c: process.env.DIFFKIT_SET ?? 'x' }`,
  ),
  'variables that are not': given(
    `{ a: process.env.DIFFKIT_UNSET, c: process.env.DIFFKIT_UNSET ?? 'x', d: process.env.DIFFKIT_UNSET || 'y' }`,
  ),
  'variables that are empty': given(
    `{ a: process.env.DIFFKIT_EMPTY ?? 'x', b: process.env.DIFFKIT_EMPTY || 'y' }`,
  ),
  'one variable for another': given(
    `{ a: process.env.DIFFKIT_UNSET ?? process.env.DIFFKIT_SET ?? 'x', b: process.env.DIFFKIT_UNSET ?? process.env.DIFFKIT_UNSET }`,
  ),
}

const OTHER: Readonly<Record<string, string>> = {
  'a function': given(`{ rewrite: (operations) => operations }`),
  'a template with holes': given('{ url: `sqlite:${process.env.HOME}` }'),
  'an import of its own': `import 'dotenv/config'\n${given('{}')}`,
  'two names imported': `import { defineConfig, type Config } from 'diffkit'\nexport default defineConfig({})`,
  'a constant before it': `${IMPORT}const url = 'x'\nexport default defineConfig({ url })`,
  'another function': `import { defineConfig } from './ours.ts'\nexport default defineConfig({})`,
  'a function that nothing imports': 'export default defineConfig({})',
  'another part of the process': given('{ url: process.argv0 }'),
  'two operators': given(`{ url: process.env.A ?? process.env.B || 'x' }`),
  'a spread': given('{ ...shared }'),
  'something after it': `${given('{}')}console.log(1)\n`,
  'no end': `${IMPORT}export default defineConfig({ dialect: 'sqlite'`,
  nothing: '',
}

describe('the text of a configuration', () => {
  beforeAll(() => {
    process.env['DIFFKIT_SET'] = 'set'
    process.env['DIFFKIT_EMPTY'] = ''
  })
  afterAll(() => {
    delete process.env['DIFFKIT_SET']
    delete process.env['DIFFKIT_EMPTY']
  })

  test.each(Object.entries(PLAIN))('is read as it would run: %s', async (_what, text) => {
    const read = readConfigText(text)
    expect(read).not.toBeNull()
    expect(read).toStrictEqual(await run(text))
  })

  test.each(Object.entries(OTHER))('is not read: %s', (_what, text) => {
    expect(readConfigText(text)).toBeNull()
  })
})
