/** Open a migration in an editor. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { DiffkitError } from '../errors.ts'
import type { Environment } from './environment.ts'
import { addressedRevision } from './placement.ts'

export interface EditResult {
  readonly revision: string
  readonly path: string
}

/** The command may hold arguments (`code --wait`), so a shell takes it apart; the path stays one argument. */
const runEditor = (editor: string, file: string, stdout: 'inherit' | 2): Promise<number | null> =>
  new Promise((done, fail) => {
    const isWindows = process.platform === 'win32'
    const [shell, args] = isWindows
      ? ['cmd.exe', ['/d', '/s', '/c', `${editor} "${file}"`]]
      : ['/bin/sh', ['-c', `${editor} "$1"`, 'sh', file]]
    const child = spawn(shell, args, {
      stdio: ['inherit', stdout, 'inherit'],
      windowsVerbatimArguments: isWindows,
    })
    child.on('error', fail)
    child.on('close', done)
  })

/** Waits until the editor is closed. `quietly`: what it prints goes to standard error. */
export const edit = async (
  environment: Environment,
  address: string,
  { quietly }: { readonly quietly: boolean },
): Promise<EditResult> => {
  const editor = process.env['VISUAL'] || process.env['EDITOR']
  if (editor === undefined || editor === '') throw new DiffkitError('NO_EDITOR', {})
  const revision = await addressedRevision(environment, address)
  const { path } = (await environment.history()).find(revision)
  const file = join(environment.config.folder, path)
  const code = await runEditor(editor, file, quietly ? 2 : 'inherit')
  if (code !== 0) throw new DiffkitError('EDITOR_FAILED', { editor, code })
  return { revision, path }
}
