/** The schema that the models ask for, seen from a base: names adopted, what models cannot say inherited. */
import type { ModelPlace, Models } from '../dialects/dialect.ts'
import { adoptNames } from '../diff/adopt-names.ts'
import { inheritExtensions, inheritUndeclared, withoutEmptyComments } from '../diff/inherit.ts'
import { mayBeRenamed, maySwap } from '../diff/rename-gate.ts'
import type { RenameTag } from '../diff/rename-tags.ts'
import { shareTables } from '../schema/equal.ts'
import type { Schema } from '../schema/types.ts'
import type { Environment } from './environment.ts'
import { stateOf } from './state.ts'

export interface ModelTarget {
  readonly schema: Schema
  readonly places: () => readonly ModelPlace[]
}

/** The models beside what they are compared with: a table that has not changed is the base's own. */
export const modelsBeside = async (environment: Environment, base: Schema): Promise<Models> => {
  const models = await environment.models()
  return { ...models, schema: shareTables(models.schema, base) }
}

/** What the models ask for, seen from a base. */
export const targetOfModels = (
  environment: Environment,
  { schema, undeclared, places }: Models,
  base: Schema,
): ModelTarget => {
  const inherited = inheritUndeclared(
    adoptNames(schema, base, { features: environment.dialect.features, undeclared }),
    base,
    undeclared,
  )
  const { dialect } = environment
  const needed = dialect.extensionNeeds(base)
  const target = withoutEmptyComments(inheritExtensions(inherited, base, needed))
  // Only the base knows where extensions stand: what the models name with that is bare in normal form.
  const isPlaced = base.extensions.some(({ namespace }) => namespace !== null)
  return { schema: isPlaced ? dialect.normalize(target) : target, places }
}

/** The renames that the models declare; their comments are read only when a tag in them may say something of the base. */
export const declaredRenames = async (
  environment: Environment,
  { schema }: Models,
  base: Schema,
): Promise<readonly RenameTag[]> => {
  const isAsked = mayBeRenamed(base, schema) || maySwap(base, await environment.renamedNames())
  if (!isAsked) return []
  const found = await environment.renameTags()
  const { renamesViews } = environment.dialect.features
  const tags = found.tags.filter(({ kind }) => renamesViews || kind !== 'view')
  const stray = [...found.stray, ...found.tags.filter((tag) => !tags.includes(tag))]
  for (const { file, line } of stray) {
    environment.talk.warn(
      `${file}:${line}: \`@renamedFrom\` is not read here: it belongs into a doc comment above a table, a column, a sequence, an enum, a value of one or (on PostgreSQL) a view that is exported`,
    )
  }
  return tags
}

/** What all heads together come to: what the models are compared with. */
export const headsState = async (environment: Environment): Promise<Schema> =>
  stateOf(environment, (await environment.history()).graph.heads)
