/** Lines for people that several commands share. */
import type { Finding } from '../commands/findings.ts'
import type { Hazard } from '../lint/hazard.ts'

export const hazardLine = ({ code, severity, message }: Hazard): string =>
  `  ${severity} ${code}: ${message}`

export const plural = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`

export const operationLines = (
  operations: readonly { readonly description: string }[],
): readonly string[] => operations.map(({ description }) => `  ${description}`)

export const findingLine = ({ object, expected, found, file, line }: Finding): string => {
  const place = file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`
  return `  ${object}${place}: expected ${expected}; found ${found}`
}
