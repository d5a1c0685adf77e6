import { test } from '@japa/runner'
import { NotACalendar, readHolidays } from '#services/holiday_calendar'

const calendar = (...events: string[][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Test//EN',
    ...events.flatMap((lines) => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

const between = (text: string, from = '2026-01-01', until = '2027-12-31') =>
  readHolidays(text, from, until).map(({ date, name }) => `${date} ${name}`)

test.group('Dates off in an iCalendar file', () => {
  test('reads names as they are meant: folded, escaped, in any script', ({ assert }) => {
    const text = calendar(
      ['DTSTART;VALUE=DATE:20261226', 'SUMMARY:Boxing Day\\, observed; a day that is fol', ' ded'],
      ['DTSTART;VALUE=DATE:20261225', 'SUMMARY:Χριστούγεννα']
    )
    assert.deepEqual(between(text), [
      '2026-12-25 Χριστούγεννα',
      '2026-12-26 Boxing Day, observed; a day that is folded',
    ])
  })

  test('reads bare line feeds, and a mark of byte order', ({ assert }) => {
    const text = calendar(['DTSTART;VALUE=DATE:20261225', 'SUMMARY:Christmas'])
    assert.lengthOf(between(text.replaceAll('\r\n', '\n')), 1)
    assert.lengthOf(between(`\uFEFF${text}`), 1)
  })

  test('spreads an event over its dates; the end is not one of them', ({ assert }) => {
    const text = calendar(['DTSTART;VALUE=DATE:20261230', 'DTEND;VALUE=DATE:20270102', 'SUMMARY:X'])
    assert.deepEqual(between(text), ['2026-12-30 X', '2026-12-31 X', '2027-01-01 X'])
  })

  test('keeps to the dates asked for, in the middle of an event too', ({ assert }) => {
    const text = calendar(['DTSTART;VALUE=DATE:20261230', 'DTEND;VALUE=DATE:20270105', 'SUMMARY:X'])
    assert.deepEqual(between(text, '2027-01-02', '2027-01-03'), ['2027-01-02 X', '2027-01-03 X'])
  })

  test('joins the names of one date', ({ assert }) => {
    const day = 'DTSTART;VALUE=DATE:20260501'
    const text = calendar([day, 'SUMMARY:Labour Day'], [day, 'SUMMARY:Our birthday'], [day])
    assert.deepEqual(between(text), ['2026-05-01 Labour Day, Our birthday, '])
  })

  for (const [rule, start, dates] of [
    ['FREQ=YEARLY', '20201225', ['2026-12-25', '2027-12-25']],
    ['FREQ=YEARLY;UNTIL=20261231', '20201225', ['2026-12-25']],
    ['FREQ=YEARLY;COUNT=3', '20251225', ['2026-12-25', '2027-12-25']],
    ['FREQ=YEARLY;INTERVAL=2', '20251225', ['2027-12-25']],
    ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', '20201126', ['2026-11-26', '2027-11-25']],
    ['FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO', '20200525', ['2026-05-25', '2027-05-31']],
    [
      'FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=20,21,22,23,24,25,26;BYDAY=SA',
      '20200620',
      ['2026-06-20', '2027-06-26'],
    ],
    ['FREQ=YEARLY', '20240229', []],
    ['FREQ=YEARLY', '00010101', []],
  ] as const) {
    test(`repeats ${rule} from ${start}`, ({ assert }) => {
      const text = calendar([`DTSTART;VALUE=DATE:${start}`, `RRULE:${rule}`, 'SUMMARY:X'])
      assert.deepEqual(
        readHolidays(text, '2026-01-01', '2027-12-31').map(({ date }) => date),
        [...dates]
      )
    })
  }

  test('knows that the 29th of February comes again in a leap year', ({ assert }) => {
    const text = calendar(['DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY', 'SUMMARY:X'])
    assert.deepEqual(between(text, '2025-01-01', '2029-12-31'), ['2028-02-29 X'])
  })

  for (const rule of [
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYDAY=MO',
    'FREQ=YEARLY;BYWEEKNO=53;BYHOUR=3',
  ]) {
    test(`counts only the first date of ${rule}, at once`, ({ assert }) => {
      const text = calendar(['DTSTART;VALUE=DATE:20261225', `RRULE:${rule}`, 'SUMMARY:X'])
      assert.deepEqual(between(text), ['2026-12-25 X'])
    })
  }

  test('passes over moments with a time and dates that do not exist', ({ assert }) => {
    assert.isEmpty(
      between(
        calendar(
          ['DTSTART:20261225T100000Z', 'SUMMARY:X'],
          ['DTSTART;VALUE=DATE:20260230', 'SUMMARY:X'],
          ['SUMMARY:No date at all']
        )
      )
    )
  })

  for (const [shown, text] of [
    ['nothing', ''],
    ['plain words', 'Christmas is on the 25th'],
    ['a page', '<!doctype html><title>Holidays</title>'],
    ['half a file', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n'],
    ['another component', 'BEGIN:VEVENT\r\nEND:VEVENT\r\n'],
    ['a rule without sense', calendar(['DTSTART;VALUE=DATE:20261225', 'RRULE:FREQ=NEVER'])],
    ['a megabyte of one letter', 'A'.repeat(1_000_000)],
    ['components without end', 'BEGIN:VCALENDAR\r\n'.repeat(55_000)],
  ]) {
    test(`refuses ${shown}`, ({ assert }) => {
      assert.throws(() => between(text), 'No iCalendar file')
      assert.throws(() => between(text), NotACalendar)
    })
  }

  test('reads a megabyte of events in a few seconds', ({ assert }) => {
    const yearly = ['DTSTART;VALUE=DATE:19700101', 'RRULE:FREQ=YEARLY', 'SUMMARY:X']
    const text = calendar(...Array.from({ length: 11_000 }, () => yearly))
    const began = performance.now()
    assert.deepEqual(between(text), ['2026-01-01 X', '2027-01-01 X'])
    assert.isBelow(performance.now() - began, 5000)
  })
})
