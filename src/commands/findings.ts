/** Differences as findings for people: the object, what was expected, what was found, where it stands. */
import type { ModelPlace } from '../dialects/dialect.ts'
import { describe, flatten, handle } from '../operations/index.ts'
import type { Handlers, Operation } from '../operations/index.ts'
import { findCommented } from '../schema/comments.ts'
import type { CommentTarget } from '../schema/comments.ts'
import { lookUpIndexed } from '../schema/edit.ts'
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

const part = (object: ObjectName, name: string, effect: Subject['effect']): Subject => ({
  object,
  part: name,
  effect,
})

const commentedOn = (on: CommentTarget): Subject => {
  const [key = '', name = ''] = Object.entries(on).find(([word]) => word !== 'table') ?? []
  return 'table' in on
    ? { object: on.table, part: key === '' ? null : String(name), effect: 'different' }
    : whole(name, 'different')
}

/** What an operation is about, and what it says of the side that it starts from. */
const subjects: Handlers<Subject, null> = {
  createExtension: (op) => whole(op.name, 'missing'),
  dropExtension: (op) => whole(op.name, 'extra'),
  alterExtension: (op) => whole(op.name, 'different'),
  createRole: (op) => whole(op.role.name, 'missing'),
  dropRole: (op) => whole(op.name, 'extra'),
  alterRole: (op) => whole(op.name, 'different'),
  createNamespace: (op) => whole(op.name, 'missing'),
  dropNamespace: (op) => whole(op.name, 'extra'),
  createEnum: (op) => whole(objectName(op.enum), 'missing'),
  dropEnum: (op) => whole(op.name, 'extra'),
  alterEnum: (op) => whole(op.name, 'different'),
  renameEnum: (op) => whole(op.from, 'different'),
  renameEnumValue: (op) => whole(op.name, 'different'),
  createSequence: (op) => whole(objectName(op.sequence), 'missing'),
  dropSequence: (op) => whole(op.name, 'extra'),
  renameSequence: (op) => whole(op.from, 'different'),
  alterSequence: (op) => whole(op.name, 'different'),
  createTable: (op) => whole(objectName(op.table), 'missing'),
  dropTable: (op) => whole(op.name, 'extra'),
  renameTable: (op) => whole(op.from, 'different'),
  alterTable: (op) => whole(op.name, 'different'),
  createView: (op) => whole(objectName(op.view), 'missing'),
  dropView: (op) => whole(op.name, 'extra'),
  renameView: (op) => whole(op.from, 'different'),
  addColumn: (op) => part(op.table, op.column.name, 'missing'),
  dropColumn: (op) => part(op.table, op.name, 'extra'),
  renameColumn: (op) => part(op.table, op.from, 'different'),
  alterColumn: (op) => part(op.table, op.name, 'different'),
  addConstraint: (op) => part(op.table, op.constraint.name, 'missing'),
  dropConstraint: (op) => part(op.table, op.name, 'extra'),
  renameConstraint: (op) => part(op.table, op.from, 'different'),
  alterConstraint: (op) => part(op.table, op.name, 'different'),
  createIndex: (op) => part(op.table, op.index.name, 'missing'),
  dropIndex: (op) => part(op.table, op.name, 'extra'),
  renameIndex: (op) => part(op.table, op.from, 'different'),
  createPolicy: (op) => part(op.table, op.policy.name, 'missing'),
  dropPolicy: (op) => part(op.table, op.name, 'extra'),
  alterPolicy: (op) => part(op.table, op.name, 'different'),
  commentOn: ({ on }) => commentedOn(on),
  batch: (op) => whole(op.table, 'different'),
  sql: () => whole('raw SQL', 'different'),
  run: () => whole('a data step', 'different'),
}

/** The values of the keys that an alteration sets. */
const valuesText = (found: object, set: object): string =>
  Object.keys(set)
    .map((key) => `${key} ${textOf(Reflect.get(found, key))}`)
    .join(', ')

const PARTS = {
  alterColumn: 'columns',
  alterConstraint: 'constraints',
  alterPolicy: 'policies',
} as const

/** What an alteration starts from. */
const altered = (from: Schema, op: Operation): object | undefined => {
  switch (op.kind) {
    case 'alterExtension':
      return from.extensions.find(({ name }) => name === op.name)
    case 'alterSequence':
      return from.sequences.find((item) => sameName(item, op.name))
    case 'alterColumn':
    case 'alterConstraint':
    case 'alterPolicy': {
      const table = from.tables.find((item) => sameName(item, op.table))
      const parts = table?.[PARTS[op.kind]]
      return parts?.find(({ name }) => name === op.name)
    }
    default:
      return undefined
  }
}

const alteredText = (from: Schema, op: Operation): string | null => {
  const found = altered(from, op)
  return found === undefined || !('set' in op) ? null : valuesText(found, op.set)
}

const textOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return String(value)
  if ('sql' in value) return String(value.sql)
  return JSON.stringify(value, (key, item: unknown) => (key === 'printed' ? undefined : item))
}

const sides = (
  op: Operation,
  subject: Subject,
  from: Schema,
): Pick<Finding, 'expected' | 'found'> => {
  if (subject.effect === 'missing') return { expected: describe(op), found: 'nothing' }
  if (subject.effect === 'extra')
    return { expected: 'nothing', found: subject.part ?? show(subject.object) }
  return { expected: describe(op), found: alteredText(from, op) ?? 'something else' }
}

/** Where the models declare a thing, or its table. */
export const placeIn = (
  places: readonly ModelPlace[],
  { object, part: name }: Pick<Subject, 'object' | 'part'>,
): ModelPlace | undefined => {
  const ofObject = places.filter((place) => sameName(place.object, object))
  return (
    ofObject.find(({ column }) => name !== null && column === name) ??
    ofObject.find(({ column }) => column === null)
  )
}

/** The line of a place, where it can be told. */
export const locate = async (
  place: ModelPlace,
  folder: string,
): Promise<Pick<Finding, 'file' | 'line'>> => {
  const { findModel } = await import('../runtime/load/model-lines.ts')
  return (await findModel(folder, place)) ?? { file: place.file }
}

/** What is dropped only to be made again differs: what of it, on either side. The indexes of a view are findings of their own. */
const differences = (found: object, expected: object): Pick<Finding, 'expected' | 'found'> => {
  const keys = Object.keys(expected).filter(
    (key) =>
      key !== 'indexes' && textOf(Reflect.get(found, key)) !== textOf(Reflect.get(expected, key)),
  )
  const text = (side: object): string =>
    keys.map((key) => `${key} ${textOf(Reflect.get(side, key))}`).join(', ')
  return { expected: text(expected), found: text(found) }
}

const thingIn = (schema: Schema, { object, part: name }: Subject): object | undefined => {
  if (name === null) {
    const wholes = [...schema.views, ...schema.enums, ...schema.tables]
    return wholes.find((item) => sameName(item, object))
  }
  const table = schema.tables.find((item) => sameName(item, object))
  const { constraints = [], policies = [] } = table ?? {}
  const indexes = lookUpIndexed(schema, object)?.indexes ?? []
  return [...indexes, ...constraints, ...policies].find((item) => item.name === name)
}

const madeBy = (op: Operation): object | null => {
  switch (op.kind) {
    case 'createIndex':
      return op.index
    case 'addConstraint':
      return op.constraint
    case 'createPolicy':
      return op.policy
    case 'createView':
      return op.view
    default:
      return null
  }
}

const subjectText = ({ object, part: name }: Subject): string =>
  [show(object), name].filter((item) => item !== null).join('.')

/** The object that an operation is about, and the part of it. */
export const subjectOf = (op: Operation): Subject => handle(subjects, op, null)

/** The same as text: `users`, `users.age`. */
export const objectOf = (op: Operation): string => subjectText(subjectOf(op))

const keyOf = ({ object, part: name }: Subject): string => `${show(object)}\u0001${name ?? ''}`

interface Seen {
  readonly op: Operation
  readonly subject: Subject
}

/** The operations, of which a drop is left out when the same thing is made again. */
const seenOf = (operations: readonly Operation[]): readonly Seen[] => {
  const seen = operations.map((op) => ({ op, subject: subjectOf(op) }))
  const made = new Set(
    seen.filter(({ op }) => madeBy(op) !== null).map(({ subject }) => keyOf(subject)),
  )
  return seen.filter(({ subject }) => subject.effect !== 'extra' || !made.has(keyOf(subject)))
}

/** What goes and comes back as it is, because something under it changes, does not differ itself. */
const isOnlyMadeAgain = ({ op, subject }: Seen, from: Schema): boolean => {
  const made = madeBy(op)
  const found = made === null ? undefined : thingIn(from, subject)
  return made !== null && found !== undefined && differences(found, made).expected === ''
}

/** A part may have another name there. */
const commentText = (from: Schema, on: CommentTarget): string => {
  try {
    return `comment ${textOf(findCommented(from, on).comment)}`
  } catch {
    return 'another comment'
  }
}

const sidesOf = ({ op, subject }: Seen, from: Schema): Pick<Finding, 'expected' | 'found'> => {
  const made = madeBy(op)
  const found = made === null ? undefined : thingIn(from, subject)
  if (made !== null && found !== undefined) return differences(found, made)
  if (op.kind === 'commentOn') {
    return { expected: describe(op), found: commentText(from, op.on) }
  }
  if (op.kind === 'alterEnum') {
    const now = from.enums.find((item) => sameName(item, op.name))
    return { expected: describe(op), found: `values ${now?.values.join(', ') ?? ''}` }
  }
  return sides(op, subject, from)
}

/** One finding per thing; with `models`, the file and line of the model that it is about. */
export const findings = async (
  operations: readonly Operation[],
  from: Schema,
  models: { readonly places: () => readonly ModelPlace[]; readonly folder: string } | null,
): Promise<readonly Finding[]> => {
  const found: Finding[] = []
  const all = seenOf(flatten(operations)).filter((seen) => !isOnlyMadeAgain(seen, from))
  const places = models === null || all.length === 0 ? [] : models.places()
  for (const seen of all) {
    const place = placeIn(places, seen.subject)
    found.push({
      object: subjectText(seen.subject),
      ...sidesOf(seen, from),
      ...(place === undefined || models === null ? {} : await locate(place, models.folder)),
    })
  }
  return found
}
