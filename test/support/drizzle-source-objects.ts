/** The builders of what stands beside the tables of PostgreSQL, or guards them. */
import { policyDefaults, sequenceDefaults } from '../../src/schema/types.ts'
import type { Policy, Role, Schema, Sequence, View } from '../../src/schema/types.ts'
import { call, list, object, raw, text } from './source-text.ts'

export const roleSource = ({ name, createDb, createRole, inherit }: Role): string =>
  call(
    'core.pgRole',
    text(name),
    object({
      createDb: String(createDb),
      createRole: String(createRole),
      inherit: String(inherit),
    }),
  )

export const sequenceSource = (sequence: Sequence, maker: string): string => {
  const { start, increment, min, max, cache, cycle } = sequence
  const unlike = (value: string, usual: string): string | null =>
    value === usual ? null : text(value)
  const options = object({
    startWith: start === null ? null : text(start),
    increment: unlike(increment, sequenceDefaults.increment),
    minValue: min === null ? null : text(min),
    maxValue: max === null ? null : text(max),
    cache: unlike(cache, sequenceDefaults.cache),
    cycle: cycle ? 'true' : null,
  })
  return call(maker, text(sequence.name), options === '{}' ? null : options)
}

/** A role that the models declare is its variable. */
const roleReference = (name: string, { roles }: Schema): string => {
  const at = roles.findIndex((role) => role.name === name)
  return at < 0 ? text(name) : `role${at}`
}

export const policySource = (policy: Policy, schema: Schema): string => {
  const { using, withCheck } = policy
  const options = object({
    as: policy.as === policyDefaults.as ? null : text(policy.as),
    for: policy.for === policyDefaults.for ? null : text(policy.for),
    to: policy.to.length === 0 ? null : list(policy.to.map((name) => roleReference(name, schema))),
    using: using && raw(using.sql),
    withCheck: withCheck && raw(withCheck.sql),
  })
  return call('core.pgPolicy', text(policy.name), options)
}

const camelCase = (key: string): string =>
  key.replaceAll(/_[a-z]/g, (letter) => letter.slice(1).toUpperCase())

const optionValue = (value: string): string =>
  /^(true|false|-?\d+(\.\d+)?)$/.test(value) ? value : text(value)

/** What is called on the builder of a view before its query is given. */
export const viewCalls = ({ method, options, tablespace, withData }: View): string => {
  const written = Object.entries(options).map(([key, value]) => [
    camelCase(key),
    optionValue(value),
  ])
  return [
    method === null ? '' : call('.using', text(method)),
    written.length === 0 ? '' : call('.with', object(Object.fromEntries(written))),
    tablespace === null ? '' : call('.tablespace', text(tablespace)),
    withData ? '' : '.withNoData()',
  ].join('')
}
