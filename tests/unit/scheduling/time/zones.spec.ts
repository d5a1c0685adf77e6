import { test } from '@japa/runner'
import { DateTime, IANAZone } from 'luxon'
import { dateAt, instantAt, isTimeZone, offsetMinutesAt, startOfDay } from '#scheduling/time/zones'
import { at } from '#tests/support/questions'

const HOUR = 3_600_000

test.group('A zone', () => {
  test('{$self} is a name of the IANA database')
    .with(['Europe/London', 'America/Argentina/La_Rioja', 'UTC', 'Etc/GMT+5', 'Asia/Calcutta'])
    .run(({ assert }, name) => assert.isTrue(isTimeZone(name)))

  test('{$self} is not')
    .with([
      '',
      'Mars/X',
      '+05:30',
      'PST',
      'IST',
      'local',
      'GMT+2',
      'SystemV/AST4',
      'Europe/London ',
    ])
    .run(({ assert }, name) => assert.isFalse(isTimeZone(name)))

  test('that does not exist is refused', ({ assert }) => {
    assert.throws(() => dateAt('Mars/X', 0), RangeError)
  })

  test('{$self} has the offset that Luxon gives, every hour from 2026 to 2030')
    .with(['Europe/London', 'America/Nuuk', 'Africa/Casablanca', 'Pacific/Chatham', 'Asia/Gaza'])
    .run(({ assert }, timeZone) => {
      const zone = IANAZone.create(timeZone)
      const end = Date.UTC(2031, 0, 1)
      for (let hour = Date.UTC(2026, 0, 1); hour < end; hour += 2 * HOUR) {
        if (offsetMinutesAt(timeZone, hour) !== zone.offset(hour)) {
          assert.fail(`differs at ${new Date(hour).toISOString()}`)
        }
      }
    })

  test('changes its offset to the millisecond', ({ assert }) => {
    const change = at('2027-03-28T01:00Z')
    assert.equal(offsetMinutesAt('Europe/Paris', change - 1), 60)
    assert.equal(offsetMinutesAt('Europe/Paris', change), 120)
  })

  test('has the offset of each year, whichever year was asked for before', ({ assert }) => {
    const zone = 'America/Sao_Paulo'
    for (const date of ['2026-01-15', '2018-01-15', '2027-01-15', '2018-07-15', '2026-12-31']) {
      const instant = at(`${date}T23:30:00Z`)
      assert.equal(offsetMinutesAt(zone, instant), IANAZone.create(zone).offset(instant), date)
    }
  })

  test('that no longer changes still agrees with the calendar centuries ahead', ({ assert }) => {
    const noon = DateTime.fromISO('2190-07-01T12:00', { zone: 'Asia/Tokyo' })
    assert.equal(instantAt('Asia/Tokyo', '2190-07-01', '12:00'), noon.toMillis())
  })
})

test.group('A wall time', () => {
  test('{0} {1} {2} is {3}')
    .with([
      ['Europe/Paris', '2027-07-01', '09:30', '2027-07-01T09:30+02:00'],
      ['Europe/Paris', '2027-03-28', '02:30', '2027-03-28T03:30+02:00'],
      ['America/Denver', '2027-11-07', '01:30', '2027-11-07T01:30-06:00'],
      ['America/Denver', '2027-11-07', '24:00', '2027-11-08T00:00-07:00'],
      ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-04T02:45+11:00'],
      ['Pacific/Apia', '2011-12-30', '02:00', '2011-12-31T02:00+14:00'],
      ['America/St_Johns', '2010-11-07', '00:00', '2010-11-07T00:00-02:30'],
    ])
    .run(({ assert }, [timeZone, date, time, expected]) => {
      assert.equal(instantAt(timeZone, date, time), at(expected))
    })

  test('of a date that does not exist is refused', ({ assert }) => {
    assert.throws(() => instantAt('UTC', '2026-02-29', '09:00'), RangeError)
    assert.throws(() => instantAt('UTC', '2026-02-28', '24:30'), RangeError)
  })
})

test.group('A day', () => {
  test('of {0} on {1} begins at {2}')
    .with([
      ['Asia/Tokyo', '2026-12-02', '2026-12-02T00:00+09:00'],
      ['America/Santiago', '2026-09-06', '2026-09-06T01:00-03:00'],
      ['Africa/Cairo', '2027-04-30', '2027-04-30T01:00+03:00'],
      ['Pacific/Apia', '2011-12-30', '2011-12-31T00:00+14:00'],
      ['America/Toronto', '1919-03-31', '1919-03-31T00:30-04:00'],
    ])
    .run(({ assert }, [timeZone, date, expected]) => {
      assert.equal(startOfDay(timeZone, date), at(expected))
    })

  test('is the one that the clock of the zone shows', ({ assert }) => {
    const moment = at('2026-12-02T23:30Z')
    assert.equal(dateAt('Asia/Tokyo', moment), '2026-12-03')
    assert.equal(dateAt('America/Denver', moment), '2026-12-02')
  })
})
