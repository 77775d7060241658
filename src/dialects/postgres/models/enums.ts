/** Drizzle enums → enums of a Schema. */
import { DiffkitError } from '../../../errors.ts'
import { show } from '../../../schema/names.ts'
import { completeEnum } from '../../../schema/spec.ts'
import type { Enum } from '../../../schema/types.ts'
import type { ModelExport } from '../../dialect.ts'
import { atExport } from '../../model-places.ts'
import { clipName } from '../relation-names.ts'
import { enumAddress } from './drizzle.ts'
import type { DrizzleEnum } from './drizzle.ts'

/** What is wrong with a value, seen among all of them. */
const problemOf = (label: string, index: number, labels: readonly string[]): string | null => {
  if (clipName(label) !== label) return `${label} is longer than the 63 bytes that PostgreSQL takes`
  return labels.indexOf(label) === index ? null : `'${label}' stands in it twice`
}

/** An enum; values that PostgreSQL would not take are an error of the model. */
export const readEnum = ({ file, name }: ModelExport, value: DrizzleEnum): Enum => {
  const object = enumAddress(value)
  const problem = value.enumValues.map(problemOf).find((found) => found !== null)
  if (problem !== undefined) {
    throw new DiffkitError('MODEL_INVALID', {
      ...atExport({ file, name }),
      problem: `enum ${show(object)}: the value ${problem}`,
    })
  }
  return completeEnum({ ...object, values: value.enumValues })
}
