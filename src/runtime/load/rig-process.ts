/** What a process knows of time and of itself beside `Date`, made later for a while. */
import { isFunction, replace, replaceAnswer } from './rig.ts'

const DAY = 86_400_000
const SECOND = 1_000_000_000n

type Hrtime = readonly [number, number]

/** Everything is `later()` milliseconds later, and the process another one; `later` sees each question. */
export const rigProcess = (later: () => number): readonly (() => void)[] => {
  const { hrtime, uptime } = process
  const clock: object = Object.getPrototypeOf(performance)
  const bigint = (): bigint => hrtime.bigint() + BigInt(Math.round(later())) * 1_000_000n
  const sinceThen = (since: Hrtime = [0, 0]): Hrtime => {
    const passed = bigint() - BigInt(since[0]) * SECOND - BigInt(since[1])
    return [Number(passed / SECOND), Number(passed % SECOND)]
  }
  const another = (id: unknown): unknown => Number(id) + Math.ceil(later() / DAY)
  return [
    replaceAnswer(clock, 'timeOrigin', (real) => Number(real) + later()),
    replaceAnswer(clock, 'now', (real) =>
      isFunction(real)
        ? function (this: unknown) {
            return Number(Reflect.apply(real, this, [])) + later()
          }
        : real,
    ),
    replace(process, 'hrtime', Object.assign(sinceThen, { bigint })),
    replace(process, 'uptime', () => uptime() + later() / 1000),
    replaceAnswer(process, 'pid', another),
    replaceAnswer(process, 'ppid', another),
  ]
}
