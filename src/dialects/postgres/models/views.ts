/** Drizzle's views and materialized views. */
import type { QualifiedName, View } from '../../../schema/types.ts'
import { isKind } from '../../drizzle-objects.ts'
import { homeNamespace, readView, readViewConfig } from './drizzle.ts'
import { invalid, isSql, reasonOf } from './context.ts'
import type { ModelContext } from './context.ts'
import { clipName } from '../relation-names.ts'

/** The address of a view; `null` for one that is `.existing()`. */
export const viewAddress = (view: object): QualifiedName | null => {
  const { name, schema, query } = readView(view)
  return query === undefined ? null : { namespace: homeNamespace(schema), name: clipName(name) }
}

const snakeCase = (key: string): string =>
  key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const optionsOf = (
  options: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(options ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [snakeCase(key), String(value)]),
  )

const definitionOf = (context: ModelContext, query: unknown): string => {
  if (!isSql(query)) throw invalid(context, 'its query is no SQL')
  try {
    return context.drizzle.render(query)
  } catch (error) {
    throw invalid(context, `its query cannot be rendered: ${reasonOf(error)}`)
  }
}

export const readViewModel = (context: ModelContext, view: object): View => {
  const config = readViewConfig(view)
  return {
    ...context.object,
    definition: { sql: definitionOf(context, readView(view).query) },
    materialized: isKind(view, 'PgMaterializedView'),
    options: optionsOf(config.with),
    method: config.using ?? null,
    tablespace: config.tablespace ?? null,
    withData: config.withNoData !== true,
    indexes: [],
    comment: null,
  }
}
