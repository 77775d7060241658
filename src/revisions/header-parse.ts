/** Reads a header of any shape with a parser, still without running it. */
import type { Comment, Node, Program, TemplateLiteral, VariableDeclarator } from 'oxc-parser'
import { DiffkitError } from '../errors.ts'
import { HEADER_KEYS } from './header-scan.ts'
import type { HeaderKey, HeaderValue, RawHeader } from './header-scan.ts'

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

const textOf = ({ expressions, quasis }: TemplateLiteral): string | undefined =>
  expressions.length === 0 ? (quasis[0]?.value.cooked ?? undefined) : undefined

/** The value of a literal; `undefined` for anything that would have to be run. */
const valueOf = (node: Node | null): HeaderValue | undefined => {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' || node.value === null ? node.value : undefined
    case 'TemplateLiteral':
      return textOf(node)
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'ParenthesizedExpression':
      return valueOf(node.expression)
    case 'ArrayExpression':
      return listOf(node.elements)
    default:
      return undefined
  }
}

const listOf = (elements: readonly (Node | null)[]): readonly string[] | undefined => {
  const values = elements.map((item) => valueOf(item))
  return values.every((item) => typeof item === 'string') ? values : undefined
}

const declaratorsOf = (program: Program): readonly VariableDeclarator[] =>
  program.body.flatMap((node) => {
    const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node
    return declaration?.type === 'VariableDeclaration' ? declaration.declarations : []
  })

/** Where the value of a constant stands in the text. */
export const findConstant = async (
  text: string,
  file: string,
  key: HeaderKey,
): Promise<{ readonly start: number; readonly end: number }> => {
  const { parseSync } = await import('oxc-parser')
  const found = declaratorsOf(parseSync(file, text).program).find(
    ({ id }) => id.type === 'Identifier' && id.name === key,
  )
  if (!found?.init) {
    const problem = `\`${key}\` is not where it is declared`
    throw new DiffkitError('MIGRATION_INVALID', { file, problem })
  }
  return { start: found.init.start, end: found.init.end }
}

const isKey = (name: string): name is HeaderKey => HEADER_KEYS.some((key) => key === name)

/** The comment that speaks of the revision; a licence or a word to a linter may stand above it. */
const openingComment = ({ body }: Program, comments: readonly Comment[]): string => {
  const end = body[0]?.start ?? Infinity
  const above = comments.filter((item) => item.type === 'Block' && item.start < end)
  const own = above.find(({ value }) => /^\s*\* ?(?:Revision|Revises|Created):/m.test(value))
  return (own ?? above[0])?.value ?? ''
}

/** Throws MODULE_SYNTAX with the line, or MIGRATION_INVALID for a constant that is no literal. */
export const parseHeader = async (text: string, file: string): Promise<RawHeader> => {
  const { parseSync } = await import('oxc-parser')
  const { program, module, comments, errors } = parseSync(file, text)
  const [error] = errors
  if (error !== undefined) {
    const line = lineAt(text, error.labels[0]?.start ?? 0)
    throw new DiffkitError('MODULE_SYNTAX', { file, line, problem: error.message })
  }
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.map(({ exportName }) => exportName.name ?? ''),
  )
  const constants: Partial<Record<HeaderKey, HeaderValue>> = {}
  for (const { id, init, start } of declaratorsOf(program)) {
    if (id.type !== 'Identifier' || !isKey(id.name) || !exported.includes(id.name)) continue
    const value = valueOf(init)
    if (value === undefined) {
      const problem = `\`${id.name}\` must be written as a plain text, list or null: it is read without running the file`
      throw new DiffkitError('MIGRATION_INVALID', { file, line: lineAt(text, start), problem })
    }
    constants[id.name] = value
  }
  const comment = openingComment(program, comments)
  return { comment: comment.replace(/^\*/, ''), constants, functions: exported }
}
