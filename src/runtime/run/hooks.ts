/** The functions of the configuration that are called around a revision. */
import type { ResolvedConfig } from '../../config.ts'
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import type { MigrateContext } from './migrate.ts'
import type { Stop } from './stop.ts'

export type Hooks = Pick<ResolvedConfig, 'beforeRevision' | 'afterRevision'>

/** What a hook throws names it, and the revision that it was called for. */
export const callHook = async (
  name: keyof Hooks | 'afterWrite',
  revision: string,
  call: () => Promise<void> | void,
): Promise<void> => {
  try {
    await call()
  } catch (cause) {
    if (isDiffkitError(cause)) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new DiffkitError('HOOK_FAILED', { hook: name, revision, message }, { cause })
  }
}

export const hasHooks = ({ hooks }: Pick<MigrateContext, 'hooks'>): boolean =>
  hooks.beforeRevision !== null || hooks.afterRevision !== null

/** Calls one of them; within the caller's transaction, where there is one. */
export const callAround = async (
  name: keyof Hooks,
  { revision: { id, message }, direction }: Stop,
  { hooks, runDatabase: db }: MigrateContext,
): Promise<void> => {
  const hook = hooks[name]
  if (hook === null) return
  await callHook(name, id, () => hook({ revision: id, message, direction, db }))
}
