/** New ids, slugs and file names. */
import { randomBytes } from 'node:crypto'

const REVISION_ID = /^[A-Za-z0-9_]+$/
const SLUG_LENGTH = 40

const ADDRESSES = ['head', 'heads', 'base', 'current']

/** Whether a text has the form of a revision's id or a branch label. */
export const isRevisionId = (text: string): boolean => REVISION_ID.test(text)

/** Whether a new revision or branch may be called so: an address would reach it. */
export const isFreeName = (text: string): boolean => isRevisionId(text) && !ADDRESSES.includes(text)

/** Twelve hexadecimal digits that no revision has yet. */
export const newRevisionId = (taken: readonly string[]): string => {
  const id = randomBytes(6).toString('hex')
  return taken.includes(id) ? newRevisionId(taken) : id
}

/** A message as it appears in a file name: lower-case ASCII words, cut between words where it can. */
export const slug = (message: string): string => {
  const words = message
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  const text = (words ?? []).join('_')
  if (text.length <= SLUG_LENGTH) return text
  const cut = text.slice(0, SLUG_LENGTH + 1).lastIndexOf('_')
  return text.slice(0, cut > 0 ? cut : SLUG_LENGTH)
}

/** The template of file names when the configuration has none. */
export const DEFAULT_FILE_NAME = '{date}_{revision}_{slug}'

export interface FileNameParts {
  readonly revision: string
  readonly message: string
  /** ISO 8601. */
  readonly createdAt: string
}

const dateOf = (createdAt: string): string =>
  new Date(createdAt).toISOString().replace(/\D/g, '').slice(0, 14)

/** The file name of a migration, `.ts` included: `{date}` (UTC), `{revision}` and `{slug}` filled in. */
export const fileName = (
  template: string,
  { revision, message, createdAt }: FileNameParts,
): string => {
  const parts: Readonly<Record<string, string>> = {
    date: dateOf(createdAt),
    revision,
    slug: slug(message),
  }
  const name = template.replace(/\{(\w+)\}/g, (text, key: string) => parts[key] ?? text)
  return `${name.replace(/[_-]+$/, '')}.ts`
}
