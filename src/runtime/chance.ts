/** The clock and the dice while modules are evaluated: watched, or set so that what hangs on them shows. */
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

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

/** Nothing is done to what cannot be changed, as where models freeze it. */
const define = (target: object, key: string, descriptor: PropertyDescriptor): boolean =>
  Reflect.defineProperty(target, key, { ...descriptor, configurable: true })

const replace = (target: object, key: string, value: unknown): (() => void) => {
  const old = Object.getOwnPropertyDescriptor(target, key)
  if (!define(target, key, { value, writable: true, enumerable: old?.enumerable ?? false })) {
    return () => undefined
  }
  return () => {
    if (old === undefined) Reflect.deleteProperty(target, key)
    else define(target, key, old)
  }
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

const isFunction = (value: unknown): value is (...given: unknown[]) => unknown =>
  typeof value === 'function'

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
const rigFormat = (now: () => number): (() => void) => {
  const { prototype } = Intl.DateTimeFormat
  const old = Object.getOwnPropertyDescriptor(prototype, 'format')
  const get = function (this: Intl.DateTimeFormat): unknown {
    const format: unknown = old?.get?.call(this)
    return isFunction(format) ? (time: unknown) => format(time ?? now()) : format
  }
  if (old === undefined || !define(prototype, 'format', { ...old, get })) return () => undefined
  return () => define(prototype, 'format', old)
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
      const thrown = (): number => (ask() ?? random)()
      const rigged = clock(now)
      undo = [
        replace(globalThis, 'Date', rigged),
        replace(Date.prototype, 'constructor', rigged),
        replace(Math, 'random', thrown),
        rigFormat(now),
        ...rigCrypto(ask),
      ]
    },
    end: () => {
      isOver = true
      for (const step of undo) step()
      undo = []
    },
    isAsked: () => isAsked,
  }
}

/** Says whether the clock or the dice of JavaScript were asked, and changes nothing. */
export const watchChance = (): Chance => chance({ now: (real) => real, dice: null })

/** After so many throws they are as ever: what waits for a certain number must not wait forever. */
const THROWS = 500
const DAY = 86_400_000

/** Another year, month, day, weekday, hour, minute and second, and dice that fall to one end. */
export const rigChance = (end: 'low' | 'high'): Chance => {
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
