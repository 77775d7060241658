/** Roles belong to the whole server: other databases of it may have made them, and need them still. */
import type { AlterRole, CreateRole, DropRole } from '../../../operations/role.ts'
import type { RoleSet } from '../../../schema/spec.ts'
import { literal, quote } from '../../shared.ts'
import { draft } from './draft.ts'
import type { Draft } from './draft.ts'

const word = (name: string, value: boolean | undefined): readonly string[] =>
  value === undefined ? [] : [value ? name : `NO${name}`]

const attributes = ({ createDb, createRole, inherit }: RoleSet): string =>
  [
    ...word('CREATEDB', createDb),
    ...word('CREATEROLE', createRole),
    ...word('INHERIT', inherit),
  ].join(' ')

const block = (...lines: readonly string[]): string =>
  ['DO $diffkit$', 'BEGIN', ...lines.map((line) => `  ${line}`), 'END $diffkit$'].join('\n')

export const createRoleSql = ({ role }: CreateRole): Draft => {
  const { name, ...set } = role
  const found = `SELECT FROM pg_catalog.pg_roles WHERE rolname = ${literal(name)}`
  const values = [set.createDb, set.createRole, set.inherit].join(', ')
  return draft(
    block(
      `IF NOT EXISTS (${found}) THEN`,
      `  CREATE ROLE ${quote(name)} ${attributes(set)};`,
      // Who may not alter roles can do with those that are as they should be.
      `ELSIF NOT EXISTS (${found}`,
      `    AND (rolcreatedb, rolcreaterole, rolinherit) = (${values})) THEN`,
      `  ALTER ROLE ${quote(name)} ${attributes(set)};`,
      'END IF;',
    ),
  )
}

export const alterRoleSql = ({ name, set }: AlterRole): Draft =>
  draft(`ALTER ROLE ${quote(name)} ${attributes(set)}`)

/** Something in another database of the server names the role, or a policy: then it was there before. */
const isNeeded = (name: string): readonly string[] => [
  'EXISTS (SELECT FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_roles r ON r.oid = d.refobjid',
  "  AND d.refclassid = 'pg_catalog.pg_authid'::regclass",
  `  WHERE r.rolname = ${literal(name)} AND (d.classid = 'pg_catalog.pg_policy'::regclass OR d.dbid NOT IN (0,`,
  '    (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))))',
]

export const dropRoleSql = ({ name }: DropRole): Draft =>
  draft(
    block(
      `IF NOT`,
      ...isNeeded(name).map((line) => `  ${line}`),
      'THEN',
      `  DROP ROLE IF EXISTS ${quote(name)};`,
      'END IF;',
    ),
    'one that a policy or another database of the server needs stays',
  )
