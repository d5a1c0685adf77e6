import { test } from '@japa/runner'
import fc from 'fast-check'
import { addSpan, contains, looseSpans, spanAt, subtract, unite } from '#scheduling/time/spans'

const pairs = fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 })), { maxLength: 8 })
const moments = Array.from({ length: 32 }, (_, moment) => moment)

test.group('Spans', () => {
  test('unite into sorted, disjoint ones that hold the same moments', ({ assert }) => {
    fc.assert(
      fc.property(pairs, (given) => {
        const edges = unite(loose(given))
        assert.isTrue(edges.every((edge, index) => index === 0 || edges[index - 1] < edge))
        assert.deepEqual(
          moments.filter((moment) => contains(edges, moment)),
          moments.filter((moment) => isIn(given, moment))
        )
      })
    )
  })

  test('subtract from one another, within bounds', ({ assert }) => {
    fc.assert(
      fc.property(pairs, pairs, fc.nat({ max: 30 }), fc.nat({ max: 30 }), (from, refused, a, b) => {
        const left = subtract(unite(loose(from)), unite(loose(refused)), a, b)
        assert.isTrue(left.every((edge, index) => index === 0 || left[index - 1] < edge))
        assert.deepEqual(
          moments.filter((moment) => contains(left, moment)),
          moments.filter(
            (moment) => isIn(from, moment) && !isIn(refused, moment) && moment >= a && moment < b
          )
        )
      })
    )
  })

  test('that touch become one', ({ assert }) => {
    assert.deepEqual([...unite({ starts: [5, 1], ends: [9, 5] })], [1, 9])
  })

  test('are found by a moment, their end left out', ({ assert }) => {
    assert.deepEqual(spanAt([1, 5, 7, 9], 7), { start: 7, end: 9 })
    assert.isNull(spanAt([1, 5, 7, 9], 5))
  })
})

function loose(given: [number, number][]) {
  const spans = looseSpans()
  for (const [start, end] of given) addSpan(spans, start, end)
  return spans
}

function isIn(given: [number, number][], moment: number): boolean {
  return given.some(([start, end]) => start <= moment && moment < end)
}
