import { DiffkitError } from '../errors.ts'

/** An address, taken apart: `label@head-1` is branch `label`, symbol `head`, steps -1. */
export interface Address {
  readonly text: string
  readonly branch: string | null
  /** `head`, `heads`, `base`, `current`, an id, a prefix of one, or a label; `null` in `+1`. */
  readonly symbol: string | null
  /** How far to walk from there; `null`: not at all. */
  readonly steps: number | null
}

const ADDRESS = /^(?:(\w+)@)?(\w+)?([+-]\d+)?$/

/** Takes an address apart; throws ADDRESS_INVALID for what is none. */
export const parseAddress = (text: string): Address => {
  const [, branch = null, symbol = null, steps] = ADDRESS.exec(text) ?? []
  if (symbol === null && steps === undefined) {
    const reason = text.includes(':') ? 'a range cannot stand here' : 'it is not written as one'
    throw new DiffkitError('ADDRESS_INVALID', { address: text, reason })
  }
  return { text, branch, symbol, steps: steps === undefined ? null : Number(steps) }
}

/** Two addresses: `from` is `null` in a text without a colon; a side left out of `a:b` is empty. */
export interface AddressRange {
  readonly from: string | null
  readonly to: string
}

/** The two sides of `a:b`; what has no colon is `to` alone. */
export const parseRange = (text: string): AddressRange => {
  const colon = text.indexOf(':')
  if (colon < 0) return { from: null, to: text }
  return { from: text.slice(0, colon), to: text.slice(colon + 1) }
}
