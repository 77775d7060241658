/** What goes wrong when a user's file is loaded, as errors that name its file and line. */
import { resolve } from 'node:path'
import type { BuildFailure } from 'esbuild'
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import type { ErrorData } from '../../errors.ts'
import type { findModel } from './model-lines.ts'
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

interface AtModel {
  readonly file?: string | undefined
  readonly model?: Omit<Parameters<typeof findModel>[1], 'file'> | undefined
}

/** The file and line of a place in models, which is found then; nothing of it where they cannot be told. */
const located = async ({ file, model }: AtModel, folder: string) => {
  if (file === undefined || model === undefined) return {}
  const { findModel: find } = await import('./model-lines.ts')
  return { ...(await find(folder, { file, ...model })), model: undefined }
}

const isUnsupported = (data: object): data is ErrorData<'UNSUPPORTED'> =>
  'model' in data && 'what' in data

const isOfAnother = (data: object): data is ErrorData<'MODELS_OF_ANOTHER_DIALECT'> =>
  'model' in data && 'dialect' in data

const isInvalid = (data: object): data is ErrorData<'MODEL_INVALID'> =>
  'model' in data && 'problem' in data

/** An error of models with the lines of those that it is about, where it says which ones these are. */
export const withModelLine = async (error: unknown, folder: string): Promise<unknown> => {
  if (!isDiffkitError(error)) return error
  const { data, cause } = error
  if (isUnsupported(data)) {
    const found = { ...data, ...(await located(data, folder)) }
    return new DiffkitError('UNSUPPORTED', found, { cause })
  }
  if (isOfAnother(data)) {
    const found = { ...data, ...(await located(data, folder)) }
    return new DiffkitError('MODELS_OF_ANOTHER_DIALECT', found, { cause })
  }
  if (!isInvalid(data)) return error
  const also = data.also && { ...data.also, ...(await located(data.also, folder)) }
  const found = { ...data, ...(await located(data, folder)), also }
  return new DiffkitError('MODEL_INVALID', found, { cause })
}

/** An error of a call of what is loaded: what the user's own code throws names its file and line. */
export const explainCall = async (error: unknown): Promise<unknown> =>
  !isDiffkitError(error) && (await isOfUser(error)) ? explainThrow(error, '') : error
