import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { root, runIn } from './support/project.ts'

const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const ran = await runIn(root, [...args, '--json'], env)
  expect(ran.code, ran.stdout + ran.stderr).toBe(0)
  return ran.json()
}

test('the models, the history and the database of the example agree', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'diffkit-example-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const env = { DATABASE_URL: `sqlite:${join(folder, 'dev.db')}` }
  const { revisions } = await run(['upgrade'], env)
  expect(revisions.length).toBeGreaterThanOrEqual(4)
  expect(await run(['check', '--strict'], env)).toMatchObject({ ok: true, undecided: [] })
  expect((await run(['downgrade', 'base'], env)).to).toEqual([])
})

test('the models and the history of the PostgreSQL example agree', async () => {
  const config = ['--config', 'examples/postgresql/diffkit.config.ts']
  expect(await run([...config, 'check', '--offline'])).toMatchObject({ ok: true, undecided: [] })
})

test('npm start shows the main job and leaves git clean', () => {
  const status = (): string =>
    execFileSync('git', ['status', '--short', 'schema', 'migrations', 'snapshots'], {
      cwd: root,
    }).toString()
  const before = status()
  const shown = execFileSync('npm', ['start'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
  for (const words of ['verified', '__diffkit_new_style_profiles', 'drift', 'downgrade']) {
    expect(shown.toString()).toContain(words)
  }
  expect(status()).toBe(before)
})
