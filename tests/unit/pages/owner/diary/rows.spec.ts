import { test } from '@japa/runner'
import { passingMinutes, placeOf, gridRows, wallMinutes } from '#pages/owner/diary/rows'
import { startOfDay } from '#scheduling/time/zones'

const LONDON = 'Europe/London'
const ALL_DAY = { from: 0, to: 25 * 12 }
const at = (iso: string) => Date.parse(iso)

test.group('Rows of a day', () => {
  test('are five minutes each, and named by hour and minute', ({ assert }) => {
    const clock = passingMinutes(at('2026-01-12T00:00Z'))
    const span = { start: at('2026-01-12T09:15Z'), end: at('2026-01-12T10:30Z') }
    assert.equal(placeOf(gridRows(span, { clock, within: ALL_DAY })), 'h9 m15 to-h10 to-m30')
    const odd = { start: at('2026-01-12T09:07Z'), end: at('2026-01-12T10:00Z') }
    assert.equal(placeOf(gridRows(odd, { clock, within: ALL_DAY })), 'h9 m05 to-h10')
  })

  test('keep what is short high enough, even at the end of the day', ({ assert }) => {
    const clock = passingMinutes(at('2026-01-12T00:00Z'))
    const span = { start: at('2026-01-12T09:00Z'), end: at('2026-01-12T09:05Z') }
    assert.equal(placeOf(gridRows(span, { clock, within: ALL_DAY, least: 3 })), 'h9 to-h9 to-m15')
    const within = { from: 8 * 12, to: 9 * 12 + 1 }
    assert.deepEqual(gridRows(span, { clock, within, least: 3 }), { from: 106, to: 109 })
  })

  test('are cut to the hours shown', ({ assert }) => {
    const clock = passingMinutes(at('2026-01-12T00:00Z'))
    const span = { start: at('2026-01-11T22:00Z'), end: at('2026-01-12T23:00Z') }
    const rows = gridRows(span, { clock, within: { from: 8 * 12, to: 18 * 12 } })
    assert.equal(placeOf(rows), 'h8 to-h18')
  })

  test('count every hour that passes, or go by the wall where clocks change', ({ assert }) => {
    const passing = passingMinutes(startOfDay(LONDON, '2026-10-25'))
    const wall = wallMinutes(LONDON, '2026-10-25')
    assert.equal(passing(at('2026-10-25T09:00Z')), 10 * 60)
    assert.equal(wall(at('2026-10-25T09:00Z')), 9 * 60)
    assert.equal(wall(at('2026-10-26T01:00Z')), 25 * 60)
    const spring = startOfDay(LONDON, '2026-03-29')
    assert.equal(passingMinutes(spring)(at('2026-03-29T08:00Z')), 8 * 60)
    assert.equal(wallMinutes(LONDON, '2026-03-29')(at('2026-03-29T08:00Z')), 9 * 60)
  })
})
