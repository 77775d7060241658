/** A column that goes on counting with another sequence: where it has come to waits meanwhile. */
import { nameKey } from '../../../schema/names.ts'
import type { ObjectName } from '../../../schema/types.ts'
import { literal, quoteObject } from '../../shared.ts'
import { upkeep } from '../ddl/draft.ts'
import type { Draft } from '../ddl/draft.ts'
import { settingOf } from './kept.ts'
import { isUsed } from '../ddl/sequences.ts'

/** The sequence that the column counts with, found by its owner: its name does not follow renames. */
export const ownSequence = (table: ObjectName, column: string): string =>
  `pg_get_serial_sequence(${literal(quoteObject(table))}, ${literal(column)})`

const setting = (table: ObjectName, column: string): string =>
  settingOf('counter', nameKey(table), column)

/** Remembers the place of the counter; nothing where nobody drew from it yet. */
export const keepCount = (table: ObjectName, column: string): Draft => {
  const read = `SELECT last_value || ' ' || is_called FROM %1$s WHERE ${isUsed('%1$s', '%1$L')}`
  return upkeep(
    `DO $diffkit$ DECLARE place text; BEGIN
  EXECUTE format(${literal(read)}, ${ownSequence(table, column)}) INTO place;
  PERFORM set_config(${setting(table, column)}, coalesce(place, ''), false);
END $diffkit$`,
    'keeps the place of the counter',
  )
}

/** A sequence that begins behind the place has no number to give twice, and stays there. */
export const goOnCounting = (table: ObjectName, column: string): Draft =>
  upkeep(
    `SELECT setval(seqrelid, split_part(place, ' ', 1)::bigint, split_part(place, ' ', 2)::boolean)
  FROM pg_sequence, current_setting(${setting(table, column)}) AS place
  WHERE seqrelid = ${ownSequence(table, column)}::regclass AND place <> ''
    AND CASE WHEN seqincrement > 0 THEN split_part(place, ' ', 1)::bigint >= seqmin ELSE split_part(place, ' ', 1)::bigint <= seqmax END`,
    'counting goes on from where it was',
  )
