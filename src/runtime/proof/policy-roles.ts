/** The roles that schemas and programs name: policies cannot be made where they are missing. */
import { flatten } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import type { Policy, Schema } from '../../schema/types.ts'

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

const declaredBy = (op: Operation): readonly string[] => {
  if (op.kind === 'createRole') return [op.role.name]
  return op.kind === 'dropRole' || op.kind === 'alterRole' ? [op.name] : []
}

const isMissing =
  (made: ReadonlySet<string>) =>
  (name: string): boolean =>
    !made.has(name)

interface Declared {
  readonly schemas: readonly Schema[]
  readonly programs: readonly (readonly Operation[])[]
}

/** The roles that are made or changed somewhere. */
export const declaredRoles = ({ schemas, programs }: Declared): readonly string[] => [
  ...new Set([
    ...schemas.flatMap(({ roles }) => roles.map(({ name }) => name)),
    ...programs.flat().flatMap(declaredBy),
  ]),
]

export const schemaWithoutRoles = (schema: Schema, names: readonly string[]): Schema => ({
  ...schema,
  roles: schema.roles.filter(({ name }) => !names.includes(name)),
})

/** The program with nothing done to these roles. */
export const programWithoutRoles = (
  program: readonly Operation[],
  names: readonly string[],
): readonly Operation[] =>
  program.filter((op) => !declaredBy(op).some((name) => names.includes(name)))

interface History {
  readonly start: Schema
  /** One after the other, from the start. */
  readonly programs: readonly (readonly Operation[])[]
}

/** The roles that policies name before anything has made them: they are somebody else's. */
export const presupposedRoles = ({ start, programs }: History): readonly string[] => {
  const made = new Set(start.roles.map(({ name }) => name))
  const found = start.tables.flatMap(({ policies }) => ofPolicies(policies)).filter(isMissing(made))
  for (const op of programs.flatMap((program) => flatten(program))) {
    found.push(...ofOperation(op).filter(isMissing(made)))
    for (const name of declaredBy(op)) made.add(name)
  }
  return [...new Set(found)]
}
