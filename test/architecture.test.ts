import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'oxc-parser'
import { describe, expect, test } from 'vitest'
import { root } from './support/project.ts'

interface SourceFile {
  /** Relative to `src/`. */
  readonly path: string
  readonly text: string
  readonly imports: readonly string[]
}

const specifiers = (path: string, text: string): readonly string[] => {
  const { module } = parseSync(path, text)
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports
      .flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest?.value))
      .filter((value) => value !== undefined),
    ...module.dynamicImports
      .map(({ moduleRequest }) => text.slice(moduleRequest.start, moduleRequest.end))
      .filter((argument) => /^['"]/.test(argument))
      .map((argument) => argument.slice(1, -1)),
  ]
}

const files: readonly SourceFile[] = readdirSync(join(root, 'src'), { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('.ts'))
  .map((path) => {
    const text = readFileSync(join(root, 'src', path), 'utf8')
    return { path, text, imports: specifiers(path, text) }
  })

/** Rooms from the bottom up; rooms of one layer are siblings. */
const LAYERS: readonly (readonly string[])[] = [
  ['errors.ts', 'errors', 'util'],
  ['schema'],
  ['operations'],
  ['diff', 'lint', 'render', 'dialects', 'revisions'],
  ['config.ts'],
  ['runtime'],
  ['models.ts'],
  ['commands'],
  ['cli', 'index.ts'],
]

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

const roomOf = (path: string): string => path.split('/')[0] ?? ''
const layerOf = (room: string): number => LAYERS.findIndex((rooms) => rooms.includes(room))

const allowed = (from: string, to: string): boolean => {
  const [room, other] = [roomOf(from), roomOf(to)]
  if (room === 'errors.ts' && other === 'errors') return true
  if (room !== other) return layerOf(other) < layerOf(room)
  // Dialects are siblings of one another; what stands beside their folders is common to them.
  const [dialect, target] = [from.split('/')[1] ?? '', to.split('/')[1] ?? '']
  const isFolder = (name: string): boolean => !name.endsWith('.ts')
  const crosses = room === 'dialects' && isFolder(dialect) && isFolder(target)
  return !crosses || dialect === target
}

describe('layers', () => {
  test('every file stands in a known room', () => {
    expect(files.filter(({ path }) => layerOf(roomOf(path)) < 0).map(({ path }) => path)).toEqual(
      [],
    )
  })

  test('a file imports from its own room and from lower layers', () => {
    const violations = files.flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => normalize(join(dirname(path), specifier)))
        .filter((target) => !allowed(path, target))
        .map((target) => `${path} imports ${target}`),
    )
    expect(violations).toEqual([])
  })

  test('every package that is imported is declared for those who install diffkit', () => {
    const { dependencies, peerDependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    )
    const declared = { ...dependencies, ...peerDependencies, ...optionalDependencies }
    const undeclared = files.flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => /^@?[a-z]/.test(specifier) && !specifier.startsWith('node:'))
        .filter((specifier) => !(packageOf(specifier) in declared))
        .map((specifier) => `${path} imports ${specifier}`),
    )
    expect(undeclared).toEqual([])
  })

  test.each([
    ['better-sqlite3', /^dialects\/sqlite\/session\/better-sqlite3\.ts$/],
    ['@libsql/client', /^dialects\/sqlite\/session\/libsql(-client)?\.ts$/],
    ['pg', /^dialects\/postgres\/session\/(connection|drivers)\.ts$/],
    ['@electric-sql/pglite', /^dialects\/postgres\/session\/(connection|drivers)\.ts$/],
    ['prettier', /^render\/(?:format|layout)\.ts$/],
    ['ts-morph', /^(runtime|revisions)\//],
    [
      'oxc-parser',
      /^(runtime\/(load\/(model|source)-lines|config\/drizzle-config)|revisions\/header(-parse)?)\.ts$/,
    ],
    ['esbuild', /^runtime\/(load\/\w+|history\/pack|kept\/\w+)\.ts$/],
    ['commander', /^cli\//],
    ['@clack/prompts', /^cli\/questions\.ts$/],
    ['drizzle-kit', /^nowhere$/],
    ['drizzle-orm', /^nowhere$/],
  ])('%s is imported only where it belongs', (library, places) => {
    const users = files.filter(({ imports }) =>
      imports.some((specifier) => specifier === library || specifier.startsWith(`${library}/`)),
    )
    expect(users.map(({ path }) => path).filter((path) => !places.test(path))).toEqual([])
  })
})

/** Every cast: at parse boundaries (rows, JSON, user modules), and where the types need one. */
const CASTS: Readonly<Record<string, number>> = {
  'dialects/drizzle-objects.ts': 2,
  'dialects/postgres/catalog/queries.ts': 1,
  'dialects/postgres/session/drivers.ts': 1,
  'dialects/postgres/models/drizzle.ts': 3,
  'dialects/postgres/models/columns.ts': 1,
  'dialects/postgres/models/parts.ts': 1,
  'dialects/postgres/models/models.ts': 1,
  'dialects/sqlite/plan/change.ts': 1,
  'dialects/sqlite/models/drizzle.ts': 3,
  'dialects/sqlite/models/parts.ts': 1,
  'errors.ts': 1,
  'lint/index.ts': 1,
  'operations/index.ts': 5,
  'operations/recorder.ts': 5,
  'runtime/scratch/embedded-binaries.ts': 1,
  'runtime/scratch/embedded-orphans.ts': 1,
  'runtime/run/run-database.ts': 1,
  'runtime/load/source-lines.ts': 1,
  'schema/defaults.ts': 2,
  'schema/snapshot.ts': 1,
}

const count = (node: unknown, counts: Map<string, number>): void => {
  if (typeof node !== 'object' || node === null) return
  const type: unknown = Reflect.get(node, 'type')
  if (typeof type === 'string') {
    const isConst = JSON.stringify(Reflect.get(node, 'typeAnnotation') ?? null).includes(
      '"name":"const"',
    )
    if (!(type === 'TSAsExpression' && isConst)) counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  for (const value of Object.values(node)) count(value, counts)
}

const nodesOf = ({ path, text }: SourceFile): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  count(parseSync(path, text).program, counts)
  return counts
}

describe('code', () => {
  test('no file is longer than 300 lines', () => {
    const lengths = files.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([])
  })

  test('casts stand only where they are counted', () => {
    const found = files.map((file): readonly [string, number] => {
      const nodes = nodesOf(file)
      return [file.path, (nodes.get('TSAsExpression') ?? 0) + (nodes.get('TSTypeAssertion') ?? 0)]
    })
    expect(Object.fromEntries(found.filter(([, casts]) => casts > 0))).toEqual(CASTS)
  })

  test('no any, no non-null assertion', () => {
    const found = files.filter((file) => {
      const nodes = nodesOf(file)
      return nodes.has('TSAnyKeyword') || nodes.has('TSNonNullExpression')
    })
    expect(found.map(({ path }) => path)).toEqual([])
  })

  test('util holds at most three files', () => {
    expect(files.filter(({ path }) => path.startsWith('util/')).length).toBeLessThanOrEqual(3)
  })
})
