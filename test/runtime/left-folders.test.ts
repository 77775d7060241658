import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makerOf, makeTemporaryFolder } from '../../src/dialects/temporary-folder.ts'
import { sqliteUsers } from '../support/models.ts'
import { project, sqliteConfig } from '../support/project.ts'

/** The folder of a process that was killed. */
const leftBy = async (place: string, kind: 'memory' | 'bundle'): Promise<void> => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  const name = basename(makeTemporaryFolder(place, kind))
  const folder = join(place, name.replace(`-${process.pid}-`, `-${child.pid}-`))
  mkdirSync(folder)
  writeFileSync(join(folder, 'memory.db'), '')
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

test('a command removes what killed processes left, and nothing else', async () => {
  const place = mkdtempSync(join(tmpdir(), 'left-'))
  onTestFinished(() => rmSync(place, { recursive: true, force: true }))
  await leftBy(place, 'memory')
  await leftBy(place, 'bundle')
  const other = `diffkit-memory-x${hostname().replaceAll(/[^A-Za-z0-9]/g, '')}-1-abcdef`
  for (const name of [other, 'diffkit-project-abc', 'diffkit-memory-abc'])
    mkdirSync(join(place, name))
  const kept = readdirSync(place).filter((name) => {
    const maker = makerOf(name)
    return maker === null || maker === process.pid
  })
  expect(readdirSync(place)).toHaveLength(7)
  expect(kept).toHaveLength(5)
  const files = { 'diffkit.config.ts': sqliteConfig, 'schema/users.ts': sqliteUsers() }
  const app = await project(files, { TMPDIR: place })
  await app.ok('schema', 'models')
  expect(readdirSync(place)).toEqual(kept)
})
