/** The public surface: what configurations, migrations and programs import. Nothing heavy is loaded here. */
import type { CheckResult } from './commands/check.ts'
import type { CurrentResult } from './commands/current.ts'
import type {
  CheckCodeOptions,
  CodeOptions,
  DowngradeOptions,
  RevisionCodeOptions,
  StampCodeOptions,
  UpgradeOptions,
} from './commands/from-code-options.ts'
import type { RevisionResult } from './commands/revision.ts'
import type { StampResult } from './commands/stamp.ts'
import type { MigrateResult } from './runtime/run/migrate.ts'

export { defineConfig } from './config.ts'
export type {
  ColumnDifference,
  ComparedObject,
  Config,
  RevisionEvent,
  WrittenRevision,
} from './config.ts'
export { DiffkitError, isDiffkitError } from './errors.ts'
export type { ErrorCode } from './errors.ts'
export type { Operation, Operations, TableBuilder, Vars } from './operations/index.ts'
export type { RunDatabase, RunStep } from './operations/raw.ts'
export type { BundledMigration, MigrationBundle } from './runtime/history/bundled.ts'
export type { OpenConnection } from './commands/from-code-options.ts'
export type {
  CheckCodeOptions,
  CheckResult,
  CodeOptions,
  CurrentResult,
  DowngradeOptions,
  MigrateResult,
  RevisionCodeOptions,
  RevisionResult,
  StampCodeOptions,
  StampResult,
  UpgradeOptions,
}
export type {
  CheckSpec,
  ColumnSpec,
  ConstraintSpec,
  EnumSpec,
  ExcludeSpec,
  ForeignKeySpec,
  IndexSpec,
  PrimaryKeySpec,
  TableSpec,
  UniqueSpec,
  ViewSpec,
} from './schema/spec.ts'

const load = () => import('./commands/from-code.ts')

/**
 * Runs what lies between the database and `target`, as `diffkit upgrade` does. Throws DATA_LOSS where the
 * configuration refuses to lose what is there.
 * @example await upgrade({ connection: db, bundle: migrations })
 */
export const upgrade = async (options: UpgradeOptions = {}): Promise<MigrateResult> =>
  (await load()).upgrade(options)

/** Goes back to `target`, as `diffkit downgrade` does; throws DATA_LOSS unless `allowDataLoss`. */
export const downgrade = async (options: DowngradeOptions): Promise<MigrateResult> =>
  (await load()).downgrade(options)

/** Whether models, history and database agree, as `diffkit check` does: "no" is an answer, not an error. */
export const check = async (options: CheckCodeOptions = {}): Promise<CheckResult> =>
  (await load()).check(options)

/** What the database says about its history, as `diffkit current` does. */
export const current = async (options: CodeOptions = {}): Promise<CurrentResult> =>
  (await load()).current(options)

/** Compares the models with the history and writes a migration, as `diffkit revision` does. */
export const revision = async (options: RevisionCodeOptions): Promise<RevisionResult> =>
  (await load()).revision(options)

/** Sets the recorded revisions without running anything, as `diffkit stamp` does. */
export const stamp = async (options: StampCodeOptions): Promise<StampResult> =>
  (await load()).stamp(options)
