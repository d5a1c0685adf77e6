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

const starts = async (file: string) => {
  const { rows } = await readIcs(file, WINDOW)
  return rows.map(({ cells }) => cells[1])
}

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
    .run(async ({ assert }, { lines, expected }) => {
      assert.deepEqual(await starts(calendar(...lines)), expected)
    })

  test('what is booked for one time of a repeated event stands instead of it', async ({
    assert,
  }) => {
    const file = calendar(
      ...['DTSTART:20260701T100000Z', 'DTEND:20260701T110000Z', 'RRULE:FREQ=WEEKLY;COUNT=3'],
      ...['END:VEVENT', 'BEGIN:VEVENT', 'UID:one', 'RECURRENCE-ID:20260708T100000Z'],
      ...['SUMMARY:Later', 'DTSTART:20260708T150000Z', 'DTEND:20260708T160000Z'],
      ...['END:VEVENT', 'BEGIN:VEVENT', 'UID:one', 'RECURRENCE-ID:20260715T100000Z'],
      ...['SUMMARY:Off', 'STATUS:CANCELLED', 'DTSTART:20260715T100000Z', 'DTEND:20260715T110000Z']
    )
    const { rows } = await readIcs(file, WINDOW)
    assert.sameDeepMembers(
      rows.map(({ cells: [, start, , service, , , , status] }) => [start, service, status]),
      [
        ['2026-07-01T10:00:00.000Z', 'Lesson', ''],
        ['2026-07-08T15:00:00.000Z', 'Later', ''],
        ['2026-07-15T10:00:00.000Z', 'Off', 'CANCELLED'],
      ]
    )
    assert.lengthOf(new Set(rows.map(({ cells }) => cells[0])), 3)
  })

  test('says who was invited, and all that is written', async ({ assert }) => {
    const file = calendar(
      ...['DTSTART:20260701T100000Z', 'DTEND:20260701T110000Z', 'DESCRIPTION:First\\, then\\nlast'],
      'ATTENDEE;CN="Patel, Asha":mailto:Asha@client.example'
    )
    const { rows } = await readIcs(file, WINDOW)
    assert.deepEqual(rows, [
      {
        line: 1,
        cells: [
          ...['one', '2026-07-01T10:00:00.000Z', '2026-07-01T11:00:00.000Z', 'Lesson'],
          ...['Patel, Asha', 'Asha@client.example', 'First, then\nlast', ''],
        ],
      },
    ])
  })

  test('a long file is read in time', async ({ assert }) => {
    const event = (nth: number) => [
      ...['BEGIN:VEVENT', `UID:${nth}`, 'DTSTART:20260701T100000Z', 'DURATION:PT1H', 'END:VEVENT'],
    ]
    const events = Array.from({ length: 8_000 }, (_, nth) => event(nth)).flat()
    const file = ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR'].join('\r\n')
    const { rows } = await readIcs(file, { ...WINDOW, mostRows: 8_000 })
    assert.lengthOf(rows, 8_000)
  }).timeout(5_000)

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
    .run(async ({ assert }, lines) => {
      const began = performance.now()
      await assert.rejects(() => readIcs(calendar(lines), WINDOW), UnreadableIcs)
      assert.isBelow(performance.now() - began, 5_000)
    })

  test('more than fits, and what is no calendar, is refused by name', async ({ assert }) => {
    const problemOf = async (file: string): Promise<string> => {
      try {
        const { rows } = await readIcs(file, WINDOW)
        return String(rows.length)
      } catch (error) {
        return error instanceof UnreadableIcs ? error.problem : String(error)
      }
    }
    const lines = ['DTSTART:20260101T000000Z', 'DTEND:20260101T000100Z', 'RRULE:FREQ=MINUTELY']
    assert.equal(await problemOf(calendar(...lines)), 'too_many')
    const broken = ['DTSTART:20260101T000000Z', 'DTEND:20260101T010000Z', 'RRULE:FREQ=SOMETIMES']
    assert.oneOf(await problemOf(calendar(...broken)), ['unreadable', '1'])
    for (const file of ['x', 'BEGIN:VCALENDAR', '{"a":1}', 'BEGIN:VCALENDAR\r\nX\r\n']) {
      assert.equal(await problemOf(file), 'unreadable', file)
    }
  })
})
