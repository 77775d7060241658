/** One operation → its statements. */
import { DiffkitError } from '../../../errors.ts'
import type { AddColumn } from '../../../operations/column.ts'
import type { CreateExtension } from '../../../operations/extension.ts'
import { applyAll } from '../../../operations/index.ts'
import type { Handlers } from '../../../operations/index.ts'
import { findSequence, findView } from '../../../schema/edit.ts'
import { objectName, qualified, show } from '../../../schema/names.ts'
import type { CommentTarget } from '../../../schema/comments.ts'
import type {
  Column,
  Constraint,
  ObjectName,
  Schema,
  Table,
  TableOptions,
} from '../../../schema/types.ts'
import { literal, quote, quoteObject } from '../../shared.ts'
import { alterColumnSql } from './alter-column.ts'
import { alterConstraintSql } from './alter-constraint.ts'
import { alterTableSql } from './alter-table.ts'
import { alterEnumSql } from './alter-enum.ts'
import {
  columnClause,
  constraintClause,
  createEnumSql,
  createIndexSql,
  createTableSql,
  dropViewSql,
} from './clauses.ts'
import { clusterOn } from './clustered.ts'
import { newColumnSettings, newTableSettings } from './column-settings.ts'
import { commentOn, constraintComment, indexComment, newComment } from './comments.ts'
import type { Target } from './comments.ts'
import { draft } from './draft.ts'
import type { CompileContext, Draft } from './draft.ts'
import { extensionNeeds } from './extensions.ts'
import { createOrTakeSequence, disownSequences, dropSequenceSql } from './handed-sequences.ts'
import { renameEnumSql, renameSequenceSql, renameTableSql, renameViewSql } from './rename.ts'
import { keepStatistics, regainStatistics } from '../kept/index-statistics.ts'
import { regainReplicaIdentity } from '../kept/replica-identity.ts'
import { alterRoleSql, createRoleSql, dropRoleSql } from './roles.ts'
import { alterSequenceSql } from './sequences.ts'
import { spellOutSerials } from './serials.ts'
import {
  createInPlace,
  createWholeView,
  dropForNext,
  hasPredecessor,
  successorOf,
} from '../kept/views.ts'
import {
  addColumnOnline,
  addConstraintOnline,
  createIndexOnline,
  dropIndexOnline,
  setNotNullOnline,
} from '../online/online.ts'
import { moveExtensionSql } from './move-extension.ts'
import { alterPolicySql, createPolicySql, dropPolicySql, newPolicy } from './policies.ts'

const alterTable = (table: ObjectName, action: string): readonly Draft[] => [
  draft(`ALTER TABLE ${quoteObject(table)} ${action}`),
]

const beside = (table: ObjectName, name: string): string =>
  quoteObject({ namespace: qualified(table).namespace, name })

/**
 * CREATE TABLE silently leaves out a UNIQUE over the very columns of a key before it, and an exclusion
 * constraint that says the same as another; ALTER TABLE does not.
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_utilcmd.c (transformIndexConstraints)
 */
const repeatedKeys = ({ constraints }: Table): readonly Constraint[] => {
  const keys = constraints.filter(({ kind }) => kind === 'primaryKey' || kind === 'unique')
  const columnsOf = (item: Constraint): string => ('columns' in item ? item.columns.join('\n') : '')
  return keys.filter(
    (item, index) =>
      item.kind === 'unique' &&
      keys.some(
        (other, place) =>
          other !== item &&
          columnsOf(other) === columnsOf(item) &&
          (other.kind === 'primaryKey' || place < index),
      ),
  )
}

const otherExclusions = ({ constraints }: Table): readonly Constraint[] =>
  constraints.filter(({ kind }) => kind === 'exclude').slice(1)

/** CREATE TABLE takes such a constraint for one that was checked. */
const isNotValid = (item: Constraint): boolean => 'notValid' in item && item.notValid

const SQLITE_OPTIONS = { strict: 'STRICT', withoutRowid: 'WITHOUT ROWID' } as const

const refuseOptions = (table: ObjectName, set: Partial<TableOptions>): void => {
  for (const [key, what] of Object.entries(SQLITE_OPTIONS)) {
    if (Reflect.get(set, key) !== true) continue
    throw new DiffkitError('UNSUPPORTED', { what: `${what} on PostgreSQL`, where: show(table) })
  }
}

const refuseAutoincrement = (table: ObjectName, columns: readonly Column[]): void => {
  const found = columns.find((column) => column.autoincrement)
  if (found === undefined) return
  throw new DiffkitError('UNSUPPORTED', {
    what: 'autoincrement on PostgreSQL',
    where: `${show(table)}.${found.name}`,
    hint: 'Make it an identity column, or one of type serial.',
  })
}

/** The rows that are there get their values before the column may refuse NULL. */
const fillColumn = ({ table, column, using }: AddColumn): readonly Draft[] => [
  draft(`UPDATE ${quoteObject(table)} SET ${quote(column.name)} = ${using ?? 'NULL'}`),
  ...(column.nullable ? [] : alterTable(table, `ALTER COLUMN ${quote(column.name)} SET NOT NULL`)),
]

/** A closing semicolon is the script's, and a comment must not swallow it. */
const rawSql = (sql: string): string => {
  const trimmed = sql.trim().replace(/;+$/, '')
  return /--[^\n]*$/.test(trimmed) ? `${trimmed}\n` : trimmed
}

const targetIn = (schema: Schema, on: CommentTarget): Target =>
  'view' in on ? findView(schema, on.view) : on

/** The note says who needs it: also where the server refuses. */
const createExtension = (
  { name, namespace }: CreateExtension,
  { after, later }: CompileContext,
): readonly Draft[] => {
  const needs = extensionNeeds(applyAll(after, later)).filter((need) => need.name === name)
  const note = needs.length === 0 ? null : `needed by ${needs.map(({ by }) => by).join(', ')}`
  const home = namespace === null ? '' : ` WITH SCHEMA ${quote(namespace)}`
  return [draft(`CREATE EXTENSION IF NOT EXISTS ${quote(name)}${home}`, note)]
}

export const handlers: Handlers<readonly Draft[], CompileContext> = {
  createExtension,
  dropExtension: (op) => [draft(`DROP EXTENSION ${quote(op.name)}`)],
  alterExtension: (op) => [moveExtensionSql(op)],
  createRole: (op) => [createRoleSql(op), ...newComment({ role: op.role.name }, op.role)],
  dropRole: (op) => [dropRoleSql(op)],
  alterRole: (op) => [alterRoleSql(op)],
  createNamespace: (op) => [
    draft(`CREATE SCHEMA ${quote(op.name)}`),
    ...newComment({ namespace: op.name }, op),
  ],
  dropNamespace: (op) => [draft(`DROP SCHEMA ${quote(op.name)}`)],
  createEnum: (op) => [
    draft(createEnumSql(op.enum)),
    ...newComment({ enum: objectName(op.enum) }, op.enum),
  ],
  dropEnum: (op) => [draft(`DROP TYPE ${quoteObject(op.name)}`)],
  alterEnum: alterEnumSql,
  renameEnum: renameEnumSql,
  renameEnumValue: ({ name, from, to }) => [
    draft(`ALTER TYPE ${quoteObject(name)} RENAME VALUE ${literal(from)} TO ${literal(to)}`),
  ],
  createSequence: (op, context) => [
    ...createOrTakeSequence(op, context),
    ...newComment({ sequence: objectName(op.sequence) }, op.sequence),
  ],
  dropSequence: dropSequenceSql,
  renameSequence: renameSequenceSql,
  alterSequence: (op, { before, after }) =>
    alterSequenceSql(
      findSequence(before, op.name),
      findSequence(after, op.name),
      Object.keys(op.set),
    ),
  createTable: (op, { after }) => {
    refuseOptions(op.table, op.table)
    refuseAutoincrement(op.table, op.table.columns)
    const apart = [
      ...repeatedKeys(op.table),
      ...otherExclusions(op.table),
      ...op.table.constraints.filter(isNotValid),
    ]
    const constraints = op.table.constraints.filter((item) => !apart.includes(item))
    const { first, columns, last } = spellOutSerials(op.table, op.table.columns)
    return [
      ...first,
      draft(createTableSql({ ...op.table, columns, constraints }, after.enums)),
      ...last,
      ...apart.flatMap((item) => alterTable(op.table, `ADD ${constraintClause(item)}`)),
      ...op.table.indexes.map((index) => draft(createIndexSql(op.table, index))),
      ...[...op.table.constraints, ...op.table.indexes].flatMap((item) =>
        clusterOn(op.table, item),
      ),
      ...(op.table.rowSecurity ? alterTable(op.table, 'ENABLE ROW LEVEL SECURITY') : []),
      ...(op.table.forceRowSecurity ? alterTable(op.table, 'FORCE ROW LEVEL SECURITY') : []),
      ...op.table.policies.map((policy) => draft(createPolicySql(op.table, policy))),
      ...newTableSettings(op.table),
    ]
  },
  dropTable: (op, context) => [
    ...disownSequences(op.name, context),
    draft(`DROP TABLE ${quoteObject(op.name)}`),
  ],
  renameTable: renameTableSql,
  alterTable: (op, context) => {
    refuseOptions(op.name, op.set)
    return alterTableSql(op, context)
  },
  addColumn: (op, { after }) => {
    refuseAutoincrement(op.table, [op.column])
    if (op.online === true) return addColumnOnline(op, after)
    const filled = op.using !== null
    const { first, columns, last } = spellOutSerials(qualified(op.table), [op.column])
    const add = columns.flatMap((item) => {
      const column = filled ? { ...item, nullable: true } : item
      return alterTable(op.table, `ADD COLUMN ${columnClause(column, op.table, after.enums)}`)
    })
    return [
      ...first,
      ...add,
      ...last,
      ...(filled ? fillColumn(op) : []),
      ...newColumnSettings(op.table, op.column),
    ]
  },
  dropColumn: (op, context) => [
    ...disownSequences(op.table, context, op.name),
    ...alterTable(op.table, `DROP COLUMN ${quote(op.name)}`),
  ],
  renameColumn: (op) => alterTable(op.table, `RENAME COLUMN ${quote(op.from)} TO ${quote(op.to)}`),
  alterColumn: (op, context) =>
    op.online === true ? setNotNullOnline(op, context.before) : alterColumnSql(op, context),
  addConstraint: (op, context) =>
    op.online === true
      ? addConstraintOnline(op)
      : [
          ...alterTable(op.table, `ADD ${constraintClause(op.constraint)}`),
          ...clusterOn(op.table, op.constraint),
          ...constraintComment(op.table, op.constraint),
          ...regainReplicaIdentity(op.table, op.constraint, context),
        ],
  dropConstraint: (op) => alterTable(op.table, `DROP CONSTRAINT ${quote(op.name)}`),
  renameConstraint: (op) =>
    alterTable(op.table, `RENAME CONSTRAINT ${quote(op.from)} TO ${quote(op.to)}`),
  alterConstraint: alterConstraintSql,
  createIndex: (op, context) =>
    op.online === true
      ? createIndexOnline(op)
      : [
          draft(createIndexSql(op.table, op.index)),
          ...clusterOn(op.table, op.index),
          ...indexComment(op.table, op.index),
          ...regainReplicaIdentity(op.table, op.index, context),
          ...regainStatistics(op, context),
        ],
  dropIndex: (op, context) =>
    op.online === true
      ? dropIndexOnline(op, context.before)
      : [...keepStatistics(op, context), draft(`DROP INDEX ${beside(op.table, op.name)}`)],
  renameIndex: (op) => [
    draft(`ALTER INDEX ${beside(op.table, op.from)} RENAME TO ${quote(op.to)}`),
  ],
  createPolicy: (op) => newPolicy(op.table, op.policy),
  dropPolicy: (op) => [draft(dropPolicySql(op.table, op.name))],
  alterPolicy: alterPolicySql,
  createView: ({ view }, context) =>
    hasPredecessor(view, context) ? createInPlace(view, context) : createWholeView(view),
  renameView: renameViewSql,
  commentOn: ({ on, comment }, { after }) => [commentOn(targetIn(after, on), comment)],
  dropView: (op, { before, following }) => {
    const view = findView(before, op.name)
    const next = successorOf(view, following)
    return next === null ? [draft(dropViewSql(view))] : dropForNext(view, next)
  },
  sql: (op) => [draft(rawSql(op.up))],
  run: () => [],
  batch: () => [],
}
