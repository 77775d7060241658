/** Find, add, remove and replace by name. Each throws when it does not fit. */
import { DiffkitError } from '../errors.ts'
import { nameKey, objectName, qualified, show } from './names.ts'
import type {
  Enum,
  Extension,
  Namespace,
  ObjectName,
  Role,
  QualifiedName,
  Schema,
  Sequence,
  Table,
  View,
} from './types.ts'

export {
  addColumn,
  addConstraint,
  addIndex,
  addPolicy,
  findColumn,
  findConstraint,
  findIndex,
  findPolicy,
  removeColumn,
  removeConstraint,
  removeIndex,
  removePolicy,
  replaceColumn,
  replaceConstraint,
  replaceIndex,
  replacePolicy,
} from './edit-parts.ts'

interface Lists {
  readonly enums: Enum
  readonly sequences: Sequence
  readonly tables: Table
  readonly views: View
}
type ListName = keyof Lists

const SINGULAR: Readonly<Record<ListName, string>> = {
  enums: 'enum',
  sequences: 'sequence',
  tables: 'table',
  views: 'view',
}

interface Asked {
  times: number
  index: ReadonlyMap<string, number> | null
}

const asked = new WeakMap<readonly QualifiedName[], Asked>()

/** Below this many questions to one list, or in a list so short, an index costs more than it saves. */
const OFTEN = 20
const SHORT = 64

const indexOf = (list: readonly QualifiedName[], name: ObjectName): number => {
  const { namespace, name: bare } = qualified(name)
  const isIt = (item: QualifiedName): boolean => item.name === bare && item.namespace === namespace
  if (list.length < SHORT) return list.findIndex(isIt)
  const known = asked.get(list) ?? { times: 0, index: null }
  if (known.times === 0) asked.set(list, known)
  known.times++
  if (known.times < OFTEN) return list.findIndex(isIt)
  // The first of a name counts.
  known.index ??= new Map(list.map((item, at) => [nameKey(item), at] as const).toReversed())
  return known.index.get(nameKey(name)) ?? -1
}

const lookUp = <T extends QualifiedName>(list: readonly T[], name: ObjectName): T | undefined =>
  list[indexOf(list, name)]

const notFound = (kind: string, name: ObjectName): DiffkitError<'OBJECT_NOT_FOUND'> =>
  new DiffkitError('OBJECT_NOT_FOUND', { kind, name: show(name) })

const orThrow = <T extends QualifiedName>(
  kind: string,
  list: readonly T[],
  name: ObjectName,
): T => {
  const found = lookUp(list, name)
  if (found === undefined) throw notFound(kind, name)
  return found
}

const placeOrThrow = (kind: string, list: readonly QualifiedName[], name: ObjectName): number => {
  const at = indexOf(list, name)
  if (at < 0) throw notFound(kind, name)
  return at
}

export const lookUpTable = (schema: Schema, name: ObjectName): Table | undefined =>
  lookUp(schema.tables, name)
export const findTable = (schema: Schema, name: ObjectName): Table =>
  orThrow('table', schema.tables, name)
export const findEnum = (schema: Schema, name: ObjectName): Enum =>
  orThrow('enum', schema.enums, name)
export const findSequence = (schema: Schema, name: ObjectName): Sequence =>
  orThrow('sequence', schema.sequences, name)
export const findView = (schema: Schema, name: ObjectName): View =>
  orThrow('view', schema.views, name)

/** What stands in a namespace's way: tables, views and sequences share their names. */
const occupied = (schema: Schema, list: ListName, name: ObjectName): boolean =>
  list === 'enums'
    ? lookUp(schema.enums, name) !== undefined
    : [schema.tables, schema.views, schema.sequences].some(
        (items) => lookUp<QualifiedName>(items, name) !== undefined,
      )

const addTo =
  <L extends ListName>(list: L) =>
  (schema: Schema, item: Lists[L]): Schema => {
    const name = objectName(item)
    if (occupied(schema, list, name)) {
      throw new DiffkitError('OBJECT_EXISTS', { kind: SINGULAR[list], name: show(name) })
    }
    requireNamespace(schema, item)
    return { ...schema, [list]: [...schema[list], item] }
  }

const removeFrom =
  (list: ListName) =>
  (schema: Schema, name: ObjectName): Schema => {
    const items: readonly QualifiedName[] = schema[list]
    const at = placeOrThrow(SINGULAR[list], items, name)
    return { ...schema, [list]: items.toSpliced(at, 1) }
  }

const replaceIn =
  <L extends ListName>(list: L) =>
  (schema: Schema, name: ObjectName, replacement: Lists[L]): Schema => {
    const items: readonly QualifiedName[] = schema[list]
    const at = placeOrThrow(SINGULAR[list], items, name)
    return { ...schema, [list]: items.with(at, replacement) }
  }

export const requireNamespace = (
  schema: Schema,
  { namespace }: Pick<QualifiedName, 'namespace'>,
): void => {
  if (namespace === null) return
  if (!schema.namespaces.some((item) => item.name === namespace)) {
    throw new DiffkitError('OBJECT_NOT_FOUND', { kind: 'namespace', name: namespace })
  }
}

export const addTable = addTo('tables')
export const removeTable = removeFrom('tables')
export const replaceTable = replaceIn('tables')
export const addEnum = addTo('enums')
export const removeEnum = removeFrom('enums')
export const replaceEnum = replaceIn('enums')
export const addSequence = addTo('sequences')
export const removeSequence = removeFrom('sequences')
export const replaceSequence = replaceIn('sequences')
const addAnyView = addTo('views')
export const removeView = removeFrom('views')
export const replaceView = replaceIn('views')

/** The schema with one table changed by a function. */
export const editTable = (
  schema: Schema,
  name: ObjectName,
  edit: (table: Table) => Table,
): Schema => replaceTable(schema, name, edit(findTable(schema, name)))

/** What has a name of its own and stands in no namespace. */
interface Globals {
  readonly extensions: Extension
  readonly namespaces: Namespace
  readonly roles: Role
}
type GlobalName = keyof Globals

const GLOBAL: Readonly<Record<GlobalName, string>> = {
  extensions: 'extension',
  namespaces: 'namespace',
  roles: 'role',
}

const namedIn = <T extends { readonly name: string }>(
  list: GlobalName,
  items: readonly T[],
  name: string,
): T => {
  const found = items.find((item) => item.name === name)
  if (found === undefined) throw new DiffkitError('OBJECT_NOT_FOUND', { kind: GLOBAL[list], name })
  return found
}

const addGlobal =
  <L extends GlobalName>(list: L) =>
  (schema: Schema, item: Globals[L]): Schema => {
    if (schema[list].some(({ name }) => name === item.name)) {
      throw new DiffkitError('OBJECT_EXISTS', { kind: GLOBAL[list], name: item.name })
    }
    return { ...schema, [list]: [...schema[list], item] }
  }

const removeGlobal =
  (list: GlobalName) =>
  (schema: Schema, name: string): Schema => {
    if (!schema[list].some((item) => item.name === name)) {
      throw new DiffkitError('OBJECT_NOT_FOUND', { kind: GLOBAL[list], name })
    }
    return { ...schema, [list]: schema[list].filter((item) => item.name !== name) }
  }

export const addExtension = addGlobal('extensions')
export const findExtension = (schema: Schema, name: string): Extension =>
  namedIn('extensions', schema.extensions, name)
export const removeExtension = removeGlobal('extensions')
export const findRole = (schema: Schema, name: string): Role => namedIn('roles', schema.roles, name)

export const addRole = addGlobal('roles')
export const removeRole = removeGlobal('roles')
export const findNamespace = (schema: Schema, name: string): Namespace =>
  namedIn('namespaces', schema.namespaces, name)
export const addNamespace = addGlobal('namespaces')
export const removeNamespace = removeGlobal('namespaces')

const replaceGlobal =
  <L extends GlobalName>(list: L) =>
  (schema: Schema, name: string, replacement: Globals[L]): Schema => {
    const items: readonly { readonly name: string }[] = schema[list]
    const at = items.findIndex((item) => item.name === name)
    if (at < 0) throw new DiffkitError('OBJECT_NOT_FOUND', { kind: GLOBAL[list], name })
    return { ...schema, [list]: items.with(at, replacement) }
  }

export const replaceRole = replaceGlobal('roles')
export const replaceNamespace = replaceGlobal('namespaces')

/** What has indexes: a table, or a materialized view. */
export type Indexed = Table | View

/** The table of that name, or the materialized view. */
export const lookUpIndexed = (schema: Schema, name: ObjectName): Indexed | undefined => {
  const view = lookUp(schema.views, name)
  return view?.materialized === true ? view : lookUpTable(schema, name)
}

const plainView = (view: View): DiffkitError<'INVALID_OPERATION'> =>
  new DiffkitError('INVALID_OPERATION', {
    operation: `index ${show(view)}`,
    reason: 'a view that is not materialized has no indexes',
  })

export const findIndexed = (schema: Schema, name: ObjectName): Indexed => {
  const found = lookUpIndexed(schema, name)
  if (found !== undefined) return found
  const view = lookUp(schema.views, name)
  throw view === undefined ? notFound('table', name) : plainView(view)
}

/** The schema with one table or materialized view changed by a function that knows its indexes alone. */
export const editIndexed = (
  schema: Schema,
  name: ObjectName,
  edit: <T extends Indexed>(relation: T) => T,
): Schema => {
  const found = findIndexed(schema, name)
  return 'definition' in found
    ? replaceView(schema, name, edit(found))
    : replaceTable(schema, name, edit(found))
}

/** The schema with one more view. Only a materialized one has indexes. */
export const addView = (schema: Schema, view: View): Schema => {
  if (!view.materialized && view.indexes.length > 0) throw plainView(view)
  return addAnyView(schema, view)
}
