import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { quietUntil } from '#scheduling/rules/quiet_hours'

const NIGHT = { from: '22:00', until: '07:00' }
const NOON = { from: '12:00', until: '13:00' }

const at = (text: string, zone: string) => DateTime.fromISO(text, { zone })

/** When they end, on that zone's wall; null where they are not on. */
function ends(quiet: typeof NIGHT, text: string, zone = 'Europe/London') {
  const until = quietUntil(quiet, zone, at(text, zone).toMillis())
  return until === null ? null : DateTime.fromMillis(until, { zone }).toFormat('dd HH:mm')
}

test.group('Quiet hours', () => {
  test('end in the morning, from either side of midnight', ({ assert }) => {
    assert.equal(ends(NIGHT, '2026-07-10T22:00'), '11 07:00')
    assert.equal(ends(NIGHT, '2026-07-10T23:59:59'), '11 07:00')
    assert.equal(ends(NIGHT, '2026-07-11T00:00'), '11 07:00')
    assert.equal(ends(NIGHT, '2026-07-11T06:59:59'), '11 07:00')
  })

  test('are over at their end, and not on before they begin', ({ assert }) => {
    assert.isNull(ends(NIGHT, '2026-07-11T07:00'))
    assert.isNull(ends(NIGHT, '2026-07-11T21:59:59'))
    assert.equal(ends(NOON, '2026-07-11T12:00'), '11 13:00')
    assert.isNull(ends(NOON, '2026-07-11T13:00'))
    assert.isNull(ends(NOON, '2026-07-11T00:30'))
  })

  test('are those of the clock on the wall where it changes', ({ assert }) => {
    const spring = at('2026-03-29T00:30', 'Europe/London').toMillis()
    assert.equal(quietUntil(NIGHT, 'Europe/London', spring), Date.UTC(2026, 2, 29, 6))
    const autumn = at('2026-10-25T00:30', 'Europe/London').toMillis()
    assert.equal(quietUntil(NIGHT, 'Europe/London', autumn), Date.UTC(2026, 9, 25, 7))
    assert.equal(ends(NIGHT, '2026-07-10T23:00', 'Asia/Kathmandu'), '11 07:00')
  })
})
