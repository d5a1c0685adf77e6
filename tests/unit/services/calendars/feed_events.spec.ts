import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { feedEvents } from '#services/calendars/feed_events'
import { feedName } from '#services/calendars/feed_lines'
import { feedZone } from '#services/calendars/feed_zones'

const WINDOW = { start: Date.parse('2026-03-01T00:00Z'), end: Date.parse('2026-05-01T00:00Z') }

function file(events: string[], head: string[] = []): string {
  const blocks = events.map((event) => ['BEGIN:VEVENT', event.trim(), 'END:VEVENT'].join('\n'))
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...head, ...blocks, 'END:VCALENDAR', '']
    .join('\n')
    .replace(/\n\s*/g, '\r\n')
}

function read(text: string, timeZone = 'Europe/Berlin', mostEvents = 10_000) {
  return feedEvents(text, { window: WINDOW, timeZone, mostEvents })
}

/** "2026-03-02 09:00/10:00", in UTC. */
function busy(text: string, timeZone?: string): string[] {
  return read(text, timeZone)
    .filter(({ isBusy }) => isBusy)
    .map(({ span }) => {
      const [start, end] = [span.start, span.end].map((at) => new Date(at).toISOString())
      const until = start.slice(0, 10) === end.slice(0, 10) ? end.slice(11, 16) : end.slice(0, 16)
      return `${start.slice(0, 16).replace('T', ' ')}/${until.replace('T', ' ')}`
    })
    .toSorted()
}

test.group('The times in an iCalendar file', () => {
  test('are those of an event with an end, or a length', ({ assert }) => {
    const text = file([
      'UID:a\nDTSTART:20260302T090000Z\nDTEND:20260302T100000Z',
      'UID:b\nDTSTART;TZID=Europe/Berlin:20260303T090000\nDURATION:PT1H30M',
    ])
    assert.deepEqual(busy(text), ['2026-03-02 09:00/10:00', '2026-03-03 08:00/09:30'])
  })

  test('follow the clock of their zone when it changes', ({ assert }) => {
    const text = file([
      `UID:a\nDTSTART;TZID=Europe/Berlin:20260322T090000\nDTEND;TZID=Europe/Berlin:20260322T100000
       RRULE:FREQ=WEEKLY;COUNT=2`,
    ])
    assert.deepEqual(busy(text), ['2026-03-22 08:00/09:00', '2026-03-29 07:00/08:00'])
  })

  test('leave out what is excluded, by moment and by day, and take in what is added', ({
    assert,
  }) => {
    const text = file([
      `UID:a\nDTSTART:20260302T090000Z\nDTEND:20260302T100000Z\nRRULE:FREQ=DAILY;COUNT=4
       EXDATE:20260303T090000Z\nEXDATE;VALUE=DATE:20260304
       RDATE:20260401T120000Z\nRDATE;VALUE=PERIOD:20260402T120000Z/PT30M`,
    ])
    assert.deepEqual(busy(text), [
      '2026-03-02 09:00/10:00',
      '2026-03-05 09:00/10:00',
      '2026-04-01 12:00/13:00',
      '2026-04-02 12:00/12:30',
    ])
  })

  test('have one moved and one cancelled of a repeated event', ({ assert }) => {
    const text = file([
      'UID:a\nDTSTART:20260302T090000Z\nDTEND:20260302T100000Z\nRRULE:FREQ=DAILY;COUNT=3',
      `UID:a\nRECURRENCE-ID:20260303T090000Z\nDTSTART:20260303T150000Z\nDTEND:20260303T160000Z`,
      `UID:a\nRECURRENCE-ID:20260304T090000Z\nSTATUS:CANCELLED
       DTSTART:20260304T090000Z\nDTEND:20260304T100000Z`,
    ])
    assert.deepEqual(busy(text), ['2026-03-02 09:00/10:00', '2026-03-03 15:00/16:00'])
    const ids = read(text).map(({ id }) => id)
    assert.lengthOf(new Set(ids), 3)
  })

  test('are moved from one on, by the clock, and a single one of those again', ({ assert }) => {
    const zone = 'TZID=Europe/Berlin'
    const series = `UID:a\nDTSTART;${zone}:20260323T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=5`
    const onwards = (day: string, change: string) =>
      `UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE;${zone}:202604${day}T090000\n${change}`
    const later = onwards('06', `DTSTART;${zone}:20260407T150000\nDURATION:PT2H`)
    // The clocks go forward on 29 March.
    const before = ['2026-03-23 08:00/09:00', '2026-03-30 07:00/08:00']
    assert.deepEqual(busy(file([series, later])), [
      ...before,
      ...['2026-04-07 13:00/15:00', '2026-04-14 13:00/15:00', '2026-04-21 13:00/15:00'],
    ])
    const single = (at: string) =>
      `UID:a\nRECURRENCE-ID;${zone}:${at}\nDTSTART;${zone}:20260416T080000\nDURATION:PT30M`
    for (const at of ['20260413T090000', '20260414T150000']) {
      assert.deepEqual(busy(file([single(at), later, series])), [
        ...before,
        ...['2026-04-07 13:00/15:00', '2026-04-16 06:00/06:30', '2026-04-21 13:00/15:00'],
      ])
    }
    const over = onwards('13', `STATUS:CANCELLED\nDTSTART;${zone}:20260413T090000\nDURATION:PT1H`)
    assert.deepEqual(busy(file([series, later, over])), [...before, '2026-04-07 13:00/15:00'])
    const ids = read(file([series, later])).map(({ id }) => id)
    assert.lengthOf(new Set(ids), 5)
  })

  test('are whole days by the clock of the calendar, else of the host', ({ assert }) => {
    const days = 'UID:a\nDTSTART;VALUE=DATE:20260328\nDTEND;VALUE=DATE:20260330'
    assert.deepEqual(busy(file([days])), ['2026-03-27 23:00/2026-03-29 22:00'])
    const named = file([days], ['X-WR-TIMEZONE:America/New_York'])
    assert.deepEqual(busy(named), ['2026-03-28 04:00/2026-03-30 04:00'])
  })

  test('are free where it says so', ({ assert }) => {
    const text = file([
      'UID:a\nDTSTART:20260302T090000Z\nDTEND:20260302T100000Z\nTRANSP:TRANSPARENT',
      'UID:b\nDTSTART:20260302T090000Z\nDTEND:20260302T100000Z\nSTATUS:CANCELLED',
      'UID:c\nDTSTART:20260302T090000Z\nDTEND:20260302T100000Z\nX-MICROSOFT-CDO-BUSYSTATUS:FREE',
      'UID:d\nDTSTART:20260302T090000Z\nDTEND:20260302T090000Z',
    ])
    assert.deepEqual(busy(text), [])
  })

  test('are read in zones by the names that Windows and other programs give them', ({ assert }) => {
    for (const zone of [
      'W. Europe Standard Time',
      '/mozilla.org/20050126_1/Europe/Berlin',
      '"Europe/Berlin"',
    ]) {
      const text = file([`UID:a\nDTSTART;TZID=${zone}:20260302T090000\nDURATION:PT1H`])
      assert.deepEqual(busy(text, 'UTC'), ['2026-03-02 08:00/09:00'], zone)
    }
  })

  test('are read by the zone that the file describes, where nobody knows its name', ({
    assert,
  }) => {
    const zone = `BEGIN:VTIMEZONE\nTZID:Our Office\nBEGIN:STANDARD\nDTSTART:19700101T000000
      TZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nEND:STANDARD\nEND:VTIMEZONE`
    const event = 'UID:a\nDTSTART;TZID=Our Office:20260302T090000\nDURATION:PT1H'
    assert.deepEqual(busy(file([event], [zone])), ['2026-03-02 03:30/04:30'])
    assert.deepEqual(busy(file([event])), ['2026-03-02 08:00/09:00'], 'else by the host’s')
  })

  test('end where a rule says, by its zone, and also on that day', ({ assert }) => {
    const until = (end: string) =>
      busy(
        file([
          `UID:a\nDTSTART;TZID=America/New_York:20260302T200000\nDURATION:PT1H
           RRULE:FREQ=DAILY;UNTIL=${end}`,
        ])
      ).length
    assert.equal(until('20260304T010000Z'), 2)
    assert.equal(until('20260304T005959Z'), 1)
    assert.equal(until('20260304'), 3)
  })

  test('skip 29 February and the 31st where there is none', ({ assert }) => {
    const monthly = 'UID:a\nDTSTART:20260131T090000Z\nDURATION:PT1H\nRRULE:FREQ=MONTHLY'
    assert.deepEqual(busy(file([monthly])), ['2026-03-31 09:00/10:00'])
    const yearly = 'UID:a\nDTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY'
    assert.deepEqual(busy(file([yearly])), [])
  })

  test('count once where a rule cannot be read, and others all the same', ({ assert }) => {
    const text = file([
      'UID:a\nDTSTART:20260302T090000Z\nDTEND:20260302T100000Z\nRRULE:FREQ=SOMETIMES',
      'UID:b\nDTSTART:never',
      'UID:c\nDTSTART:20260303T090000Z\nDTEND:20260303T100000Z',
    ])
    assert.deepEqual(busy(text), ['2026-03-02 09:00/10:00', '2026-03-03 09:00/10:00'])
  })

  test('are refused where it is no calendar, or nothing in it can be read', ({ assert }) => {
    for (const text of ['', '<html>Sign in</html>', file(['UID:b\nDTSTART:never'])]) {
      assert.throws(() => read(text), /unreadable/)
    }
    assert.deepEqual(busy(file([])), [])
  })

  test('are refused wherever the file broke off', ({ assert }) => {
    const whole = file([
      'UID:a\nDTSTART:20260302T090000Z\nDURATION:PT1H',
      'UID:b\nDTSTART:20260303T090000Z\nDURATION:PT1H',
    ])
    assert.lengthOf(busy(whole), 2)
    const end = whole.trimEnd().length
    for (let length = 0; length < end; length++) {
      assert.throws(() => read(whole.slice(0, length)), /unreadable/)
    }
    assert.throws(() => read(`BEGIN:VCALENDAR\n${'BEGIN:VEVENT\n'.repeat(50_000)}`), /unreadable/)
  })

  test('are refused beyond so many', ({ assert }) => {
    const text = file(['UID:a\nDTSTART:20260302T090000Z\nDURATION:PT1M\nRRULE:FREQ=MINUTELY'])
    assert.throws(() => read(text, 'UTC', 1_000), /too_large/)
  })

  test('have ids of their own, also where all events have one UID', ({ assert }) => {
    const event = 'UID:same\nDTSTART:20260302T090000Z\nDURATION:PT1H'
    const ids = read(file([event, event])).map(({ id }) => id)
    assert.lengthOf(new Set(ids), 2)
  })

  test('are those of a file that has no more than when somebody is busy', ({ assert }) => {
    const text = [
      ...['BEGIN:VCALENDAR', 'BEGIN:VFREEBUSY'],
      'FREEBUSY;FBTYPE=BUSY:20260302T090000Z/20260302T100000Z,20260303T090000Z/PT1H',
      'FREEBUSY;FBTYPE=FREE:20260304T090000Z/PT1H',
      ...['END:VFREEBUSY', 'END:VCALENDAR'],
    ].join('\r\n')
    assert.deepEqual(busy(text), ['2026-03-02 09:00/10:00', '2026-03-03 09:00/10:00'])
  })

  test('come with what its guests answered', ({ assert }) => {
    const text = file([
      `UID:a\nDTSTART:20260302T090000Z\nDURATION:PT1H
       ATTENDEE;PARTSTAT=DECLINED:mailto:Ana@Example.com\nATTENDEE:mailto:bo@example.com`,
    ])
    assert.deepEqual(read(text)[0].answers, [
      { email: 'ana@example.com', answer: 'declined' },
      { email: 'bo@example.com', answer: 'none' },
    ])
  })

  test('stand beside its name and its zone', ({ assert }) => {
    const text = file([], ['X-WR-CALNAME:Family\\, home', 'X-WR-TIMEZONE:Europe/Paris'])
    assert.equal(feedName(text), 'Family, home')
    assert.equal(feedZone(text), 'Europe/Paris')
    assert.isNull(feedZone(file([], ['X-WR-TIMEZONE:Nowhere/Atall'])))
  })

  test('repeat as counted day by day, whatever the zone and the rule', ({ assert }) => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe')
    const rule = fc.record({
      zone: zones,
      first: fc.integer({ min: 0, max: 60 }),
      hour: fc.integer({ min: 0, max: 23 }),
      interval: fc.integer({ min: 1, max: 5 }),
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
      count: fc.option(fc.integer({ min: 1, max: 40 })),
    })
    const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

    fc.assert(
      fc.property(rule, ({ zone, first, hour, interval, weekdays, count }) => {
        // It begins on a day of its rule, as it has to.
        let begins = DateTime.fromISO('2026-02-01', { zone: 'utc' }).plus({ days: first })
        while (!weekdays.includes(begins.weekday)) begins = begins.plus({ days: 1 })
        const at = `${begins.toFormat('yyyyMMdd')}T${String(hour).padStart(2, '0')}0000`
        const text = file([
          `UID:a\nDTSTART;TZID=${zone}:${at}\nDURATION:PT30M
           RRULE:FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${weekdays.map((day) => CODES[day - 1]).join(',')}${count ? `;COUNT=${count}` : ''}`,
        ])

        const expected: number[] = []
        const monday = begins.minus({ days: begins.weekday - 1 })
        const end = DateTime.fromMillis(WINDOW.end, { zone: 'utc' }).plus({ days: 2 })
        let taken = 0
        for (let day = begins; day < end; day = day.plus({ days: 1 })) {
          const week = Math.floor(day.diff(monday, 'days').days / 7)
          if (week % interval !== 0 || !weekdays.includes(day.weekday)) continue
          if (count !== null && taken++ >= count) break
          const { year, month, day: date } = day
          const start = DateTime.fromObject({ year, month, day: date, hour }, { zone }).toMillis()
          if (start + 1_800_000 > WINDOW.start && start < WINDOW.end) expected.push(start)
        }
        const found = read(text, 'UTC').map(({ span }) => span.start)
        assert.deepEqual(found.toSorted(), expected)
      }),
      { numRuns: 150 }
    )
  })
})
