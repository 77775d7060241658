import { addExtension, findExtension, removeExtension, requireNamespace } from '../schema/edit.ts'
import { mapExpressions, withoutPrint } from '../schema/expressions.ts'
import { completeExtension } from '../schema/spec.ts'
import type { ExtensionSpec } from '../schema/spec.ts'
import type { Extension, Schema } from '../schema/types.ts'
import { mentions } from '../util/tokens.ts'
import { args } from './definition.ts'

/** Where an extension stands. */
export type ExtensionSet = Pick<Extension, 'namespace'>

export interface CreateExtension {
  readonly kind: 'createExtension'
  readonly name: string
  readonly namespace: string | null
}
export interface DropExtension {
  readonly kind: 'dropExtension'
  readonly name: string
}
export interface AlterExtension {
  readonly kind: 'alterExtension'
  readonly name: string
  readonly set: ExtensionSet
}

const HOME = 'public'

/** A server prints what an extension made with the namespace: such prints are forgotten. */
const forgetPrinted = (schema: Schema, namespace: string | null): Schema =>
  mapExpressions(schema, (expression) =>
    mentions(expression.printed?.text ?? '', namespace ?? HOME)
      ? withoutPrint(expression)
      : expression,
  )

export const extensionOperations = {
  /**
   * Create an extension (PostgreSQL). One that is there already stays as it is.
   * @example op.createExtension('pg_trgm')
   * @example op.createExtension('citext', { namespace: 'extensions' })
   */
  createExtension: {
    create: (name: string, options: Omit<ExtensionSpec, 'name'> = {}): CreateExtension => ({
      kind: 'createExtension',
      ...completeExtension({ ...options, name }),
    }),
    args: (op: CreateExtension) =>
      args(op.name, op.namespace === null ? undefined : { namespace: op.namespace }),
    // A server's administrator may have made it: that is as good.
    apply: (schema: Schema, { name, namespace }: CreateExtension): Schema => {
      if (schema.extensions.some((item) => item.name === name)) return schema
      requireNamespace(schema, { namespace })
      return addExtension(schema, { name, namespace })
    },
    reverse: (op: CreateExtension): DropExtension => ({ kind: 'dropExtension', name: op.name }),
    describe: (op: CreateExtension) =>
      `create extension ${op.name}${op.namespace === null ? '' : ` in ${op.namespace}`}`,
  },
  /**
   * Drop an extension. What uses it goes first.
   * @example op.dropExtension('pg_trgm')
   */
  dropExtension: {
    create: (name: string): DropExtension => ({ kind: 'dropExtension', name }),
    args: (op: DropExtension) => [op.name],
    apply: (schema: Schema, op: DropExtension): Schema => removeExtension(schema, op.name),
    reverse: (op: DropExtension, before: Schema): CreateExtension => ({
      kind: 'createExtension',
      ...findExtension(before, op.name),
    }),
    describe: (op: DropExtension) => `drop extension ${op.name}`,
  },
  /**
   * Move an extension, with all that it made, to another namespace; `null` is `public`.
   * @example op.alterExtension('citext', { namespace: 'extensions' })
   */
  alterExtension: {
    create: (name: string, set: ExtensionSet): AlterExtension => ({
      kind: 'alterExtension',
      name,
      set,
    }),
    args: (op: AlterExtension) => [op.name, op.set],
    apply: (schema: Schema, { name, set }: AlterExtension): Schema => {
      const { namespace } = findExtension(schema, name)
      requireNamespace(schema, set)
      const moved = schema.extensions.map((item) =>
        item.name === name ? { ...item, ...set } : item,
      )
      return { ...forgetPrinted(schema, namespace), extensions: moved }
    },
    reverse: (op: AlterExtension, before: Schema): AlterExtension => ({
      ...op,
      set: { namespace: findExtension(before, op.name).namespace },
    }),
    describe: ({ name, set }: AlterExtension) =>
      `alter extension ${name}: namespace ${set.namespace ?? HOME}`,
  },
}
