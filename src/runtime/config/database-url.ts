/** Database URLs: which dialect one is for, and where a relative one points. */
import { resolve } from 'node:path'
import type { DialectName } from '../../dialects/dialect.ts'
import { maskUrl } from '../../dialects/shared.ts'
import { DiffkitError } from '../../errors.ts'

const SCHEMES: Readonly<Record<string, DialectName>> = {
  sqlite: 'sqlite',
  file: 'sqlite',
  libsql: 'sqlite',
  postgres: 'postgresql',
  postgresql: 'postgresql',
  pglite: 'postgresql',
}

const schemeOf = (url: string): string => /^([a-z]+):/i.exec(url)?.[1]?.toLowerCase() ?? ''

/** The dialect that a URL's scheme names; throws URL_INVALID for an unknown one. */
const dialectOfUrl = (url: string): DialectName => {
  const dialect = SCHEMES[schemeOf(url)]
  if (dialect !== undefined) return dialect
  const problem =
    schemeOf(url) === '' ? 'it has no scheme' : `the scheme \`${schemeOf(url)}:\` is not known`
  throw new DiffkitError('URL_INVALID', { url: maskUrl(url), problem })
}

/** The path in `sqlite:./a.db`, `libsql:a.db`, `file:a.db` and `sqlite:///a.db`; `null` where there is none. */
const pathOf = (url: string): string | null => {
  const rest = url.slice(url.indexOf(':') + 1).replace(/^\/\/(?=\/|\.)/, '')
  return rest === ':memory:' || rest === 'memory' || rest.startsWith('//') ? null : rest
}

/** Whether a resolved URL names a file, rather than a server or a database in memory. */
export const namesFile = (url: string): boolean => {
  const path = pathOf(url)
  return path !== null && path !== ''
}

/** The URL with its file, where it names one, as an absolute path; relative ones start at `folder`. */
export const resolveUrl = (url: string, folder: string): string => {
  dialectOfUrl(url)
  const scheme = schemeOf(url)
  if (!['sqlite', 'file', 'libsql', 'pglite'].includes(scheme)) return url
  const path = pathOf(url)
  if (path === null) return url
  if (path === '') {
    throw new DiffkitError('URL_INVALID', { url: maskUrl(url), problem: 'it names no file' })
  }
  return `${scheme}:${resolve(folder, path)}`
}

/** Throws URL_INVALID when the URL is one of another dialect. */
export const requireDialect = (url: string, dialect: DialectName): void => {
  const found = dialectOfUrl(url)
  if (found === dialect) return
  const problem = `it is of dialect ${found}, and the configuration says ${dialect}`
  throw new DiffkitError('URL_INVALID', { url: maskUrl(url), problem })
}
