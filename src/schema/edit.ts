/** Find, add, remove and replace by name. Each throws when it does not fit. */
import { DiffkitError } from '../errors.ts'
import { nameKey, objectName, qualified, show } from './names.ts'
import type {
  Column,
  Constraint,
  Enum,
  Extension,
  Index,
  Namespace,
  ObjectName,
  Policy,
  Role,
  QualifiedName,
  Schema,
  Sequence,
  Table,
  View,
} from './types.ts'

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

/** Below this many questions to one list an index costs more than it saves. */
const OFTEN = 20

const indexOf = (list: readonly QualifiedName[], name: ObjectName): number => {
  const known = asked.get(list) ?? { times: 0, index: null }
  if (known.times === 0) asked.set(list, known)
  known.times++
  if (known.times < OFTEN) {
    const { namespace, name: bare } = qualified(name)
    return list.findIndex((item) => item.name === bare && item.namespace === namespace)
  }
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
export const addView = addTo('views')
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

interface Parts {
  readonly columns: Column
  readonly constraints: Constraint
  readonly indexes: Index
  readonly policies: Policy
}
type PartName = keyof Parts

const PART: Readonly<Record<PartName, string>> = {
  columns: 'column',
  constraints: 'constraint',
  indexes: 'index',
  policies: 'policy',
}

const findPart =
  <P extends PartName>(part: P) =>
  (table: Table, name: string): Parts[P] => {
    const items: readonly Parts[P][] = table[part] as readonly Parts[P][]
    const found = items.find((item) => item.name === name)
    if (found === undefined) {
      throw new DiffkitError('OBJECT_NOT_FOUND', { kind: PART[part], name, within: show(table) })
    }
    return found
  }

const addPart =
  <P extends PartName>(part: P) =>
  (table: Table, item: Parts[P]): Table => {
    if (table[part].some(({ name }) => name === item.name)) {
      const data = { kind: PART[part], name: item.name, within: show(table) }
      throw new DiffkitError('OBJECT_EXISTS', data)
    }
    return { ...table, [part]: [...table[part], item] }
  }

const removePart =
  <P extends PartName>(part: P) =>
  (table: Table, name: string): Table => {
    findPart(part)(table, name)
    return { ...table, [part]: table[part].filter((item) => item.name !== name) }
  }

const replacePart =
  <P extends PartName>(part: P) =>
  (table: Table, name: string, replacement: Parts[P]): Table => {
    findPart(part)(table, name)
    if (replacement.name !== name && table[part].some((item) => item.name === replacement.name)) {
      const data = { kind: PART[part], name: replacement.name, within: show(table) }
      throw new DiffkitError('OBJECT_EXISTS', data)
    }
    return {
      ...table,
      [part]: table[part].map((item) => (item.name === name ? replacement : item)),
    }
  }

export const findColumn = findPart('columns')
export const addColumn = addPart('columns')
export const removeColumn = removePart('columns')
export const replaceColumn = replacePart('columns')
export const findConstraint = findPart('constraints')
export const addConstraint = addPart('constraints')
export const removeConstraint = removePart('constraints')
export const replaceConstraint = replacePart('constraints')
export const findIndex = findPart('indexes')
export const addIndex = addPart('indexes')
export const removeIndex = removePart('indexes')
export const replaceIndex = replacePart('indexes')
export const findPolicy = findPart('policies')
export const addPolicy = addPart('policies')
export const removePolicy = removePart('policies')
export const replacePolicy = replacePart('policies')
