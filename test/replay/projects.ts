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
  project('midday', 'postgresql', {
    prelude: `CREATE EXTENSION IF NOT EXISTS pg_trgm;
DO $$ BEGIN CREATE ROLE authenticated; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
CREATE SCHEMA IF NOT EXISTS auth;
CREATE OR REPLACE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT NULL::uuid';
CREATE OR REPLACE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS 'SELECT NULL::jsonb';
CREATE SCHEMA IF NOT EXISTS private;
CREATE OR REPLACE FUNCTION private.get_teams_for_authenticated_user() RETURNS SETOF uuid LANGUAGE sql STABLE AS 'SELECT NULL::uuid';
CREATE OR REPLACE FUNCTION private.get_invites_for_authenticated_user() RETURNS SETOF uuid LANGUAGE sql STABLE AS 'SELECT NULL::uuid';
CREATE OR REPLACE FUNCTION extract_product_names(json) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
CREATE OR REPLACE FUNCTION generate_inbox(integer) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
CREATE OR REPLACE FUNCTION generate_inbox_fts(text, text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS 'SELECT to_tsvector(''english''::regconfig, $1)';`,
  }),
]
