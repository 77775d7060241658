/** Operations → hazards. */
import { apply } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { nameKey } from '../schema/names.ts'
import type { Schema } from '../schema/types.ts'
import { hazards } from './hazard.ts'
import type { Hazard, Level, Risk } from './hazard.ts'
import type { Rule, RuleContext } from './rule.ts'
import { drops } from './rules/drops.ts'
import { enumValues } from './rules/enum-values.ts'
import { existingRows } from './rules/existing-rows.ts'
import { irreversible } from './rules/irreversible.ts'
import { locks } from './rules/locks.ts'
import { notNull } from './rules/not-null.ts'
import { rebuilds } from './rules/rebuilds.ts'
import { renames } from './rules/renames.ts'
import { types } from './rules/types.ts'

const rules: readonly Rule[] = [
  drops,
  enumValues,
  notNull,
  existingRows,
  types,
  renames,
  locks,
  irreversible,
  rebuilds,
]

export interface LintContext {
  readonly dialect: 'sqlite' | 'postgresql'
  readonly target: string
  /** The configuration's severities, by code. */
  readonly levels?: Readonly<Record<string, Level>>
}

interface Visit {
  readonly op: Operation
  /** In the flat list; a batch has the place of its first child. */
  readonly place: number
  readonly inBatch: boolean
}

const visits = (operations: readonly Operation[]): readonly Visit[] => {
  const found: Visit[] = []
  let place = 0
  for (const op of operations) {
    found.push({ op, place, inBatch: false })
    if (op.kind !== 'batch') place++
    else for (const child of op.operations) found.push({ op: child, place: place++, inBatch: true })
  }
  return found
}

const hazardOf = (
  { code, object }: Risk,
  operation: number,
  { levels }: LintContext,
): Hazard | null => {
  const { severity, summary, advice } = hazards[code]
  const level = levels?.[code] ?? severity
  if (level === 'off') return null
  return {
    code,
    severity: level,
    object,
    summary,
    message: `${object}: ${summary}. ${advice}`,
    operation,
  }
}

/** Every hazard of a program, each seen against the schema before its operation. */
export const lint = (
  operations: readonly Operation[],
  before: Schema,
  context: LintContext,
): readonly Hazard[] => {
  const fresh = new Set<string>()
  const found: Hazard[] = []
  let schema = before
  for (const { op, place, inBatch } of visits(operations)) {
    const rule: RuleContext = { dialect: context.dialect, before: schema, fresh, inBatch }
    for (const risk of rules.flatMap((check) => check(op, rule))) {
      const hazard = hazardOf(risk, place, context)
      if (hazard !== null) found.push(hazard)
    }
    if (op.kind === 'createTable') fresh.add(nameKey(op.table))
    // A batch is walked through its children.
    if (op.kind !== 'batch') schema = apply(schema, op)
  }
  return found
}
