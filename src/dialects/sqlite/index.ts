/** SQLite. */
import type { Dialect } from '../dialect.ts'
import { literal, quoteObject } from '../shared.ts'
import { adopt, connect } from './session/connection.ts'
import { creatable } from './parse/double-quoted.ts'
import { introspect, readGround, readHanging } from './catalog/introspect.ts'
import { readModels } from './models/models.ts'
import { normalize } from './normalize.ts'
import { plan } from './plan/plan.ts'
import { leftovers } from './catalog/leftovers.ts'
import { prechecks } from './rows/preflight.ts'
import { rehearse } from './rebuild/rehearse.ts'
import { script } from './script.ts'
import { segments } from './segments.ts'
import { groupBatches, steps } from './plan/steps.ts'

export const sqlite: Dialect = {
  name: 'sqlite',
  features: {
    namespaces: false,
    enums: false,
    comments: false,
    forwardReferences: true,
    sharesTransactions: true,
    rebuilds: true,
    viewsBlockAlter: false,
    renamesViews: false,
    primaryKeyNotNull: false,
    printsExpressions: false,
    onlineForms: false,
    altersConstraints: false,
    uniqueIsIndex: true,
    keysAreRelations: false,
  },
  defaultTarget: '3.35',
  connect,
  adopt,
  introspect,
  readModels,
  normalize,
  extensionNeeds: () => [],
  versionNeeds: () => [],
  // A type is an affinity: the copy converts what can be converted.
  conversion: () => null,
  foreignTypes: () => [],
  askTypes: async () => ({}),
  steps,
  plan,
  prechecks,
  leftovers,
  rehearse,
  groupBatches,
  creatable,
  readGround,
  readHanging,
  print: async (_connection, requests) => requests.map(({ sql }) => sql),
  literal,
  identifier: quoteObject,
  script,
  segments,
}
