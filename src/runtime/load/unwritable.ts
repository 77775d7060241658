/** Characters that no SQL text can hold, wherever models have them. */
import type { Models } from '../../dialects/dialect.ts'
import { DiffkitError } from '../../errors.ts'
import { sameName } from '../../schema/names.ts'
import { partsOf } from './schema-parts.ts'

/** NUL, and half of a surrogate pair. */
const UNWRITABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** Quickly: whether there is anything to look at, for most models have no such character, and no emoji. */
const isSuspect = (value: unknown): boolean => {
  if (typeof value === 'string') return /[\0\uD800-\uDFFF]/.test(value)
  if (typeof value !== 'object' || value === null) return false
  for (const key in value) if (isSuspect(Reflect.get(value, key))) return true
  return false
}

const findIn = (value: unknown): string | null => {
  if (typeof value === 'string') return UNWRITABLE.exec(value)?.[0] ?? null
  if (typeof value !== 'object' || value === null) return null
  for (const item of Object.values(value)) {
    const found = findIn(item)
    if (found !== null) return found
  }
  return null
}

/** Visible, and of characters that every terminal has. */
const shown = (text: string): string =>
  text.replaceAll(new RegExp(UNWRITABLE, 'g'), (item) => {
    const code = item.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    return `\\u${code}`
  })

/** Throws for the first part of the models that holds such a character. */
export const requireWritable = ({ schema, places }: Models, firstFile: string): void => {
  if (!isSuspect(schema)) return
  for (const { what, object, value } of partsOf(schema)) {
    const found = findIn(value)
    if (found === null) continue
    const place = places().find((item) => object !== null && sameName(item.object, object))
    const kind = found === '\0' ? 'the character' : 'half of a surrogate pair,'
    throw new DiffkitError('MODEL_INVALID', {
      file: place?.file ?? firstFile,
      problem: `${shown(what)}: it holds ${kind} ${shown(found)}, which no SQL can`,
    })
  }
}
