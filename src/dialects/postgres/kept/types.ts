/** What hangs on a type that is made anew: owner, grants and comment. */
import { nameKey } from '../../../schema/names.ts'
import type { Enum } from '../../../schema/types.ts'
import { literal, quoteObject } from '../../shared.ts'
import type { Draft } from '../ddl/draft.ts'
import { bringBack, settingOf, takeAway } from './kept.ts'
import { DIVIDER, GRANTEE } from './view-parts.ts'

const setting = (item: Enum): string => settingOf('type', nameKey(item))

export const keepType = (item: Enum): Draft =>
  takeAway(
    setting(item),
    `SELECT NULL AS gone, concat_ws(${DIVIDER},
        CASE WHEN typowner <> current_user::regrole THEN format('ALTER TYPE %s OWNER TO %I', oid::regtype, pg_get_userbyid(typowner)) END,
        CASE WHEN typacl IS NOT NULL THEN format('REVOKE ALL ON TYPE %s FROM PUBLIC', oid::regtype) END,
        (SELECT string_agg(format('GRANT USAGE ON TYPE %s TO %s', oid::regtype, ${GRANTEE}), ${DIVIDER}) FROM aclexplode(typacl) WHERE grantee <> typowner),
        format('COMMENT ON TYPE %s IS ', oid::regtype) || quote_literal(obj_description(oid, 'pg_type'))) AS back
      FROM pg_type WHERE oid = ${literal(quoteObject(item))}::regtype`,
    'keeps the owner, the grants and the comment of the type',
  )

export const putTypeBack = (item: Enum): Draft => bringBack(setting(item))
