import { addRole, findRole, removeRole } from '../schema/edit.ts'
import { compactRole, completeRole } from '../schema/spec.ts'
import type { RoleSet, RoleSpec } from '../schema/spec.ts'
import type { Role, Schema } from '../schema/types.ts'

export interface CreateRole {
  readonly kind: 'createRole'
  readonly role: Role
}
export interface DropRole {
  readonly kind: 'dropRole'
  readonly name: string
}
export interface AlterRole {
  readonly kind: 'alterRole'
  readonly name: string
  /** Only the keys that change. */
  readonly set: RoleSet
}

const replaced = (schema: Schema, name: string, set: Partial<Role>): Schema => ({
  ...schema,
  roles: schema.roles.map((role) => (role.name === name ? { ...role, ...set } : role)),
})

export const roleOperations = {
  /**
   * Create a role (PostgreSQL). A role belongs to the whole server: one that is there already gets these attributes.
   * @example op.createRole({ name: 'editor', createDb: true })
   */
  createRole: {
    create: (spec: RoleSpec): CreateRole => ({ kind: 'createRole', role: completeRole(spec) }),
    args: (op: CreateRole) => [compactRole(op.role)],
    // Another database of the server may have made it.
    apply: (schema: Schema, { role }: CreateRole): Schema =>
      schema.roles.some(({ name }) => name === role.name)
        ? // Others may have said what it is for.
          replaced(schema, role.name, {
            ...role,
            comment: role.comment ?? findRole(schema, role.name).comment,
          })
        : addRole(schema, role),
    reverse: (op: CreateRole): DropRole => ({ kind: 'dropRole', name: op.role.name }),
    describe: (op: CreateRole) => `create role ${op.role.name}`,
  },
  /**
   * Drop a role. One that a policy or another database of the server still needs stays.
   * @example op.dropRole('editor')
   */
  dropRole: {
    create: (name: string): DropRole => ({ kind: 'dropRole', name }),
    args: (op: DropRole) => [op.name],
    apply: (schema: Schema, op: DropRole): Schema => removeRole(schema, op.name),
    reverse: (op: DropRole, before: Schema): CreateRole => ({
      kind: 'createRole',
      role: findRole(before, op.name),
    }),
    describe: (op: DropRole) => `drop role ${op.name}`,
  },
  /**
   * Change attributes of a role: only those given.
   * @example op.alterRole('editor', { createDb: false })
   */
  alterRole: {
    create: (name: string, set: RoleSet): AlterRole => ({ kind: 'alterRole', name, set }),
    args: (op: AlterRole) => [op.name, op.set],
    apply: (schema: Schema, op: AlterRole): Schema => {
      findRole(schema, op.name)
      return replaced(schema, op.name, op.set)
    },
    reverse: (op: AlterRole, before: Schema): AlterRole => ({
      ...op,
      set: Object.fromEntries(
        Object.entries(findRole(before, op.name)).filter(([key]) => key in op.set),
      ),
    }),
    describe: (op: AlterRole) =>
      `alter role ${op.name}: ${Object.entries(op.set)
        .map(([key, value]) => `${key} ${value}`)
        .join(', ')}`,
  },
}
