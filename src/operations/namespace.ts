import { DiffkitError } from '../errors.ts'
import { addNamespace, removeNamespace } from '../schema/edit.ts'
import type { Schema } from '../schema/types.ts'

export interface CreateNamespace {
  readonly kind: 'createNamespace'
  readonly name: string
}
export interface DropNamespace {
  readonly kind: 'dropNamespace'
  readonly name: string
}

const requireEmpty = (schema: Schema, name: string): void => {
  const { tables, views, enums, sequences, extensions } = schema
  for (const list of [tables, views, enums, sequences, extensions]) {
    const item = list.find(({ namespace }) => namespace === name)
    if (item !== undefined) {
      throw new DiffkitError('OBJECT_IN_USE', { kind: 'Namespace', name, by: item.name })
    }
  }
}

export const namespaceOperations = {
  /**
   * Create a namespace: what PostgreSQL calls a schema.
   * @example op.createNamespace('auth')
   */
  createNamespace: {
    create: (name: string): CreateNamespace => ({ kind: 'createNamespace', name }),
    args: (op: CreateNamespace) => [op.name],
    apply: (schema: Schema, op: CreateNamespace): Schema => addNamespace(schema, { name: op.name }),
    reverse: (op: CreateNamespace): DropNamespace => ({ kind: 'dropNamespace', name: op.name }),
    describe: (op: CreateNamespace) => `create namespace ${op.name}`,
  },
  /**
   * Drop a namespace; it must be empty.
   * @example op.dropNamespace('auth')
   */
  dropNamespace: {
    create: (name: string): DropNamespace => ({ kind: 'dropNamespace', name }),
    args: (op: DropNamespace) => [op.name],
    apply: (schema: Schema, op: DropNamespace): Schema => {
      requireEmpty(schema, op.name)
      return removeNamespace(schema, op.name)
    },
    reverse: (op: DropNamespace): CreateNamespace => ({ kind: 'createNamespace', name: op.name }),
    describe: (op: DropNamespace) => `drop namespace ${op.name}`,
  },
}
