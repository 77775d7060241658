/** Tags in the comments of models, matched with the tables, columns and values that they stand above. */
import type { ModelPlace } from '../../dialects/dialect.ts'
import { sameName } from '../../schema/names.ts'
import type { Enum, ObjectName, Schema } from '../../schema/types.ts'
import type { Node } from 'ts-morph'
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

/** A table, a view or an enum, and where it is declared. */
interface Model {
  readonly object: ObjectName
  readonly node: Node
  /** A table's columns, by key. */
  readonly columns: ReadonlyMap<string, string>
  /** `null` for a table and for a view. */
  readonly enum: Enum | null
  readonly isView: boolean
}

/** What a tag is about: the table or enum, and the column or value of it. */
interface Claim {
  readonly kind: 'table' | 'view' | 'column' | 'value'
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
  return places.flatMap(({ object, column, file, exportName }) => {
    const node = column === null ? find(file, exportName) : null
    const isTable = schema.tables.some((item) => sameName(item, object))
    const found = schema.enums.find((item) => sameName(item, object)) ?? null
    const isView = schema.views.some((item) => sameName(item, object))
    if (node === null || (!isTable && !isView && found === null)) return []
    return [{ object, node, columns: isTable ? columnsOf(object) : new Map(), enum: found, isView }]
  })
}

/** Inside of the enum's own call: `pgEnum('mood', …)`, which may stand in the table that uses it. */
const enumRoots = (morph: Morph, { enum: item }: Model, roots: readonly Node[]) => {
  const { Node: Kind } = morph
  return roots.flatMap((root) =>
    [root, ...root.getDescendants()].filter((node) => {
      const [first] = Kind.isCallExpression(node) ? node.getArguments() : []
      return Kind.isStringLiteral(first) && first.getLiteralText() === item?.name
    }),
  )
}

const claimOf = (model: Model, { kind, node, name, value }: Tagged<unknown>): Claim | null => {
  const { object, columns, enum: item } = model
  if (kind === 'declaration') {
    const kind = model.isView ? 'view' : 'table'
    return item === null && node === model.node ? { kind, object, part: null } : null
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
  if (tagged.kind === 'declaration') return 0
  if (model.enum === null && contains(model.node, tagged.node)) return 0
  const roots = rootsOf(model)
  if (model.enum === null) {
    const index = roots.findIndex((root) => contains(root, tagged.node))
    return index < 0 ? null : index
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
  const all = files
    .flatMap((file) => collectTags(morph, file, tag.read))
    .flatMap((tagged) =>
      models.flatMap((model): readonly Claimed<T>[] => {
        const claim = claimOf(model, tagged)
        const distance = claim === null ? null : distanceTo(morph, model, tagged, rootsOf)
        return claim === null || distance === null ? [] : [{ tagged, claim, distance }]
      }),
    )
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
