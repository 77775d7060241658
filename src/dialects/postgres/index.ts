/** PostgreSQL 14 and up, and PGlite. */
import { askTypes, foreignTypes } from './ddl/asked-types.ts'
import { conversion } from './ddl/conversions.ts'
import type { Dialect } from '../dialect.ts'
import { literal, quoteObject } from '../shared.ts'
import { adopt, connect } from './session/connection.ts'
import { extensionNeeds } from './ddl/extensions.ts'
import { introspect } from './catalog/introspect.ts'
import { readModels } from './models/models.ts'
import { normalize } from './normalize.ts'
import { plan, steps } from './plan.ts'
import { print } from './print/print.ts'
import { script } from './script.ts'
import { segments } from './online/segments.ts'
import { versionNeeds } from './newer-forms.ts'

export const postgres: Dialect = {
  name: 'postgresql',
  features: {
    namespaces: true,
    enums: true,
    comments: true,
    forwardReferences: false,
    sharesTransactions: false,
    rebuilds: false,
    viewsBlockAlter: true,
    renamesViews: true,
    primaryKeyNotNull: true,
    printsExpressions: true,
    onlineForms: true,
    altersConstraints: true,
    uniqueIsIndex: false,
    keysAreRelations: true,
  },
  defaultTarget: 'connected',
  connect,
  adopt,
  introspect,
  readModels,
  extensionNeeds,
  versionNeeds,
  conversion,
  foreignTypes,
  askTypes,
  normalize,
  steps,
  plan,
  // The server itself names table, column and an example.
  prechecks: () => [],
  leftovers: () => [],
  rehearse: async () => {},
  groupBatches: (operations) => operations,
  creatable: ({ sql }) => sql ?? '',
  readGround: async () => null,
  readHanging: async () => null,
  print,
  literal,
  identifier: quoteObject,
  script,
  segments,
}
