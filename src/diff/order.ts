/** One order for all operations: dependencies decide; else tables stay together, by name. */
import type { Operation } from '../operations/index.ts'
import { compareText } from '../schema/names.ts'
import { factsOf } from './dependencies.ts'
import type { Sides } from './dependencies.ts'
import { isName, ROLES } from './facts.ts'
import type { Fact, Role } from './facts.ts'
import { comparePlaces, placeOf } from './place.ts'
import type { Place } from './place.ts'

interface Node {
  readonly op: Operation
  readonly place: Place
  /** What comes before it, and whether for a name alone. */
  readonly after: Map<Node, { readonly isName: boolean }>
  readonly before: Set<Node>
}

/** What both releases a thing and needs it comes after it changed: the later one wins. */
const settled = (facts: readonly Fact[]): readonly Fact[] => {
  const needed = new Set(facts.filter(({ role }) => role === 'need').map(({ thing }) => thing))
  return facts.filter(({ thing, role }) => role !== 'release' || !needed.has(thing))
}

type Users = Record<Role, Node[]>

const usersByThing = (nodes: readonly Node[], sides: Sides): ReadonlyMap<string, Users> => {
  const things = new Map<string, Users>()
  for (const node of nodes) {
    for (const { thing, role } of settled(factsOf(node.op, sides))) {
      const users = things.get(thing) ?? {
        release: [],
        destroy: [],
        alter: [],
        create: [],
        need: [],
      }
      things.set(thing, users)
      users[role].push(node)
    }
  }
  return things
}

interface Pairing {
  readonly earlier: readonly Node[]
  readonly later: readonly Node[]
  readonly isName: boolean
}

const connect = ({ earlier, later, isName: forName }: Pairing): void => {
  for (const first of earlier) {
    for (const second of later) {
      if (first === second) continue
      first.before.add(second)
      const known = second.after.get(first)
      second.after.set(first, { isName: forName && known?.isName !== false })
    }
  }
}

const connectUsers = (thing: string, users: Users): void => {
  const roles = ROLES.filter((role) => users[role].length > 0)
  // A thing that only loses old users and gets new ones does not itself change.
  if (roles.every((role) => role === 'release' || role === 'need')) return
  for (const [index, role] of roles.entries()) {
    const next = roles[index + 1]
    if (next === undefined) continue
    connect({ earlier: users[role], later: users[next], isName: isName(thing) })
  }
}

interface Group {
  readonly key: string
  readonly stage: number
  /** In the order that is best to read. */
  readonly nodes: Node[]
}

const groupsOf = (nodes: readonly Node[]): readonly Group[] => {
  const groups = new Map<string, Group>()
  for (const node of nodes) {
    const { group: key, stage } = node.place
    const group = groups.get(key) ?? { key, stage, nodes: [] }
    groups.set(key, group)
    group.nodes.push(node)
  }
  return [...groups.values()]
    .map((group) => ({
      ...group,
      nodes: group.nodes.toSorted((a, b) => comparePlaces(a.place, b.place)),
    }))
    .toSorted((a, b) => a.stage - b.stage || compareText(a.key, b.key))
}

const isReady = (node: Node): boolean => node.after.size === 0

/** Nothing outside of the group holds any of it back: it can be done in one go. */
const isClosed = (group: Group): boolean =>
  group.nodes.every((node) =>
    [...node.after.keys()].every((other) => other.place.group === node.place.group),
  )

const release = (node: Node): void => {
  for (const next of node.before) next.after.delete(node)
}

/** Takes from the group all that can be done now. */
const drain = (group: Group): readonly Operation[] => {
  const done: Operation[] = []
  for (let index = group.nodes.findIndex(isReady); index >= 0;) {
    for (const node of group.nodes.splice(index, 1)) {
      done.push(node.op)
      release(node)
    }
    index = group.nodes.findIndex(isReady)
  }
  return done
}

/** What goes round: names are given up for a while where that is enough. */
const cut = (group: Group, open: readonly Group[]): void => {
  const waitsForNames = (node: Node): boolean =>
    [...node.after.values()].every((reason) => reason.isName)
  const nodes = [...group.nodes, ...open.flatMap((other) => other.nodes)]
  const first = nodes.find(waitsForNames) ?? group.nodes[0]
  first?.after.clear()
}

const schedule = (all: readonly Group[]): readonly Operation[] => {
  const ordered: Operation[] = []
  let open = all
  while (open.length > 0) {
    const next = open.find(isClosed) ?? open.find(({ nodes }) => nodes.some(isReady)) ?? open[0]
    if (next === undefined) break
    const done = drain(next)
    if (done.length === 0) cut(next, open)
    ordered.push(...done)
    if (next.nodes.length === 0) open = open.filter((group) => group !== next)
  }
  return ordered
}

/** The operations in an order that runs, the same for the same operations. */
export const inOrder = (operations: readonly Operation[], sides: Sides): readonly Operation[] => {
  const nodes = operations.map((op): Node => ({
    op,
    place: placeOf(op, sides.down),
    after: new Map(),
    before: new Set(),
  }))
  for (const [thing, users] of usersByThing(nodes, sides)) connectUsers(thing, users)
  return schedule(groupsOf(nodes))
}
