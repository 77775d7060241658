import { execFileSync } from 'node:child_process'

/** Builds dist/ before the first test, so that no test of the command line meets a stale one. */
export const setup = (): void => {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] })
}
