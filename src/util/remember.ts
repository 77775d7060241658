/** A pure function of a text that keeps its answers: a schema says the same few things many times. */
export const remember = <T>(work: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const answer = work(text)
    known.set(text, answer)
    return answer
  }
}
