import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import Booking from '#models/bookings/booking'
import { dayRows } from '#pages/owner/diary/day_rows'
import type { AgendaEntry } from '#queries/bookings/day_agenda'

const entry = (
  clientName: string,
  sessionId: number | null,
  status: AgendaEntry['status'] = 'approved'
): AgendaEntry => ({
  booking: new Booking().merge({ clientName, sessionId }),
  ...{ status, isPast: false },
})

const day = DateTime.utc(2026, 6, 1)

test.group('The rows of a day', () => {
  test('show a session once, with whoever takes part, and requests by themselves', ({ assert }) => {
    const entries = [
      entry('Ada', null),
      entry('Ben', 7),
      entry('Cleo', 8),
      entry('Dan', 7, 'completed'),
      entry('Eve', 7, 'pending'),
      entry('Fay', null),
    ]
    const rows = dayRows({ day, entries, endsAt: null, nowIndex: 5 })
    assert.deepEqual(
      rows.entries.map(({ booking, session }) => session?.names ?? booking.clientName),
      ['Ada', ['Ben', 'Dan'], ['Cleo'], 'Eve', 'Fay']
    )
    assert.equal(rows.nowIndex, 4)
  })

  test('keep the moment between what began and what comes', ({ assert }) => {
    const entries = [entry('Ada', 7), entry('Ben', 7), entry('Cleo', null)]
    const indexes = [0, 2, 3].map(
      (nowIndex) => dayRows({ day, entries, endsAt: null, nowIndex }).nowIndex
    )
    assert.deepEqual(indexes, [0, 1, 2])
    assert.isNull(dayRows({ day, entries, endsAt: null, nowIndex: null }).nowIndex)
  })
})
