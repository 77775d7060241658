/** A program as the two texts that people review: the migration file, and the SQL there and back. */
import { programStop } from '../../src/commands/program-stop.ts'
import type { Dialect } from '../../src/dialects/dialect.ts'
import { diff } from '../../src/diff/index.ts'
import { lint } from '../../src/lint/index.ts'
import { withConversions } from '../../src/operations/conversions.ts'
import { applyAll, reverseAll } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/index.ts'
import { renderMigration } from '../../src/render/migration.ts'
import { planPath } from '../../src/runtime/script/plan-path.ts'
import { planLines } from '../../src/runtime/script/script.ts'
import { emptySchema } from '../../src/schema/types.ts'
import type { Schema } from '../../src/schema/types.ts'
import { root } from './project.ts'
import { connect } from './sqlite-laws.ts'

interface Program {
  readonly name: string
  readonly before: Schema
  readonly operations: readonly Operation[]
}

export interface Golden {
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
  readonly migration: string
  readonly sql: string
}

const sqlOf = async (
  operations: readonly Operation[],
  schema: Schema,
  dialect: Dialect,
): Promise<readonly string[]> => {
  const build = diff(emptySchema, schema, { features: dialect.features, renames: [] })
  const start = { schema, copy: { kind: 'replay', programs: [build] } } as const
  const connection = await connect()
  const scratch = {
    database: async () => connection,
    isSetUp: false,
    printer: async () => connection,
    rolesOfOthers: async () => [],
    close: async () => {},
  }
  const tools = { dialect, target: dialect.defaultTarget, scratch }
  const planned = await planPath([programStop(operations)], start, tools)
  await connection.close()
  return planned.flatMap(({ items }) => planLines(items, { guards: 'without', dialect }))
}

export const goldenOf = async (
  { name, before, operations }: Program,
  dialect: Dialect,
): Promise<Golden> => {
  const target = dialect.defaultTarget
  const program = withConversions(operations, before, dialect.conversion)
  const after = applyAll(before, program)
  const reversed = withConversions(reverseAll(program, before), after, dialect.conversion)
  const upgrade = dialect.groupBatches(program, before, target)
  const downgrade = dialect.groupBatches(reversed, after, target)
  const context = { dialect: dialect.name, target }
  const migration = await renderMigration({
    revision: '5be21c07d9aa',
    down: [],
    branchLabels: [],
    dependsOn: [],
    message: name,
    createdAt: '2026-01-01T00:00:00Z',
    upgrade,
    downgrade,
    hazards: {
      upgrade: lint(upgrade, before, context),
      downgrade: lint(downgrade, after, context),
    },
    folder: root,
  })
  const lines = [
    '-- upgrade',
    ...(await sqlOf(upgrade, before, dialect)),
    '',
    '-- downgrade',
    ...(await sqlOf(downgrade, after, dialect)),
  ]
  return { upgrade, downgrade, migration, sql: `${lines.join('\n')}\n` }
}
