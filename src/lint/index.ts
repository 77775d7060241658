/** Which operations of a program are dangerous, and why. */
import { apply } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { nameKey } from '../schema/names.ts'
import type { Schema } from '../schema/types.ts'
import { hazards } from './hazard.ts'
import type { Hazard, HazardCode, Level } from './hazard.ts'
import type { RuleContext } from './rule.ts'

export interface LintContext {
  readonly dialect: 'sqlite' | 'postgresql'
  readonly target: string
  /** The configuration's severities, by code. */
  readonly levels?: Readonly<Record<string, Level>> | undefined
}

const codes = Object.keys(hazards) as readonly HazardCode[]

const hazardOf = (code: HazardCode, op: Operation, context: RuleContext): Hazard | null => {
  const { rule, severity, summary, advice } = hazards[code]
  const finding = rule(op, context)
  if (finding === null) return null
  const { object, message } = finding
  const operation = context.index
  return { code, severity, object, summary, message: `${message}. ${advice}`, operation }
}

interface Visit {
  readonly op: Operation
  readonly inBatch: boolean
}

const visits = (operations: readonly Operation[]): readonly Visit[] =>
  operations.flatMap((op): readonly Visit[] =>
    op.kind === 'batch'
      ? op.operations.map((child) => ({ op: child, inBatch: true }))
      : [{ op, inBatch: false }],
  )

/** The table that the operation makes, or that was made before and gets another name. */
const createdBy = (op: Operation, created: ReadonlySet<string>): readonly string[] => {
  if (op.kind === 'createTable') return [nameKey(op.table)]
  return op.kind === 'renameTable' && created.has(nameKey(op.from)) ? [nameKey(op.to)] : []
}

/** Every hazard of a program, each seen from the schema just before its operation. */
export const lint = (
  operations: readonly Operation[],
  before: Schema,
  { dialect, target, levels }: LintContext,
): readonly Hazard[] => {
  const walk = visits(operations)
  const program = walk.map(({ op }) => op)
  const asked = codes.filter((code) => levels?.[code] !== 'off')
  const created = new Set<string>()
  const found: Hazard[] = []
  let schema = before
  for (const [index, { op, inBatch }] of walk.entries()) {
    const context = { dialect, target, before: schema, created, program, index, inBatch }
    for (const code of asked) {
      const hazard = hazardOf(code, op, context)
      const level = levels?.[code]
      const severity = level === undefined || level === 'off' ? hazard?.severity : level
      if (hazard !== null && severity !== undefined) found.push({ ...hazard, severity })
    }
    schema = apply(schema, op)
    for (const table of createdBy(op, created)) created.add(table)
  }
  return found
}
