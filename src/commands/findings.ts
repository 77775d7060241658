/** Differences as findings for people: the object, what was expected, what was found, where it stands. */
import type { ModelPlace } from '../dialects/dialect.ts'
import { describe, flatten } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { objectName, sameName, show } from '../schema/names.ts'
import type { ObjectName, Schema } from '../schema/types.ts'

export interface Finding {
  readonly object: string
  /** What the other side says should be there. */
  readonly expected: string
  /** What is there. */
  readonly found: string
  readonly file?: string
  readonly line?: number
}

interface Subject {
  readonly object: ObjectName
  readonly part: string | null
  readonly effect: 'missing' | 'extra' | 'different'
}

const whole = (object: ObjectName, effect: Subject['effect']): Subject => ({
  object,
  part: null,
  effect,
})

/** What an operation is about, and what it says of the side that it starts from. */
const subjectOf = (op: Operation): Subject => {
  switch (op.kind) {
    case 'createNamespace':
      return whole(op.name, 'missing')
    case 'dropNamespace':
      return whole(op.name, 'extra')
    case 'createEnum':
      return whole(objectName(op.enum), 'missing')
    case 'createTable':
      return whole(objectName(op.table), 'missing')
    case 'createView':
      return whole(objectName(op.view), 'missing')
    case 'dropEnum':
    case 'dropTable':
    case 'dropView':
      return whole(op.name, 'extra')
    case 'alterEnum':
    case 'alterTable':
      return whole(op.name, 'different')
    case 'renameTable':
      return whole(op.from, 'different')
    case 'addColumn':
      return { object: op.table, part: op.column.name, effect: 'missing' }
    case 'addConstraint':
      return { object: op.table, part: op.constraint.name, effect: 'missing' }
    case 'createIndex':
      return { object: op.table, part: op.index.name, effect: 'missing' }
    case 'dropColumn':
    case 'dropConstraint':
    case 'dropIndex':
      return { object: op.table, part: op.name, effect: 'extra' }
    case 'alterColumn':
      return { object: op.table, part: op.name, effect: 'different' }
    case 'renameColumn':
    case 'renameConstraint':
    case 'renameIndex':
      return { object: op.table, part: op.from, effect: 'different' }
    case 'batch':
      return whole(op.table, 'different')
    case 'sql':
    case 'run':
      return whole('raw SQL', 'different')
  }
}

const columnText = (from: Schema, op: Operation): string | null => {
  if (op.kind !== 'alterColumn') return null
  const table = from.tables.find((item) => sameName(item, op.table))
  const column = table?.columns.find(({ name }) => name === op.name)
  if (column === undefined) return null
  return Object.keys(op.set)
    .map((key) => `${key} ${textOf(Reflect.get(column, key))}`)
    .join(', ')
}

const textOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return String(value)
  return 'sql' in value ? String(value.sql) : JSON.stringify(value)
}

const sides = (
  op: Operation,
  subject: Subject,
  from: Schema,
): Pick<Finding, 'expected' | 'found'> => {
  if (subject.effect === 'missing') return { expected: describe(op), found: 'nothing' }
  if (subject.effect === 'extra')
    return { expected: 'nothing', found: subject.part ?? show(subject.object) }
  return { expected: describe(op), found: columnText(from, op) ?? 'something else' }
}

const placeOf = (
  places: readonly ModelPlace[],
  { object, part }: Subject,
): ModelPlace | undefined => {
  const ofObject = places.filter((place) => sameName(place.object, object))
  return (
    ofObject.find(({ column }) => part !== null && column === part) ??
    ofObject.find(({ column }) => column === null)
  )
}

const locate = async (
  place: ModelPlace,
  folder: string,
): Promise<Pick<Finding, 'file' | 'line'>> => {
  const { findModel } = await import('../runtime/model-lines.ts')
  return (await findModel(folder, place)) ?? { file: place.file }
}

/** One finding per operation; with `models`, the file and line of the model that it is about. */
export const findings = async (
  operations: readonly Operation[],
  from: Schema,
  models: { readonly places: readonly ModelPlace[]; readonly folder: string } | null,
): Promise<readonly Finding[]> => {
  const found: Finding[] = []
  for (const op of flatten(operations)) {
    const subject = subjectOf(op)
    const place = models === null ? undefined : placeOf(models.places, subject)
    found.push({
      object: [show(subject.object), subject.part].filter((item) => item !== null).join('.'),
      ...sides(op, subject, from),
      ...(place === undefined || models === null ? {} : await locate(place, models.folder)),
    })
  }
  return found
}
