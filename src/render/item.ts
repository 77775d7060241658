/** What a migration file is made of, before anybody has said where its lines break. */
import { callText } from './call.ts'
import type { Call } from './call.ts'
import { renderLiteral } from './literal.ts'

/** A statement of a migration file, or a line of it that is written as it stands. */
export type Item =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'constant'; readonly name: string; readonly value: unknown }
  | {
      readonly kind: 'function'
      readonly name: string
      readonly parameter: string
      readonly calls: readonly Call[]
    }

/** The same as text, without a layout. */
export const itemText = (item: Item): string => {
  switch (item.kind) {
    case 'line':
      return item.text
    case 'constant':
      return `export const ${item.name} = ${renderLiteral(item.value)}`
    case 'function': {
      const body = item.calls.map((call) => `${callText(call)}\n`).join('')
      const start = `export function ${item.name}(${item.parameter}: Operations): void {`
      return body === '' ? `${start}}` : `${start}\n${body}}`
    }
  }
}
