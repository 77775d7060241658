/** The open projects: what each needs before its first table. Their code is input and is never committed. */
import type { DialectName } from '../../src/dialects/dialect.ts'

export interface Project {
  readonly name: string
  readonly dialect: DialectName
  /** Made before the first step, on every database of the project. */
  readonly prelude: string
  /** What the application makes before it runs its own migrations. */
  readonly committedPrelude: string
  /** The PostgreSQL that the newest models need, where the usual one is too old. */
  readonly major: string | null
  /** What the stand-ins for extensions cannot do, taken out of the sources. */
  readonly adapts: readonly Mend[]
  /** What makes models out of those that PostgreSQL refuses, by files of the project; tried where it does. */
  readonly mends: readonly Mend[]
}

/** One place in the sources that is written otherwise. */
export interface Mend {
  readonly find: RegExp
  readonly replace: string
}

const project = (
  name: string,
  dialect: DialectName,
  needs: Partial<Pick<Project, 'prelude' | 'committedPrelude' | 'major' | 'adapts' | 'mends'>> = {},
): Project => ({
  name,
  dialect,
  prelude: '',
  committedPrelude: '',
  major: null,
  adapts: [],
  mends: [],
  ...needs,
})

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
  project('torus', 'postgresql', {
    major: '18',
    mends: [
      // A text that is quoted as a name.
      { find: /= "(UP|DOWN)"/g, replace: "= '$1'" },
      // A column that stands in its key twice.
      {
        find: /unique\(\)\.on\(t\.userKey, t\.userKey\)/g,
        replace: 'unique().on(t.userKey, t.moduleKey)',
      },
      // Keys that foreign keys point at.
      {
        find: /("module_data"[^]*?ss58Address\("module_key"\)\.notNull\(\))(?=,[^]*=> moduleData\.moduleKey\))/g,
        replace: '$1.unique()',
      },
      {
        find: /("cadre"[^]*?ss58Address\("user_key"\))(?=,[^]*=> cadreSchema\.userKey\))/g,
        replace: '$1.unique()',
      },
      // A foreign key of another type than what it points at.
      {
        find: /ss58Address(\("module_key"\)\s*\.references\(\(\) => moduleData\.id\))/g,
        replace: 'integer$1',
      },
    ],
  }),
  project('midday', 'postgresql', {
    major: '18',
    adapts: [
      // The methods of pgvector have parameters.
      { find: /\.with\(\{[^}]*(?:lists|ef_construction)[^}]*\}\)/g, replace: '' },
    ],
    mends: [
      // A key that a foreign key points at.
      {
        find: /(export const transactionCategories = pgTable\([^]*?id: uuid\(\)\.defaultRandom\(\)\.notNull\(\))(?!\.unique)/g,
        replace: '$1.unique()',
      },
      // Operator classes of other types, as drizzle-kit's `pull` once wrote them.
      {
        find: /\.op\("(?:bool|date|enum|int4|int8|numeric|text|timestamptz|uuid)_ops"\)/g,
        replace: '',
      },
    ],
    prelude: `CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS vector;
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
