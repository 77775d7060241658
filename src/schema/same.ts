/** What stays as it is stays the same object: what is known of it need not be worked out again. */

/** The items as `map` answers them; the very list where it answers each item itself. */
export const mapSame = <T>(items: readonly T[], map: (item: T, at: number) => T): readonly T[] => {
  const mapped = items.map(map)
  return mapped.every((item, at) => item === items[at]) ? items : mapped
}

/** The value with these attributes; the very value where it has them: most of what is read is in normal form. */
export const having = <T extends object>(value: T, attributes: Partial<T>): T => {
  for (const key in attributes) {
    if (value[key] !== attributes[key]) return { ...value, ...attributes }
  }
  return value
}
