/** What a Schema holds, by what pg_dump calls it; all else is somebody else's and must survive untouched. */
import { without } from './dump.ts'
import type { Statement } from './dump.ts'

const KINDS: ReadonlySet<string> = new Set([
  'SCHEMA',
  'ENUM',
  'TABLE',
  'DEFAULT',
  'CONSTRAINT',
  'CHECK CONSTRAINT',
  'FK CONSTRAINT',
  'INDEX',
  'SEQUENCE',
  'SEQUENCE OWNED BY',
  'VIEW',
  'MATERIALIZED VIEW',
  'POLICY',
  'ROW SECURITY',
])

/** Forms of these that a Schema has no word for. */
const FORMS: readonly (readonly [reason: string, form: RegExp])[] = [
  ['partitions', /PARTITION (?:BY|OF)|ATTACH PARTITION/],
  ['inheritance', /^INHERITS \(|\)\s*INHERITS \(/m],
  ['UNLOGGED', /^CREATE UNLOGGED/],
  ['access method of a table', /USING (?!btree|hash|gin|gist|brin|spgist)\w+;?$/],
  ['NOT VALID', /NOT VALID/],
  ['NO INHERIT', /NO INHERIT/],
  ['exclusion constraint', /EXCLUDE USING/],
  ['deferrable key', /(?:PRIMARY KEY|UNIQUE).* DEFERRABLE/],
  ['MATCH FULL', /MATCH FULL/],
  ['SET NULL of some columns', /SET (?:NULL|DEFAULT) \(/],
  ['typed table', /^CREATE TABLE \S+ OF /],
]

/** Why a statement stands outside of what a Schema describes; `null` when it is inside. */
export const reasonOutside = ({ kind, text }: Statement): string | null => {
  const form = FORMS.find(([, pattern]) => pattern.test(text))
  if (form !== undefined) return form[0]
  return KINDS.has(kind) ? null : kind.toLowerCase()
}

/** Everything outside in which two states differ: nothing, where the pair is in scope. */
export const reasonsOutside = (
  a: readonly Statement[],
  b: readonly Statement[],
): readonly string[] => {
  const differing = [...without(a, b), ...without(b, a)]
  return [...new Set(differing.map(reasonOutside).filter((reason) => reason !== null))].toSorted()
}
