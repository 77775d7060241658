/** The open projects: what each needs before its first table. Their code is input and is never committed. */
import type { DialectName } from '../../src/dialects/dialect.ts'

export interface Project {
  readonly name: string
  readonly dialect: DialectName
  /** Made before the first step, on every database of the project. */
  readonly prelude: string
  /** What the application makes before it runs its own migrations. */
  readonly committedPrelude: string
}

const project = (
  name: string,
  dialect: DialectName,
  needs: Partial<Pick<Project, 'prelude' | 'committedPrelude'>> = {},
): Project => ({ name, dialect, prelude: '', committedPrelude: '', ...needs })

export const projects: readonly Project[] = [
  project('karakeep', 'sqlite'),
  project('folo', 'sqlite'),
  project('homarr-sqlite', 'sqlite'),
  project('homarr-pg', 'postgresql'),
  project('dokploy', 'postgresql'),
  project('kyoo', 'postgresql', {
    prelude: 'CREATE EXTENSION IF NOT EXISTS pg_trgm;',
    committedPrelude: 'CREATE SCHEMA kyoo',
  }),
  project('torus', 'postgresql'),
  project('midday', 'postgresql'),
]
