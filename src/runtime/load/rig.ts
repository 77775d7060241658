/** Replaces what others own, for a while. */

type Undo = () => void

/** Nothing is done to what cannot be changed, as where models freeze it. */
const define = (target: object, key: string, descriptor: PropertyDescriptor): boolean =>
  Reflect.defineProperty(target, key, { ...descriptor, configurable: true })

const swap = (target: object, key: string, descriptor: PropertyDescriptor): Undo => {
  const old = Object.getOwnPropertyDescriptor(target, key)
  if (!define(target, key, { enumerable: old?.enumerable ?? false, ...descriptor })) {
    return () => undefined
  }
  return () => {
    if (old === undefined) Reflect.deleteProperty(target, key)
    else define(target, key, old)
  }
}

/** Puts a value in place; the answer takes it away again. */
export const replace = (target: object, key: string, value: unknown): Undo =>
  swap(target, key, { value, writable: true })

/** Puts something in place that answers from what would be answered; where there is nothing, nothing. */
export const replaceAnswer = (
  target: object,
  key: string,
  answer: (real: unknown) => unknown,
): Undo => {
  const old = Object.getOwnPropertyDescriptor(target, key)
  if (old === undefined) return () => undefined
  const get = function (this: unknown): unknown {
    return answer(old.get === undefined ? old.value : Reflect.apply(old.get, this, []))
  }
  return swap(target, key, { get })
}

export const isFunction = (value: unknown): value is (...given: unknown[]) => unknown =>
  typeof value === 'function'
