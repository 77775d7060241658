/** Types of one kind: what a column may become while it is renamed, when somebody says that it is. */

const KINDS: readonly RegExp[] = [
  /^(?:tiny|small|medium|big)?(?:int\d*|integer|serial)$|^(?:numeric|decimal|real|float\d*|double precision|double)$/,
  /^(?:text|citext|clob|bpchar|n?(?:var)?char|character(?: varying)?|varying character)$/,
  /^(?:date|timestamp)(?: with(?:out)? time zone)?$|^timestamptz$|^datetime$/,
  /^time(?: with(?:out)? time zone)?$|^timetz$/,
  /^jsonb?$/,
  /^(?:bytea|blob)$/,
  /^(?:bit|varbit|bit varying)$/,
]

interface Shape {
  readonly base: string
  readonly array: string
}

const shapeOf = (type: string): Shape => {
  const array = /(?:\[\d*\])*$/.exec(type)?.[0] ?? ''
  const base = type
    .slice(0, type.length - array.length)
    .replace(/\s*\([^)]*\)/, '')
    .trim()
    .toLowerCase()
  return { base, array }
}

/** Whether both are numbers, both texts and so on, whatever their size. */
export const areRelated = (from: string, to: string): boolean => {
  const [old, now] = [shapeOf(from), shapeOf(to)]
  if (old.array !== now.array) return false
  return old.base === now.base || KINDS.some((kind) => kind.test(old.base) && kind.test(now.base))
}
