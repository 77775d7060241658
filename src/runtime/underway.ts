/** Which code of the user is running: where the process ends in the middle of it, that can be said. */
const underway = new Set<string>()

/** Names a piece of work while it lasts; `what` goes on from "while it was …". */
export const whileUnderway = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  underway.add(what)
  try {
    return await work()
  } finally {
    underway.delete(what)
  }
}

export const whatIsUnderway = (): readonly string[] => [...underway]
