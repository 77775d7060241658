/** Every tag of one kind in a doc comment, with what stands below it. */
import type { Node, SourceFile } from 'ts-morph'
import type { Morph } from './project.ts'

/** The tags of a doc comment that begins at an offset of its file. */
export type ReadTags<T> = (comment: string, offset: number) => readonly T[]

/** A tag and the thing that it stands above. */
export interface Tagged<T> {
  readonly kind: 'declaration' | 'property' | 'element' | 'value'
  readonly node: Node
  /** The key of a property, the text of a value; of a property that holds a text, `value` is that. */
  readonly name: string
  readonly value: string | null
  readonly tag: T
}

interface Thing {
  readonly kind: Tagged<unknown>['kind']
  readonly node: Node
  /** The node whose comments are those of the thing. */
  readonly commented: Node
  readonly name: string
  readonly value: string | null
}

const DOC = /\/\*\*(?!\/)[\s\S]*?\*\//g
/** Only the opening stands beside what was before it: the text is on lines of its own. */
const OPENS_ALONE = /^\/\*\*[ \t]*\r?\n/

/** The doc comments above a node; one that ends the line of what stands before it is not above. */
const docTags = <T>(node: Node, read: ReadTags<T>): readonly T[] => {
  const start = node.getPos()
  const trivia = node.getSourceFile().getFullText().slice(start, node.getStart(false))
  return [...trivia.matchAll(DOC)].flatMap(({ 0: comment, index }) => {
    const isFirst =
      start === 0 || trivia.slice(0, index).includes('\n') || OPENS_ALONE.test(comment)
    const isBeside = !trivia.slice(index + comment.length).includes('\n')
    return isFirst || isBeside ? read(comment, start + index) : []
  })
}

/** The text that a literal is. */
export const textOf = ({ Node: Kind }: Morph, node: Node | undefined): string | null =>
  Kind.isStringLiteral(node) || Kind.isNoSubstitutionTemplateLiteral(node)
    ? node.getLiteralText()
    : null

const keyOf = (morph: Morph, name: Node): string | null => {
  const { Node: Kind } = morph
  if (Kind.isIdentifier(name)) return name.getText()
  return textOf(morph, Kind.isComputedPropertyName(name) ? name.getExpression() : name)
}

const declarationThing = ({ Node: Kind }: Morph, node: Node): Thing | null => {
  const base = { kind: 'declaration', name: '', value: null } as const
  if (Kind.isExportAssignment(node)) {
    return { ...base, node: node.getExpression(), commented: node }
  }
  if (!Kind.isVariableDeclaration(node)) return null
  const statement = node.getVariableStatement()
  const isFirst = statement?.getDeclarations()[0] === node
  return { ...base, node, commented: isFirst && statement !== undefined ? statement : node }
}

const memberThing = (morph: Morph, node: Node): Thing | null => {
  const { Node: Kind } = morph
  const isMember = Kind.isPropertyAssignment(node) || Kind.isEnumMember(node)
  if (!isMember && !Kind.isShorthandPropertyAssignment(node)) return null
  const name = keyOf(morph, node.getNameNode())
  if (name === null) return null
  const value = isMember ? textOf(morph, node.getInitializer()) : null
  return { kind: 'property', node, commented: node, name, value }
}

const valueThing = (morph: Morph, node: Node): Thing | null => {
  const value = textOf(morph, node)
  if (value === null || !morph.Node.isArrayLiteralExpression(node.getParent())) return null
  return { kind: 'value', node, commented: node, name: value, value }
}

/** What a list holds that is called for: `index('a').on(t.x)`. */
const elementThing = ({ Node: Kind }: Morph, node: Node): Thing | null =>
  Kind.isCallExpression(node) && Kind.isArrayLiteralExpression(node.getParent())
    ? { kind: 'element', node, commented: node, name: '', value: null }
    : null

/** The tags of one file, in its order. */
export const collectTags = <T>(
  morph: Morph,
  source: SourceFile,
  read: ReadTags<T>,
): readonly Tagged<T>[] => {
  const found: Tagged<T>[] = []
  source.forEachDescendant((node) => {
    const thing =
      declarationThing(morph, node) ??
      memberThing(morph, node) ??
      elementThing(morph, node) ??
      valueThing(morph, node)
    if (thing === null) return
    const { commented, ...rest } = thing
    found.push(...docTags(commented, read).map((tag) => ({ ...rest, tag })))
  })
  return found
}
