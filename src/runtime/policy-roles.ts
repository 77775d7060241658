/** The roles that policies name: a policy cannot be made where they are missing. */
import { flatten } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Policy, Schema } from '../schema/types.ts'

const ofPolicies = (policies: readonly Policy[]): readonly string[] =>
  policies.flatMap(({ to }) => to)

const ofOperation = (op: Operation): readonly string[] => {
  switch (op.kind) {
    case 'createTable':
      return ofPolicies(op.table.policies)
    case 'createPolicy':
      return op.policy.to
    case 'alterPolicy':
      return op.set.to ?? []
    default:
      return []
  }
}

export const rolesOfSchemas = (schemas: readonly Schema[]): readonly string[] =>
  schemas.flatMap(({ tables }) => tables.flatMap(({ policies }) => ofPolicies(policies)))

export const rolesOfPrograms = (programs: readonly (readonly Operation[])[]): readonly string[] =>
  programs.flatMap((program) => flatten(program).flatMap(ofOperation))
