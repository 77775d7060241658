import { defineConfig } from 'vitest/config'

const all = process.env['DIFFKIT_TEST_ALL'] === '1'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: all ? [] : ['test/**/*.all.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
})
