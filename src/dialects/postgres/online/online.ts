/** The forms that block neither reads nor writes: in steps, each committed by itself. */
import { DiffkitError } from '../../../errors.ts'
import type { AddColumn, AlterColumn } from '../../../operations/column.ts'
import type { AddConstraint } from '../../../operations/constraint.ts'
import type { CreateIndex, DropIndex } from '../../../operations/indexes.ts'
import { isCounted } from '../../../operations/filled-columns.ts'
import { findIndex, findIndexed, findTable } from '../../../schema/edit.ts'
import { qualified, show } from '../../../schema/names.ts'
import type { Constraint, ObjectName, Schema } from '../../../schema/types.ts'
import type { Apart, Limits } from '../../dialect.ts'
import { literal, quote, quoteList, quoteObject } from '../../shared.ts'
import {
  columnClause,
  constraintClause,
  createIndexSql,
  defaultSql,
  deferrableSql,
  parametersSql,
} from '../ddl/clauses.ts'
import { clusterOn } from '../ddl/clustered.ts'
import { newColumnSettings } from '../ddl/column-settings.ts'
import { commentSql, constraintComment, indexComment } from '../ddl/comments.ts'
import { draft } from '../ddl/draft.ts'
import type { Draft } from '../ddl/draft.ts'
import { freeName } from '../ddl/free-names.ts'
import { fittingName } from '../relation-names.ts'

/** A statement that waits for a lock makes all others wait behind it. */
const SHORT_WAIT = 2_000
const QUICK: Limits = { lockTimeout: SHORT_WAIT, statementTimeout: 10_000 }
const LONG: Limits = { lockTimeout: SHORT_WAIT, statementTimeout: null }
/** CONCURRENTLY waits for transactions that are older than itself, as it does for locks, and nobody waits for it. */
const PATIENT: Limits = { lockTimeout: null, statementTimeout: null }

const apart = (limits: Limits, undo: string | null): { readonly apart: Apart } => ({
  apart: { undo, limits },
})

const alone = (limits: Limits, undo: string | null) => ({
  transactional: false,
  ...apart(limits, undo),
})

const alter = (table: ObjectName, action: string): string =>
  `ALTER TABLE ${quoteObject(table)} ${action}`

const alterColumn = (table: ObjectName, column: string, action: string): string =>
  alter(table, `ALTER COLUMN ${quote(column)} ${action}`)

const quick = (sql: string, undo: string | null = null): Draft => ({
  ...draft(sql),
  ...apart(QUICK, undo),
})

const indexName = (table: ObjectName, name: string): string =>
  quoteObject({ namespace: qualified(table).namespace, name })

const dropSql = (table: ObjectName, name: string): string =>
  `DROP INDEX CONCURRENTLY IF EXISTS ${indexName(table, name)}`

/** What is made beside others still lacks its settings and its comment: they go with it, so that nothing undoes them. */
const settled = (drafts: readonly Draft[]): readonly Draft[] =>
  drafts.map((item) => ({ ...item, ...apart(QUICK, null) }))

export const createIndexOnline = ({ table, index }: CreateIndex): readonly Draft[] => [
  {
    ...draft(createIndexSql(table, index, 'CONCURRENTLY ')),
    ...alone(PATIENT, dropSql(table, index.name)),
  },
  ...settled([...clusterOn(table, index), ...indexComment(table, index)]),
]

export const dropIndexOnline = ({ table, name }: DropIndex, before: Schema): readonly Draft[] => {
  const index = findIndex(findIndexed(before, table), name)
  const undo = createIndexSql(table, index, 'CONCURRENTLY IF NOT EXISTS ')
  const on = { table, index: name }
  const settings = [...indexComment(table, index), ...clusterOn(table, index)]
  return [
    // Each way back makes again what would go with the index. The comment is gone with the first of them.
    ...settings.map(({ sql }) => quick(commentSql(on, null), sql)),
    { ...draft(dropSql(table, name)), ...alone(PATIENT, undo) },
  ]
}

const dropConstraint = (table: ObjectName, name: string): string =>
  alter(table, `DROP CONSTRAINT IF EXISTS ${quote(name)}`)

const VALIDATED = 'every row is checked while others read and write'

/** Holds for new rows at once, and for all once it is validated. */
const inTwoSteps = (table: ObjectName, name: string, clause: string): readonly Draft[] => [
  quick(alter(table, `ADD ${clause} NOT VALID`), dropConstraint(table, name)),
  {
    ...draft(alter(table, `VALIDATE CONSTRAINT ${quote(name)}`), VALIDATED),
    ...apart(LONG, null),
  },
]

type Key = Extract<Constraint, { readonly kind: 'primaryKey' | 'unique' }>

/** The index of the key is built beside all others, and then taken over. */
const keyOnline = (table: ObjectName, key: Key): readonly Draft[] => {
  const columns = key.columns.map(quote).join(', ')
  const nulls = key.kind === 'unique' && key.nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''
  const include = key.include.length === 0 ? '' : ` INCLUDE (${quoteList(key.include)})`
  const storage = [
    parametersSql(key.with),
    key.tablespace === null ? '' : `TABLESPACE ${quote(key.tablespace)}`,
  ].map((part) => (part === '' ? '' : ` ${part}`))
  const build = `CREATE UNIQUE INDEX CONCURRENTLY ${quote(key.name)} ON ${quoteObject(table)} (${columns})${include}${nulls}${storage.join('')}`
  const kind = key.kind === 'unique' ? 'UNIQUE' : 'PRIMARY KEY'
  const use = `ADD CONSTRAINT ${quote(key.name)} ${kind} USING INDEX ${quote(key.name)}`
  const deferrable = deferrableSql(key.deferrable)
  return [
    { ...draft(build), ...alone(PATIENT, dropSql(table, key.name)) },
    quick(
      alter(table, deferrable === '' ? use : `${use} ${deferrable}`),
      dropConstraint(table, key.name),
    ),
  ]
}

const hasNoForm = (object: string, hint: string): DiffkitError =>
  new DiffkitError('UNSUPPORTED', { what: '`online`', where: object, hint })

const constraintOnline = ({ table, constraint }: AddConstraint): readonly Draft[] => {
  const { name } = constraint
  switch (constraint.kind) {
    case 'exclude':
      throw hasNoForm(name, 'PostgreSQL builds an exclusion constraint while nobody writes.')
    case 'foreignKey':
    case 'check': {
      const clause = constraintClause(constraint)
      return constraint.notValid || constraint.notEnforced
        ? [quick(alter(table, `ADD ${clause}`), dropConstraint(table, name))]
        : inTwoSteps(table, name, clause)
    }
    default:
      if (constraint.period) {
        throw hasNoForm(name, 'PostgreSQL takes no index over for a constraint over a period.')
      }
      return keyOnline(table, constraint)
  }
}

export const addConstraintOnline = (op: AddConstraint): readonly Draft[] => [
  ...constraintOnline(op),
  ...settled([
    ...clusterOn(op.table, op.constraint),
    ...constraintComment(op.table, op.constraint),
  ]),
]

/** A valid check says it already: nothing is scanned. https://www.postgresql.org/docs/current/sql-altertable.html */
const notNull = (table: ObjectName, column: string, schema: Schema): readonly Draft[] => {
  const { constraints } = findTable(schema, table)
  const name = freeName(fittingName(`${qualified(table).name}_${column}_is_not_null`), (wanted) =>
    constraints.some((item) => item.name === wanted),
  )
  const clause = `CONSTRAINT ${quote(name)} CHECK (${quote(column)} IS NOT NULL)`
  return [
    ...inTwoSteps(table, name, clause),
    quick(alterColumn(table, column, 'SET NOT NULL'), alterColumn(table, column, 'DROP NOT NULL')),
    quick(dropConstraint(table, name)),
  ]
}

export const setNotNullOnline = (
  { table, name, set }: AlterColumn,
  before: Schema,
): readonly Draft[] => {
  const keys = Object.keys(set)
  if (keys.length === 1 && set.nullable === false) return notNull(table, name, before)
  const hint = 'Of all changes of a column only `nullable: false`, alone, has such a form.'
  throw hasNoForm(`${show(table)}.${name}`, hint)
}

/** Pages of one batch: 2 MiB of rows. */
const BATCH = 256

/**
 * Fills what is NULL, page by page, with a commit after each batch. A row that is written meanwhile may
 * move behind: it is found when the table is walked again. The names of the variables are nobody's.
 */
const backfill = (table: ObjectName, column: string, value: string): string => {
  const [target, name] = [quoteObject(table), quote(column)]
  const update = ` SET ${name} = ${value} WHERE ctid >= $1 AND ctid < $2 AND ${name} IS NULL`
  return [
    'DO $diffkit$',
    'DECLARE diffkit_table regclass; diffkit_page bigint; diffkit_rows bigint; diffkit_filled bigint;',
    'BEGIN',
    // Tables that inherit from it have pages of their own.
    '  FOREACH diffkit_table IN ARRAY ARRAY(',
    `    WITH RECURSIVE family (id) AS (SELECT ${literal(target)}::regclass::oid`,
    '      UNION SELECT inhrelid FROM pg_inherits JOIN family ON inhparent = id)',
    '    SELECT id::regclass FROM family) LOOP',
    '    FOR diffkit_walk IN 1..3 LOOP',
    '      diffkit_filled := 0;',
    `      FOR diffkit_batch IN 0..pg_relation_size(diffkit_table) / current_setting('block_size')::bigint / ${BATCH} LOOP`,
    `        diffkit_page := diffkit_batch * ${BATCH};`,
    `        EXECUTE 'UPDATE ONLY ' || diffkit_table || ${literal(update)}`,
    `          USING format('(%s,0)', diffkit_page)::tid, format('(%s,0)', diffkit_page + ${BATCH})::tid;`,
    '        GET DIAGNOSTICS diffkit_rows = ROW_COUNT;',
    '        diffkit_filled := diffkit_filled + diffkit_rows;',
    '        COMMIT;',
    '      END LOOP;',
    '      EXIT WHEN diffkit_filled = 0;',
    '    END LOOP;',
    '  END LOOP;',
    'END $diffkit$',
  ].join('\n')
}

/** The column comes empty, new rows get the default, old ones are filled in batches. */
export const addColumnOnline = (op: AddColumn, after: Schema): readonly Draft[] => {
  const { table, column, using } = op
  const object = `${show(table)}.${column.name}`
  if (column.generated !== null || isCounted(column)) {
    throw hasNoForm(object, 'Leave `online` out: its values are computed as the column is added.')
  }
  const value = using ?? (column.default === null ? null : defaultSql(column.default))
  if (value === null) throw hasNoForm(object, 'Say with `using` or a default what old rows get.')
  const empty = columnClause({ ...column, nullable: true, default: null }, table, after.enums)
  return [
    quick(
      alter(table, `ADD COLUMN ${empty}`),
      alter(table, `DROP COLUMN IF EXISTS ${quote(column.name)}`),
    ),
    ...(column.default === null
      ? []
      : [quick(alterColumn(table, column.name, `SET DEFAULT ${defaultSql(column.default)}`))]),
    {
      ...draft(backfill(table, column.name, value), 'old rows are filled in batches'),
      ...alone(LONG, null),
    },
    ...(column.nullable ? [] : notNull(table, column.name, after)),
    ...settled(newColumnSettings(table, column)),
  ]
}
