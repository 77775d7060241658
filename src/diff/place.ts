/** Where an operation stands for the reader, as far as its dependencies leave a choice. */
import type { Operation } from '../operations/index.ts'
import { compareText, nameKey } from '../schema/names.ts'
import type { Side } from './facts.ts'

/** Operations of one group are kept together: on SQLite they are one rebuild. */
export interface Place {
  /** Of the group: what is created first, what changes next, what is dropped last. */
  readonly stage: number
  readonly group: string
  /** Within the group. */
  readonly phase: number
  readonly name: string
}

const STAGES = {
  createNamespace: 0,
  createEnum: 1,
  alterEnum: 1,
  createSequence: 1,
  alterSequence: 1,
  createTable: 2,
  dropTable: 4,
  dropEnum: 5,
  dropSequence: 5,
  dropNamespace: 6,
} as const satisfies { readonly [K in Operation['kind']]?: number }
const CHANGES = 3

const PHASES = {
  createTable: 0,
  dropPolicy: 0,
  dropIndex: 2,
  dropConstraint: 3,
  renameConstraint: 4,
  renameIndex: 4,
  alterTable: 5,
  addColumn: 6,
  alterColumn: 7,
  dropColumn: 8,
  alterConstraint: 11,
  createIndex: 12,
  alterPolicy: 13,
  createPolicy: 13,
  dropTable: 14,
} as const satisfies { readonly [K in Operation['kind']]?: number }
const DROP_FOREIGN_KEY = 1
const ADD = { primaryKey: 9, unique: 10, check: 11, exclude: 11, foreignKey: 13 } as const

const lookUp = (table: Readonly<Record<string, number>>, kind: string, fallback: number): number =>
  table[kind] ?? fallback

const phaseOf = (op: Operation, down: Side): number => {
  if (op.kind === 'addConstraint') return ADD[op.constraint.kind]
  if (op.kind === 'dropConstraint') {
    const table = down.tables.get(nameKey(op.table))
    const constraint = table?.constraints.find(({ name }) => name === op.name)
    return constraint?.kind === 'foreignKey' ? DROP_FOREIGN_KEY : PHASES.dropConstraint
  }
  return lookUp(PHASES, op.kind, 0)
}

const groupOf = (op: Operation): string => {
  switch (op.kind) {
    case 'createTable':
      return `table ${nameKey(op.table)}`
    case 'dropTable':
    case 'alterTable':
      return `table ${nameKey(op.name)}`
    case 'createEnum':
      return `enum ${nameKey(op.enum)}`
    case 'createSequence':
      return `sequence ${nameKey(op.sequence)}`
    default:
      return 'table' in op
        ? `table ${nameKey(op.table)}`
        : `${op.kind} ${'name' in op ? nameKey(op.name) : ''}`
  }
}

const nameOf = (op: Operation): string => {
  switch (op.kind) {
    case 'addConstraint':
      return op.constraint.name
    case 'createIndex':
      return op.index.name
    case 'createPolicy':
      return op.policy.name
    case 'renameConstraint':
    case 'renameIndex':
      return op.from
    // Columns keep the order of the table that they come to.
    case 'dropColumn':
    case 'dropConstraint':
    case 'alterConstraint':
    case 'dropIndex':
    case 'dropPolicy':
    case 'alterPolicy':
      return op.name
    default:
      return ''
  }
}

export const placeOf = (op: Operation, down: Side): Place => ({
  stage: lookUp(STAGES, op.kind, CHANGES),
  group: groupOf(op),
  phase: phaseOf(op, down),
  name: nameOf(op),
})

/** Within a group. */
export const comparePlaces = (a: Place, b: Place): number =>
  a.phase - b.phase || compareText(a.name, b.name)
