/** Where in the source a model stands: its line, or that of one of its columns. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { EcmaScriptModule, Node, Program } from 'oxc-parser'
import type { ModelPlace } from '../../dialects/dialect.ts'
import type { Place } from './source-lines.ts'

type Wanted = Pick<ModelPlace, 'file' | 'exportName' | 'key'>

interface Source {
  readonly path: string
  readonly text: string
  readonly program: Program
  readonly module: EcmaScriptModule
}

const parse = async (path: string): Promise<Source | null> => {
  const [{ parseSync }, text] = await Promise.all([import('oxc-parser'), readFile(path, 'utf8')])
  const { program, module, errors } = parseSync(path, text)
  return errors.length > 0 ? null : { path, text, program, module }
}

const EXTENSIONS = ['', '.ts', '.tsx', '.mts', '.js', '/index.ts', '/index.js']

/** The file that a relative import means, `./users.js` for `users.ts` included. */
const resolveFile = (from: string, specifier: string): string | null => {
  if (!specifier.startsWith('.')) return null
  const base = resolve(dirname(from), specifier)
  const candidates = [base.replace(/\.([mc]?)js$/, '.$1ts'), base].flatMap((path) =>
    EXTENSIONS.map((extension) => path + extension),
  )
  return candidates.find((path) => /\.[mc]?[jt]sx?$/.test(path) && existsSync(path)) ?? null
}

interface Declaration {
  readonly start: number
  readonly init: Node | null
}

const findDeclaration = ({ program }: Source, name: string): Declaration | null => {
  for (const node of program.body) {
    const inner = node.type === 'ExportNamedDeclaration' ? node.declaration : node
    if (inner?.type !== 'VariableDeclaration') continue
    for (const { id, init, start } of inner.declarations) {
      if (id.type === 'Identifier' && id.name === name) return { start, init }
    }
  }
  return null
}

interface Elsewhere {
  readonly specifier: string
  readonly name: string
}

/** Where an exported name may come from, when the file does not declare it. */
const passedOn = ({ module }: Source, exportName: string): readonly Elsewhere[] => {
  const entries = module.staticExports.flatMap((item) => item.entries)
  return entries.flatMap(({ moduleRequest, exportName: as, importName }) => {
    if (moduleRequest === null) return []
    if (as.name === exportName)
      return [{ specifier: moduleRequest.value, name: importName.name ?? exportName }]
    return as.name === null ? [{ specifier: moduleRequest.value, name: exportName }] : []
  })
}

/** The name inside the file: `export { users as people }`. */
const localName = ({ module }: Source, exportName: string): string => {
  const entries = module.staticExports.flatMap((item) => item.entries)
  return entries.find((entry) => entry.exportName.name === exportName)?.localName.name ?? exportName
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value

const namesKey = (node: Node, key: string): boolean =>
  node.type === 'Property' &&
  ((node.key.type === 'Identifier' && node.key.name === key) ||
    (node.key.type === 'Literal' && node.key.value === key))

/** The first property of that name inside an expression, outermost first. */
const findProperty = (root: Node | null, key: string): number | null => {
  const queue: unknown[] = [root]
  for (const value of queue) {
    if (Array.isArray(value)) queue.push(...value)
    if (!isNode(value)) continue
    if (namesKey(value, key)) return value.start
    queue.push(...Object.values(value))
  }
  return null
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

const find = async (path: string, wanted: Wanted, seen: Set<string>): Promise<Place | null> => {
  const at = `${path}\n${wanted.exportName}`
  if (seen.has(at)) return null
  seen.add(at)
  const source = await parse(path)
  if (source === null) return null
  const declaration = findDeclaration(source, localName(source, wanted.exportName))
  if (declaration !== null) {
    const property = wanted.key === null ? null : findProperty(declaration.init, wanted.key)
    return { file: path, line: lineAt(source.text, property ?? declaration.start) }
  }
  for (const { specifier, name } of passedOn(source, wanted.exportName)) {
    const file = resolveFile(path, specifier)
    const place = file === null ? null : await find(file, { ...wanted, exportName: name }, seen)
    if (place !== null) return place
  }
  return null
}

/** Where a model is declared, through barrels; `file` is relative to `folder`. `null`: not found. */
export const findModel = async (folder: string, wanted: Wanted): Promise<Place | null> => {
  const path = join(folder, wanted.file)
  const place = existsSync(path) ? await find(path, wanted, new Set()) : null
  return place && { ...place, file: relative(folder, place.file).split(sep).join('/') }
}
