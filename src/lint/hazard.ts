/** The closed list of hazards: a code, how severe it is, and the words. All prose of hazards stands here. */

export type Severity = 'note' | 'warning' | 'error'
export type Level = 'off' | 'warning' | 'error'

interface Kind {
  readonly severity: Severity
  /** A few words, written behind the operation in the migration. */
  readonly summary: string
  /** What to do about it. */
  readonly advice: string
}

export const hazards = {
  DK101: {
    severity: 'error',
    summary: 'deletes a table and its rows',
    advice: 'Rename the table first and drop it later, or make sure that nobody needs the rows.',
  },
  DK102: {
    severity: 'error',
    summary: 'deletes data',
    advice:
      'Deploy code that ignores the column first; the downgrade brings the column back, not its values.',
  },
  DK103: {
    severity: 'error',
    summary: 'removes a value of an enum',
    advice: 'Rows that hold the value make this fail: change them first, with `op.run`.',
  },
  DK104: {
    severity: 'warning',
    summary: 'drops a namespace',
    advice: 'It must be empty of things that diffkit does not know, too.',
  },
  DK201: {
    severity: 'error',
    summary: 'fails when the table has rows',
    advice:
      'Give a default, or add the column nullable, fill it with `op.run`, and tighten it in the next revision.',
  },
  DK202: {
    severity: 'warning',
    summary: 'fails when rows hold NULL',
    advice: 'Fill the rows first, with `op.run`.',
  },
  DK203: {
    severity: 'warning',
    summary: 'fails when rows hold duplicates',
    advice: 'Find them with GROUP BY … HAVING count(*) > 1 first.',
  },
  DK204: {
    severity: 'warning',
    summary: 'fails when rows break the check',
    advice: 'Look for rows that do, and mend them first.',
  },
  DK205: {
    severity: 'warning',
    summary: 'fails when rows have no parent',
    advice: 'Look for orphans, and mend or delete them first.',
  },
  DK206: {
    severity: 'warning',
    summary: 'converts values',
    advice: 'Values that do not fit the new type fail or are changed: look at them first.',
  },
  DK301: {
    severity: 'warning',
    summary: 'breaks code that uses the old table name',
    advice: 'Deploy it together with the code, or leave a view under the old name.',
  },
  DK302: {
    severity: 'warning',
    summary: 'breaks code that uses the old column name',
    advice: 'Deploy it together with the code.',
  },
  DK303: {
    severity: 'note',
    summary: 'readers may now meet NULL',
    advice: 'Make sure that the code that reads the column expects it.',
  },
  DK401: {
    severity: 'warning',
    summary: 'blocks writes while the index is built',
    advice: 'On a large table, build it by hand with CREATE INDEX CONCURRENTLY.',
  },
  DK402: {
    severity: 'warning',
    summary: 'rewrites the table under an exclusive lock',
    advice: 'On a large table, add a new column and move the values over in steps.',
  },
  DK403: {
    severity: 'warning',
    summary: 'checks all rows under a lock',
    advice:
      'On a large table, add it NOT VALID with `op.sql` and validate it in the next revision.',
  },
  DK501: {
    severity: 'warning',
    summary: 'has no way back',
    advice: 'Give it a `down`, so that a downgrade is possible.',
  },
  DK601: {
    severity: 'note',
    summary: 'rebuilds the table',
    advice:
      'All rows are copied: a large table takes time and as much free disk space as it is large.',
  },
} as const satisfies Readonly<Record<string, Kind>>

export type HazardCode = keyof typeof hazards

/** A risk of one operation. */
export interface Hazard {
  readonly code: HazardCode
  readonly severity: 'note' | 'warning' | 'error'
  /** For people: `users.age`. */
  readonly object: string
  readonly summary: string
  /** One sentence: what, to which object, and what to do. */
  readonly message: string
  /** The place of the operation in the flat list, where the children stand for their batch. */
  readonly operation: number
}

/** What a rule finds. */
export interface Risk {
  readonly code: HazardCode
  readonly object: string
}
