/** Planning operations that belong to no revision. */
import type { Operation } from '../operations/index.ts'
import type { Stop } from '../runtime/run/stop.ts'
import type { Environment } from './environment.ts'

/** The engine version that SQL is planned for, where no database is asked. */
export const targetOf = ({ config, dialect }: Environment): string =>
  config.target === 'connected' ? dialect.defaultTarget : config.target

/** A program as a stop of a path, so that it is planned as revisions are. */
export const programStop = (upgrade: readonly Operation[]): Stop => ({
  revision: {
    id: '',
    down: [],
    dependsOn: [],
    branchLabels: [],
    replaces: [],
    path: '',
    message: '',
    createdAt: null,
    transaction: 'revision',
    checksum: '',
  },
  program: { upgrade, downgrade: [] },
  direction: 'upgrade',
  parents: [],
  headsAfter: [],
  row: '',
})
