/** The clock and the dice while modules are evaluated: watched, or set so that what hangs on them shows. */
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { isFunction, replace, replaceAnswer } from './rig.ts'
import { rigProcess } from './rig-process.ts'

/** In place while the code of a bundle runs, and at no other time. */
export interface Chance {
  begin(): void
  /** Puts everything back; once is enough, twice does no harm. */
  end(): void
  /** Whether the clock or the dice were asked. */
  readonly isAsked: () => boolean
}

/** Where the code of a bundle finds it. */
export const CHANCE = Symbol.for('diffkit.chance')

/** The first and the last statement of a bundle. */
export const chanceBanner = "globalThis[Symbol.for('diffkit.chance')]?.begin();"
export const chanceFooter = "globalThis[Symbol.for('diffkit.chance')]?.end();"

/** What the clock says, from what it would say; and the dice, between 0 and 1. */
interface Script {
  readonly now: (real: number) => number
  /** `null`: as ever. */
  readonly dice: Dice | null
}

const clock = (now: () => number): unknown =>
  new Proxy(Date, {
    apply: (target) => new target(now()).toString(),
    construct: (target, given: readonly unknown[], type) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, type),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })

type Dice = () => number

const fill = <T>(target: T, dice: Dice): T => {
  if (ArrayBuffer.isView(target)) {
    const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength)
    for (const index of bytes.keys()) bytes[index] = Math.floor(dice() * 256)
  }
  return target
}

const uuid = (dice: Dice): string =>
  fill(Buffer.alloc(16), dice)
    .toString('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')

type Rigged = (dice: Dice, given: readonly unknown[]) => unknown

const RIGGED: Readonly<Record<string, Rigged>> = {
  randomInt: (dice, [first, second]) => {
    const [low, high] = typeof second === 'number' ? [Number(first), second] : [0, Number(first)]
    return low + Math.floor(dice() * (high - low))
  },
  randomBytes: (dice, [size]) => fill(Buffer.alloc(Number(size)), dice),
  randomUUID: (dice) => uuid(dice),
  getRandomValues: (dice, [target]) => fill(target, dice),
}

/** Crypto throws dice of its own, here for imports by name too; what answers later is let be. */
const rigCrypto = (ask: () => Dice | null): readonly (() => void)[] => {
  const web: object = Object.getPrototypeOf(crypto.webcrypto)
  const undo = [crypto, web].flatMap((owner) =>
    Object.entries(RIGGED).flatMap(([key, rigged]) => {
      const old: unknown = Object.getOwnPropertyDescriptor(owner, key)?.value
      if (!isFunction(old)) return []
      const now = function (this: unknown, ...given: unknown[]): unknown {
        const dice = ask()
        return dice === null || isFunction(given.at(-1))
          ? Reflect.apply(old, this, given)
          : rigged(dice, given)
      }
      return [replace(owner, key, now)]
    }),
  )
  syncBuiltinESMExports()
  return [...undo, syncBuiltinESMExports]
}

/** What it writes where it is given no time. */
const rigFormat = (now: () => number): readonly (() => void)[] => {
  const { prototype } = Intl.DateTimeFormat
  const { formatToParts } = prototype
  return [
    replaceAnswer(prototype, 'format', (format) =>
      isFunction(format) ? (time: unknown) => format(time ?? now()) : format,
    ),
    replace(prototype, 'formatToParts', function (this: Intl.DateTimeFormat, time?: Date | number) {
      return Reflect.apply(formatToParts, this, [time ?? now()])
    }),
  ]
}

const chance = (script: Script): Chance => {
  let isAsked = false
  // What modules keep for themselves, or freeze, outlives the end.
  let isOver = false
  let undo: readonly (() => void)[] = []
  const { now: realNow } = Date
  const { random } = Math
  return {
    begin: () => {
      const ask = (): Dice | null => {
        if (isOver) return null
        isAsked = true
        return script.dice
      }
      const now = (): number => {
        ask()
        return isOver ? realNow() : script.now(realNow())
      }
      const later = (): number => {
        ask()
        return isOver ? 0 : script.now(0)
      }
      const thrown = (): number => (ask() ?? random)()
      const rigged = clock(now)
      undo = [
        replace(globalThis, 'Date', rigged),
        replace(Date.prototype, 'constructor', rigged),
        replace(Math, 'random', thrown),
        ...rigFormat(now),
        ...rigProcess(later),
        ...rigCrypto(ask),
      ]
      // What exports of built-in modules are set to is read for that, and by nobody's models.
      isAsked = false
    },
    end: () => {
      isOver = true
      for (const step of undo) step()
      undo = []
    },
    isAsked: () => isAsked,
  }
}

/** Does something at once, with the chance in place. */
export const during = <T>(chance: Chance, work: () => T): T => {
  chance.begin()
  try {
    return work()
  } finally {
    chance.end()
  }
}

/** Says whether the clock or the dice of JavaScript were asked, and changes nothing. */
export const watchChance = (): Chance => chance({ now: (real) => real, dice: null })

/** After so many throws they are as ever: what waits for a certain number must not wait forever. */
const THROWS = 500
const DAY = 86_400_000

/** Where the dice fall, each with a time of its own. */
export const ENDS = ['low', 'high'] as const
export type End = (typeof ENDS)[number]

/** Another year, month, day, weekday, hour, minute and second, and dice that fall to one end. */
export const rigChance = (end: End): Chance => {
  const { random } = Math
  let left = THROWS
  const ahead = end === 'low' ? 401 * DAY + 18_367_011 : 802 * DAY + 43_984_123
  return chance({
    now: (real) => real + ahead,
    dice: () => {
      const near = random() / 1024
      if (left-- <= 0) return random()
      return end === 'low' ? near : 1 - Number.EPSILON - near
    },
  })
}
