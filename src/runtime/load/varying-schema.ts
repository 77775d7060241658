/** What the clock or the dice make of models beside defaults: checks, generated columns, names, values of enums. */
import type { ModelExport, Models } from '../../dialects/dialect.ts'
import { DiffkitError } from '../../errors.ts'
import { sameName } from '../../schema/names.ts'
import type { Schema } from '../../schema/types.ts'
import { during, ENDS, rigChance, watchChance } from './chance.ts'
import type { End } from './chance.ts'
import { partsOf } from './schema-parts.ts'

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

type Texts = readonly [string, string]

/** The first two values that differ, wherever in the two they stand. */
const differing = (one: unknown, other: unknown): Texts | null => {
  if (!isObject(one) || !isObject(other)) {
    return one === other ? null : [String(one), String(other)]
  }
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = differing(Reflect.get(one, key), Reflect.get(other, key))
    if (found !== null) return found
  }
  return null
}

const requireSame = (models: Models, again: Schema, file: string): void => {
  const others = partsOf(again)
  for (const [index, { what, object, value }] of partsOf(models.schema).entries()) {
    const found = differing(value, others[index]?.value)
    if (found === null) continue
    const place = models.places().find((item) => object !== null && sameName(item.object, object))
    const [first, second] = found
    throw new DiffkitError('MODEL_VARIES', { file: place?.file ?? file, what, first, second })
  }
}

export interface Loaded {
  readonly exports: readonly ModelExport[]
  /** Whether the clock or the dice were asked while the models loaded. */
  readonly isAsked: boolean
  loadAgain(end: End): Promise<readonly ModelExport[]>
}

/**
 * The models as `read` finds them. Throws where they are others at another time or with other dice; they
 * are read again only where the clock or the dice were asked, by the files or by what reading calls.
 */
export const readSteadily = async (
  { exports, isAsked, loadAgain }: Loaded,
  read: (exports: readonly ModelExport[]) => Models,
): Promise<Models> => {
  const chance = watchChance()
  const models = during(chance, () => read(exports))
  if (!isAsked && !chance.isAsked()) return models
  for (const end of ENDS) {
    // What cannot be loaded or read twice in one process cannot be judged.
    const again = isAsked ? await loadAgain(end).catch(() => null) : exports
    if (again === null) continue
    let other: Models
    try {
      other = during(rigChance(end), () => read(again))
    } catch {
      continue
    }
    requireSame(models, other.schema, exports[0]?.file ?? '')
  }
  return models
}
