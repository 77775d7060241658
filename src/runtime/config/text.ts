/**
 * Reads a configuration that only holds plain values and variables of the environment, as `init` writes
 * it, without running it: every command needs it, and a compiler takes longer to start than most take.
 */
import { OtherShape, Reader, plainWord } from '../../revisions/text-reader.ts'

const FALLBACKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  '??': (value) => value === undefined,
  '||': (value) => value === undefined || value === '',
}

const variableName = (reader: Reader): string => {
  if (reader.take('.')) return reader.name()
  reader.expect('[')
  const name = reader.string()
  if (name === null) throw new OtherShape()
  reader.expect(']')
  return name
}

/** `process.env.NAME`, what stands in for it when it is not set included; the two operators do not mix. */
const environmentValue = (reader: Reader, marks: readonly string[]): unknown => {
  reader.expect('.')
  if (!reader.takeName('env')) throw new OtherShape()
  const value = process.env[variableName(reader)]
  reader.take('!')
  const mark = marks.find((item) => reader.take(item))
  if (mark === undefined) return value
  const other = reader.takeName('process') ? environmentValue(reader, [mark]) : reader.string()
  if (other === null) throw new OtherShape()
  return FALLBACKS[mark]?.(value) === true ? other : value
}

const wordOf = (word: string, reader: Reader): unknown =>
  word === 'process' ? environmentValue(reader, Object.keys(FALLBACKS)) : plainWord(word)

/** Steps over `import { defineConfig } from 'diffkit'`; says whether it is there. */
const takeImport = (reader: Reader): boolean => {
  if (!reader.takeName('import')) return false
  reader.expect('{')
  if (!reader.takeName('defineConfig')) throw new OtherShape()
  reader.take(',')
  reader.expect('}')
  if (!reader.takeName('from') || reader.string() !== 'diffkit') throw new OtherShape()
  if (!reader.takeEnd()) throw new OtherShape()
  return true
}

const readDefault = (text: string): unknown => {
  const reader = new Reader(text, 0, wordOf)
  const hasImport = takeImport(reader)
  if (!reader.takeName('export') || !reader.takeName('default')) throw new OtherShape()
  const isCall = hasImport && reader.takeName('defineConfig')
  if (isCall) reader.expect('(')
  if (!reader.sees('{')) throw new OtherShape()
  const value = reader.value()
  if (isCall) {
    reader.take(',')
    reader.expect(')')
  }
  reader.take(';')
  if (!reader.done) throw new OtherShape()
  return value
}

/** What the file exports as its default; `null` where the text is of any other shape, and has to be run. */
export const readConfigText = (text: string): unknown => {
  try {
    return readDefault(text)
  } catch (error) {
    if (error instanceof OtherShape || error instanceof RangeError) return null
    throw error
  }
}
