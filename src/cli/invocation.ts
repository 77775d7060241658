/** One call of a command: what was typed, read with types. */
import type { Globals, Talk } from '../commands/environment.ts'

type Values = Readonly<Record<string, unknown>>

export interface Invocation {
  readonly args: readonly unknown[]
  readonly options: Values
  readonly globals: Globals
  readonly talk: Talk
  /** The answer goes out as JSON. */
  readonly json: boolean
  readonly format: string
}

export const textOption = (values: Values, name: string): string | null => {
  const value = values[name]
  return typeof value === 'string' ? value : null
}

export const flag = (values: Values, name: string): boolean => values[name] === true

/** A `--no-…` option: true unless it was given. */
export const unlessNegated = (values: Values, name: string): boolean => values[name] !== false

export const listOption = (values: Values, name: string): readonly string[] => {
  const value = values[name]
  return Array.isArray(value) ? value.map(String) : []
}

export const listArgument = ({ args }: Invocation, index: number): readonly string[] => {
  const value = args[index]
  return Array.isArray(value) ? value.map(String) : []
}

export const textArgument = ({ args }: Invocation, index: number): string | null => {
  const value = args[index]
  return typeof value === 'string' ? value : null
}
