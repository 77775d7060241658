import type { PlannedRevision } from '../../runtime/script/plan-path.ts'

/** The contract's JSON of planned revisions. */
export const planJson = (planned: readonly PlannedRevision[]) => ({
  revisions: planned.map(({ stop, items }) => ({
    revision: stop.revision.id,
    direction: stop.direction,
    statements: items.flatMap((item) =>
      item.kind === 'statement'
        ? [
            {
              sql: item.statement.sql,
              note: item.statement.note,
              transactional: item.statement.transactional,
            },
          ]
        : [],
    ),
  })),
})
