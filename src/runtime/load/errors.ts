/** What goes wrong when a user's file is loaded, as errors that name its file and line. */
import { resolve } from 'node:path'
import type { BuildFailure } from 'esbuild'
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import { findPlace, isOfUser, readyMaps, showFile } from './source-lines.ts'

const UNRESOLVED = /^Could not resolve "(.+)"/

export const isBuildFailure = (error: unknown): error is BuildFailure =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors)

/** The first error of a build: an import that leads nowhere, or a text that does not parse. */
export const explainBuild = (failure: BuildFailure, root: string): DiffkitError => {
  // What is asked for beside the files has no place in them.
  const error = failure.errors.find(({ location }) => location?.line) ?? failure.errors[0]
  const location = error?.location ?? null
  const problem = error?.text ?? failure.message
  const file = showFile(resolve(root, location?.file ?? ''))
  const at = { file, line: location?.line || undefined }
  const specifier = UNRESOLVED.exec(problem)?.[1]
  if (specifier !== undefined) return new DiffkitError('MODULE_NOT_FOUND', { ...at, specifier })
  return new DiffkitError('MODULE_SYNTAX', { ...at, problem })
}

const INSTALLED_URL = /file:\/\/[^\s']*\/node_modules\//g

const messageOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error)
  const message = text.replace(INSTALLED_URL, '').trim().replace(/\.$/, '')
  return message || 'an error without a message'
}

/** An error thrown while modules run; `fallback` is the file to name when its stack names none. */
export const explainThrow = async (error: unknown, fallback: string): Promise<DiffkitError> => {
  if (isDiffkitError(error)) return error
  await readyMaps(error)
  const place = findPlace(error)
  const file = showFile(place?.file ?? fallback)
  const data = { file, line: place?.line, problem: messageOf(error) }
  return new DiffkitError('MODULE_THROWS', data, { cause: error })
}

/** An error of a model with the line of that model, where it says which one it is. */
export const withModelLine = async (error: unknown, folder: string): Promise<unknown> => {
  if (!isDiffkitError(error) || !('model' in error.data) || error.data.model === undefined) {
    return error
  }
  const { file, problem, hint, model } = error.data
  const { findModel } = await import('./model-lines.ts')
  const place = await findModel(folder, { file, ...model })
  const data = { file, problem, hint, ...place }
  return new DiffkitError('MODEL_INVALID', data, { cause: error.cause })
}

/** An error of a call of what is loaded: what the user's own code throws names its file and line. */
export const explainCall = async (error: unknown): Promise<unknown> =>
  !isDiffkitError(error) && (await isOfUser(error)) ? explainThrow(error, '') : error
