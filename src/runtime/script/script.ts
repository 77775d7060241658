/** An offline script: the plan of a path with BEGIN, COMMIT, guards and version rows. */
import type { Dialect, Limits, Statement } from '../../dialects/dialect.ts'
import { DiffkitError } from '../../errors.ts'
import { describe } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { show } from '../../schema/names.ts'
import { beginSql, forgetSql, saveSql } from '../segments/half-done.ts'
import type { Entry } from '../segments/half-done.ts'
import type { Stop } from '../run/stop.ts'
import { wayBackJson } from '../run/own-log.ts'
import type { Planned, PlannedRevision, PlannedSegment } from './plan-path.ts'
import { beginProgress, startTask, stepTo } from '../segments/progress.ts'
import type { Progress, Task } from '../segments/progress.ts'
import { operationsIn } from '../segments/segments.ts'
import { logStatement, unfinishedQuery } from '../run/log-table.ts'
import { createStatements, moveStatements, versionQuery } from '../run/version-table.ts'
import type { OwnTables } from '../run/version-table.ts'

export interface ScriptOptions {
  readonly dialect: Dialect
  readonly own: OwnTables
  readonly target: string
  /** PostgreSQL: where unqualified names are looked up, after `public`. */
  readonly namespaces: readonly string[]
  /** The recorded revisions that the script starts from. */
  readonly from: readonly string[]
  /** A comment in place of each data step, instead of an error. */
  readonly skipRun: boolean
  /** For each transaction. */
  readonly limits: Limits | null
  /** ISO; stands in the log rows. */
  readonly now: string
}

/** A text that is safe in a `--` comment. */
const comment = (text: string): string => `-- ${text.replaceAll(/\s*\n\s*/g, ' ')}`

/** The line above a revision's statements. */
export const revisionComment = ({ direction, revision }: Stop, sign = ' '): string =>
  comment(`${direction}${sign}${revision.id}: ${revision.message}`)

const terminated = (sql: string): string => `${sql};`

/**
 * The items of a plan as lines, with a comment line before the statements of each operation. Without
 * guards, for review, what is only kept and put back is told in its comment line.
 */
export const planLines = (
  items: readonly Planned[],
  { guards, dialect }: { readonly guards: 'with' | 'without'; readonly dialect: Dialect },
): readonly string[] => {
  const lines: string[] = []
  let source: Operation | null = null
  for (const item of items) {
    if (item.kind === 'run') {
      lines.push(comment('a data step stands here: it needs a database'))
      source = null
    } else if (item.kind === 'guard') {
      if (guards === 'without') continue
      lines.push(...dialect.script.guard(item.query, item.expected, item.message))
    } else {
      const { statement } = item
      if (statement.source !== null && statement.source !== source) {
        lines.push(comment(describe(statement.source)))
      }
      source = statement.source
      if (statement.note !== null) lines.push(comment(statement.note))
      if (guards === 'with' || !statement.upkeep) lines.push(terminated(statement.sql))
    }
  }
  return lines
}

const refuseRuns = (planned: readonly PlannedRevision[]): void => {
  for (const { stop, items } of planned) {
    if (items.some(({ kind }) => kind === 'run')) {
      throw new DiffkitError('NEEDS_DATABASE', {
        revision: stop.revision.id,
        file: stop.revision.path,
      })
    }
  }
}

const count = ({ items }: PlannedRevision): number =>
  items.filter(({ kind }) => kind !== 'guard').length

const logLine = (planned: PlannedRevision, options: ScriptOptions): string => {
  const { dialect, own, now } = options
  const { revision, direction } = planned.stop
  return logStatement(dialect, own, {
    revision: revision.id,
    direction,
    startedAt: now,
    finishedAt: now,
    checksum: revision.checksum,
    downgrade: direction === 'upgrade' ? wayBackJson(planned.stop) : null,
    done: count(planned),
    total: count(planned),
    unmodelled: null,
  })
}

const limitLines = (
  limits: Limits | null,
  { segments }: Dialect,
  scope: 'transaction' | 'session',
): readonly string[] => (limits === null ? [] : segments.setLimits(limits, scope).map(terminated))

const beginLines = ({ dialect, limits }: ScriptOptions, rebuild: boolean): readonly string[] => [
  ...dialect.script.begin(rebuild),
  ...limitLines(limits, dialect, 'transaction'),
]

/** The lines of one segment: each leaves the row of the log as it would if a connection ran it. */
class SegmentLines {
  readonly #options: ScriptOptions
  readonly #entry: Entry
  #progress: Progress
  /** What earlier lines have filled. */
  readonly #settings = new Set<string>()

  constructor(options: ScriptOptions, entry: Entry, progress: Progress) {
    this.#options = options
    this.#entry = entry
    this.#progress = progress
  }

  #save(progress: Progress): string {
    const { dialect, own } = this.#options
    this.#progress = progress
    return terminated(saveSql({ dialect, own }, this.#entry, progress, [...this.#settings]))
  }

  #begin(limits: Limits | null, rebuild: boolean): readonly string[] {
    const { script } = this.#options.dialect
    return [...beginLines({ ...this.#options, limits }, rebuild), ...script.requireSession]
  }

  #together({ segment, items, rebuilds }: PlannedSegment): readonly string[] {
    const { dialect } = this.#options
    const done = this.#progress.done + operationsIn(segment).length
    const lines = planLines(items, { guards: 'with', dialect })
    for (const item of items) {
      if (item.kind === 'statement' && item.statement.keeps !== undefined) {
        this.#settings.add(item.statement.keeps)
      }
    }
    return [
      ...this.#begin(this.#options.limits, rebuilds),
      ...lines,
      this.#save({ ...this.#progress, done }),
      ...dialect.script.commit(rebuilds),
    ]
  }

  #statement(statement: Statement, task: Task): readonly string[] {
    const { dialect } = this.#options
    const limits = statement.apart?.limits ?? null
    const lines = planLines([{ kind: 'statement', statement }], { guards: 'with', dialect })
    const after = stepTo(this.#progress, { ...task, next: task.next + 1, begun: false })
    if (statement.transactional) {
      return [
        ...this.#begin(limits, false),
        ...lines,
        this.#save(after),
        ...dialect.script.commit(false),
      ]
    }
    const begun = this.#save({ ...this.#progress, task: { ...task, begun: true } })
    const reset = limits === null ? [] : dialect.segments.resetLimits
    return [
      ...dialect.script.requireSession,
      begun,
      ...limitLines(limits, dialect, 'session'),
      ...lines,
      ...reset.map(terminated),
      this.#save(after),
    ]
  }

  #apart({ items }: PlannedSegment): readonly string[] {
    const { dialect } = this.#options
    const statements = items.flatMap((item) => (item.kind === 'statement' ? [item.statement] : []))
    const task = startTask(this.#progress.done, statements)
    if (statements.length === 0) {
      const done = this.#progress.done + 1
      const lines = planLines(items, { guards: 'with', dialect })
      return [...lines, this.#save({ ...this.#progress, done })]
    }
    return statements.flatMap((statement, next) => this.#statement(statement, { ...task, next }))
  }

  of(planned: PlannedSegment): readonly string[] {
    return planned.segment.kind === 'together' ? this.#together(planned) : this.#apart(planned)
  }
}

/** The transaction ends before the segments, and another records them: between them each is committed by itself. */
const segmentLines = (
  { stop, before }: PlannedRevision,
  segments: readonly PlannedSegment[],
  options: ScriptOptions,
): readonly string[] => {
  const { dialect, own, now: startedAt } = options
  const entry = { revision: stop.revision.id, startedAt }
  const progress = beginProgress(
    segments.flatMap(({ segment }) => operationsIn(segment)),
    before,
  )
  const lines = new SegmentLines(options, entry, progress)
  return [
    comment('begun: what follows is committed part by part'),
    terminated(beginSql({ dialect, own }, stop, { startedAt, progress, owner: null })),
    ...dialect.script.markSession,
    ...dialect.script.commit(false),
    ...segments.flatMap((planned) => lines.of(planned)),
    ...beginLines(options, false),
    ...dialect.script.requireSession,
    terminated(forgetSql({ dialect, own }, entry)),
  ]
}

const createLines = (options: ScriptOptions): readonly string[] => {
  const absent = (sql: string): string =>
    sql.replace(/^CREATE (TABLE|SCHEMA) /, 'CREATE $1 IF NOT EXISTS ')
  const statements = createStatements(options.dialect, options.own, [])
  return [
    comment('the tables of diffkit itself'),
    ...statements.map((sql) => terminated(absent(sql))),
  ]
}

/** The database is where the script expects it, and nobody is at a revision in segments or has left one. */
const guardLines = (
  { dialect, own }: ScriptOptions,
  from: readonly string[],
): readonly string[] => [
  ...dialect.script.guard(
    unfinishedQuery(dialect, own),
    [],
    'a revision is half done: diffkit upgrade goes on with it, diffkit downgrade -1 takes it back',
  ),
  ...dialect.script.guard(
    versionQuery(dialect, own),
    from.toSorted(),
    `the database is not at ${from.join(', ') || 'base'}: ${show(own.version)} says otherwise`,
  ),
]

/** The whole script, line by line. A data step is NEEDS_DATABASE unless `skipRun`. */
export const scriptLines = (
  planned: readonly PlannedRevision[],
  options: ScriptOptions,
): readonly string[] => {
  if (!options.skipRun) refuseRuns(planned)
  const { dialect, own } = options
  const { script } = dialect
  const lines = [...script.prologue(options.namespaces)]
  let from = options.from
  if (from.length === 0)
    lines.push('', ...beginLines(options, false), ...createLines(options), ...script.commit(false))
  for (const revision of planned) {
    const { stop, items, segments } = revision
    const sign = stop.direction === 'upgrade' ? '->' : '<-'
    lines.push(
      '',
      revisionComment(stop, ` ${sign} `),
      ...beginLines(options, revision.rebuilds),
      ...guardLines(options, from),
      ...(segments === null
        ? planLines(items, { guards: 'with', dialect })
        : segmentLines(revision, segments, options)),
      comment('recorded'),
      ...moveStatements(dialect, own, { from, to: stop.headsAfter }).map(terminated),
      terminated(logLine(revision, options)),
      ...script.commit(revision.rebuilds),
    )
    from = stop.headsAfter
  }
  return lines
}
