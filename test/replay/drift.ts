/** The known drift between a project's committed SQL and its models, taken out of what judge A found. */
import type { Difference } from './catalog.ts'

const withoutNamespace = (name: string): string => name.replace(/^public\./, '').replaceAll('"', '')

/** Nullability alone differs. */
const onlyNull = (chain: string, other: string): boolean =>
  chain !== other && chain.replace(/null=\w+/, '') === other.replace(/null=\w+/, '')

const FOREIGN_KEY = /^FOREIGN KEY \((.*)\) REFERENCES (\S+?)\((.*?)\)(?: ON DELETE (.*?))? valid/

/** A foreign key as the lists of drift write it. */
const keyText = (table: string, definition: string | null): string | null => {
  const match = FOREIGN_KEY.exec(definition ?? '')
  if (match === null) return null
  const [, columns = '', target = '', targets = '', action = 'no action'] = match
  return `${withoutNamespace(table)}(${columns}) -> ${withoutNamespace(target)}(${targets}) ${action.toLowerCase()}`
}

type Words = (name: string, difference: Difference) => readonly string[]

const sideOf = ({ chain }: Difference): string => (chain === null ? 'db-only' : 'model-only')

const isAlone = ({ chain, other }: Difference): boolean => chain === null || other === null

const both = (
  chain: string | null,
  other: string | null,
  write: (text: string) => string,
): readonly string[] => [
  ...(chain === null ? [] : [`model-only fk ${write(chain)}`]),
  ...(other === null ? [] : [`db-only fk ${write(other)}`]),
]

const WORDS: Readonly<Record<string, Words>> = {
  column: (name, difference) => {
    const { chain, other } = difference
    if (chain === null || other === null) return [`${sideOf(difference)} col ${name}`]
    const said = /null=(?:false|f)\b/.test(other) ? 'NN' : 'null'
    return onlyNull(chain, other) ? [`null ${name} db=${said}`] : []
  },
  index: (name, difference) => (isAlone(difference) ? [`${sideOf(difference)} idx ${name}`] : []),
  key: (name, { chain, other }) => both(chain, other, (text) => `${name} ${text.split(',')[0]}`),
  constraint: (name, { chain, other }) => {
    const table = name.split('.')[0] ?? ''
    return both(keyText(table, chain), keyText(table, other), (text) => text)
  },
}

/** What the lists would say of a difference; empty where they have no word for it. */
const driftOf = (difference: Difference): readonly string[] => {
  const [kind = '', ...rest] = difference.object.split(' ')
  const [part = '', owner = ''] = rest.join(' ').split(' of ')
  const name = withoutNamespace(owner === '' ? part : `${owner}.${part}`)
  return WORDS[kind]?.(name, difference) ?? []
}

/** The differences that the drift does not know of. */
export const lessDrift = (
  found: readonly Difference[],
  drift: readonly string[],
): readonly Difference[] =>
  found.filter((difference) => {
    const said = driftOf(difference)
    return said.length === 0 || !said.every((text) => drift.includes(text))
  })
