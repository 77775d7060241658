/** Run a migration's functions against a recording builder: its operations as data. */
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import { recordingBuilder } from '../../operations/recorder.ts'
import type { Operation, Operations, Vars } from '../../operations/index.ts'
import { findPlace } from '../load/source-lines.ts'

/** What a migration file holds, once loaded. */
export interface Program {
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
}

type Direction = keyof Program

const isFunction = (value: unknown): value is (op: Operations) => unknown =>
  typeof value === 'function'

const isThenable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'then' in value

/** Operations of one direction. A function that is missing, throws, or is asynchronous is an error naming the file. */
export const record = (
  module: Readonly<Record<string, unknown>>,
  direction: Direction,
  { file, vars = {} }: { readonly file: string; readonly vars?: Vars },
): readonly Operation[] => {
  const author = module[direction]
  if (!isFunction(author)) {
    throw new DiffkitError('MIGRATION_INVALID', {
      file,
      problem: `it exports no function \`${direction}\``,
    })
  }
  const recorded: Operation[] = []
  let open = true
  const builder = recordingBuilder((op) => {
    if (!open) {
      throw new DiffkitError('MIGRATION_INVALID', {
        file,
        problem: `\`op.${op.kind}\` is called after \`${direction}\` has returned`,
      })
    }
    recorded.push(op)
  }, vars)
  try {
    const answer = author(builder)
    if (isThenable(answer)) {
      throw new DiffkitError('MIGRATION_INVALID', {
        file,
        problem: `\`${direction}\` is asynchronous: put data steps into \`op.run\``,
      })
    }
  } catch (cause) {
    if (isDiffkitError(cause)) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    const place = findPlace(cause)
    const line = place?.file.endsWith(file) === true ? place.line : undefined
    throw new DiffkitError('MIGRATION_THROWS', { file, line, direction, message }, { cause })
  } finally {
    open = false
  }
  return recorded
}
