import { test } from '@japa/runner'
import { explain } from '#scheduling/reasons/reasons'
import { findSlots } from '#scheduling/slots/slots'
import type { BlockedDates, HostCalendar, Question } from '#scheduling/types'
import { aHost, aQuestion, at, shownIn, span } from '#tests/support/questions'

const WEDNESDAY = '2026-12-02'

function block(given: Partial<BlockedDates> = {}): BlockedDates {
  return {
    firstDate: WEDNESDAY,
    lastDate: given.firstDate ?? WEDNESDAY,
    weeklyDays: null,
    start: '00:00',
    end: '24:00',
    skippedDates: [],
    ...given,
  }
}

function blockedOn(question: Parameters<typeof aQuestion>[0], ...blocks: BlockedDates[]) {
  return aQuestion({ ...question, hosts: [aHost({ blocks })] })
}

function startsOf(question: Question): string[] {
  const [{ timeZone }] = question.hosts
  return findSlots(question).map(({ start }) => shownIn(timeZone, start).slice(0, 16))
}

test.group('Blocked time', () => {
  test('is taken out of the hours, and starts step on from its end', ({ assert }) => {
    const question = blockedOn(
      { rules: { durationMinutes: 30, slotIntervalMinutes: 30 } },
      block({ start: '10:10', end: '10:40' })
    )
    assert.deepEqual(
      startsOf(question),
      ['09:00', '09:30', '10:40', '11:10'].map((time) => `${WEDNESDAY}T${time}`)
    )
  })

  test('may be met by a pause, as the end of the hours may', ({ assert }) => {
    const rules = { bufferBeforeMinutes: 15, bufferAfterMinutes: 15 }
    const question = blockedOn({ rules }, block({ start: '10:00', end: '11:00' }))
    assert.deepEqual(
      startsOf(question),
      ['09:00', '11:00'].map((time) => `${WEDNESDAY}T${time}`)
    )
  })

  test('leaves overrides as they are, and is taken out of them too', ({ assert }) => {
    const host = aHost({
      overrides: [{ date: WEDNESDAY, windows: [{ start: '14:00', end: '18:00' }] }],
      blocks: [block({ start: '15:00', end: '17:00' })],
    })
    assert.deepEqual(
      startsOf(aQuestion({ hosts: [host] })),
      ['14:00', '17:00'].map((time) => `${WEDNESDAY}T${time}`)
    )
  })

  test('repeats weekly without end, but for skipped dates', ({ assert }) => {
    const weekly = block({
      firstDate: '2026-12-02',
      lastDate: null,
      weeklyDays: 2,
      skippedDates: ['2028-11-30'],
    })
    const range = span('2028-11-27T00:00Z', '2028-12-02T00:00Z')
    assert.deepEqual(
      [...new Set(startsOf(blockedOn({ range }, weekly)).map((start) => start.slice(0, 10)))],
      ['2028-11-27', '2028-11-28', '2028-11-30', '2028-12-01']
    )
  })

  test('ends with its last date, the window of which may run past midnight', ({ assert }) => {
    const nightly = (given: Partial<BlockedDates>): HostCalendar =>
      aHost({
        weeklyHours: ([3, 4, 5] as const).map((weekday) => ({
          ...{ weekday, start: '00:00', end: '02:00' },
        })),
        blocks: [block({ start: '23:00', end: '01:00', ...given })],
      })
    const range = span('2026-12-02T00:00Z', '2026-12-05T00:00Z')
    const hosts = [nightly({ lastDate: '2026-12-03' })]
    assert.deepEqual(startsOf(aQuestion({ range, hosts })), [
      '2026-12-02T00:00',
      '2026-12-02T01:00',
      '2026-12-03T01:00',
      '2026-12-04T01:00',
    ])
  })

  for (const [what, date, open, away, starts] of [
    // The clock goes from 01:00 to 02:00, and a wall time between moves on by the gap.
    ['a window that the gap would turn inside out', '2027-03-28', '00:00', '01:30–03:00', '03:00'],
    [
      'an opening of the same times that the gap moves on',
      '2027-03-28',
      '01:30',
      '01:30–04:00',
      '',
    ],
    // It goes from 02:00 back to 01:00: both times that the clock shows it are blocked.
    ['an hour that comes twice', '2026-10-25', '01:00', '01:15–01:45', '01:45'],
  ] as const) {
    test(`covers ${what}`, ({ assert }) => {
      const [start, end] = away.split('–')
      const host = aHost({
        weeklyHours: [{ weekday: 0, start: open, end: '04:00' }],
        blocks: [block({ firstDate: date, start, end })],
      })
      const rules = { durationMinutes: 15, slotIntervalMinutes: 15 }
      const range = { start: at(`${date}T00:00Z`), end: at(`${date}T03:00Z`) }
      const question = aQuestion({ range, rules, hosts: [host] })
      const shown = startsOf(question).map((moment) => moment.slice(11))
      const inside = shown.filter((time) => time >= start && time < end)
      assert.isEmpty(inside)
      assert.equal(shown.find((time) => time >= end) ?? '', starts)
    })
  }

  test('is named as the reason, with its bounds, wherever a slot meets it', ({ assert }) => {
    const question = blockedOn({}, block({ start: '10:30', end: '11:00' }))
    const away = { ...span(`${WEDNESDAY}T10:30Z`, `${WEDNESDAY}T11:00Z`), hostId: 1 }
    for (const time of ['10:00', '10:30']) {
      assert.deepInclude(explain(question, at(`${WEDNESDAY}T${time}Z`)), {
        code: 'blocked',
        ...away,
      })
    }
    assert.isEmpty(explain(question, at(`${WEDNESDAY}T11:00Z`)))
  })

  test('of one host leaves the others on offer, unless all are needed', ({ assert }) => {
    const hosts = [aHost({ blocks: [block()] }), aHost({ hostId: 2 })]
    assert.deepEqual(
      findSlots(aQuestion({ hosts })).map(({ hostIds }) => hostIds),
      [[2], [2], [2]]
    )
    assert.isEmpty(findSlots(aQuestion({ hosts, mode: 'collective' })))
  })
})
