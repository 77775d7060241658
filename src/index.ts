/** The public surface: what configurations and migrations import. Nothing heavy is loaded here. */
export { defineConfig } from './config.ts'
export type { Config } from './config.ts'
export type { Operation, Operations, TableBuilder } from './operations/index.ts'
export type { RunDatabase, RunStep } from './operations/raw.ts'
export type {
  CheckSpec,
  ColumnSpec,
  ConstraintSpec,
  EnumSpec,
  ForeignKeySpec,
  IndexSpec,
  PrimaryKeySpec,
  TableSpec,
  UniqueSpec,
  ViewSpec,
} from './schema/spec.ts'
