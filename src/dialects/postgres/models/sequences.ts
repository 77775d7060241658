/** The sequences of Drizzle models. */
import type { QualifiedName, Sequence } from '../../../schema/types.ts'
import { completeSequence } from '../../../schema/spec.ts'
import { homeNamespace } from './drizzle.ts'
import { clipName } from '../relation-names.ts'

const textOf = (options: object, key: string): string | undefined => {
  const value: unknown = Reflect.get(options, key)
  return value === undefined ? undefined : String(value)
}

/** The address of a sequence. */
const sequenceAddress = (value: object): QualifiedName => ({
  namespace: homeNamespace(Reflect.get(value, 'schema')),
  name: clipName(String(Reflect.get(value, 'seqName'))),
})

export const readSequence = (value: object): Sequence => {
  const given: unknown = Reflect.get(value, 'seqOptions')
  const options = typeof given === 'object' && given !== null ? given : {}
  return completeSequence({
    ...sequenceAddress(value),
    increment: textOf(options, 'increment'),
    min: textOf(options, 'minValue'),
    max: textOf(options, 'maxValue'),
    start: textOf(options, 'startWith'),
    cache: textOf(options, 'cache'),
    cycle: Reflect.get(options, 'cycle') === true,
  })
}
