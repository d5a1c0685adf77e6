import { test } from '@japa/runner'
import { gapsIn } from '#pages/owner/diary/gaps'
import { HOUR, MINUTE } from '#scheduling/time/dates'

const at = (time: string) => {
  const [hours, minutes] = time.split(':').map(Number)
  return hours * HOUR + minutes * MINUTE
}
const span = (from: string, until: string) => ({ start: at(from), end: at(until) })

interface GapsInput {
  now?: string
  shortest?: number | null
  pauses?: [before: number, after: number]
  away?: ReturnType<typeof span>[]
}

function gapsOf(
  taken: ReturnType<typeof span>[],
  { now = '06:00', shortest = 30, pauses: [before, after] = [0, 0], away = [] }: GapsInput = {}
) {
  return gapsIn({
    open: [at('09:00'), at('12:30'), at('13:30'), at('18:00')],
    taken,
    shown: span('08:00', '19:00'),
    now: at(now),
    away,
    shortest:
      shortest === null
        ? []
        : [
            {
              ...{ durationMinutes: shortest },
              ...{ bufferBeforeMinutes: before, bufferAfterMinutes: after },
            },
          ],
  }).map(({ start, end }) => [start, end].map((moment) => moment / HOUR))
}

test.group('Gaps in a day', () => {
  test('are what is open and not taken', ({ assert }) => {
    assert.deepEqual(gapsOf([span('09:00', '11:15'), span('13:00', '17:00')]), [
      [11.25, 12.5],
      [17, 18],
    ])
  })

  test('leave out what is too short for any service, and offer nothing without one', ({
    assert,
  }) => {
    const taken = [span('09:00', '12:00'), span('13:30', '17:00')]
    assert.deepEqual(gapsOf(taken, { shortest: 45 }), [[17, 18]])
    assert.deepEqual(gapsOf(taken, { shortest: null }), [])
  })

  test('leave room for the pauses around a booking, which may lie outside the hours', ({
    assert,
  }) => {
    const taken = [span('09:00', '11:00'), span('12:00', '12:30'), span('14:00', '18:00')]
    assert.deepEqual(gapsOf(taken, { pauses: [12, 18] }), [[11.2, 11.7]])
    assert.deepEqual(gapsOf(taken, { pauses: [20, 15] }), [])
    const late = [span('09:00', '17:00')]
    assert.deepEqual(gapsOf(late, { shortest: 60, pauses: [0, 60] }), [[17, 18]])
    assert.deepEqual(gapsOf(late, { shortest: 60, pauses: [5, 0] }), [])
  })

  test('let pauses lie in time that is blocked', ({ assert }) => {
    const away = [span('09:00', '11:30'), span('13:30', '18:00')]
    assert.deepEqual(gapsOf([], { away, shortest: 60, pauses: [30, 30] }), [[11.5, 12.5]])
  })

  test('are never too low to be pressed', ({ assert }) => {
    const taken = [span('09:00', '12:20'), span('13:30', '17:45')]
    assert.deepEqual(gapsOf(taken, { shortest: 5 }), [[17.75, 18]])
  })

  test('begin with the next quarter from now on', ({ assert }) => {
    const taken = [span('09:00', '10:00'), span('13:30', '18:00')]
    assert.deepEqual(gapsOf(taken, { now: '10:01' }), [[10.25, 12.5]])
    assert.deepEqual(gapsOf(taken, { now: '10:15' }), [[10.25, 12.5]])
    assert.deepEqual(gapsOf(taken, { now: '12:10' }), [])
  })

  test('count what overlaps once', ({ assert }) => {
    const taken = [span('08:00', '11:00'), span('09:00', '10:00'), span('13:30', '18:00')]
    assert.deepEqual(gapsOf(taken), [[11, 12.5]])
  })
})
