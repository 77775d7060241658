import { addExtension, removeExtension } from '../schema/edit.ts'
import type { Schema } from '../schema/types.ts'

export interface CreateExtension {
  readonly kind: 'createExtension'
  readonly name: string
}
export interface DropExtension {
  readonly kind: 'dropExtension'
  readonly name: string
}

export const extensionOperations = {
  /**
   * Create an extension (PostgreSQL). One that is there already stays as it is.
   * @example op.createExtension('pg_trgm')
   */
  createExtension: {
    create: (name: string): CreateExtension => ({ kind: 'createExtension', name }),
    args: (op: CreateExtension) => [op.name],
    // A server's administrator may have made it: that is as good.
    apply: (schema: Schema, op: CreateExtension): Schema =>
      schema.extensions.some(({ name }) => name === op.name)
        ? schema
        : addExtension(schema, { name: op.name }),
    reverse: (op: CreateExtension): DropExtension => ({ kind: 'dropExtension', name: op.name }),
    describe: (op: CreateExtension) => `create extension ${op.name}`,
  },
  /**
   * Drop an extension. What uses it goes first.
   * @example op.dropExtension('pg_trgm')
   */
  dropExtension: {
    create: (name: string): DropExtension => ({ kind: 'dropExtension', name }),
    args: (op: DropExtension) => [op.name],
    apply: (schema: Schema, op: DropExtension): Schema => removeExtension(schema, op.name),
    reverse: (op: DropExtension): CreateExtension => ({ kind: 'createExtension', name: op.name }),
    describe: (op: DropExtension) => `drop extension ${op.name}`,
  },
}
