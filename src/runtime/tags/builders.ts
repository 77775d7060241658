/** Which builder of drizzle-orm an expression calls, and the name that it gives: `index('users_email_idx').on(t.email)`. */
import type { Node } from 'ts-morph'
import { textOf } from './collect.ts'
import type { Tagged } from './collect.ts'
import type { Morph } from './project.ts'

export interface Builder {
  readonly word: string
  readonly name: string
}

/** The call that a chain of calls begins with. */
const firstCall = ({ Node: Kind }: Morph, node: Node | undefined) => {
  let call = node
  while (Kind.isCallExpression(call)) {
    const callee = call.getExpression()
    const inner = Kind.isPropertyAccessExpression(callee) ? callee.getExpression() : undefined
    if (!Kind.isCallExpression(inner)) return call
    call = inner
  }
  return null
}

/** What a tagged thing is made by, where it has a name that can be read. */
export const builderOf = (morph: Morph, { kind, node }: Tagged<unknown>): Builder | null => {
  const { Node: Kind } = morph
  const isNamed = Kind.isVariableDeclaration(node) || Kind.isPropertyAssignment(node)
  const call = firstCall(morph, isNamed ? node.getInitializer() : node)
  if (call === null || kind === 'value') return null
  const callee = call.getExpression()
  const [first] = call.getArguments()
  const property = Kind.isObjectLiteralExpression(first) ? first.getProperty('name') : undefined
  const given = Kind.isPropertyAssignment(property) ? property.getInitializer() : first
  const name = textOf(morph, given)
  const word = Kind.isPropertyAccessExpression(callee) ? callee.getName() : callee.getText()
  return name === null ? null : { word, name }
}
