/** The namespaces that Drizzle models declare, or stand in. */
import { DiffkitError } from '../../../errors.ts'
import { show } from '../../../schema/names.ts'
import { completeNamespace } from '../../../schema/spec.ts'
import type { Namespace, QualifiedName } from '../../../schema/types.ts'
import type { ModelExport } from '../../dialect.ts'
import { isKind } from '../../drizzle-objects.ts'
import { atExport } from '../../model-places.ts'
import { homeNamespace } from './drizzle.ts'

interface Found {
  readonly item: QualifiedName
  readonly source: ModelExport
}

/** drizzle-orm 1: a namespace that something else makes. */
const isExisting = ({ value }: ModelExport): boolean =>
  isKind(value, 'PgSchema') && Reflect.get(value, 'isExisting') === true

const nameOf = ({ value }: ModelExport): string | null =>
  isKind(value, 'PgSchema') ? homeNamespace(Reflect.get(value, 'schemaName')) : null

/** https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-CATALOG */
const RESERVED = /^(?:pg_|information_schema$)/

const refuseReserved = (name: string | null, source: ModelExport): void => {
  if (name === null || !RESERVED.test(name)) return
  throw new DiffkitError('MODEL_INVALID', {
    ...atExport(source),
    problem: `namespace ${name}: PostgreSQL keeps such names for itself`,
    hint: 'Give it another name. What the server has by itself is neither made nor changed: leave it out of the exports, views that are `.existing()` aside.',
  })
}

/** The namespaces that are exported, and those of all that is. */
export const readNamespaces = (
  exports: readonly ModelExport[],
  objects: readonly Found[],
): readonly Namespace[] => {
  const existing = new Set(exports.filter(isExisting).map(nameOf))
  const inside = objects.find(({ item }) => item.namespace !== null && existing.has(item.namespace))
  if (inside !== undefined) {
    throw new DiffkitError('UNSUPPORTED', {
      what: `${show(inside.item)} in a namespace that is \`.existing()\``,
      ...atExport(inside.source),
      where: inside.source.name,
      hint: 'Leave `.existing()` out where models stand in the namespace: then diffkit makes it.',
    })
  }
  const made = exports.filter((item) => !isExisting(item))
  for (const source of made) refuseReserved(nameOf(source), source)
  for (const { item, source } of objects) refuseReserved(item.namespace, source)
  const names = new Set([...made.map(nameOf), ...objects.map(({ item }) => item.namespace)])
  return [...names].flatMap((name) => (name === null ? [] : [completeNamespace({ name })]))
}
