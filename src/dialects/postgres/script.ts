/** The lines of a psql script around the statements. */
import type { ScriptForms } from '../script-forms.ts'
import { literal } from '../shared.ts'
import { searchPath } from './session/search-path.ts'

/** As the connection of an online run sets it, but for what stands twice. */
const setSearchPath = (namespaces: readonly string[]): string => {
  const first = literal(searchPath(namespaces, ''))
  return `DO $diffkit$ BEGIN PERFORM set_config('search_path', concat_ws(', ', ${first}, nullif(current_setting('search_path'), '')), false); END $diffkit$;`
}

const OTHER_SESSION =
  'this is another session than the one that the script began in, as behind a pooler in transaction mode: connect to the server itself, and go on with diffkit upgrade'

export const script: ScriptForms = {
  prologue: (namespaces) => [
    '\\set ON_ERROR_STOP on',
    setSearchPath(namespaces),
    'SET row_security = off;',
  ],
  begin: () => ['BEGIN;'],
  commit: () => ['COMMIT;'],
  guard: (query, expected, message) => [
    'DO $diffkit$ BEGIN',
    `  IF ARRAY(SELECT guard.item::text FROM (${query}) AS guard (item))`,
    `     IS DISTINCT FROM ARRAY[${expected.map(literal).join(', ')}]::text[] THEN`,
    `    RAISE EXCEPTION '%', ${literal(message)};`,
    '  END IF;',
    'END $diffkit$;',
  ],
  markSession: [
    "DO $diffkit$ BEGIN PERFORM set_config('diffkit.session', pg_backend_pid()::text, false); END $diffkit$;",
  ],
  requireSession: [
    'DO $diffkit$ BEGIN',
    "  IF current_setting('diffkit.session', true) IS DISTINCT FROM pg_backend_pid()::text THEN",
    `    RAISE EXCEPTION '%', ${literal(OTHER_SESSION)};`,
    '  END IF;',
    'END $diffkit$;',
  ],
  groundQuery: () => null,
}
