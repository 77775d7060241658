import { join } from 'node:path'
import { publint } from 'publint'
import { expect, test } from 'vitest'
import * as api from '../src/index.ts'
import { root } from './support/project.ts'

test('the public surface changes only on purpose', () => {
  expect(Object.keys(api).toSorted()).toEqual([
    'DiffkitError',
    'check',
    'current',
    'defineConfig',
    'downgrade',
    'isDiffkitError',
    'revision',
    'stamp',
    'upgrade',
  ])
})

test('the shape of the package is right', async () => {
  const { messages } = await publint({ pkgDir: join(root), strict: true })
  expect(messages).toEqual([])
})
