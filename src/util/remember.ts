/**
 * A pure function that brings immutable values to a normal form, and changes none that has it: what it has
 * been asked is not worked out again, nor is anything for its own answers.
 */
export const rememberNormal = <T extends object>(work: (value: T) => T): ((value: T) => T) => {
  const known = new WeakMap<T, T>()
  return (value) => {
    const found = known.get(value)
    if (found !== undefined) return found
    const normal = work(value)
    known.set(value, normal)
    if (normal !== value) known.set(normal, normal)
    return normal
  }
}

/** A pure function of an immutable value that keeps its answers, for as long as the value is there. */
export const rememberFor = <V extends object, T extends object>(
  work: (value: V) => T,
): ((value: V) => T) => {
  const known = new WeakMap<V, T>()
  return (value) => {
    const found = known.get(value)
    if (found !== undefined) return found
    const answer = work(value)
    known.set(value, answer)
    return answer
  }
}

/**
 * A pure function of a text that keeps its answers: a schema says the same few things many times. Where they are
 * large it keeps `atMost` so many, and then begins anew.
 */
export const remember = <T, K extends string = string>(
  work: (text: K) => T,
  { atMost = Infinity }: { readonly atMost?: number } = {},
): ((text: K) => T) => {
  const known = new Map<K, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const answer = work(text)
    if (known.size >= atMost) known.clear()
    known.set(text, answer)
    return answer
  }
}
