/** What a foreign key of the models refers to. */

type Invalid = (problem: string, hint: string) => Error

/** Calls the model's own function, which may name a column that is not there, or not there yet. */
export const readReference = <T>(key: { reference(): T }, invalid: Invalid): T => {
  try {
    return key.reference()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw invalid(
      `a foreign key points at a column that does not exist (${reason})`,
      'Check for files that import each other in a circle, and for a column that was renamed.',
    )
  }
}
