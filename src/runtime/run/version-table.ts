/** diffkit's own tables: what is recorded in a database about its history. */
import type { Connection, Dialect } from '../../dialects/dialect.ts'
import { definitions } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { objectName, qualified } from '../../schema/names.ts'
import { completeNamespace } from '../../schema/spec.ts'
import { emptySchema } from '../../schema/types.ts'
import type { ObjectName, QualifiedName, Schema } from '../../schema/types.ts'

export interface OwnTables {
  readonly version: ObjectName
  readonly log: ObjectName
  readonly lease: ObjectName
}

const DEFAULT_VERSION = 'diffkit_version'

/** The names of the tables; the others are named after the version table. */
export const ownTables = (version: QualifiedName): OwnTables => {
  const { namespace, name } = version
  const prefix = name === DEFAULT_VERSION ? 'diffkit' : name
  return {
    version: objectName(version),
    log: objectName({ namespace, name: `${prefix}_log` }),
    lease: objectName({ namespace, name: `${prefix}_lease` }),
  }
}

export const hiddenTables = (tables: OwnTables): readonly ObjectName[] => [
  tables.version,
  tables.log,
  tables.lease,
]

const text = (name: string, nullable: 'null' | 'not null') => ({
  name,
  type: 'text',
  nullable: nullable === 'null',
})
const count = (name: string) => ({ name, type: 'integer', nullable: false })

const createNamespace = ({ version }: OwnTables): readonly Operation[] => {
  const { namespace } = qualified(version)
  return namespace === null ? [] : [definitions.createNamespace.create(namespace)]
}

const createLease = (dialect: Dialect, tables: OwnTables): Operation => {
  const lease = qualified(tables.lease)
  const milliseconds = dialect.name === 'sqlite' ? 'integer' : 'bigint'
  return definitions.createTable.create({
    ...lease,
    columns: [
      text('owner', 'not null'),
      text('host', 'not null'),
      count('process'),
      text('taken_at', 'not null'),
      { name: 'expires_at', type: milliseconds, nullable: false },
    ],
    constraints: [{ kind: 'primaryKey', name: `${lease.name}_pkey`, columns: ['owner'] }],
  })
}

const createTables = (dialect: Dialect, tables: OwnTables): readonly Operation[] => {
  const version = qualified(tables.version)
  const log = qualified(tables.log)
  const id =
    dialect.name === 'sqlite'
      ? { name: 'id', type: 'integer', nullable: false, autoincrement: true }
      : { name: 'id', type: 'bigint', nullable: false, identity: { always: true } }
  return [
    definitions.createTable.create({
      ...version,
      columns: [text('revision', 'not null')],
      constraints: [{ kind: 'primaryKey', name: `${version.name}_pkey`, columns: ['revision'] }],
    }),
    definitions.createTable.create({
      ...log,
      columns: [
        id,
        text('revision', 'not null'),
        text('direction', 'not null'),
        text('started_at', 'not null'),
        text('finished_at', 'null'),
        text('checksum', 'not null'),
        text('downgrade', 'null'),
        count('done'),
        count('total'),
        text('unmodelled', 'null'),
      ],
      constraints: [{ kind: 'primaryKey', name: `${log.name}_pkey`, columns: ['id'] }],
    }),
  ]
}

/** The statements of a script that make all the tables; the namespace only where `namespaces` lacks it. */
export const createStatements = (
  dialect: Dialect,
  tables: OwnTables,
  namespaces: readonly string[],
): readonly string[] =>
  statementsOf(
    dialect,
    [...createNamespace(tables), ...createTables(dialect, tables), createLease(dialect, tables)],
    namespaces,
  )

const statementsOf = (
  dialect: Dialect,
  program: readonly Operation[],
  namespaces: readonly string[],
): readonly string[] => {
  const operations = program.filter(
    (op) => op.kind !== 'createNamespace' || !namespaces.includes(op.name),
  )
  const before: Schema = {
    ...emptySchema,
    namespaces: namespaces.map((name) => completeNamespace({ name })),
  }
  const target = dialect.defaultTarget
  return dialect
    .steps(operations, before, target)
    .flatMap((step) => dialect.plan(step, { target, ground: null }))
    .map(({ sql }) => sql)
}

/** Whether a table is there, asked in the dialect's own catalog. */
export const exists = async (
  connection: Connection,
  dialect: Dialect,
  table: ObjectName,
): Promise<boolean> => {
  const { namespace, name } = qualified(table)
  const sql =
    dialect.name === 'sqlite'
      ? `SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = ${dialect.literal(name)}`
      : `SELECT 1 AS found FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ${dialect.literal(namespace ?? 'public')} AND c.relname = ${dialect.literal(name)}`
  return (await connection.query(sql)).length > 0
}

const namespacesOf = async (
  connection: Connection,
  dialect: Dialect,
): Promise<readonly string[]> =>
  dialect.name === 'sqlite'
    ? []
    : (await connection.query('SELECT nspname AS name FROM pg_catalog.pg_namespace')).map((row) =>
        String(row['name']),
      )

const create = async (
  connection: Connection,
  dialect: Dialect,
  program: readonly Operation[],
): Promise<void> => {
  const namespaces = await namespacesOf(connection, dialect)
  for (const sql of statementsOf(dialect, program, namespaces)) await connection.execute(sql)
}

/** Makes the tables where they are absent; within the transaction that holds the lock. */
export const ensureTables = async (
  connection: Connection,
  dialect: Dialect,
  tables: OwnTables,
): Promise<void> => {
  if (await exists(connection, dialect, tables.version)) return
  const program = [...createNamespace(tables), ...createTables(dialect, tables)]
  await create(connection, dialect, program)
}

/** Makes the table of the lease where it is absent; within the transaction that holds the lock. */
export const ensureLease = async (
  connection: Connection,
  dialect: Dialect,
  tables: OwnTables,
): Promise<void> => {
  if (await exists(connection, dialect, tables.lease)) return
  await create(connection, dialect, [...createNamespace(tables), createLease(dialect, tables)])
}

/** The recorded revisions, sorted; none when the table is absent. */
export const readVersions = async (
  connection: Connection,
  dialect: Dialect,
  tables: OwnTables,
): Promise<readonly string[]> => {
  if (!(await exists(connection, dialect, tables.version))) return []
  const rows = await connection.query(versionQuery(dialect, tables))
  return rows.map((row) => String(row['revision']))
}

/** One column, one row a recorded revision, sorted. */
export const versionQuery = (dialect: Dialect, tables: OwnTables): string =>
  `SELECT revision FROM ${dialect.identifier(tables.version)} ORDER BY revision`

/** True where exactly these revisions are recorded, at least one; PostgreSQL. */
export const versionCondition = (
  dialect: Dialect,
  tables: OwnTables,
  ids: readonly string[],
): string => {
  const list = ids.toSorted().map(dialect.literal).join(', ')
  const found = `array_agg(revision::text ORDER BY revision COLLATE "C")`
  return `(SELECT ${found} FROM ${dialect.identifier(tables.version)}) = ARRAY[${list}]`
}

/** The statements that turn one set of recorded revisions into another, each touching one row. */
export const moveStatements = (
  dialect: Dialect,
  tables: OwnTables,
  { from, to }: { readonly from: readonly string[]; readonly to: readonly string[] },
): readonly string[] => {
  const table = dialect.identifier(tables.version)
  const gone = from.filter((id) => !to.includes(id))
  const come = to.filter((id) => !from.includes(id))
  const updates = Math.min(gone.length, come.length)
  return [
    ...gone
      .slice(0, updates)
      .map(
        (id, index) =>
          `UPDATE ${table} SET revision = ${dialect.literal(come[index] ?? id)} WHERE revision = ${dialect.literal(id)}`,
      ),
    ...gone
      .slice(updates)
      .map((id) => `DELETE FROM ${table} WHERE revision = ${dialect.literal(id)}`),
    ...come
      .slice(updates)
      .map((id) => `INSERT INTO ${table} (revision) VALUES (${dialect.literal(id)})`),
  ]
}
