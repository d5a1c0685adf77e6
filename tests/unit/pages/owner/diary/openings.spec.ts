import { test } from '@japa/runner'
import { openingsOn, shutOn } from '#pages/owner/diary/openings'
import { instantAt, startOfDay } from '#scheduling/time/zones'
import type { Weekday, WeeklyRange } from '#scheduling/types'

const LONDON = 'Europe/London'

const daily = (...ranges: [start: string, end: string][]): WeeklyRange[] =>
  ([0, 1, 2, 3, 4, 5, 6] satisfies Weekday[]).flatMap((weekday) =>
    ranges.map(([start, end]) => ({ weekday, start, end }))
  )

interface Host {
  weeklyHours: WeeklyRange[]
  timeZone?: string
  overrides?: { date: string; windows: { start: string; end: string }[]; reason: string | null }[]
}

/** "from–to why reason", by the clock in London, of 08:00 to 20:00. */
function shutOf({ timeZone = LONDON, overrides = [], weeklyHours }: Host, date = '2026-01-12') {
  const host = { timeZone, overrides, weeklyHours }
  const day = { start: startOfDay(LONDON, date), end: startOfDay(LONDON, '2026-01-13') }
  const shown = { start: instantAt(LONDON, date, '08:00'), end: instantAt(LONDON, date, '20:00') }
  const clock = (instant: number) => new Date(instant).toISOString().slice(11, 16)
  return shutOn(host, openingsOn(host, day), day, shown).map(({ start, end, why, reason }) =>
    [`${clock(start)}–${clock(end)}`, why, reason].filter(Boolean).join(' ')
  )
}

test.group('What is shut on a day', () => {
  test('is before the first opening, after the last, and lunch between them', ({ assert }) => {
    assert.deepEqual(shutOf({ weeklyHours: daily(['09:00', '12:30'], ['13:30', '18:00']) }), [
      '08:00–09:00 before',
      '12:30–13:30 lunch',
      '18:00–20:00 after',
    ])
  })

  test('is a break where it is no time for lunch, or too long for it', ({ assert }) => {
    const [early] = shutOf({ weeklyHours: daily(['08:00', '09:00'], ['09:30', '20:00']) })
    assert.equal(early, '09:00–09:30 break')
    const [long] = shutOf({ weeklyHours: daily(['08:00', '11:00'], ['16:00', '20:00']) })
    assert.equal(long, '11:00–16:00 break')
  })

  test('is all of it on a day off, with its reason', ({ assert }) => {
    const tuesdays: WeeklyRange[] = [{ weekday: 2, start: '09:00', end: '17:00' }]
    assert.deepEqual(shutOf({ weeklyHours: tuesdays }), ['08:00–20:00 closed'])
    const overrides = [{ date: '2026-01-12', windows: [], reason: 'Away' }]
    assert.deepEqual(shutOf({ weeklyHours: daily(['09:00', '17:00']), overrides }), [
      '08:00–20:00 closed Away',
    ])
  })

  test('names the reason of a shorter day once', ({ assert }) => {
    const windows = [{ start: '09:00', end: '13:00' }]
    const overrides = [{ date: '2026-01-12', windows, reason: 'Training' }]
    assert.deepEqual(shutOf({ weeklyHours: daily(['08:00', '20:00']), overrides }), [
      '08:00–09:00 before Training',
      '13:00–20:00 after',
    ])
  })

  test('goes by the host’s own clock and calendar', ({ assert }) => {
    const weeklyHours = daily(['09:00', '17:00'])
    assert.deepEqual(shutOf({ timeZone: 'America/New_York', weeklyHours }), ['08:00–14:00 before'])
  })

  test('leaves out what an opening of the day before still covers', ({ assert }) => {
    const weeklyHours: WeeklyRange[] = [{ weekday: 0, start: '20:00', end: '10:00' }]
    assert.deepEqual(shutOf({ weeklyHours }), ['10:00–20:00 closed'])
  })
})

test.group('The openings of a day', () => {
  test('run past midnight where they do', ({ assert }) => {
    const day = { start: startOfDay(LONDON, '2026-01-12'), end: startOfDay(LONDON, '2026-01-13') }
    const host = { timeZone: LONDON, overrides: [], weeklyHours: daily(['18:00', '02:00']) }
    const { own, all } = openingsOn(host, day)
    assert.deepEqual(own, {
      start: instantAt(LONDON, '2026-01-12', '18:00'),
      end: instantAt(LONDON, '2026-01-13', '02:00'),
    })
    assert.include(all, instantAt(LONDON, '2026-01-12', '02:00'))
  })
})
