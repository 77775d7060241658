/** What pg_dump says of a database, statement by statement. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Statement {
  /** As pg_dump names it in its table of contents: `TABLE`, `FK CONSTRAINT`, `TRIGGER` … */
  readonly kind: string
  /** The lines of a CREATE TABLE and storage parameters stand sorted, so that their order does not count. */
  readonly text: string
}

const HEADER = /^-- Name: .*; Type: (.*?); Schema: .*; Owner: .*$/m

const sortParameters = (text: string): string =>
  text.replaceAll(/(?<= WITH \()[^()]*(?=\))/g, (parameters) =>
    parameters.split(', ').toSorted().join(', '),
  )

const inOneOrder = (text: string): string => {
  const lines = sortParameters(text)
    .split('\n')
    .map((line) => line.trim().replace(/,$/, ''))
  const [first = '', ...rest] = lines
  return /^CREATE (?:UNLOGGED |FOREIGN )?TABLE/.test(first)
    ? [first, ...rest.toSorted()].join('\n')
    : lines.join('\n')
}

/** An entry may hold several statements: the table, its owner, its replica identity. */
const kindOf = (entry: string, statement: string): string => {
  if (/^ALTER .* OWNER TO /.test(statement)) return 'OWNER'
  if (/ REPLICA IDENTITY /.test(statement)) return 'REPLICA IDENTITY'
  if (/ CLUSTER ON /.test(statement)) return 'CLUSTER'
  if (/ ALTER COLUMN .* SET STATISTICS /.test(statement)) return 'COLUMN STATISTICS'
  if (/ ALTER COLUMN .* SET STORAGE /.test(statement)) return 'COLUMN STORAGE'
  if (/ ALTER COLUMN .* SET COMPRESSION /.test(statement)) return 'COLUMN COMPRESSION'
  if (/ ALTER COLUMN .* SET \(/.test(statement)) return 'COLUMN OPTIONS'
  if (/ FORCE ROW LEVEL SECURITY/.test(statement)) return 'FORCED ROW SECURITY'
  if (statement.startsWith('COMMENT ON ')) return 'COMMENT'
  if (entry === 'TYPE' && /^CREATE TYPE .* AS ENUM/.test(statement)) return 'ENUM'
  return entry
}

const WHOLE = new Set(['FUNCTION', 'PROCEDURE', 'AGGREGATE', 'TRIGGER', 'RULE'])
const USUAL_OWNER = /^ALTER .* OWNER TO (?:postgres|pg_database_owner)$/
const NOISE = /^(?:SET |SELECT pg_catalog\.set_config|\\(?:un)?restrict)/

const statementsOf = (entry: string): readonly Statement[] => {
  const kind = HEADER.exec(entry)?.[1] ?? ''
  if (kind === '') return []
  const body = entry
    .split('\n')
    .filter((line) => !line.startsWith('--') && !NOISE.test(line))
    .join('\n')
    .trim()
  const owners = /^ALTER .* OWNER TO .*;$/gm
  const parts = WHOLE.has(kind)
    ? [body.replace(owners, '').trim(), ...(body.match(owners) ?? [])]
    : body.split(/;\n/)
  return parts
    .map((part) => part.trim().replace(/;$/, ''))
    .filter((part) => part !== '' && !USUAL_OWNER.test(part))
    .map((part) => ({ kind: kindOf(kind, part), text: inOneOrder(part) }))
}

/** Every statement of the dump, in the order of their texts. */
const readDump = (text: string): readonly Statement[] =>
  text
    .split(/^--\n(?=-- Name: )/m)
    .flatMap(statementsOf)
    .toSorted((left, right) => (left.text < right.text ? -1 : 1))

/** The structure of a database, as pg_dump of the machine sees it. */
export const dumpOf = async (url: string): Promise<readonly Statement[]> => {
  const { stdout } = await run('pg_dump', ['-s', '-d', url], { maxBuffer: 1 << 28 })
  return readDump(stdout)
}

/** Those of the first that the second has not. */
export const without = (
  statements: readonly Statement[],
  others: readonly Statement[],
): readonly Statement[] => {
  const texts = new Set(others.map(({ text }) => text))
  return statements.filter(({ text }) => !texts.has(text))
}
