/** The renames that a project's own SQL says, as answers to questions about its models. */
import type { Rename } from '../../src/diff/rename-candidates.ts'
import { qualified } from '../../src/schema/names.ts'
import type { Committed } from './inputs.ts'

/** Names alone, without namespaces: the old state's. */
export interface Said {
  readonly table: string
  /** `null`: the table itself was renamed. */
  readonly column: string | null
  readonly to: string
}

const NAME = '(?:["`]?([^"`.;\\s]+)["`]?\\.)?["`]([^"`]+)["`]'
const RENAME = new RegExp(
  `ALTER TABLE (?:IF EXISTS )?${NAME} RENAME (?:COLUMN )?(?:TO ["\`]([^"\`]+)["\`]|["\`]([^"\`]+)["\`] TO ["\`]([^"\`]+)["\`])`,
  'gi',
)

/** In the order said; what a rebuild of drizzle-kit renames back is no rename. */
export const renamesSaid = (migrations: readonly Committed[]): readonly Said[] => {
  const said: Said[] = []
  const oldTable = (name: string): string =>
    said.findLast((item) => item.column === null && item.to === name)?.table ?? name
  for (const text of migrations.flatMap(({ statements }) => statements)) {
    for (const [, , table = '', tableTo, column, columnTo] of text.matchAll(RENAME)) {
      if (table.startsWith('__new_')) continue
      if (tableTo !== undefined) said.push({ table: oldTable(table), column: null, to: tableTo })
      else if (column !== undefined && columnTo !== undefined) {
        const old = oldTable(table)
        const earlier = said.find((item) => item.table === old && item.to === column)
        said.push({ table: old, column: earlier?.column ?? column, to: columnTo })
      }
    }
  }
  return said
}

const bare = (name: Parameters<typeof qualified>[0]): string => qualified(name).name

/** Whether the project's SQL says this rename; of values of an enum it never does. */
export const isSaid = (rename: Rename, said: readonly Said[]): boolean =>
  said.some(({ table, column, to }) => {
    if (rename.kind === 'table') {
      return column === null && table === bare(rename.from) && to === bare(rename.to)
    }
    return (
      rename.kind === 'column' &&
      column === rename.from &&
      table === bare(rename.table) &&
      to === rename.to
    )
  })
