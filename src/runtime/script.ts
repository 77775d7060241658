/** An offline script: the plan of a path with BEGIN, COMMIT, guards and version rows. */
import type { Dialect } from '../dialects/dialect.ts'
import { DiffkitError } from '../errors.ts'
import { describe } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { refuseRebuildOutside } from './execute.ts'
import type { Stop } from './migrate.ts'
import { wayBackJson } from './own-log.ts'
import type { Planned, PlannedRevision } from './plan-path.ts'
import { createStatements, logStatement, moveStatements, versionQuery } from './version-table.ts'
import type { OwnTables } from './version-table.ts'

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
  /** ISO; stands in the log rows. */
  readonly now: string
}

/** A text that is safe in a `--` comment. */
const comment = (text: string): string => `-- ${text.replaceAll(/\s*\n\s*/g, ' ')}`

/** The line above a revision's statements. */
export const revisionComment = ({ direction, revision }: Stop, sign = ' '): string =>
  comment(`${direction}${sign}${revision.id}: ${revision.message}`)

const terminated = (sql: string): string => `${sql};`

/** The items of a plan as lines, with a comment line before the statements of each operation. */
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
      lines.push(terminated(statement.sql))
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

/** The transaction ends before the statements, and another records them: between them each is committed by itself. */
const outsideLines = (planned: PlannedRevision, options: ScriptOptions): readonly string[] => {
  const { dialect, own, now } = options
  const { revision, direction } = planned.stop
  refuseRebuildOutside(revision.path, planned)
  const intent = logStatement(dialect, own, {
    revision: revision.id,
    direction,
    startedAt: now,
    finishedAt: null,
    checksum: revision.checksum,
    downgrade: null,
    done: 0,
    total: count(planned),
    unmodelled: null,
  })
  const log = dialect.identifier(own.log)
  const mine = `revision = ${dialect.literal(revision.id)} AND finished_at IS NULL`
  return [
    comment('begun: what follows is committed statement by statement'),
    terminated(intent),
    ...dialect.script.commit(false),
    ...planLines(planned.items, { guards: 'with', dialect }),
    ...dialect.script.begin(false),
    terminated(`DELETE FROM ${log} WHERE ${mine}`),
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
    lines.push('', ...script.begin(false), ...createLines(options), ...script.commit(false))
  for (const revision of planned) {
    const { stop, items } = revision
    const sign = stop.direction === 'upgrade' ? '->' : '<-'
    lines.push(
      '',
      revisionComment(stop, ` ${sign} `),
      ...script.begin(revision.rebuilds),
      ...script.guard(
        versionQuery(dialect, own),
        from.toSorted(),
        `the database is not at ${from.join(', ') || 'base'}`,
      ),
      ...(stop.revision.transaction === 'none'
        ? outsideLines(revision, options)
        : planLines(items, { guards: 'with', dialect })),
      comment('recorded'),
      ...moveStatements(dialect, own, { from, to: stop.headsAfter }).map(terminated),
      terminated(logLine(revision, options)),
      ...script.commit(revision.rebuilds),
    )
    from = stop.headsAfter
  }
  return lines
}
