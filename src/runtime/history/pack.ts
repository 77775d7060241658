/** Compiles a history into one module that runs without TypeScript, and without its files. */
import { basename, dirname, join } from 'node:path'
import type { ResolvedConfig } from '../../config.ts'
import { loadEsbuild } from '../load/esbuild.ts'
import type { History } from './history.ts'
import { explainBuild, isBuildFailure } from '../load/errors.ts'

const OLDEST_NODE = 'node20'

const entryText = (config: ResolvedConfig, { revisions }: History): string => {
  const file = (path: string): string => JSON.stringify(join(config.folder, path))
  const imports = revisions.map(
    ({ path }, index) =>
      `import { upgrade as up${index}, downgrade as down${index} } from ${file(path)}`,
  )
  const entries = revisions.map(
    (revision, index) =>
      `  { ...${JSON.stringify(revision)}, upgrade: up${index}, downgrade: down${index} },`,
  )
  return [
    ...imports,
    'export default {',
    '  format: 1,',
    `  dialect: ${JSON.stringify(config.dialect)},`,
    '  load: (specifier) => import(specifier),',
    '  migrations: [',
    ...entries,
    '  ],',
    '}',
  ].join('\n')
}

/** The module and its types, as texts; what is installed stays an import. */
export const packMigrations = async (
  config: ResolvedConfig,
  history: History,
  out: string,
): Promise<{ readonly code: string; readonly types: string }> => {
  try {
    const { outputFiles } = await loadEsbuild().build({
      stdin: { contents: entryText(config, history), resolveDir: config.folder, loader: 'js' },
      absWorkingDir: config.folder,
      outfile: join(dirname(out), basename(out)),
      bundle: true,
      write: false,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: OLDEST_NODE,
      logLevel: 'silent',
      banner: { js: '// Written by `diffkit bundle`. Do not edit.' },
    })
    return {
      code: outputFiles[0]?.text ?? '',
      types: [
        "import type { MigrationBundle } from 'diffkit'",
        '',
        'declare const bundle: MigrationBundle',
        'export default bundle',
        '',
      ].join('\n'),
    }
  } catch (error) {
    throw isBuildFailure(error) ? explainBuild(error, config.folder) : error
  }
}
