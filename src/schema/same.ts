/** What stays as it is stays the same object: what is known of it need not be worked out again. */

/** The items as `map` answers them; the very list where it answers each item itself. */
export const mapSame = <T>(items: readonly T[], map: (item: T, at: number) => T): readonly T[] => {
  let mapped: T[] | null = null
  for (const [at, item] of items.entries()) {
    const answer = map(item, at)
    if (answer === item) continue
    mapped ??= [...items]
    mapped[at] = answer
  }
  return mapped ?? items
}

/** The value with these attributes; the very value where it has them: most of what is read is in normal form. */
export const having = <T extends object>(value: T, attributes: Partial<T>): T => {
  for (const key in attributes) {
    if (value[key] !== attributes[key]) return { ...value, ...attributes }
  }
  return value
}
