/** What a declaration is made of, wherever that stands: fragments that it spreads, helpers that it calls. */
import type { Node } from 'ts-morph'
import type { Morph } from './project.ts'

const declarationsOf = ({ Node: Kind }: Morph, node: Node): readonly Node[] => {
  if (!Kind.isIdentifier(node)) return []
  const parent = node.getParent()
  const symbol = Kind.isShorthandPropertyAssignment(parent)
    ? parent.getValueSymbol()
    : node.getSymbol()
  const meant = symbol?.isAlias() === true ? symbol.getAliasedSymbol() : symbol
  return meant?.getDeclarations() ?? []
}

export const contains = (outer: Node, inner: Node): boolean =>
  outer.getSourceFile() === inner.getSourceFile() &&
  outer.getPos() <= inner.getPos() &&
  inner.getEnd() <= outer.getEnd()

/** The declaration and all that it refers to, nearest first; `isForeign` things are not entered. */
export const reach = (
  morph: Morph,
  start: Node,
  isForeign: (node: Node) => boolean,
): readonly Node[] => {
  const found = [start]
  for (const root of found) {
    root.forEachDescendant((node) => {
      for (const declaration of declarationsOf(morph, node)) {
        const isKnown = found.some((other) => contains(other, declaration))
        if (!isKnown && !isForeign(declaration)) found.push(declaration)
      }
    })
  }
  return found
}
