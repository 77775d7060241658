/** The public surface: what configurations and migrations import. Loads nothing else. */
export { defineConfig } from './config.ts'
export type { Config, DatabaseConfig, DatabasesConfig, LintLevel } from './config.ts'
export type { Operation, Operations, TableBuilder } from './operations/index.ts'
export type { RunDatabase, RunStep } from './operations/raw.ts'
