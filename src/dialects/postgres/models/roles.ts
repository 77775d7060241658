/** The roles that Drizzle models declare; one that is `.existing()` says nothing. */
import { DiffkitError } from '../../../errors.ts'
import { roleDefaults } from '../../../schema/types.ts'
import type { Role } from '../../../schema/types.ts'
import type { ModelExport } from '../../dialect.ts'
import { isKind } from '../../drizzle-objects.ts'
import { atExport } from '../../model-places.ts'
import { clipName } from '../relation-names.ts'

const RESERVED = /^(?:pg_|public$|none$)/

const readRole = ({ value, file, name: exportName }: ModelExport): readonly Role[] => {
  if (!isKind(value, 'PgRole') || Reflect.get(value, '_existing') === true) return []
  const flag = (key: 'createDb' | 'createRole' | 'inherit'): boolean => {
    const given: unknown = Reflect.get(value, key)
    return typeof given === 'boolean' ? given : roleDefaults[key]
  }
  const name = clipName(String(Reflect.get(value, 'name')))
  if (RESERVED.test(name)) {
    throw new DiffkitError('MODEL_INVALID', {
      ...atExport({ file, name: exportName }),
      problem: `role ${name}: PostgreSQL keeps such names for itself`,
      hint: 'Say `.existing()` of a role that the server has by itself.',
    })
  }
  const [createDb, createRole, inherit] = [flag('createDb'), flag('createRole'), flag('inherit')]
  return [{ ...roleDefaults, name, createDb, createRole, inherit }]
}

/** One of each name; two that differ are an error. */
export const readRoles = (exports: readonly ModelExport[]): readonly Role[] => {
  const roles = new Map<string, Role>()
  for (const source of exports) {
    for (const role of readRole(source)) {
      const other = roles.get(role.name)
      if (other !== undefined && JSON.stringify(other) !== JSON.stringify(role)) {
        throw new DiffkitError('MODEL_INVALID', {
          ...atExport(source),
          problem: `role ${role.name} is declared twice, in different ways`,
        })
      }
      roles.set(role.name, role)
    }
  }
  return [...roles.values()]
}
