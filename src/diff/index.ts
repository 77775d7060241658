/** Two schemas → the operations that turn one into the other. Knows no dialect, only its features. */
import { applyAll, definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Features } from '../schema/features.ts'
import { objectName } from '../schema/names.ts'
import { emptySchema } from '../schema/types.ts'
import type { Schema } from '../schema/types.ts'
import { adoptNames } from './adopt-names.ts'
import type { Conversion } from './columns.ts'
import { diffComments } from './comments.ts'
import { cutCycles, withoutCut } from './cycles.ts'
import type { HeldKey } from './cycles.ts'
import { disturbancesOf } from './disturbances.ts'
import { diffEnums, enumChanges } from './enums.ts'
import { sideOf } from './facts.ts'
import { diffGlobals } from './globals.ts'
import { makeWay } from './make-way.ts'
import { diffNamespaces } from './namespaces.ts'
import { clearObstacles } from './obstacles.ts'
import { inOrder } from './order.ts'
import { diffPolicies, withoutFarPolicies } from './policies.ts'
import { applyRenaming, renameOperations } from './rename-operations.ts'
import type { Rename } from './rename-candidates.ts'
import { diffSequences } from './sequences.ts'
import { compareTables, tableOperations } from './tables.ts'
import type { TableChanges } from './tables.ts'
import { diffViews } from './views.ts'

export interface DiffOptions {
  readonly features: Features
  /** The answered ones; all else that is removed or added is dropped or created. */
  readonly renames: readonly Rename[]
  /** How old values become new ones when a column's type changes, where that must be said. */
  readonly conversion?: Conversion
}

const createTables = (tables: TableChanges, cut: readonly HeldKey[]): readonly Operation[] => [
  ...withoutCut(tables.added, cut).map((table) =>
    definitions.createTable.create(withoutFarPolicies(table)),
  ),
  ...cut.map(({ table, foreignKey }) =>
    definitions.addConstraint.create(objectName(table), foreignKey),
  ),
]

const dropTables = (tables: TableChanges, cut: readonly HeldKey[]): readonly Operation[] => [
  ...cut.map(({ table, foreignKey }) =>
    definitions.dropConstraint.create(objectName(table), foreignKey.name),
  ),
  ...tables.removed.map((table) => definitions.dropTable.create(objectName(table))),
]

const apart = (cut: readonly HeldKey[]) => new Set(cut.map(({ foreignKey }) => foreignKey))

/** An extension may come into a namespace that something moves into, too. */
const isOpening = ({ kind }: Operation): boolean => kind === 'createNamespace'

/** A view is renamed before it goes and comes back, so that it comes back in its own place. */
const isOfView = ({ kind }: Operation): boolean => kind === 'renameView'

/**
 * The operations that turn `base` into `target`: flat, in an order in which each of them applies, and
 * so does its reverse from the other end. Equal schemas give none.
 */
export const diff = (
  base: Schema,
  target: Schema,
  { features, renames, conversion = () => null }: DiffOptions,
): readonly Operation[] => {
  const renaming = renameOperations(renames, base)
  const before = applyRenaming(base, renaming)
  // Invented names hold the old table's name: what only a rename would change keeps them.
  const after = renames.length === 0 ? target : adoptNames(target, before, { features })
  const change = { before, after, features }
  const enums = enumChanges(before, after)
  const compared = compareTables(change)
  const tables = { ...compared, kept: clearObstacles(compared.kept, change) }
  const [cutDown, cutUp] = [cutCycles(tables.removed), cutCycles(tables.added)]
  const disturbances = disturbancesOf(tables, { change, renames, enums })
  const views = diffViews(before, after, disturbances)
  const { dropped } = views
  const policies = diffPolicies(tables, {
    base: applyRenaming(
      base,
      renaming.filter((op) => isOpening(op) || isOfView(op)),
    ),
    change,
    renames,
    enums,
    disturbances,
    dropped,
  })
  const globals = diffGlobals(before, after)
  const operations = [
    ...diffNamespaces(before, after, globals.namespaces),
    ...diffEnums(before, after),
    ...diffSequences(before, after),
    ...createTables(tables, cutUp),
    ...tables.kept.flatMap((table) => tableOperations(table, { features, enums, conversion })),
    ...policies.among,
    ...dropTables(tables, cutDown),
  ]
  const sides = {
    down: sideOf('down', before, { enums, apart: apart(cutDown) }),
    up: sideOf('up', after, { enums, apart: apart(cutUp) }),
  }
  const steps = [
    ...renaming.filter(isOpening),
    ...globals.first,
    ...policies.drops,
    ...renaming.filter(isOfView),
    ...views.drops,
    ...renaming.filter((op) => !isOpening(op) && !isOfView(op)),
    ...inOrder(operations, sides),
    ...views.creates,
    ...policies.creates,
    ...globals.last,
  ]
  const program = makeWay(steps, base, features)
  // What the program makes has its comment already, but for a view made again that had none.
  return [...program, ...diffComments(applyAll(base, program), after)]
}

/** The operations that make a schema from nothing. */
export const fromNothing =
  (features: Features) =>
  (schema: Schema): readonly Operation[] =>
    diff(emptySchema, schema, { features, renames: [] })
