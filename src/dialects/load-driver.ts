/** Drivers are optional packages, loaded when a URL asks for one. */
import { DiffkitError } from '../errors.ts'

const isModuleMissing = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND')

/** What `importModule` imports; throws DRIVER_MISSING where the package is not installed. */
export const loadDriver = async <T>(name: string, importModule: () => Promise<T>): Promise<T> => {
  try {
    return await importModule()
  } catch (cause) {
    if (!isModuleMissing(cause)) throw cause
    throw new DiffkitError('DRIVER_MISSING', { driver: name }, { cause })
  }
}
