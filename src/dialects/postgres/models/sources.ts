/** What was found in models, and where each of it stands. */
import { nameKey, objectName } from '../../../schema/names.ts'
import type { QualifiedName } from '../../../schema/types.ts'
import { remember } from '../../../util/remember.ts'
import type { ModelExport, ModelPlace } from '../../dialect.ts'
import { isKind } from '../../drizzle-objects.ts'
import type { ObjectKind, SourceOf } from './checks.ts'
import type { Drizzle } from './drizzle.ts'
import { writtenNameOf, writtenNames } from './written-names.ts'

/** Something that models declare. */
export interface Found<T> {
  readonly item: T
  readonly source: ModelExport
  readonly value: unknown
  readonly places: () => readonly ModelPlace[]
}

type FoundObjects = Readonly<Record<`${ObjectKind}s`, readonly Found<QualifiedName>[]>>

/** The sources of all that was found. */
export const sourcesOf = (drizzle: Drizzle, all: FoundObjects): SourceOf => {
  const byName = remember((kind: ObjectKind) => {
    const found = all[`${kind}s`]
    return new Map(found.map((item) => [nameKey(objectName(item.item)), item]))
  })
  return (kind, object) => {
    const found = byName(kind).get(nameKey(objectName(object)))
    return {
      places: () => found?.places() ?? [],
      written: () => {
        const value = found?.value
        if (isKind(value, 'PgTable')) return writtenNames(drizzle, value)
        return { [kind]: [writtenNameOf(value)] }
      },
    }
  }
}
