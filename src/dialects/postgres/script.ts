/** The lines of a psql script around the statements. */
import type { ScriptForms } from '../dialect.ts'
import { literal } from '../shared.ts'

const SEARCH_PATH = `DO $diffkit$ BEGIN PERFORM set_config('search_path', concat_ws(', ', 'public', nullif(current_setting('search_path'), '')), false); END $diffkit$;`

export const script: ScriptForms = {
  prologue: ['\\set ON_ERROR_STOP on', SEARCH_PATH],
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
  groundQuery: () => null,
}
