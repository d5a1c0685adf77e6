import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import Booking from '#models/bookings/booking'
import { dayRows } from '#pages/owner/diary/day_rows'
import type { BlockedTime } from '#queries/availability/blocks_on'
import type { Agenda, AgendaEntry } from '#queries/bookings/day_agenda'
import type { DiaryEntry } from '#queries/diary/load_diary'

const at = (hour: number) => DateTime.utc(2026, 6, 1, hour)

const entry = (
  clientName: string,
  hour: number,
  sessionId: number | null = null,
  status: AgendaEntry['status'] = 'approved'
): AgendaEntry => ({
  booking: new Booking().merge({ clientName, sessionId, startsAt: at(hour), endsAt: at(hour + 1) }),
  ...{ status, isPast: false },
})

const session = (id: number, hour: number, taken: number): DiaryEntry => ({
  ...{ kind: 'session', id, hostId: 1, hostIds: [1], teamIds: null, holderId: id },
  ...{ start: at(hour).toMillis(), end: at(hour + 1).toMillis(), expiresAt: null },
  ...{ status: 'approved', clientName: null, serviceName: 'Class', isAnyway: false },
  isComing: null,
  places: { taken, capacity: 3, waiting: 0 },
})

const rowsOf = (
  entries: AgendaEntry[],
  sessions: DiaryEntry[],
  { now = 0, nowIndex = null as number | null, blocks = [] as BlockedTime[] } = {}
) => {
  const agenda: Agenda = { day: at(0), entries, endsAt: null, nowIndex }
  const t = (key: string, { taken = 0, capacity = 0 } = {}) => `${key} ${taken}/${capacity}`
  const reader = { t, language: 'en', locale: 'en-GB', timeZone: 'UTC', now: at(now).toMillis() }
  return dayRows(agenda, { sessions, blocks }, reader as never)
}

test.group('The rows of a day', () => {
  test('show a session once, with its clients and places, and requests by themselves', ({
    assert,
  }) => {
    const entries = [
      ...[entry('Ada', 9), entry('Ben', 10, 7), entry('Dan', 10, 7, 'completed')],
      ...[entry('Eve', 10, 7, 'pending'), entry('Fay', 12)],
    ]
    const { entries: rows } = rowsOf(entries, [session(7, 10, 2), session(8, 11, 0)])
    assert.deepEqual(
      rows.map((row) => row.session?.names ?? row.booking?.clientName),
      ['Ada', 'Eve', ['Ben', 'Dan'], [], 'Fay']
    )
    assert.include(rows[2].session?.view.state, '2/3')
    assert.deepEqual(rows[2].session?.view.ticks, [true, true, false])
  })

  test('end with the last of both', ({ assert }) => {
    assert.equal(rowsOf([], [session(7, 10, 0)]).endsAt?.hour, 11)
    assert.isNull(rowsOf([], []).endsAt)
  })

  test('keep a place whose session is not shown', ({ assert }) => {
    const { entries: rows } = rowsOf([entry('Ben', 10, 7)], [])
    assert.deepEqual(
      rows.map(({ booking }) => booking?.clientName),
      ['Ben']
    )
  })

  test('mark what needs somebody who is away then, whoever it was given to first', ({ assert }) => {
    const [alone, together] = [entry('Ada', 9), entry('Ben', 9)]
    for (const { booking } of [alone, together]) booking.merge({ hostId: 1 })
    const [anna, tom] = [1, 2].map((id) => ({ id, name: `Host ${id}` }))
    together.booking.$extras.hosts_together = [anna, tom]
    const times = { start: at(8).toMillis(), end: at(10).toMillis() }
    const away = [{ hostId: 2, ...times }] as BlockedTime[]
    const { entries: rows } = rowsOf([alone, together], [], { blocks: away })
    assert.deepEqual(
      rows.map((row) => 'isBlocked' in row && row.isBlocked),
      [false, true]
    )
  })

  test('keep the moment between what began and what comes', ({ assert }) => {
    const entries = [entry('Ada', 9, 7), entry('Ben', 9, 7), entry('Cleo', 11)]
    const sessions = [session(7, 9, 2)]
    const indexes = [8, 10, 12].map(
      (now) => rowsOf(entries, sessions, { now, nowIndex: 0 }).nowIndex
    )
    assert.deepEqual(indexes, [0, 1, 2])
    assert.isNull(rowsOf(entries, sessions).nowIndex)
  })
})
