/** The builder that a migration's functions get: each call records one operation. */
import type { ObjectName } from '../schema/types.ts'
import { TABLE_KINDS, definitions } from './index.ts'
import type {
  Operation,
  OperationKind,
  Operations,
  TableBuilder,
  TableOperation,
  Vars,
} from './index.ts'
import { requireKnownKeys } from './known-keys.ts'

type Create = (...args: readonly unknown[]) => Operation

const createOf = (kind: OperationKind): Create => {
  const create = definitions[kind].create as Create
  return (...args) => {
    const op = create(...args)
    requireKnownKeys(op)
    return op
  }
}

const KINDS = Object.keys(definitions) as readonly OperationKind[]

const recordBatch = (
  table: ObjectName,
  build: (table: TableBuilder) => void,
): readonly TableOperation[] => {
  const recorded: TableOperation[] = []
  const builder = Object.fromEntries(
    TABLE_KINDS.map((kind) => [
      kind,
      (...rest: readonly unknown[]) => {
        recorded.push(createOf(kind)(table, ...rest) as TableOperation)
      },
    ]),
  )
  build(builder as TableBuilder)
  return recorded
}

/** One is made for each of thousands of programs, which call a few of its methods: each method is made when it is asked for. */
class Recorder {
  readonly #push: (op: Operation) => void
  readonly vars: Vars

  constructor(push: (op: Operation) => void, vars: Vars) {
    this.#push = push
    this.vars = vars
  }

  static {
    const define = (kind: OperationKind, get: (this: Recorder) => unknown): void => {
      Object.defineProperty(this.prototype, kind, { get, configurable: true })
    }
    for (const kind of KINDS) {
      define(kind, function () {
        return (...rest: readonly unknown[]) => this.#push(createOf(kind)(...rest))
      })
    }
    define('sql', function (): Operations['sql'] {
      return (up, down = null, options = {}) => {
        const effects: Operation[] = []
        options.effects?.(recordingBuilder((op) => effects.push(op), this.vars))
        this.#push(definitions.sql.create(up, down, effects))
      }
    })
    define('batch', function (): Operations['batch'] {
      return (table, build, options) =>
        this.#push(definitions.batch.create(table, recordBatch(table, build), options))
    })
  }
}

/** A builder that hands each operation to `push` as the author's code calls for it. */
export const recordingBuilder = (push: (op: Operation) => void, vars: Vars = {}): Operations => {
  const recorder: unknown = new Recorder(push, vars)
  return recorder as Operations
}
