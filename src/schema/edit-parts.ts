/** Parts of a table, and indexes of a materialized view: find, add, remove and replace by name. */
import { DiffkitError } from '../errors.ts'
import { show } from './names.ts'
import type { Column, Constraint, Index, Policy, QualifiedName } from './types.ts'

interface Parts {
  readonly columns: Column
  readonly constraints: Constraint
  readonly indexes: Index
  readonly policies: Policy
}
type PartName = keyof Parts

/** What has parts of that kind. */
type Holder<P extends PartName> = QualifiedName & Readonly<Record<P, readonly Parts[P][]>>

const PART: Readonly<Record<PartName, string>> = {
  columns: 'column',
  constraints: 'constraint',
  indexes: 'index',
  policies: 'policy',
}

const findPart =
  <P extends PartName>(part: P) =>
  (holder: Holder<P>, name: string): Parts[P] => {
    const items: readonly Parts[P][] = holder[part]
    const found = items.find((item) => item.name === name)
    if (found === undefined) {
      throw new DiffkitError('OBJECT_NOT_FOUND', { kind: PART[part], name, within: show(holder) })
    }
    return found
  }

const addPart =
  <P extends PartName>(part: P) =>
  <H extends Holder<P>>(holder: H, item: Parts[P]): H => {
    const items: readonly Parts[P][] = holder[part]
    if (items.some(({ name }) => name === item.name)) {
      const data = { kind: PART[part], name: item.name, within: show(holder) }
      throw new DiffkitError('OBJECT_EXISTS', data)
    }
    return { ...holder, [part]: [...items, item] }
  }

const removePart =
  <P extends PartName>(part: P) =>
  <H extends Holder<P>>(holder: H, name: string): H => {
    findPart(part)(holder, name)
    const items: readonly Parts[P][] = holder[part]
    return { ...holder, [part]: items.filter((item) => item.name !== name) }
  }

const replacePart =
  <P extends PartName>(part: P) =>
  <H extends Holder<P>>(holder: H, name: string, replacement: Parts[P]): H => {
    findPart(part)(holder, name)
    const items: readonly Parts[P][] = holder[part]
    if (replacement.name !== name && items.some((item) => item.name === replacement.name)) {
      const data = { kind: PART[part], name: replacement.name, within: show(holder) }
      throw new DiffkitError('OBJECT_EXISTS', data)
    }
    return { ...holder, [part]: items.map((item) => (item.name === name ? replacement : item)) }
  }

export const findColumn = findPart('columns')
export const addColumn = addPart('columns')
export const removeColumn = removePart('columns')
export const replaceColumn = replacePart('columns')
export const findConstraint = findPart('constraints')
export const addConstraint = addPart('constraints')
export const removeConstraint = removePart('constraints')
export const replaceConstraint = replacePart('constraints')
export const findIndex = findPart('indexes')
export const addIndex = addPart('indexes')
export const removeIndex = removePart('indexes')
export const replaceIndex = replacePart('indexes')
export const findPolicy = findPart('policies')
export const addPolicy = addPart('policies')
export const removePolicy = removePart('policies')
export const replacePolicy = replacePart('policies')
