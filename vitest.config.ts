import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // What the loader bundles is imported by Node itself, as outside of tests.
    server: { deps: { external: [/[\\/]bundle-\d+-\d+\.mjs$/] } },
    globalSetup: ['scripts/in-memory.ts', 'test/support/build-once.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
})
