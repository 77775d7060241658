/** The user's files of models as a ts-morph project. Its imports are those that the loader has followed. */
import { join } from 'node:path'
import type * as tsMorph from 'ts-morph'
import type { ExportedDeclarations, Node, Project, SourceFile } from 'ts-morph'
import type { Sources } from './sources.ts'

export type Morph = typeof tsMorph

/** Holds these files alone: neither the types of packages nor those of the language are read. */
export const openProject = ({ Project: Opened }: Morph, { code, imports }: Sources): Project => {
  const project = new Opened({
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    skipLoadingLibFiles: true,
    compilerOptions: { allowJs: true, noLib: true, types: [] },
    resolutionHost: () => ({
      resolveModuleNames: (names, file) =>
        names.map((name) => {
          const resolvedFileName = imports.get(file)?.get(name)
          return resolvedFileName === undefined ? undefined : { resolvedFileName }
        }),
    }),
  })
  for (const file of code) project.addSourceFileAtPath(file)
  return project
}

const PATTERNS = new Set(['BindingElement', 'ArrayBindingPattern', 'ObjectBindingPattern'])

type Exported = ReadonlyMap<string, readonly ExportedDeclarations[]>

/** The whole declaration of a name that is taken out of an array or an object: what it is made of stands there. */
const wholeOf = (node: Node | undefined): Node | null => {
  let whole = node
  while (whole !== undefined && PATTERNS.has(whole.getKindName())) whole = whole.getParent()
  return whole ?? null
}

/** What an export of a file means, through barrels and under other names. */
export const declarationFinder = (
  project: Project,
  folder: string,
): ((file: string, name: string) => Node | null) => {
  const known = new Map<SourceFile, Exported>()
  return (file, name) => {
    const source = project.getSourceFile(join(folder, file))
    if (source === undefined) return null
    const exported = known.get(source) ?? source.getExportedDeclarations()
    known.set(source, exported)
    return wholeOf(exported.get(name)?.[0])
  }
}
