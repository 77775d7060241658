/** An extension in another namespace. https://www.postgresql.org/docs/current/extend-extensions.html#EXTEND-EXTENSIONS-RELOCATION */
import type { AlterExtension } from '../../../operations/extension.ts'
import { literal, quote } from '../../shared.ts'
import { draft } from './draft.ts'
import type { Draft } from './draft.ts'

/**
 * Only the server knows which can be moved. Another one is made anew, in its version and with its comment, but
 * where it has tables of its own, whose rows would go: PostgreSQL refuses that, and what is in use.
 */
export const moveExtensionSql = ({ name, set }: AlterExtension): Draft => {
  const extension = quote(name)
  const namespace = quote(set.namespace ?? 'public')
  const make = `CREATE EXTENSION ${extension} SCHEMA ${namespace} VERSION `.replaceAll('%', '%%')
  const comment = `COMMENT ON EXTENSION ${extension} IS `.replaceAll('%', '%%')
  return draft(
    [
      'DO $diffkit$ DECLARE fixed record; BEGIN',
      `  SELECT extversion, obj_description(oid, 'pg_extension') AS comment INTO fixed`,
      `    FROM pg_extension WHERE extname = ${literal(name)} AND NOT extrelocatable AND extconfig IS NULL;`,
      '  IF FOUND THEN',
      `    DROP EXTENSION ${extension};`,
      `    EXECUTE format(${literal(`${make}%L`)}, fixed.extversion);`,
      `    EXECUTE format(${literal(`${comment}%L`)}, fixed.comment);`,
      '  ELSE',
      `    ALTER EXTENSION ${extension} SET SCHEMA ${namespace};`,
      '  END IF;',
      'END $diffkit$',
    ].join('\n'),
  )
}
