/**
 * Reads the functions of a migration that only calls operations with plain values, as diffkit writes
 * them, without running it: hundreds of files cost less than starting a compiler. All else is not read.
 */
import { bodyStart } from './header-scan.ts'
import { OtherShape, Reader } from './text-reader.ts'

/** `op.addColumn('users', { … })` as data; a batch has its inner calls, which stand after its first argument. */
export interface Call {
  readonly method: string
  readonly args: readonly unknown[]
  readonly inner: readonly Call[] | null
}

export interface ProgramText {
  readonly upgrade: readonly Call[]
  readonly downgrade: readonly Call[]
}

const readBatch = (reader: Reader): Omit<Call, 'method'> => {
  const table = reader.value()
  reader.expect(',', '(')
  const parameter = reader.name()
  reader.expect(')', '=>', '{')
  const inner = readCalls(reader, parameter)
  const hasOptions = reader.take(',') && !reader.sees(')')
  const options = hasOptions ? [reader.value()] : []
  reader.take(',')
  reader.expect(')')
  return { args: [table, ...options], inner }
}

/** Calls on one object, up to the brace that closes the block. */
const readCalls = (reader: Reader, object: string): readonly Call[] => {
  const calls: Call[] = []
  while (!reader.take('}')) {
    if (!reader.takeName(object)) throw new OtherShape()
    reader.expect('.')
    const method = reader.name()
    reader.expect('(')
    const rest =
      method === 'batch'
        ? readBatch(reader)
        : { args: reader.list(')', () => reader.value()), inner: null }
    calls.push({ method, ...rest })
    if (!reader.takeEnd()) throw new OtherShape()
  }
  return calls
}

/** `(op: Operations): void {`, its types left out or not. */
const readHead = (reader: Reader): string => {
  reader.expect('(')
  if (reader.take(')')) {
    if (reader.take(':')) reader.expect('void')
    reader.expect('{')
    return ''
  }
  const parameter = reader.name()
  if (reader.take(':')) reader.expect('Operations')
  reader.take(',')
  reader.expect(')')
  if (reader.take(':')) reader.expect('void')
  reader.expect('{')
  return parameter
}

const readFunctions = (reader: Reader): ReadonlyMap<string, readonly Call[]> => {
  const functions = new Map<string, readonly Call[]>()
  while (!reader.done) {
    if (!reader.takeName('export') || !reader.takeName('function')) throw new OtherShape()
    const name = reader.name()
    functions.set(name, readCalls(reader, readHead(reader)))
  }
  return functions
}

/** Both programs; `null` where the text is of any other shape, and has to be run to be known. */
export const readProgramText = (text: string): ProgramText | null => {
  const start = bodyStart(text)
  if (start === null) return null
  try {
    const functions = readFunctions(new Reader(text, start))
    const [upgrade, downgrade] = [functions.get('upgrade'), functions.get('downgrade')]
    const isWhole = functions.size === 2 && upgrade !== undefined && downgrade !== undefined
    return isWhole ? { upgrade, downgrade } : null
  } catch (error) {
    if (error instanceof OtherShape || error instanceof RangeError) return null
    throw error
  }
}
