import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

const modules = join(import.meta.dirname, '../../node_modules')

/** Puts the installed packages in reach of a folder, with that major of drizzle-orm. */
export const linkPackages = (folder: string, drizzle: '0.45' | '1.0' = '0.45'): void => {
  if (drizzle === '0.45') {
    symlinkSync(modules, join(folder, 'node_modules'))
    return
  }
  mkdirSync(join(folder, 'node_modules'))
  for (const name of readdirSync(modules).filter((item) => !item.startsWith('.'))) {
    const target = name === 'drizzle-orm' ? 'drizzle-orm-1' : name
    symlinkSync(join(modules, target), join(folder, 'node_modules', name))
  }
}

/** A temporary folder with these files, gone after the test; installed packages are in reach. */
export const makeFolder = (
  files: Readonly<Record<string, string>> = {},
  drizzle: '0.45' | '1.0' = '0.45',
): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'diffkit-test-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  linkPackages(folder, drizzle)
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return folder
}
