/** Custom types in whatever spelling: what the server makes of one is what the model is read as. */
import { expect, test } from 'vitest'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { diff } from '../../../src/diff/index.ts'
import { describe as describeOperation } from '../../../src/operations/index.ts'
import { compareSchemas } from '../../../src/runtime/judge/compare.ts'
import { emptySchema } from '../../../src/schema/types.ts'
import { arrayOf, readPostgres, versions } from '../../support/drizzle.ts'
import type { Builder } from '../../support/drizzle.ts'
import { execute, introspect, onServers } from './support.ts'

const SPELLINGS: readonly string[] = `
int; INT; int2; int4; int8; Integer; pg_catalog.int4; bigint; float4; float8; float;
float(24); float(53); DOUBLE  PRECISION; real; numeric; NUMERIC(10); decimal(10, 2); dec(5,1);
numeric ( 10 , 0 ); numeric(3,-2); bool; BOOLEAN; money; oid; regclass; pg_lsn; xid8; varchar;
varchar(10); character varying(10); CHARACTER VARYING (10); char varying(5);
national character varying(9); nchar(3); national char(3); char; character(7); bpchar;
bpchar(4); "char"; name; text; citext; public.citext; CITEXT; text collate "C";
varchar(9) COLLATE "POSIX"; bit; bit(3); bit varying; varbit(5); bytea; uuid; UUID; xml; json;
JSONB; tsvector; tsquery; jsonpath; date; time; time(3); timetz; time (2) with time zone;
time without time zone; timestamp; timestamp(3); timestamptz; TIMESTAMPTZ(3);
timestamp with time zone; timestamp (3) with time zone; TIMESTAMP WITHOUT TIME ZONE;
timestamp(0); interval; interval(3); interval year to month; INTERVAL DAY TO SECOND (3);
interval second(2); interval hour; point; line; lseg; box; path; polygon; circle; inet; CIDR;
macaddr; macaddr8; int4range; int8multirange; tstzrange; int[]; int4[3]; text[][];
integer ARRAY; varchar(10)[]; timestamptz(3)[]; mood; "mood"; public.mood; mood[]; "Odd Type";
auth.kind; "auth"."kind"[]; hstore; positive; pair; serial; SERIAL8; smallserial; serial2;
bigserial`
  .split(';')
  .map((text) => text.trim())

/** What some of them presuppose. */
const SETUP = `
CREATE EXTENSION citext; CREATE EXTENSION hstore; CREATE SCHEMA IF NOT EXISTS auth;
CREATE TYPE mood AS ENUM ('a'); CREATE TYPE "Odd Type" AS ENUM ('a'); CREATE TYPE auth.kind AS ENUM ('a');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0); CREATE TYPE pair AS (a integer, b text);`

onServers(`${SPELLINGS.length} spellings of types`, (server) => {
  test.each(versions)('are what the server calls them, by drizzle-orm $major', async (version) => {
    const connection = await server.database()
    await connection.execute(SETUP)
    const { customType, pgTable } = version.pg
    const make = (type: string) => customType({ dataType: () => type })()
    const columns = SPELLINGS.map((type, at) => [`c${at}`, make(type)] as const)
    const lists = SPELLINGS.filter((type) => !/serial|\[|array$/i.test(type)).map(
      (type, at) =>
        [`a${at}`, arrayOf(version, make(type) as unknown as Builder, 1) as never] as const,
    )
    const table = pgTable('spelled', Object.fromEntries([...columns, ...lists]))
    const { schema } = readPostgres(version, { table })
    await execute(
      connection,
      diff(emptySchema, schema, { features: postgres.features, renames: [] }),
    )
    const { operations } = await compareSchemas(
      { ...(await introspect(connection)), enums: [], namespaces: [] },
      schema,
      { dialect: postgres, printers: [] },
    )
    expect(operations.map(describeOperation)).toEqual([])
  })
})
