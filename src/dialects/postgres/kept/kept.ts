/** What gives way to a change and comes back as it was: its statements wait in a setting of the session meanwhile. */
import { createHash } from 'node:crypto'
import { literal } from '../../shared.ts'
import { upkeep } from '../ddl/draft.ts'
import type { Draft } from '../ddl/draft.ts'
import { DIVIDER } from './view-parts.ts'

/** A setting of a name that PostgreSQL takes, and another for each thing whatever its name. */
export const settingOf = (kind: string, ...names: readonly (string | null)[]): string => {
  const key = names.map((name) => name ?? '').join('\u0001')
  const readable = key.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 12)
  return literal(`diffkit.${kind}_${readable}_${hash}`)
}

/** Takes away what a query names, and remembers what makes it again; a row may have only the one or the other. */
export const takeAway = (setting: string, query: string, note: string): Draft => ({
  ...upkeep(
    `DO $diffkit$
DECLARE item record; kept text[] := '{}';
BEGIN
  FOR item IN ${query}
  LOOP
    kept := item.back || kept;
    IF item.gone IS NOT NULL THEN EXECUTE item.gone; END IF;
  END LOOP;
  PERFORM set_config(${setting}, array_to_string(kept, ${DIVIDER}), false);
END $diffkit$`,
    note,
  ),
  keeps: setting,
})

/** A block that makes again what waits in the settings, in that order; `failed`: what is done where a statement names what is not there. */
const remake = (settings: readonly [string, ...string[]], failed: string, note: string): Draft => {
  const values = settings.map((setting) => `nullif(current_setting(${setting}, true), '')`)
  const [first, ...others] = settings
  return {
    ...upkeep(
      `DO $diffkit$
DECLARE kept text; waiting text[] := '{}'; checks text := current_setting('check_function_bodies');
BEGIN
  PERFORM set_config('check_function_bodies', 'off', true);
  FOREACH kept IN ARRAY string_to_array(concat_ws(${DIVIDER}, ${values.join(', ')}), ${DIVIDER}) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table OR undefined_column OR undefined_function THEN
      ${failed}
    END;
  END LOOP;
  PERFORM set_config('check_function_bodies', checks, true);
  PERFORM set_config(${first}, array_to_string(waiting, ${DIVIDER}), false);${others.map((setting) => `\n  PERFORM set_config(${setting}, '', false);`).join('')}
END $diffkit$`,
      note,
    ),
    keeps: first,
  }
}

/** Makes it again; what has gone for good takes its comment, grants and settings along. The body of a routine may name what comes back only later. */
export const bringBack = (...settings: readonly [string, ...string[]]): Draft =>
  remake(
    settings,
    "IF kept !~ '^(GRANT|COMMENT|ALTER (INDEX|(MATERIALIZED )?VIEW)) ' THEN RAISE; END IF;",
    'puts them back',
  )

/** Makes again what can be by now; what names something that comes back only later goes on waiting. */
export const bringBackSome = (setting: string): Draft =>
  remake(
    [setting],
    'waiting := waiting || kept;',
    'puts them back, but for those that read what is made again below',
  )
