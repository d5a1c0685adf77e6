import { test } from '@japa/runner'
import { hostDays, type Presence } from '#pages/owner/diary/presence'
import { shortNames } from '#pages/owner/diary/short_names'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import { instantAt, startOfDay } from '#scheduling/time/zones'
import type { Weekday } from '#scheduling/types'

const LONDON = 'Europe/London'
const day = { start: startOfDay(LONDON, '2026-01-12'), end: startOfDay(LONDON, '2026-01-13') }

const aHost = (id: number, given: Partial<DiaryHost> = {}): DiaryHost => ({
  ...{ id, userId: null, name: `Host ${id}`, kind: 'person', timeZone: LONDON, isActive: true },
  ...{ overrides: [], shortest: [] },
  weeklyHours: ([1, 2] satisfies Weekday[]).map((weekday) => ({
    ...{ weekday, start: '09:00', end: '17:00' },
  })),
  ...given,
})

const away = (hostId: number, from: string, until: string, reason: string | null = null) => ({
  ...{ blockId: 1, hostId, reason, date: '2026-01-12', isWholeDay: false, isWeekly: false },
  start: instantAt(LONDON, '2026-01-12', from),
  end: instantAt(LONDON, '2026-01-12', until),
})

const clock = (instant: number) => new Date(instant).toISOString().slice(11, 16)

function told(presence: Presence): string {
  if (presence.kind === 'in') return `${clock(presence.hours.start)}–${clock(presence.hours.end)}`
  return [presence.kind, presence.reason].filter(Boolean).join(' ')
}

function presences(hosts: DiaryHost[], blocks: ReturnType<typeof away>[] = []): string[] {
  const [first] = hostDays({ hosts, blocks }, [day])
  return first.map(({ presence }) => told(presence))
}

test.group('Who is in on a day', () => {
  const closed = { date: '2026-01-12', windows: [], reason: 'Epiphany' }
  const off = aHost(3, { weeklyHours: [{ weekday: 2, start: '09:00', end: '17:00' }] })

  test('is in for what is left of the hours', ({ assert }) => {
    const blocks = [away(1, '08:00', '10:00'), away(1, '12:00', '13:00'), away(2, '16:00', '18:00')]
    assert.deepEqual(presences([aHost(1), aHost(2)], blocks), ['10:00–17:00', '09:00–16:00'])
  })

  test('is away where nothing is left of them, for each reason once', ({ assert }) => {
    const blocks = [
      ...[away(1, '09:00', '12:00', 'Dentist'), away(1, '12:00', '17:00', 'Dentist')],
      away(2, '00:00', '23:00'),
    ]
    assert.deepEqual(presences([aHost(1), aHost(2)], blocks), ['away Dentist', 'away'])
  })

  test('is away or off where others work, and closed where nobody does', ({ assert }) => {
    const dated = aHost(2, { overrides: [closed] })
    assert.deepEqual(presences([aHost(1), dated, off]), ['09:00–17:00', 'away Epiphany', 'off'])
    assert.deepEqual(presences([dated, off]), ['closed Epiphany', 'closed'])
    const gone = aHost(1, { isActive: false })
    assert.deepEqual(presences([gone, dated]), ['09:00–17:00', 'closed Epiphany'])
  })

  test('is by plan without weekly hours', ({ assert }) => {
    assert.deepEqual(presences([aHost(1, { weeklyHours: [] }), off]), ['by_plan', 'closed'])
  })

  test('is told of each of several days', ({ assert }) => {
    const next = { start: day.end, end: startOfDay(LONDON, '2026-01-14') }
    const days = hostDays({ hosts: [off], blocks: [] }, [day, next])
    assert.deepEqual(
      days.map(([{ presence }]) => told(presence)),
      ['closed', '09:00–17:00']
    )
  })
})

test.group('Short names', () => {
  test('are first names, unless two share one', ({ assert }) => {
    const named = (...names: string[]) => [
      ...shortNames(names.map((name, id) => ({ id, name }))).values(),
    ]
    assert.deepEqual(named('Anna Reed', 'Tom Okafor'), ['Anna', 'Tom'])
    assert.deepEqual(named('Room 1', 'Room 2'), ['Room 1', 'Room 2'])
  })
})
