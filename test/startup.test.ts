import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadedPackages } from './support/loaded.ts'
import { root } from './support/project.ts'

test.each([['--help'], ['--version'], ['revision --help']])(
  'diffkit %s loads no driver and no heavy library',
  (command) => {
    expect(loadedPackages(command.split(' '))).toEqual([])
  },
)

/** An installed diffkit of its own, and what is kept compiled beside it. */
const installed = () => {
  const folder = mkdtempSync(join(tmpdir(), 'diffkit-compiled-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const home = join(folder, 'node_modules/diffkit')
  for (const part of ['bin', 'dist'])
    cpSync(join(root, part), join(home, part), { recursive: true })
  const cache = join(folder, 'node_modules/.cache/diffkit')
  const kept = (): readonly string[] => {
    try {
      return readdirSync(cache).map((name) => join(cache, name))
    } catch {
      return []
    }
  }
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): string =>
    execFileSync(process.execPath, [join(home, 'bin/diffkit.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    })
  return { kept, run, program: join(home, 'dist/cli.cjs') }
}

test('what V8 compiled is kept, used once more, and made anew when it is damaged or old', () => {
  const { kept, run, program } = installed()
  const said = run(['--version'])
  const [file = ''] = kept()
  const before = readFileSync(file)
  expect(run(['--version'])).toBe(said)
  expect(readFileSync(file).equals(before)).toBe(true)

  const damaged = Buffer.from(before)
  damaged.writeUInt8(damaged.readUInt8(damaged.length >> 1) ^ 0xff, damaged.length >> 1)
  writeFileSync(file, damaged)
  expect(run(['--version'])).toBe(said)
  expect(readFileSync(file).equals(damaged)).toBe(false)

  writeFileSync(program, readFileSync(program, 'utf8').replace(said.trim(), '7.7.7'))
  expect(run(['--version'])).toBe('7.7.7\n')
  expect(kept()).toHaveLength(1)
  expect(kept()).not.toContain(file)
})

test('what V8 compiled is made anew by a run that goes further than its help', () => {
  const { kept, run } = installed()
  run(['init', '--help'])
  const [file = ''] = kept()
  const { length } = readFileSync(file)
  run(['init', '--dialect', 'sqlite'])
  expect(kept()).toEqual([file])
  expect(readFileSync(file).length).toBeGreaterThan(length)
})

test("nothing is kept where Node's own variable forbids it", () => {
  const { kept, run } = installed()
  run(['--version'], { NODE_DISABLE_COMPILE_CACHE: '1' })
  expect(kept()).toEqual([])
})
