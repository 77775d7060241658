/** The generated laws on one PostgreSQL major. */
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Connection } from '../../src/dialects/dialect.ts'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { arbitraryPair, postgresSpace } from './arbitrary-schema.ts'
import { tryPair } from './law-trial.ts'
import type { Tally } from './law-trial.ts'
import { useServer } from './postgres.ts'
import type { Major } from './postgres.ts'

export const RESET = `DO $$ DECLARE n text; BEGIN
  FOR n IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
  LOOP EXECUTE format('DROP SCHEMA %I CASCADE', n); END LOOP;
  CREATE SCHEMA public;
END $$`

/** Shares nothing with introspection: one line an object, as the server itself describes it. */
export const DESCRIBE = `
SELECT format('column %s.%s %s %s %s %s %s %s', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod),
  a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
  NULLIF(a.attcollation, t.typcollation)::regcollation) AS line
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'v', 'm')
  AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(k.oid))
FROM pg_constraint k JOIN pg_namespace n ON n.oid = connamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND contype <> 'n'
UNION ALL SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname !~ '^pg_'
UNION ALL SELECT format('view %s %s', viewname, definition) FROM pg_views WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema'
UNION ALL SELECT format('materialized view %s.%s %s populated %s %s', schemaname, matviewname, tablespace, ispopulated, definition)
FROM pg_matviews WHERE schemaname !~ '^pg_'
UNION ALL SELECT format('options %s %s %s', c.oid::regclass, amname, (SELECT array_agg(o ORDER BY o) FROM unnest(reloptions) o))
FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace LEFT JOIN pg_am a ON a.oid = relam
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND relkind IN ('v', 'm')
UNION ALL SELECT format('policy %s on %s.%s %s for %s to %s using %s check %s', policyname, schemaname, tablename, permissive, cmd,
  roles, qual, with_check)
FROM pg_policies
UNION ALL SELECT format('namespace %s', nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
UNION ALL SELECT format('comment %s %s', pg_describe_object(classoid, objoid, objsubid), description)
FROM pg_description WHERE objoid >= 16384
UNION ALL SELECT format('enum %s %s', t.oid::regtype, array_agg(enumlabel ORDER BY enumsortorder))
FROM pg_enum e JOIN pg_type t ON t.oid = enumtypid GROUP BY t.oid
UNION ALL SELECT format('table %s %s %s %s %s %s', c.oid::regclass, relpersistence, (SELECT array_agg(o ORDER BY o) FROM unnest(reloptions) o), relrowsecurity,
  relforcerowsecurity, amname)
FROM pg_class c JOIN pg_am a ON a.oid = relam JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname !~ '^pg_' AND relkind = 'r'
  AND nspname <> 'information_schema'
UNION ALL SELECT format('extension %s', extname) FROM pg_extension
UNION ALL SELECT format('sequence %s %s %s from %s by %s between %s and %s cache %s %s owned by %s.%s', schemaname, sequencename,
  data_type, start_value, increment_by, min_value, max_value, cache_size, cycle, refobjid::regclass, attname)
FROM pg_sequences
LEFT JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = format('%I.%I', schemaname, sequencename)::regclass
  AND refclassid = 'pg_class'::regclass AND refobjsubid > 0 AND deptype IN ('a', 'i')
LEFT JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
ORDER BY 1`

export const connect = (url: string): Promise<Connection> =>
  postgres.connect(url, {
    create: true,
    namespaces: [],
    lockName: 'test',
    lockTimeout: 5000,
    statementTimeout: null,
  })

/** pg_dump, where the machine has one that reads that major: it reads all before its own. */
export const pgDump = (major: Major): string | null => {
  try {
    const version = execFileSync('pg_dump', ['--version']).toString()
    return Number(/ (\d+)\./.exec(version)?.[1] ?? 0) >= major ? 'pg_dump' : null
  } catch {
    return null
  }
}

/** The lines of a dump, sorted, so that the order of columns does not count. */
export const dump = (program: string, url: string): string =>
  execFileSync(program, ['-s', '--no-owner', '-d', url])
    .toString()
    .split('\n')
    .map((line) => line.trim().replace(/,$/, ''))
    .filter((line) => line !== '' && !line.startsWith('--') && !line.startsWith('\\'))
    .toSorted()
    .join('\n')

export const postgresLaws = (major: Major, runs: number): void => {
  const server = useServer(major)

  test(
    `${runs} generated changes go there and back on ${major}`,
    { timeout: 420_000 },
    async () => {
      const urls = [await server.database(), await server.database()] as const
      const [first, second] = [await connect(urls[0]), await connect(urls[1])]
      const tally: Tally = { through: 0, refused: 0 }
      const program = pgDump(major)
      let described = 0
      const empty = async (connection: Connection): Promise<Connection> => {
        await connection.execute(RESET)
        return connection
      }
      const witness = async (connection: Connection): Promise<string> => {
        const rows = await connection.query(DESCRIBE)
        const text = rows.map((row) => String(row['line'])).join('\n')
        // A process a dump: every twelfth pair of them.
        const isDumped = program !== null && Math.floor(described++ / 2) % 12 === 0
        return isDumped ? `${text}\n${dump(program, urls[connection === first ? 0 : 1])}` : text
      }
      try {
        await fc.assert(
          fc.asyncProperty(arbitraryPair(postgresSpace, { renames: true }), (pair) =>
            tryPair(
              pair,
              {
                dialect: postgres,
                target: '14',
                fresh: () => empty(first),
                other: () => empty(second),
                witness,
              },
              tally,
            ),
          ),
          // Shrinking takes minutes here; the seed that a failure prints is enough to find it again.
          { numRuns: runs, endOnFailure: true },
        )
      } finally {
        await first.close()
        await second.close()
      }
      // oxlint-disable-next-line eslint/no-console -- the counts are what the run is for
      console.log(
        `PostgreSQL ${major}: ${tally.through} went through, ${tally.refused} refused for their rows`,
      )
      expect(tally.through).toBeGreaterThan(runs / 2)
    },
  )
}
