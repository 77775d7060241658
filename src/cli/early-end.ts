/** Ends that nobody awaits: a module that exits, or throws after it was loaded. None may look like an answer. */
import { writeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DiffkitError } from '../errors.ts'
import { whatIsUnderway } from '../runtime/underway.ts'
import { reportError, errorText } from './report.ts'

const HERE = fileURLToPath(new URL('.', import.meta.url))

const explainThrown = async (error: unknown): Promise<unknown> => {
  const [{ explainThrow }, { isOfUser }] = await Promise.all([
    import('../runtime/load/errors.ts'),
    import('../runtime/load/source-lines.ts'),
  ])
  if (await isOfUser(error)) return explainThrow(error, '')
  const isOurs = error instanceof Error && error.stack?.includes(HERE) === true
  const problem = error instanceof Error ? error.message : String(error)
  return isOurs ? error : new DiffkitError('THROWN_BESIDE', { problem })
}

/** Rejects with what is thrown outside of the work while that lasts. */
export const orThrownBeside = async <T>(work: () => Promise<T>): Promise<T> => {
  let onThrown: (error: unknown) => void = () => {}
  const thrown = new Promise<never>((_done, fail) => {
    onThrown = (error) => void explainThrown(error).then(fail)
  })
  process.on('uncaughtException', onThrown)
  process.on('unhandledRejection', onThrown)
  try {
    return await Promise.race([work(), thrown])
  } finally {
    process.removeListener('uncaughtException', onThrown)
    process.removeListener('unhandledRejection', onThrown)
  }
}

/** Says so where the process ends before the function that this answers is called; with exit code 2. */
export const watchEnd = (json: boolean): (() => void) => {
  const onExit = (): void => {
    const report = reportError(new DiffkitError('ENDED_EARLY', { during: whatIsUnderway() }))
    process.exitCode = report.exitCode
    // Nothing is waited for any more.
    writeSync(json ? 1 : 2, errorText(report, json))
  }
  process.on('exit', onExit)
  return () => process.removeListener('exit', onExit)
}
