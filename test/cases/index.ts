/** Hand-made changes, one idea each; every law is tried on each of them, on every engine that has it. */
import type { Case } from './build.ts'
import { columnCases } from './columns.ts'
import { constraintCases } from './constraints.ts'
import { enumCases } from './enums.ts'
import { extensionCases } from './extensions.ts'
import { indexCases } from './indexes.ts'
import { nameCases } from './names.ts'
import { policyCases } from './policies.ts'
import { retypedCases } from './retyped.ts'
import { sequenceCases } from './sequences.ts'
import { tableCases } from './tables.ts'
import { viewCases } from './views.ts'

export type { Case } from './build.ts'

/** The cases by the noun that they are about. */
export const casesByNoun: Readonly<Record<string, readonly Case[]>> = {
  table: tableCases,
  column: [...columnCases, ...retypedCases],
  constraint: constraintCases,
  index: indexCases,
  enum: enumCases,
  extension: extensionCases,
  name: nameCases,
  policy: policyCases,
  sequence: sequenceCases,
  view: viewCases,
}

export const cases: readonly Case[] = Object.values(casesByNoun).flat()
