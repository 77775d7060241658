/** The edge cases of a revision graph, each by its name, through the command line on a database. */
import { rmSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { graphProject } from '../support/graph-project.ts'
import type { Came, GraphProject } from '../support/graph-project.ts'
import { useServer } from '../support/postgres.ts'
import { postgresConfig } from '../support/project.ts'

const LINE = 'a; b<a; c<b; d<c'
const BRANCHED = 'a; b<a; c1<b @c1branch; d1<c1; c2<b @c2branch; d2<c2'
const FROM_MERGE = 'a1; b1<a1; c1<b1; a2; b2<a2; c2<b2; d1<c1,c2; d2<c2'
const THREE = 'a1; b1<a1; a2; b2<a2; a3; b3<a3; m<b1,b2,b3; c3<b3'
const DEPENDS = 'a1 @lib1; b1<a1; c1<b1; a2; b2<a2; c2<b2 dep c1; d1<c1'

const came = (ran: string, to: string): Came => ({
  ran: ran === '' ? [] : ran.split(' '),
  to: to === '' ? [] : to.split(' '),
})

vi.setConfig({ testTimeout: 120_000 })

const server = useServer(18)

/** On PostgreSQL where the version rows move in an odd way. */
const onPostgres = async (text: string): Promise<GraphProject> => {
  const url = await server.database()
  return graphProject(text, { url, config: postgresConfig(url, server.scratch()) })
}

describe('a line', () => {
  test('1 to 4: a target that is current, below, above, or counts too far', async () => {
    const app = await graphProject(LINE)
    await app.at('b')
    expect(await app.downgrade('b')).toEqual(came('', 'b'))
    expect(await app.downgrade('c')).toBe('NOT_BELOW')
    expect(await app.upgrade('a')).toEqual(came('', 'b'))
    expect(await app.upgrade('-1')).toBe('ADDRESS_INVALID')
    expect(await app.upgrade('+3')).toBe('WALK_TOO_FAR')
    expect(await app.downgrade('-3')).toBe('WALK_TOO_FAR')
    expect(await app.downgrade('a')).toEqual(came('b', 'a'))
    expect(await app.downgrade('-1')).toEqual(came('a', ''))
    expect(await app.rows()).toEqual([])
    expect(await app.downgrade('-1')).toBe('WALK_TOO_FAR')
    expect(await app.downgrade('base')).toEqual(came('', ''))
  })
})

describe.each([
  ['SQLite', graphProject],
  ['PostgreSQL', onPostgres],
] as const)('branches and merges on %s', (_, make) => {
  test('5: from one head to two', async () => {
    const app = await make(BRANCHED)
    await app.at('b')
    expect(await app.upgrade('head')).toBe('MULTIPLE_HEADS')
    expect(await app.upgrade('c1')).toEqual(came('c1', 'c1'))
    expect(await app.upgrade('c2')).toEqual(came('c2', 'c1 c2'))
    expect(await app.upgrade('heads')).toEqual(came('d2 d1', 'd1 d2'))
    expect(await app.downgrade('b')).toEqual(came('d1 c1 d2 c2', 'b'))
  })

  test('6, 11: a merge takes two rows together, and parts them again; a shared parent runs once', async () => {
    const app = await make('a; b1<a; b2<a; c<b1,b2; d<c')
    await app.at('b1', 'b2')
    expect(await app.rows()).toEqual(['b1', 'b2'])
    expect(await app.upgrade('c')).toEqual(came('c', 'c'))
    expect(await app.downgrade('-1')).toBe('AMBIGUOUS_WALK')
    expect(await app.downgrade('b2')).toEqual(came('c', 'b1 b2'))
    await app.at('head')
    expect(await app.downgrade('base')).toEqual(came('d c b1 b2 a', ''))
  })

  test('7, 8: a merge while one parent goes on, and its way back', async () => {
    const app = await make(FROM_MERGE)
    await app.at('d2', 'b1')
    expect(await app.upgrade('d1')).toEqual(came('c1 d1', 'd1 d2'))
    expect(await app.downgrade('b1')).toEqual(came('d1 c1', 'b1 d2'))
  })

  test('15: a base that depends on three branches leaves the one that nobody else implies', async () => {
    const app = await make(
      'a1; a2; a3; amerge<a1,a2,a3; b1; b2; bmerge<b1,b2; c1; c2; c3; cmerge<c1,c2,c3; d1 dep a3,b2,c1',
    )
    await app.at('amerge', 'bmerge', 'd1')
    expect(await app.rows()).toEqual(['amerge', 'bmerge', 'd1'])
    expect(await app.downgrade('d1@base')).toEqual(came('d1', 'amerge bmerge c1'))
  })
})

describe('merges', () => {
  test('9: a merge of three of which two are missing, and a side that breaks out again', async () => {
    const app = await graphProject(THREE)
    await app.at('b3')
    expect(await app.upgrade('m')).toEqual(came('a2 b2 a1 b1 m', 'm'))
    expect(await app.upgrade('c3')).toEqual(came('c3', 'c3 m'))
    expect(await app.downgrade('b3')).toEqual(came('m c3', 'b1 b2 b3'))
  })

  test('10: twin merges of the same parents, and overlapping ones', async () => {
    const twins = await graphProject('a; b1<a; b2<a; b3<a; c1<b1,b2,b3; c2<b1,b2,b3')
    await twins.at('c1')
    expect(await twins.upgrade('heads')).toEqual(came('c2', 'c1 c2'))
    expect(await twins.downgrade('c1@b1')).toEqual(came('c1', 'c2'))
    const overlapping = await graphProject('a; b1<a; b2<a; b3<a; c1<b1,b2; c2<b2,b3')
    await overlapping.at('heads')
    expect(await overlapping.downgrade('c1@b2')).toEqual(came('c1', 'b1 c2'))
    expect(await overlapping.downgrade('c2@b2')).toEqual(came('c2', 'b1 b2 b3'))
  })
})

describe('dependencies', () => {
  test('12, 13: what is depended on comes first and has no row; its own branch goes without it', async () => {
    const app = await graphProject(DEPENDS)
    await app.at()
    expect(await app.upgrade('c2')).toEqual(came('a1 b1 c1 a2 b2 c2', 'c2'))
    expect(await app.upgrade('d1')).toEqual(came('d1', 'c2 d1'))
    expect(await app.downgrade('d1@-1')).toEqual(came('d1', 'c2'))
    expect(await app.downgrade('b2')).toEqual(came('c2', 'b2 c1'))
  })

  test('14: a stamp over a dependency leaves one row', async () => {
    const app = await graphProject(DEPENDS)
    await app.json('stamp', 'c1', 'b2')
    expect(await app.rows()).toEqual(['b2', 'c1'])
    expect((await app.json('stamp', 'c2')).to).toEqual(['c2'])
    expect(await app.rows()).toEqual(['c2'])
    expect((await app.json('stamp', 'c2', 'c1')).error.code).toBe('TARGETS_OVERLAP')
  })

  test('16: two branches that depend on one another', async () => {
    const app = await graphProject('a1; a2<a1; b1; b2<b1 dep a2; b3<b2; a3<a2 dep b1')
    await app.at()
    expect(await app.upgrade('heads')).toMatchObject({ to: ['a3', 'b3'] })
    expect(await app.downgrade('b1')).toEqual(came('b3 b2', 'a3'))
    expect(await app.downgrade('base')).toMatchObject({ to: [] })
  })

  test('17, 18, 19: dependencies that something else implies', async () => {
    const own = await graphProject('a1; a2<a1 dep a1')
    await own.at('a2')
    expect(await own.downgrade('-1')).toEqual(came('a2', 'a1'))
    const repeated = await graphProject('a1; a2<a1; a3<a2; b1; b2<b1 dep a3; b3<b2; b4<b3 dep a3')
    await repeated.at('b4')
    expect(await repeated.downgrade('b3')).toEqual(came('b4', 'b3'))
    expect(await repeated.downgrade('b1')).toEqual(came('b3 b2', 'a3 b1'))
    for (const target of ['a1', 'b1']) {
      const merged = await graphProject('a1; b1 dep a1; bmerge<a1,b1')
      await merged.at('bmerge')
      expect(await merged.downgrade(target)).toEqual(came('bmerge', 'b1'))
    }
    const ancestor = await graphProject('a; b1<a; b2<a; c<b1,b2 dep a')
    await ancestor.at('c')
    expect(await ancestor.downgrade('b1')).toEqual(came('c', 'b1 b2'))
  })

  test('20: by label, which stays a label, and by a partial id, which does not', async () => {
    const app = await graphProject('aaaa1 @lib; bbbb2')
    const text = async (...depends: readonly string[]): Promise<string> => {
      const flags = depends.flatMap((name) => ['--depends-on', name])
      const place = ['--head', 'bbbb2', '--splice']
      const { path, error } = await app.json('revision', '--empty', '-m', 'x', ...place, ...flags)
      return error === undefined ? app.app.read(path) : error.code
    }
    await app.app.write('schema/none.ts', 'export {}')
    for (const id of ['aaaa1', 'bbbb2']) {
      await app.json('snapshot', id, '--no-verify')
    }
    expect(await text('lib')).toContain("dependsOn = ['lib']")
    expect(await text('aaaa')).toContain("dependsOn = ['aaaa1']")
    expect(await text('aaa')).toBe('REVISION_NOT_FOUND')
  })

  test('21: a base that only depends is a base, and no effective one', async () => {
    const app = await graphProject('a1; b1 dep a1; b2<b1')
    await app.at()
    expect((await app.json('heads')).heads).toEqual(['a1', 'b2'])
    expect(await app.upgrade('heads')).toEqual(came('a1 b1 b2', 'b2'))
    expect(await app.downgrade('b2@base')).toEqual(came('b2 b1', 'a1'))
  })

  test('25: what depends on a branch goes with it', async () => {
    const app = await graphProject(DEPENDS)
    await app.at('heads')
    const down = await app.downgrade('a1')
    expect(down).toMatchObject({ to: ['a1', 'b2'] })
    expect(typeof down === 'string' ? down : down.ran.toSorted()).toEqual(['b1', 'c1', 'c2', 'd1'])
  })

  test('26: one step down from an effective head that another branch implies', async () => {
    const app = await graphProject('y1 @y; x1 @x; y2<y1 dep x1; x2<x1')
    await app.at('y2')
    expect(await app.downgrade('y@-1')).toEqual(came('y2', 'x1 y1'))
    await app.at('y2')
    expect(await app.downgrade('x@-1')).toMatchObject({ to: ['y1'] })
  })
})

describe('labels and relative addresses', () => {
  test('22: the branch of a downgrade, by label, by id, by a part of an id', async () => {
    for (const branch of ['c1branch', 'd1', 'c1']) {
      const app = await graphProject(BRANCHED)
      await app.at('c1', 'd2')
      expect(await app.downgrade(`${branch}@b`)).toEqual(came('c1', 'd2'))
    }
    const parts = await graphProject('a; b<a; someother1<b; onemore1<b')
    await parts.at('heads')
    expect(await parts.downgrade('someoth@b')).toEqual(came('someother1', 'onemore1'))
  })

  test('23, 24: counting on a branch that is not begun, and with several heads', async () => {
    const app = await graphProject(BRANCHED)
    await app.at('c1')
    expect(await app.upgrade('c2branch@+1')).toEqual(came('c2', 'c1 c2'))
    expect(await app.upgrade('c2branch@+1')).toEqual(came('d2', 'c1 d2'))
    expect(await app.upgrade('+1')).toBe('AMBIGUOUS_WALK')
    expect(await app.downgrade('c2branch@head-1')).toEqual(came('d2', 'c1 c2'))
    expect(await app.downgrade('c1-1')).toEqual(came('c1 c2', 'b'))
    await app.at('c2', 'c1')
    expect(await app.downgrade('c2branch@base+2')).toEqual(came('c2', 'c1'))
    const apart = await graphProject('x @lab; y')
    await apart.at('y')
    expect(await apart.downgrade('lab@-1')).toBe('NOT_BELOW')
  })

  test('27: several bases, and targets of which one needs the other', async () => {
    const app = await graphProject('a1; b1<a1; a2; b2<a2')
    await app.at('heads')
    expect(await app.downgrade('base')).toEqual(came('b1 a1 b2 a2', ''))
    expect((await app.json('stamp', 'b1', 'a1')).error.code).toBe('TARGETS_OVERLAP')
  })

  test('28: labels that stand twice, name nothing, or another branch; partial ids', async () => {
    const app = await graphProject('aaaa1; bbbb1<aaaa1 @one; bbbb2<aaaa1 @two')
    await app.at()
    expect(await app.upgrade('one@one')).toEqual(came('aaaa1 bbbb1', 'bbbb1'))
    expect(await app.upgrade('two@bbbb1')).toBe('NOT_ON_BRANCH')
    expect(await app.upgrade('none@head')).toBe('REVISION_NOT_FOUND')
    expect(await app.upgrade('aaa')).toBe('REVISION_NOT_FOUND')
    expect(await app.upgrade('bbbb')).toBe('REVISION_AMBIGUOUS')
    const twice = await graphProject('a @lib; b<a @lib')
    expect((await twice.json('heads')).error.code).toBe('DUPLICATE_LABEL')
  })
})

test('ranges of the history: from either end, from a branch, from what is recorded', async () => {
  const app = await graphProject(BRANCHED)
  await app.at('c1')
  const range = async (text: string): Promise<readonly string[] | string> => {
    const { revisions, error } = await app.json('history', '-r', text)
    if (error !== undefined) return error.code
    return revisions.map((item: { readonly revision: string }) => item.revision)
  }
  expect(await range('a:c1')).toEqual(['c1', 'b', 'a'])
  expect(await range(':b')).toEqual(['b', 'a'])
  expect(await range('d1:')).toEqual(['d1'])
  expect(await range('-1:d1')).toEqual(['d1', 'c1'])
  expect(await range('current:')).toEqual(['d1', 'c1'])
  expect(await range(':current')).toEqual(['c1', 'b', 'a'])
  expect(await range('b:+1')).toEqual(['d1', 'c1', 'b'])
  expect(await range('b:c2branch@head')).toEqual(['d2', 'c2', 'b'])
  expect(await range('d1:d2')).toBe('NOT_BELOW')
  expect(await range('base:head')).toBe('MULTIPLE_HEADS')
  expect((await app.json('show', '-1')).revision).toBe('b')
  expect((await app.json('show', 'current')).revision).toBe('c1')
})

test('ranges of SQL: up from the first, and back either way round', async () => {
  const app = await graphProject(LINE)
  for (const id of ['a', 'b', 'c', 'd']) {
    const files = (await app.app.files('migrations')).filter(
      (name) => name > `000${'abcd'.indexOf(id)}_~`,
    )
    const texts = await Promise.all(files.map((name) => app.app.read(`migrations/${name}`)))
    for (const name of files) rmSync(app.app.path(`migrations/${name}`))
    await app.json('snapshot', id, '--no-verify')
    for (const [index, name] of files.entries()) {
      await app.app.write(`migrations/${name}`, texts[index] ?? '')
    }
  }
  const ran = async (...args: readonly string[]): Promise<string> => {
    const { revisions, error } = await app.json(...args)
    return error?.code ?? revisions.map((item: { revision: string }) => item.revision).join(' ')
  }
  expect(await ran('sql', 'a:c')).toBe('b c')
  expect(await ran('sql', ':b')).toBe('a b')
  expect(await ran('sql', 'b:')).toBe('c d')
  expect(await ran('sql', 'c')).toBe('c')
  for (const range of ['a:c', 'c:a']) expect(await ran('sql', '--down', range)).toBe('c b')
  expect(await ran('sql', '--down', 'b:')).toBe('d c')
  expect(await ran('sql', '--down', ':b')).toBe('b a')
  expect(await ran('upgrade', '--sql', 'a:c')).toBe('b c')
  expect(await ran('upgrade', '--sql', 'b')).toBe('a b')
  expect(await ran('downgrade', '--sql', 'c:a')).toBe('c b')
  expect(await ran('downgrade', '--sql', 'a:c')).toBe('NOT_BELOW')
  expect(await ran('downgrade', '--sql', 'a')).toBe('RANGE_NEEDED')
})

describe('what is wrong with a graph or a database', () => {
  test.each([
    ['a revision on itself', 'a<a', 'a -> a'],
    ['a cycle below a healthy part', 'a<c; b<a; c<b; d<c', 'a -> c -> b -> a'],
    ['a cycle through a merge', 'a; b<a,d; c<b; d<c', 'b -> d -> c -> b'],
    ['a cycle beside a healthy part', 'a; b<a; x<y; y<x', 'x -> y -> x'],
    ['a dependency on itself', 'a; b<a dep b', 'b -> b'],
    ['a cycle of dependencies', 'a dep d; b<a; c; d<c dep b', 'a -> d -> b -> a'],
  ])('29: %s', async (_name, text, path) => {
    const { error } = await (await graphProject(text)).json('history')
    expect(error.code).toBe('REVISION_CYCLE')
    expect(error.message).toContain(path)
  })

  test('29: ids that contain one another are no cycle', async () => {
    const app = await graphProject('user; user_foo<user; user_foo_bar<user_foo')
    await app.at('head')
    expect(await app.rows()).toEqual(['user_foo_bar'])
  })

  test('30: 150 revisions in a total order; rows that stand twice or that nobody knows', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => `r${String(index).padStart(3, '0')}`)
    const text = ids.map((id, index) => {
      const down = [index - 1, index % 7 === 0 ? index - 3 : -1].filter((item) => item >= 0)
      return down.length === 0 ? id : `${id}<${down.map((item) => ids[item]).join(',')}`
    })
    const app = await graphProject(text.join('; '))
    await app.at()
    expect(await app.upgrade('head')).toEqual({ ran: ids, to: ['r149'] })
    expect(await app.downgrade('base')).toEqual({ ran: ids.toReversed(), to: [] })
    await app.execute('DROP TABLE diffkit_version')
    await app.execute('CREATE TABLE diffkit_version (revision TEXT NOT NULL)')
    await app.execute("INSERT INTO diffkit_version VALUES ('r001'), ('r001')")
    expect(await app.upgrade('head')).toBe('RECORDED_TWICE')
    await app.execute("UPDATE diffkit_version SET revision = 'gone'")
    await app.execute('DELETE FROM diffkit_version WHERE rowid = 1')
    expect(await app.upgrade('head')).toBe('REVISION_UNKNOWN')
    expect((await app.json('current')).unknown).toEqual(['gone'])
    await app.json('stamp', '--purge', 'base')
    expect(await app.upgrade('r000')).toEqual(came('r000', 'r000'))
  })
})
