/** A migration that was read as text, as the module that it would be. */
import type { Call, ProgramText } from '../../revisions/program-text.ts'
import type { UserModule } from '../load/load.ts'

const replay = (calls: readonly Call[], builder: unknown): void => {
  for (const { method, args, inner } of calls) {
    const call: unknown = Reflect.get(Object(builder), method)
    if (typeof call !== 'function') throw new TypeError(`${method} is not a function`)
    const build = inner === null ? [] : [(table: unknown) => replay(inner, table)]
    Reflect.apply(call, builder, [...args.slice(0, 1), ...build, ...args.slice(1)])
  }
}

/** `upgrade` and `downgrade` that make the calls that were read. */
export const moduleOfText = ({ upgrade, downgrade }: ProgramText): UserModule => ({
  upgrade: (op: unknown) => replay(upgrade, op),
  downgrade: (op: unknown) => replay(downgrade, op),
})
