/** A rebuild tried on an empty copy of the catalog, so that what would no longer compile is told before a row is copied. */
import { DiffkitError } from '../../../errors.ts'
import { qualified } from '../../../schema/names.ts'
import type { Connection, Ground, Statement, Step, StoredObject } from '../../dialect.ts'
import { ALONE, literal, quote } from '../../shared.ts'
import { runOf, summarize } from '../plan/change.ts'
import { requireNamedColumns } from './check-hangers.ts'
import { connect } from '../session/connection.ts'
import { creatable } from '../parse/double-quoted.ts'
import { compiledWith, findHangers } from './hangers.ts'
import { parseTrigger } from '../parse/other.ts'
import { sameFolded } from '../parse/tokens.ts'

/** What is made or unmade later in the same transaction, or may be. */
const isSettledLater = ({ later }: Step, table: string, { type, name }: StoredObject): boolean =>
  later?.some((op) => {
    if (op.kind === 'sql' || op.kind === 'run') return true
    if (op.kind === 'createTable') return sameFolded(op.table.name, table)
    if (op.kind === 'renameTable') return sameFolded(qualified(op.to).name, table)
    return type === 'view' && op.kind === 'dropView' && sameFolded(qualified(op.name).name, name)
  }) ?? false

/** What hangs on tables that go, and stays. */
const hangersOnDropped = (step: Step, ground: Ground): readonly StoredObject[] => {
  const tables = tablesOf(step)
  const isDropped = ({ table }: StoredObject): boolean =>
    tables.some((name) => sameFolded(name, table))
  return tables.flatMap((name) => {
    const { views, triggers } = findHangers(ground, name)
    return [...views, ...triggers].filter(
      (item) => !isDropped(item) && !isSettledLater(step, name, item),
    )
  })
}

const tablesOf = ({ operations }: Step): readonly string[] => {
  const run = runOf(operations)
  if (run !== null) return [qualified(run.table).name]
  return operations.flatMap((op) => (op.kind === 'dropTable' ? [qualified(op.name).name] : []))
}

const hangersOf = (step: Step, ground: Ground): readonly StoredObject[] => {
  const run = runOf(step.operations)
  if (run === null) return hangersOnDropped(step, ground)
  const { own, views, triggers } = findHangers(ground, qualified(run.table).name)
  return [...own, ...views, ...triggers]
}

const copyCatalog = async (copy: Connection, ground: Ground): Promise<void> => {
  for (const type of ['table', 'index', 'view', 'trigger'] as const) {
    for (const item of ground.filter(({ type: own, sql }) => own === type && sql !== null)) {
      // What this engine cannot make here (a module, a function of another program) is not judged here.
      await copy.execute(creatable(item, ground)).catch(() => {})
    }
  }
}

/** Statements that change nothing, and that SQLite compiles together with the view or the trigger. */
const compilingSql = async (
  copy: Connection,
  { type, name, sql }: StoredObject,
): Promise<readonly string[]> => {
  if (type === 'view') return [`SELECT * FROM ${quote(name)}`]
  const { table, event, columns } = parseTrigger(sql ?? '')
  const target = quote(table)
  if (event === 'delete') return [`DELETE FROM ${target}`]
  if (event === 'insert') return [`INSERT INTO ${target} DEFAULT VALUES`]
  const plain = `SELECT name FROM pragma_table_xinfo(${literal(table)}) WHERE hidden = 0`
  const [first] = columns === null ? await copy.query(plain) : []
  const updated = columns ?? (first === undefined ? [] : [String(first['name'])])
  return updated.map((column) => `UPDATE ${target} SET ${quote(column)} = ${quote(column)}`)
}

/** What does not compile, with the engine's words. */
const findBroken = async (
  copy: Connection,
  hangers: readonly StoredObject[],
): Promise<ReadonlyMap<StoredObject, string>> => {
  const broken = new Map<StoredObject, string>()
  for (const hanger of hangers) {
    try {
      for (const sql of await compilingSql(copy, hanger)) await copy.execute(`EXPLAIN ${sql}`)
    } catch (cause) {
      broken.set(hanger, cause instanceof Error ? cause.message : String(cause))
    }
  }
  return broken
}

/** Whether all statements ran; what fails here is otherwise the engine's to tell, on the database itself. */
const runAll = async (copy: Connection, statements: readonly Statement[]): Promise<boolean> => {
  for (const { sql } of statements) {
    try {
      await copy.execute(sql)
    } catch {
      return false
    }
  }
  return true
}

/** Throws, naming the view or trigger that the step breaks, or bends. */
export const rehearse = async (
  step: Step,
  ground: Ground,
  statements: readonly Statement[],
): Promise<void> => {
  const hangers = hangersOf(step, ground)
  if (hangers.length === 0) return
  const copy = await connect('sqlite::memory:', ALONE)
  try {
    await copy.execute('PRAGMA foreign_keys = OFF')
    await copyCatalog(copy, compiledWith(hangers, ground, tablesOf(step)))
    const before = await findBroken(copy, hangers)
    if (!(await runAll(copy, statements))) return
    for (const [{ type: kind, name }, reason] of await findBroken(copy, hangers)) {
      if ([...before.keys()].some((item) => item.name === name)) continue
      throw new DiffkitError('WOULD_NOT_COMPILE', { kind, name, reason })
    }
    const run = runOf(step.operations)
    if (run !== null) requireNamedColumns(summarize(run, step.before), hangers)
  } finally {
    await copy.close()
  }
}
