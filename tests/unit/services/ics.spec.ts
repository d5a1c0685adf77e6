import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { bookingCalendar, type CalendarEvent } from '#services/ics'
import { calendarValue, readCalendarFile } from '#tests/support/calendar_file'

const lesson: CalendarEvent = {
  uid: '7d0f5f0e-3c1b-4a38-9a3f-0c1d5f1f2a10@localhost',
  sequence: 0,
  method: 'REQUEST',
  status: 'CONFIRMED',
  startsAt: DateTime.fromISO('2026-07-15T09:30', { zone: 'Europe/London' }),
  endsAt: DateTime.fromISO('2026-07-15T10:30', { zone: 'Europe/London' }),
  summary: 'Private lesson with Anna Reed',
  description: 'Reference K7MQ-2F9P\nCostume, towel, goggles; arrive ten minutes early.',
  location: 'Canal Street pool, 14 Canal Street, London N1 8QT',
  organizer: { name: 'Swim School Pro', email: 'hello@swim.example' },
  attendee: { name: 'Zoë “Zed” Álvarez', email: 'zoe@client.example' },
  url: 'http://localhost/manage/abcdefghijklmnopqrstuv1',
  stampedAt: DateTime.fromISO('2026-07-01T12:00:00Z'),
}

const lifeCycle: Record<string, Partial<CalendarEvent>> = {
  'confirmed': {},
  'confirmed-without-place': { location: null, attendee: undefined, method: 'PUBLISH' },
  'moved': {
    sequence: 1,
    startsAt: DateTime.fromISO('2026-01-15T09:30', { zone: 'Europe/London' }),
    endsAt: DateTime.fromISO('2026-01-15T10:30', { zone: 'Europe/London' }),
  },
  'cancelled': { sequence: 2, method: 'CANCEL', status: 'CANCELLED' },
}

/** Text that people paste: separators, quotes, backslashes, other scripts, halves of emoji. */
const nastyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\\',
        ';',
        ',',
        '\n',
        '\r\n',
        '\\n',
        '"',
        ':',
        '\t',
        '🏊🏽‍♀️',
        'ß',
        'مسبح',
        '\ud83c'
      )
    ),
    { minLength: 1, maxLength: 40 }
  )
  .map((parts) => parts.join(''))

test.group('Calendar file', () => {
  for (const [step, change] of Object.entries(lifeCycle)) {
    test(`is the same file, octet for octet, when a booking is ${step}`, async ({ assert }) => {
      const golden = new URL(`golden/${step}.ics`, import.meta.url)
      const file = bookingCalendar({ ...lesson, ...change })
      assert.equal(file, await readFile(golden, 'utf8'))
      assert.isNotEmpty(readCalendarFile(file))
    })
  }

  test('says where one joins the call, however long that is', ({ assert }) => {
    const link = `https://meet.example/${'a-very-long-room/'.repeat(8)}?pwd=1`
    const file = bookingCalendar({ ...lesson, conference: link })
    assert.include(file.replaceAll('\r\n ', ''), `CONFERENCE;VALUE=URI;FEATURE=VIDEO:${link}\r\n`)
    for (const line of file.split('\r\n')) assert.isAtMost(Buffer.byteLength(line), 75)
    assert.isNotEmpty(readCalendarFile(file))
  })

  test('names people by addresses that a link can hold', ({ assert }) => {
    const file = bookingCalendar({
      ...lesson,
      organizer: { name: 'Jo', email: 'jo@exämple.de' },
      attendee: { name: 'Jo', email: '"jo smith"@exämple.de' },
    })
    const unfolded = file.replaceAll('\r\n ', '')
    assert.match(unfolded, /ORGANIZER[^\r]*mailto:jo@xn--exmple-cua\.de\r/i)
    assert.match(unfolded, /ATTENDEE[^\r]*mailto:%22jo%20smith%22@xn--exmple-cua\.de\r/i)
  })

  test('carries any text through, within 75 octets a line', ({ assert }) => {
    const runs = Number(process.env.LONG_RUNS ?? 300)
    fc.assert(
      fc.property(nastyText, (text) => {
        const file = bookingCalendar({
          ...lesson,
          summary: text,
          description: text,
          location: text,
        })
        const expected = text
          .replaceAll(/\r\n?/g, '\n')
          .replaceAll(/[^\P{Cc}\n\t]/gu, '')
          .toWellFormed()
        assert.equal(calendarValue(file, 'SUMMARY') ?? '', expected)
        assert.equal(calendarValue(file, 'LOCATION') ?? '', expected)
      }),
      { numRuns: runs }
    )
  })

  test('lets no name or address begin a line of its own', ({ assert }) => {
    const attendee = { name: 'A"\r\nATTACH:http://evil.example', email: 'a@b.example\r\nX-EVIL:1' }
    const file = bookingCalendar({ ...lesson, attendee, organizer: attendee })
    const names = readCalendarFile(file).map((line) => line.name)
    assert.notInclude(names, 'ATTACH')
    assert.notInclude(names, 'X-EVIL')
  })

  test('a cancellation names the event of the confirmation, one step later', ({ assert }) => {
    const confirmed = bookingCalendar(lesson)
    const cancelled = bookingCalendar({ ...lesson, ...lifeCycle.cancelled })
    assert.equal(calendarValue(cancelled, 'UID'), calendarValue(confirmed, 'UID'))
    assert.equal(calendarValue(cancelled, 'METHOD'), 'CANCEL')
    assert.equal(calendarValue(cancelled, 'STATUS'), 'CANCELLED')
    assert.isAbove(
      Number(calendarValue(cancelled, 'SEQUENCE')),
      Number(calendarValue(confirmed, 'SEQUENCE'))
    )
  })
})
