import { describe, expect, test } from 'vitest'
import { definesQuery, reads, relationsIn, renameRelation } from '../../src/util/relations.ts'

const names = (sql: string): string =>
  relationsIn(sql)
    .map(({ namespace, name }) => (namespace === null ? name : `${namespace}.${name}`))
    .join(' ')

describe('the relations of a query', () => {
  test.each([
    ['select total from daily', 'daily'],
    [
      'select 1 as total, sum(x) from only "app"."daily" d, weekly as w where a in (select b from c)',
      'app.daily weekly c',
    ],
    [
      'select * from (a join b on a.x = b.x) left join lateral (select 1 from e) f on true',
      'a b e',
    ],
    ['with r as (select id from users) select r.id from r order by id, name', 'users r'],
    ['select extract(year from day), a is distinct from b from t', 'day t'],
    ['select 1', ''],
    ['select a, b from t group by a, b union select c, d from u', 't u'],
    ['select "from", "select" from "select"', 'select'],
  ])('%s', (sql, expected) => {
    expect(names(sql)).toBe(expected)
  })

  test('are told by namespace where they say one', () => {
    expect(reads('select 1 from app.d', { namespace: 'app', name: 'd' })).toBe(true)
    expect(reads('select 1 from app.d', { namespace: null, name: 'd' })).toBe(false)
    expect(reads('select 1 from d', { namespace: 'app', name: 'd' })).toBe(true)
  })
})

describe('a renamed relation', () => {
  const at = (name: string, namespace: string | null = null) => ({ namespace, name })

  test.each([
    ['select a.x from a, public.a b', at('a'), at('z'), 'select a.x from "z", public."z" b'],
    ['select 1 from a', at('a'), at('z', 'app'), 'select 1 from "app"."z"'],
    ['select 1 from public.a', at('a'), at('z', 'app'), 'select 1 from "app"."z"'],
    ['select 1 from app.a', at('a', 'app'), at('z'), 'select 1 from "z"'],
    ['select 1 from app.a', at('a', 'app'), at('z', 'app'), 'select 1 from app."z"'],
  ])('%s', (sql, from, to, wanted) => {
    expect(renameRelation(sql, from, to)).toBe(wanted)
  })

  test('is hidden by a WITH query of its name', () => {
    expect(
      definesQuery('with b as (select 1), a (x) as materialized (select 1) select 1', 'a'),
    ).toBe(true)
    expect(definesQuery('with b as (select x as a from a) select 1 from a', 'a')).toBe(false)
  })
})
