/** Tags in the comments of models, matched with the things, columns and values that they stand above. */
import type { ModelPlace } from '../../dialects/dialect.ts'
import { objectName, sameName } from '../../schema/names.ts'
import type { Enum, ObjectName, QualifiedName, Schema } from '../../schema/types.ts'
import type { Node } from 'ts-morph'
import { builderOf } from './builders.ts'
import type { Builder } from './builders.ts'
import { collectTags } from './collect.ts'
import type { ReadTags, Tagged } from './collect.ts'
import { declarationFinder, openProject } from './project.ts'
import type { Morph } from './project.ts'
import { readSources } from './sources.ts'
import { contains, reach } from './reach.ts'

export interface TagSource {
  /** What the models' files are relative to. */
  readonly folder: string
  /** The files that the configuration names, by absolute path. */
  readonly files: readonly string[]
  readonly places: readonly ModelPlace[]
  readonly schema: Schema
}

/** The files that hold a tag, and what the tags in them are about. */
export interface Claims<T> {
  /** Absolute paths. */
  readonly files: readonly { readonly file: string; readonly text: string }[]
  /** Of several about one thing, the nearest. */
  readonly nearest: readonly Claimed<T>[]
  readonly all: readonly Claimed<T>[]
}

/** A thing, and where it is declared: an enum that is not exported, where the table is that has it. */
interface Model {
  readonly kind: 'table' | 'view' | 'sequence' | 'enum'
  readonly object: ObjectName
  readonly node: Node
  /** A table's columns, by key. */
  readonly columns: ReadonlyMap<string, string>
  /** `null` for all but an enum. */
  readonly enum: Enum | null
}

/** Parts of a table that have a name of their own, by the builders that declare them. */
type PartKind = 'index' | 'constraint' | 'policy'
const PARTS: ReadonlyMap<string, PartKind> = new Map([
  ['index', 'index'],
  ['uniqueIndex', 'index'],
  ['unique', 'constraint'],
  ['primaryKey', 'constraint'],
  ['foreignKey', 'constraint'],
  ['check', 'constraint'],
  ['pgPolicy', 'policy'],
])

/** What a tag is about: the thing, and the column, value or part of it. */
interface Claim {
  readonly kind: Model['kind'] | 'namespace' | 'role' | 'column' | 'value' | PartKind
  readonly object: ObjectName
  readonly part: string | null
}

const modelsOf = (
  { places, schema }: TagSource,
  find: ReturnType<typeof declarationFinder>,
): readonly Model[] => {
  const columnsOf = (object: ObjectName): Model['columns'] =>
    new Map(
      places.flatMap(({ object: owner, key, column }) =>
        key !== null && column !== null && sameName(owner, object) ? [[key, column]] : [],
      ),
    )
  const kindOf = (object: ObjectName): Model['kind'] | null => {
    const isIn = (list: readonly QualifiedName[]) => list.some((item) => sameName(item, object))
    if (isIn(schema.tables)) return 'table'
    if (isIn(schema.views)) return 'view'
    return isIn(schema.sequences) ? 'sequence' : null
  }
  return places.flatMap(({ object, column, file, exportName }): readonly Model[] => {
    const node = column === null ? find(file, exportName) : null
    if (node === null) return []
    const item = schema.enums.find((other) => sameName(other, object))
    if (item !== undefined) {
      return [{ kind: 'enum', object, node, columns: new Map(), enum: item }]
    }
    const kind = kindOf(object)
    const columns = kind === 'table' ? columnsOf(object) : new Map()
    return kind === null ? [] : [{ kind, object, node, columns, enum: null }]
  })
}

/** Whether a node is the enum's own call: `pgEnum('mood', …)`. */
const isEnumCall = ({ Node: Kind }: Morph, { enum: item }: Model, node: Node | undefined) => {
  const [first] = Kind.isCallExpression(node) ? node.getArguments() : []
  return Kind.isStringLiteral(first) && first.getLiteralText() === item?.name
}

/** The enum's own call, which may stand in the table that uses it. */
const enumRoots = (morph: Morph, model: Model, roots: readonly Node[]) =>
  roots.flatMap((root) =>
    [root, ...root.getDescendants()].filter((node) => isEnumCall(morph, model, node)),
  )

/** Whether a declaration is that of the model. */
const isOwn = (morph: Morph, model: Model, node: Node): boolean => {
  if (model.enum === null) return node === model.node
  return isEnumCall(
    morph,
    model,
    morph.Node.isVariableDeclaration(node) ? node.getInitializer() : node,
  )
}

const LISTS = { index: 'indexes', constraint: 'constraints', policy: 'policies' } as const

const partKind = (builder: Builder | null): PartKind | null =>
  PARTS.get(builder?.word ?? '') ?? null

const hasPart = (schema: Schema, { kind, object, part }: PartClaim): boolean =>
  schema.tables.some(
    (table) => sameName(table, object) && table[LISTS[kind]].some(({ name }) => name === part),
  )

interface PartClaim extends Claim {
  readonly kind: PartKind
}

/** A constraint, an index or a policy among the extras of a table. */
const partClaim = (schema: Schema, { object }: Model, builder: Builder | null): Claim | null => {
  const kind = partKind(builder)
  if (kind === null || builder === null) return null
  const claim = { kind, object, part: builder.name }
  return hasPart(schema, claim) ? claim : null
}

/** What stands in no model: a namespace, a role, a policy that is linked to the one table that has one of its name. */
const claimsAlone = (schema: Schema, builder: Builder | null): readonly Claim[] => {
  if (builder === null) return []
  const { word, name } = builder
  const isIn = (list: readonly { readonly name: string }[]) =>
    list.some((item) => item.name === name)
  if (word === 'pgSchema' && isIn(schema.namespaces)) {
    return [{ kind: 'namespace', object: name, part: null }]
  }
  if (word === 'pgRole' && isIn(schema.roles)) return [{ kind: 'role', object: name, part: null }]
  const tables = word === 'pgPolicy' ? schema.tables.filter(({ policies }) => isIn(policies)) : []
  return tables.length === 1
    ? tables.map((table) => ({ kind: 'policy', object: objectName(table), part: name }))
    : []
}

const claimOf = (
  morph: Morph,
  model: Model,
  { kind, node, name, value }: Tagged<unknown>,
): Claim | null => {
  const { object, columns, enum: item } = model
  if (kind === 'declaration') {
    return isOwn(morph, model, node) ? { kind: model.kind, object, part: null } : null
  }
  if (item !== null) {
    const isValue = value !== null && item.values.includes(value)
    return isValue ? { kind: 'value', object, part: value } : null
  }
  const column = kind === 'property' ? columns.get(name) : undefined
  return column === undefined ? null : { kind: 'column', object, part: column }
}

/** What models consist of, worked out when it is first asked for. */
const reaching = (morph: Morph, models: readonly Model[]): ((model: Model) => readonly Node[]) => {
  const known = new Map<Model, readonly Node[]>()
  return (model) => {
    const found =
      known.get(model) ??
      reach(morph, model.node, (node) =>
        models.some((other) => other.node === node && node !== model.node),
      )
    known.set(model, found)
    return found
  }
}

/** How far from a model a tagged thing stands: 0 is its own declaration; `null`: it is no part of it. */
const distanceTo = (
  morph: Morph,
  model: Model,
  tagged: Tagged<unknown>,
  rootsOf: (model: Model) => readonly Node[],
): number | null => {
  if (tagged.kind === 'declaration' && tagged.node === model.node) return 0
  if (model.enum === null && contains(model.node, tagged.node)) return 0
  const roots = rootsOf(model)
  if (model.enum === null) {
    const index = roots.findIndex((root) => contains(root, tagged.node))
    return index < 0 ? null : index
  }
  if (tagged.kind === 'declaration') {
    return roots.some((root) => contains(root, tagged.node)) ? 0 : null
  }
  const isInside = enumRoots(morph, model, roots).some((call) =>
    reach(morph, call, () => false).some((root) => contains(root, tagged.node)),
  )
  return isInside ? 0 : null
}

interface Claimed<T> {
  readonly tagged: Tagged<T>
  readonly claim: Claim
  readonly distance: number
}

const sameClaim = (a: Claim, b: Claim): boolean =>
  a.kind === b.kind && sameName(a.object, b.object) && a.part === b.part

/** Of what a spread brings and what is written in the table itself, the nearer one. */
const nearest = <T>(claimed: readonly Claimed<T>[]): readonly Claimed<T>[] =>
  claimed.filter(
    (item) =>
      !claimed.some(
        (other) => sameClaim(other.claim, item.claim) && other.distance < item.distance,
      ),
  )

/** Reads the comments of the models; loads ts-morph only where a file holds the tag at all. */
export const claimTags = async <T>(
  source: TagSource,
  tag: { readonly name: string; readonly read: ReadTags<T> },
): Promise<Claims<T>> => {
  const sources = await readSources(source.files, tag.name)
  if (sources.marked.length === 0) return { files: [], nearest: [], all: [] }
  const morph = await import('ts-morph')
  const project = openProject(morph, sources)
  const files = sources.marked.flatMap((path) => project.getSourceFile(path) ?? [])
  const models = modelsOf(source, declarationFinder(project, source.folder))
  const rootsOf = reaching(morph, models)
  const { schema } = source
  const all = files
    .flatMap((file) => collectTags(morph, file, tag.read))
    .flatMap((tagged): readonly Claimed<T>[] => {
      const builder = builderOf(morph, tagged)
      const alone = tagged.kind === 'declaration' ? claimsAlone(schema, builder) : []
      return [
        ...alone.map((claim) => ({ tagged, claim, distance: 0 })),
        ...models.flatMap((model) => {
          const claim =
            tagged.kind === 'declaration' || partKind(builder) === null
              ? claimOf(morph, model, tagged)
              : partClaim(schema, model, builder)
          const distance = claim === null ? null : distanceTo(morph, model, tagged, rootsOf)
          return claim === null || distance === null ? [] : [{ tagged, claim, distance }]
        }),
      ]
    })
  return {
    files: files.map((file) => ({ file: file.getFilePath(), text: file.getFullText() })),
    nearest: nearest(all),
    all,
  }
}

/** The file of a tagged thing, absolute. */
export const fileOf = ({
  node,
}: Tagged<unknown>): { readonly file: string; readonly text: string } => {
  const file = node.getSourceFile()
  return { file: file.getFilePath(), text: file.getFullText() }
}
