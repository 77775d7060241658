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
  'COLUMN STORAGE',
  'COLUMN COMPRESSION',
  'COLUMN STATISTICS',
  'INDEX',
  'SEQUENCE',
  'SEQUENCE OWNED BY',
  'VIEW',
  'MATERIALIZED VIEW',
  'POLICY',
  'ROW SECURITY',
  'FORCED ROW SECURITY',
  'COMMENT',
  'EXTENSION',
])

/** Forms of these that a Schema has no word for. */
const FORMS: readonly (readonly [reason: string, form: RegExp])[] = [
  ['partitions', /^(?:CREATE|ALTER) (?:\w+ )?TABLE [^]*PARTITION (?:BY|OF)|ATTACH PARTITION/],
  ['inheritance', /^INHERITS \(|\)\s*INHERITS \(/m],
  ['typed table', /^CREATE TABLE \S+ OF /],
  [
    'comment of another thing',
    /^COMMENT ON (?!TABLE|COLUMN|EXTENSION|VIEW|MATERIALIZED VIEW|SCHEMA (?!public )|TYPE|SEQUENCE|INDEX|POLICY|CONSTRAINT \S+ ON (?!DOMAIN))/,
  ],
]

/** Why a statement stands outside of what a Schema describes; `null` when it is inside. */
export const reasonOutside = ({ kind, text }: Statement): string | null => {
  const form = FORMS.find(([, pattern]) => pattern.test(text))
  if (form !== undefined) return form[0]
  return KINDS.has(kind) ? null : kind.toLowerCase()
}

/** The statements that only one of two states has. */
export const differing = (
  a: readonly Statement[],
  b: readonly Statement[],
): readonly Statement[] => [...without(a, b), ...without(b, a)]

/** Everything outside in which two states differ: nothing, where the pair is in scope. */
export const reasonsOutside = (
  a: readonly Statement[],
  b: readonly Statement[],
): readonly string[] => {
  const reasons = differing(a, b).map(reasonOutside)
  return [...new Set(reasons.filter((reason) => reason !== null))].toSorted()
}
