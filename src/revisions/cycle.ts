/** The first cycle met, as the ids along it with the first repeated at the end; `null` if none. */
export const findCycle = (
  ids: Iterable<string>,
  next: (id: string) => readonly string[],
): readonly string[] | null => {
  const finished = new Set<string>()
  for (const start of ids) {
    const cycle = finished.has(start) ? null : cycleFrom(start, next, finished)
    if (cycle !== null) return cycle
  }
  return null
}

interface Visit {
  readonly id: string
  readonly rest: string[]
}

// A stack of its own: histories are longer than the call stack is deep.
const cycleFrom = (
  start: string,
  next: (id: string) => readonly string[],
  finished: Set<string>,
): readonly string[] | null => {
  const open = new Set([start])
  const stack: Visit[] = [{ id: start, rest: next(start).toReversed() }]
  for (let visit = stack.at(-1); visit !== undefined; visit = stack.at(-1)) {
    const id = visit.rest.pop()
    if (id === undefined) {
      open.delete(visit.id)
      finished.add(visit.id)
      stack.pop()
    } else if (open.has(id)) {
      const path = stack.map((item) => item.id)
      return [...path.slice(path.indexOf(id)), id]
    } else if (!finished.has(id)) {
      open.add(id)
      stack.push({ id, rest: next(id).toReversed() })
    }
  }
  return null
}
