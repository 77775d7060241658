/** The closed list of hazards: a code, its rule, how bad it is, and what to do about it. */
import type { Rule } from './rule.ts'
import { addCheck } from './rules/add-check.ts'
import { addForeignKey } from './rules/add-foreign-key.ts'
import { addPrimaryKey } from './rules/add-primary-key.ts'
import { addRequiredColumn } from './rules/add-required-column.ts'
import { addUnique } from './rules/add-unique.ts'
import { buildKey } from './rules/build-key.ts'
import { changePolicy } from './rules/change-policy.ts'
import { changeType } from './rules/change-type.ts'
import { computeValues } from './rules/compute-values.ts'
import { computedColumn } from './rules/computed-column.ts'
import { convertAffinity } from './rules/convert-affinity.ts'
import { createIndex } from './rules/create-index.ts'
import { dropColumn } from './rules/drop-column.ts'
import { dropConstraint } from './rules/drop-constraint.ts'
import { dropDefault } from './rules/drop-default.ts'
import { dropExtension } from './rules/drop-extension.ts'
import { dropMaterializedView } from './rules/drop-materialized-view.ts'
import { dropNamespace } from './rules/drop-namespace.ts'
import { dropNotNull } from './rules/drop-not-null.ts'
import { dropSequence } from './rules/drop-sequence.ts'
import { dropTable } from './rules/drop-table.ts'
import { dropView } from './rules/drop-view.ts'
import { disableRowSecurity, enableRowSecurity } from './rules/enable-row-security.ts'
import { irreversibleRun } from './rules/irreversible-run.ts'
import { irreversibleSql } from './rules/irreversible-sql.ts'
import { makeStrict } from './rules/make-strict.ts'
import { rebuildTable } from './rules/rebuild-table.ts'
import { remakeEnum } from './rules/remake-enum.ts'
import { removeEnumValue } from './rules/remove-enum-value.ts'
import { renameColumn } from './rules/rename-column.ts'
import { renameEnumValue } from './rules/rename-enum-value.ts'
import { renameObject } from './rules/rename-object.ts'
import { rewriteType } from './rules/rewrite-type.ts'
import { scanForNull } from './rules/scan-for-null.ts'
import { setNotNull } from './rules/set-not-null.ts'
import { validateConstraint } from './rules/validate-constraint.ts'
import { unknownConversion } from './rules/unknown-conversion.ts'
import { volatileDefault } from './rules/volatile-default.ts'

/** `error`: loses data, or fails on any row; `warning`: may fail, block or break; `note`: good to know. */
export type Severity = 'note' | 'warning' | 'error'
/** What a configuration may say about a hazard. */
export type Level = 'off' | 'warning' | 'error'

interface Definition {
  readonly rule: Rule
  readonly severity: Severity
  /** A few words, written behind the operation in the migration. */
  readonly summary: string
  /** What to do about it. */
  readonly advice: string
}

type Words = readonly [summary: string, advice: string]

const define =
  (severity: Severity) =>
  (rule: Rule, ...[summary, advice]: Words): Definition => ({ rule, severity, summary, advice })

const error = define('error')
const warning = define('warning')
const note = define('note')

const MEND = 'Change those rows before, with `op.run`.'
const ONLINE = 'On a large table give it `{ online: true }`: then others read and write meanwhile.'
const IN_STEPS = 'On a large table add a plain column and fill it in batches.'

/** 1 loses data · 2 may fail on rows · 3 breaks running code · 4 blocks · 5 has no way back · 6 SQLite. */
export const hazards = {
  DK101: error(dropTable, 'deletes data', 'Rename the table away first, and drop it later.'),
  DK102: error(dropColumn, 'deletes data', 'Stop using the column first, and drop it later.'),
  DK103: error(
    removeEnumValue,
    'removes enum values',
    'Change those rows before, with `op.run`, or say with `using` what each value becomes.',
  ),
  DK104: warning(dropNamespace, 'drops a namespace', 'Look into it before.'),
  DK105: warning(
    dropMaterializedView,
    'drops stored rows and indexes',
    'Where it is made again, its query runs, and its indexes are built anew.',
  ),
  DK106: warning(
    dropExtension,
    'drops an extension',
    'Remove the line where the extension was there before, or is shared.',
  ),
  DK107: warning(
    dropSequence,
    'drops a counter',
    'Where another sequence is to go on in its place, say that it is a rename: `--rename old:new`, or `@renamedFrom` in the model.',
  ),
  DK201: error(
    addRequiredColumn,
    'fails when the table has rows',
    'Give a default, or add it nullable, fill it with `op.run`, and set NOT NULL after.',
  ),
  DK202: warning(setNotNull, 'fails on NULL', 'Fill the NULLs before, with `op.run`.'),
  DK203: warning(addUnique, 'fails on duplicates', MEND),
  DK204: warning(addCheck, 'fails on rows that break it', MEND),
  DK205: warning(addForeignKey, 'fails on rows without a parent', MEND),
  DK206: warning(addPrimaryKey, 'fails on NULL or duplicates', MEND),
  DK207: warning(
    changeType,
    'fails on values that do not fit',
    'Say with `using` how each value is converted.',
  ),
  DK208: warning(makeStrict, 'fails on values of another type', 'Look with `typeof(…)` before.'),
  DK209: error(
    unknownConversion,
    'needs its `using` to be written',
    'Write an expression over the old row into `using`.',
  ),
  DK210: warning(
    computeValues,
    'fails on other values',
    'Correct those rows before, with `op.run`, or drop the column and add it anew.',
  ),
  DK301: warning(
    renameObject,
    'breaks running code',
    'Deploy the code together with it, or leave a view under the old name of a table for a while.',
  ),
  DK302: warning(
    renameColumn,
    'breaks running code',
    'Deploy the code together with it, or add the new column, write both, and drop the old one later.',
  ),
  DK303: note(dropNotNull, 'allows NULL', 'See that all code that reads it takes NULL.'),
  DK304: note(dropConstraint, 'removes a guarantee', 'See that nothing relies on it.'),
  DK305: warning(dropView, 'breaks running code', 'See that no code reads it any more.'),
  DK306: warning(
    dropDefault,
    'breaks inserts that leave it out',
    'See that all code that inserts names the column.',
  ),
  DK307: warning(
    renameEnumValue,
    'breaks running code',
    'Deploy the code together with it, or add the new value, write it, and drop the old one later.',
  ),
  DK308: warning(
    enableRowSecurity,
    'hides rows',
    'Create the policies in the same revision; the owner of the table is not bound by them.',
  ),
  DK309: warning(disableRowSecurity, 'shows all rows', 'See that no role may see too much then.'),
  DK310: warning(
    changePolicy,
    'changes who sees which rows',
    'See that no role gains rows that it must not see, nor loses those that it needs.',
  ),
  DK401: warning(createIndex, 'blocks writes', ONLINE),
  DK402: warning(
    rewriteType,
    'rewrites the table',
    'On a large table add a new column, copy in batches, and swap.',
  ),
  DK403: warning(volatileDefault, 'rewrites the table', ONLINE),
  DK404: warning(validateConstraint, 'blocks writes', ONLINE),
  DK405: warning(computedColumn, 'rewrites the table', IN_STEPS),
  DK406: warning(scanForNull, 'blocks the table', ONLINE),
  DK407: warning(buildKey, 'blocks the table', ONLINE),
  DK408: warning(
    remakeEnum,
    'rewrites tables',
    'Only add values, and use them in a later revision, or give `{ online: true }`: that touches no table.',
  ),
  DK501: warning(irreversibleSql, 'has no way back', 'Give it a second text, its `down`.'),
  DK502: warning(irreversibleRun, 'has no way back', 'Give it a second function, its `down`.'),
  DK601: note(
    rebuildTable,
    'rebuilds the table',
    'A large table takes time, and as much free disk as it is large.',
  ),
  DK602: warning(
    convertAffinity,
    'converts values silently',
    'Say with `using` how each value is converted.',
  ),
} as const satisfies Readonly<Record<string, Definition>>

export type HazardCode = keyof typeof hazards

/** A hazard that an operation of a program has. */
export interface Hazard {
  readonly code: HazardCode
  readonly severity: Severity
  /** For people: `users.age`. */
  readonly object: string
  readonly summary: string
  /** What happens, to which object, and what to do. */
  readonly message: string
  /** The place of the operation in the flat list, where children stand for their batch. */
  readonly operation: number
}
