/** A history that was compiled into one module: nothing is read from disk, and no TypeScript loaded. */
import type { Dialect, DialectName } from '../../dialects/dialect.ts'
import { DiffkitError } from '../../errors.ts'
import { applyAll } from '../../operations/index.ts'
import type { Operations, Vars } from '../../operations/index.ts'
import { ancestorsOf, newestFirst, nodeOf } from '../../revisions/graph.ts'
import type { Graph } from '../../revisions/graph.ts'
import type { Revision } from '../../revisions/revision.ts'
import { emptySchema } from '../../schema/types.ts'
import type { Schema } from '../../schema/types.ts'
import type { History } from './history.ts'
import { viewHistory } from './view.ts'
import { record } from './record.ts'

type Author = (op: Operations) => void

/** One migration: what its header says, and its functions. */
export interface BundledMigration extends Revision {
  readonly upgrade: Author
  readonly downgrade: Author
}

/** What the module that `diffkit bundle` writes exports. */
export interface MigrationBundle {
  /** Of the form of this module. */
  readonly format: 1
  readonly dialect: DialectName
  readonly migrations: readonly BundledMigration[]
  /** A package as the module itself would import it: the drizzle-orm of data steps. */
  readonly load: (specifier: string) => Promise<Readonly<Record<string, unknown>>>
}

const requireKnown = ({ format, dialect }: MigrationBundle, expected: DialectName): void => {
  if (format !== 1) {
    throw new DiffkitError('BUNDLE_INVALID', { problem: `its format ${format} is not known` })
  }
  if (dialect !== expected) {
    const problem = `it is of dialect ${dialect}, and the database of ${expected}`
    throw new DiffkitError('BUNDLE_INVALID', { problem })
  }
}

/** The history in a bundle; its snapshots are what its own migrations make. */
export const loadBundled = (
  bundle: MigrationBundle,
  { dialect, vars }: { readonly dialect: Dialect; readonly vars: Vars },
): History => {
  requireKnown(bundle, dialect.name)
  const { migrations } = bundle
  const byId = new Map(migrations.map((migration) => [migration.id, migration]))
  const find = (id: string): BundledMigration => {
    const migration = byId.get(id)
    if (migration === undefined) throw new DiffkitError('REVISION_UNKNOWN', { revision: id })
    return migration
  }
  const operations = (id: string, direction: 'upgrade' | 'downgrade') => {
    const { upgrade, downgrade, path } = find(id)
    return record({ upgrade, downgrade }, direction, { file: path, vars })
  }
  const after = (schema: Schema, id: string): Schema => applyAll(schema, operations(id, 'upgrade'))
  let known: ReadonlyMap<string, Schema> | null = null
  /** Each made from its only parent where it has one. */
  const readSchemas = (graph: Graph, schemas: Map<string, Schema>): ReadonlyMap<string, Schema> => {
    for (const id of newestFirst(graph).toReversed()) {
      const [parent = '', ...others] = nodeOf(graph, id).parents
      const before = others.length === 0 ? schemas.get(parent) : undefined
      const schema =
        before === undefined
          ? ancestorsOf(graph, [id]).reduce(after, emptySchema)
          : after(before, id)
      schemas.set(id, schema)
    }
    return schemas
  }
  const readAll = (): ReadonlyMap<string, Schema> => {
    const originals = history.at({ names: migrations.map(({ id }) => id) }).graph
    return readSchemas(history.graph, new Map(readSchemas(originals, new Map())))
  }
  const history = viewHistory({
    revisions: migrations,
    find,
    programs: async (ids) =>
      new Map(
        ids.map((id) => [
          id,
          { upgrade: operations(id, 'upgrade'), downgrade: operations(id, 'downgrade') },
        ]),
      ),
    operations: async (ids, direction) => new Map(ids.map((id) => [id, operations(id, direction)])),
    snapshot: async (id) => {
      known ??= readAll()
      return dialect.normalize((id === null ? undefined : known.get(id)) ?? emptySchema)
    },
    forget: () => undefined,
    isSealed: async () => true,
    text: () => '',
    mentions: async () => true,
  })
  return history
}
