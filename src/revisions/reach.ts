/** All that can be reached from some ids, these included. */
export const reachable = (
  from: Iterable<string>,
  next: (id: string) => readonly string[],
): Set<string> => {
  const seen = new Set<string>(from)
  // A set's iteration also visits what is added while it runs.
  for (const id of seen) for (const item of next(id)) seen.add(item)
  return seen
}
