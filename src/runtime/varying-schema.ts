/** What the clock or the dice make of models beside defaults: checks, generated columns, names, values of enums. */
import type { ModelExport, Models } from '../dialects/dialect.ts'
import { DiffkitError } from '../errors.ts'
import { constraintWords } from '../operations/constraint.ts'
import { objectName, sameName, show } from '../schema/names.ts'
import type { ObjectName, QualifiedName, Schema, Table } from '../schema/types.ts'
import { during, ENDS, rigChance, watchChance } from './chance.ts'
import type { End } from './chance.ts'

interface Part {
  readonly what: string
  readonly object: ObjectName | null
  readonly value: object
}

const partsOfTable = (table: Table): readonly Part[] => {
  const object = objectName(table)
  const { columns, constraints, indexes, policies, ...rest } = table
  const part = (kind: string) => (value: { readonly name: string }) => ({
    what: `${kind} ${value.name} of table ${show(object)}`,
    object,
    value,
  })
  return [
    ...columns.map(part('column')),
    ...constraints.map((constraint) => part(constraintWords[constraint.kind])(constraint)),
    ...indexes.map(part('index')),
    ...policies.map(part('policy')),
    { what: `table ${show(object)}`, object, value: rest },
  ]
}

const partsOf = ({
  tables,
  views,
  enums,
  sequences,
  roles,
  namespaces,
}: Schema): readonly Part[] => {
  const whole = (kind: string) => (value: QualifiedName) => {
    const object = objectName(value)
    return { what: `${kind} ${show(object)}`, object, value }
  }
  return [
    ...tables.flatMap(partsOfTable),
    ...views.map(whole('view')),
    ...enums.map(whole('enum')),
    ...sequences.map(whole('sequence')),
    ...roles.map((value) => ({ what: `role ${value.name}`, object: null, value })),
    ...namespaces.map((value) => ({ what: `namespace ${value.name}`, object: null, value })),
  ]
}

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
    const place = models.places.find((item) => object !== null && sameName(item.object, object))
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
