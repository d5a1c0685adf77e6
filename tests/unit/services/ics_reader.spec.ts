import { test } from '@japa/runner'
import { readIcs, UnreadableIcs } from '#services/ics_reader'

const WINDOW = {
  from: new Date('2026-01-01T00:00:00Z'),
  until: new Date('2027-01-01T00:00:00Z'),
  timeZone: 'Europe/London',
  mostRows: 500,
}

const calendar = (...lines: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//x//y//EN',
    'BEGIN:VEVENT',
    'UID:one',
    'SUMMARY:Lesson',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n')

const starts = (file: string) => readIcs(file, WINDOW).rows.map(({ cells }) => cells[1])

test.group('A calendar file of bookings', () => {
  test('{title}')
    .with([
      {
        title: 'a time with a zone',
        lines: ['DTSTART;TZID=America/New_York:20260701T100000', 'DURATION:PT1H'],
        expected: ['2026-07-01T14:00:00.000Z'],
      },
      {
        title: 'a floating time is by the business’s clock',
        lines: ['DTSTART:20260701T100000', 'DTEND:20260701T110000'],
        expected: ['2026-07-01T09:00:00.000Z'],
      },
      {
        title: 'one that repeats keeps its hour when clocks change, without what is left out',
        lines: [
          'DTSTART;TZID=Europe/London:20260323T100000',
          'DTEND;TZID=Europe/London:20260323T110000',
          'RRULE:FREQ=WEEKLY;COUNT=3',
          'EXDATE;TZID=Europe/London:20260406T100000',
        ],
        expected: ['2026-03-23T10:00:00.000Z', '2026-03-30T09:00:00.000Z'],
      },
    ])
    .run(({ assert }, { lines, expected }) => {
      assert.deepEqual(starts(calendar(...lines)), expected)
    })

  test('{$self} is no booking, and takes no time')
    .with([
      'DTSTART:19700101T000000Z\r\nDTEND:19700101T000100Z\r\nRRULE:FREQ=SECONDLY',
      'DTSTART;VALUE=DATE:20260701',
      'DTSTART:20260701T100000Z\r\nDTEND:20260701T100000Z',
      'DTSTART:20260701T100000Z\r\nDTEND:20260701T090000Z',
      'DTSTART:20270701T100000Z\r\nDTEND:20270701T110000Z',
      'DTSTART:20250701T100000Z\r\nDTEND:20250701T110000Z',
      'SUMMARY:No start',
    ])
    .run(({ assert }, lines) => {
      const began = performance.now()
      assert.throws(() => readIcs(calendar(lines), WINDOW), UnreadableIcs as never)
      assert.isBelow(performance.now() - began, 5_000)
    })

  test('more than fits, and what is no calendar, is refused by name', ({ assert }) => {
    const problemOf = (file: string): string => {
      try {
        return String(readIcs(file, WINDOW).rows.length)
      } catch (error) {
        return error instanceof UnreadableIcs ? error.problem : String(error)
      }
    }
    const lines = ['DTSTART:20260101T000000Z', 'DTEND:20260101T000100Z', 'RRULE:FREQ=MINUTELY']
    assert.equal(problemOf(calendar(...lines)), 'too_many')
    const broken = ['DTSTART:20260101T000000Z', 'DTEND:20260101T010000Z', 'RRULE:FREQ=SOMETIMES']
    assert.oneOf(problemOf(calendar(...broken)), ['unreadable', '1'])
    for (const file of ['x', 'BEGIN:VCALENDAR', '{"a":1}', 'BEGIN:VCALENDAR\r\nX\r\n']) {
      assert.equal(problemOf(file), 'unreadable', file)
    }
  })
})
