/** A rebuild tried on an empty copy of the catalog, so that what would no longer compile is told before a row is copied. */
import { DiffkitError } from '../../errors.ts'
import type { Connection, Ground, Statement, Step } from '../dialect.ts'
import { runOf, summarize } from './change.ts'
import { compileChecks } from './check-hangers.ts'
import type { CompileCheck } from './check-hangers.ts'
import { findHangers } from './hangers.ts'
import { connect } from './connection.ts'

const checksOf = (step: Step, ground: Ground): readonly CompileCheck[] => {
  const run = runOf(step.operations)
  if (run === null) return []
  const change = summarize(run, step.before)
  return compileChecks(change, findHangers(ground, change.before.name))
}

const copyCatalog = async (copy: Connection, ground: Ground): Promise<void> => {
  for (const type of ['table', 'index', 'view', 'trigger'] as const) {
    for (const { sql } of ground.filter((item) => item.type === type && item.sql !== null)) {
      // What this engine cannot make here (a module, a function of another program) is not judged here.
      await copy.execute(sql ?? '').catch(() => {})
    }
  }
}

/** Throws WOULD_NOT_COMPILE, naming the view or trigger that the step breaks. */
export const rehearse = async (
  step: Step,
  ground: Ground,
  statements: readonly Statement[],
): Promise<void> => {
  const checks = checksOf(step, ground)
  if (checks.length === 0) return
  const copy = await connect('sqlite::memory:', {
    create: true,
    namespaces: [],
    lockName: '',
    lockTimeout: 0,
    statementTimeout: null,
  })
  try {
    await copyCatalog(copy, ground)
    for (const { sql } of statements) {
      try {
        await copy.execute(sql)
      } catch (cause) {
        const check = checks.find((item) => item.sql === sql)
        // Any other failure is the engine's to tell, on the database itself.
        if (check === undefined) return
        const reason = cause instanceof Error ? cause.message : String(cause)
        const { kind, name } = check
        throw new DiffkitError('WOULD_NOT_COMPILE', { kind, name, reason }, { cause })
      }
    }
  } finally {
    await copy.close()
  }
}
