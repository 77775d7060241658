/** What drizzle-kit and diffkit made of one change, judged. */
import { expect } from 'vitest'
import type { Names } from './drizzle-source.ts'
import { complaint, differing } from './oracle.ts'
import type { Outcome } from './oracle.ts'

/** Something that drizzle-kit 0.31 does wrong. */
export interface Defect {
  /** The case that shows it. */
  readonly name: string
  /** Where it shows with one kind of names only. */
  readonly names?: Names
  /** `created`: even when the models are the first ones. */
  readonly when: 'created' | 'changed'
  /**
   * What the server says, or what differs: `-` should be there, `+` should not. Each line that differs
   * is shown by one of these, and each of these by a line.
   */
  readonly shows: RegExp | readonly (RegExp | string)[]
  /** Of `created`: the catalog that is right, as the witness of the dialect has it. */
  readonly right?: readonly (string | RegExp)[]
  /** Of `created`, when drizzle-kit makes something: what diffkit would change in it. */
  readonly mends?: readonly string[]
  /** How it shows in any other schema. */
  readonly anywhere?: RegExp
  readonly reason: string
}

/** Whether known defects make each line of a complaint. */
export const isKnown = (found: string, defects: readonly Defect[]): boolean => {
  const isError = !/^[-+] /.test(found)
  return (isError ? [found] : linesOf(found)).every((line) =>
    defects.some(({ anywhere }) => anywhere?.test(line)),
  )
}

/** A line of a witness may go on after a line break, as the query of a view does. */
const linesOf = (found: string): readonly string[] => found.split(/\n(?=[-+] )/)

/** pg_dump says the same of an object in words of its own. */
const isDumped = (line: string): boolean => /^([-+] )?pg_dump /.test(line)

/** Each line is one of these, and each of these is there. */
const expectLines = (
  lines: readonly string[],
  wanted: readonly (string | RegExp)[],
  message: string,
): void => {
  const isOne = (line: string, item: string | RegExp): boolean =>
    typeof item === 'string' ? line === item : item.test(line)
  expect(
    {
      unexplained: lines.filter((line) => !wanted.some((item) => isOne(line, item))),
      gone: wanted.filter((item) => !lines.some((line) => isOne(line, item))),
    },
    message,
  ).toEqual({ unexplained: [], gone: [] })
}

/** Nothing differs but what the defect shows, and all of it is there. */
export const expectShown = (
  outcome: Outcome,
  expected: readonly string[],
  { shows, reason }: Pick<Defect, 'shows' | 'reason'>,
): void => {
  const found = complaint(outcome, expected)
  const parts = outcome.error === null ? linesOf(found) : [found]
  expectLines(
    parts.filter((line) => !isDumped(line)),
    shows instanceof RegExp ? [shows] : shows,
    `${reason}; or no longer:\n${found}`,
  )
}

/** The catalog, without the spaces that stand for what is not there, is this one. */
export const expectCatalog = (
  catalog: readonly string[],
  wanted: readonly (string | RegExp)[],
): void =>
  expectLines(
    catalog.filter((line) => !isDumped(line)).map((line) => line.trimEnd()),
    wanted,
    'diffkit',
  )

export interface Outcomes {
  readonly created: Outcome
  readonly changed: Outcome
  readonly ours: Outcome
}

export const judge = (
  { created, changed, ours }: Outcomes,
  defect: Defect | undefined,
  defects: readonly Defect[],
): void => {
  expect(ours.error).toBeNull()
  if (defect?.when === 'created') {
    expectShown(created, ours.after, defect)
    expectCatalog(ours.after, defect.right ?? [])
    return
  }
  expect(created.error, 'drizzle-kit, created').toBeNull()
  expect(differing(created.after, ours.after), 'diffkit, after the change').toEqual([])
  expect(differing(changed.before, ours.before), 'diffkit, created').toEqual([])
  if (defect !== undefined) {
    expectShown(changed, created.after, defect)
    return
  }
  const found = complaint(changed, created.after)
  if (!isKnown(found, defects)) expect(found, 'drizzle-kit, changed').toBe('')
}
