import { DiffkitError } from '../errors.ts'
import { addNamespace, findNamespace, removeNamespace } from '../schema/edit.ts'
import { completeNamespace } from '../schema/spec.ts'
import type { NamespaceSpec } from '../schema/spec.ts'
import type { Schema } from '../schema/types.ts'
import { args } from './definition.ts'

export interface CreateNamespace {
  readonly kind: 'createNamespace'
  readonly name: string
  /** Present where there is one. */
  readonly comment?: string
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

const createNamespace = ({ comment, ...rest }: NamespaceSpec): CreateNamespace => ({
  kind: 'createNamespace',
  ...rest,
  ...(typeof comment === 'string' && comment !== '' ? { comment } : {}),
})

export const namespaceOperations = {
  /**
   * Create a namespace: what PostgreSQL calls a schema.
   * @example op.createNamespace('auth')
   * @example op.createNamespace('auth', { comment: 'Who may do what' })
   */
  createNamespace: {
    create: (name: string, options: Omit<NamespaceSpec, 'name'> = {}): CreateNamespace =>
      createNamespace({ ...options, name }),
    args: ({ name, comment }: CreateNamespace) =>
      args(name, comment === undefined ? undefined : { comment }),
    apply: (schema: Schema, { name, comment }: CreateNamespace): Schema =>
      addNamespace(schema, completeNamespace({ name, comment })),
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
    reverse: (op: DropNamespace, before: Schema): CreateNamespace =>
      createNamespace(findNamespace(before, op.name)),
    describe: (op: DropNamespace) => `drop namespace ${op.name}`,
  },
}
