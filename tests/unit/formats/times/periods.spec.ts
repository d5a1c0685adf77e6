import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { chosenPeriod, partsOf, type Period, periodBefore } from '#formats/times/periods'

const ZONES = ['Europe/London', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Africa/Cairo']
const at = (text: string, zone = 'Europe/London') => DateTime.fromISO(text, { zone })
const datesOf = ({ from, until }: Pick<Period, 'from' | 'until'>) => [
  from.toFormat('yyyy-MM-dd HH:mm'),
  until.toFormat('yyyy-MM-dd HH:mm'),
]

test.group('A period', () => {
  test('is of whole weeks, this one included, from the business’s first weekday', ({ assert }) => {
    const now = at('2026-01-08T15:30')
    assert.deepEqual(datesOf(chosenPeriod({}, now, 1)), ['2025-10-20 00:00', '2026-01-12 00:00'])
    assert.deepEqual(datesOf(chosenPeriod({ period: 'four_weeks' }, now, 0)), [
      '2025-12-14 00:00',
      '2026-01-11 00:00',
    ])
  })

  test('of a year is of whole months, this one included', ({ assert }) => {
    const year = chosenPeriod({ period: 'year' }, at('2026-03-31T23:59'), 1)
    assert.deepEqual(datesOf(year), ['2025-04-01 00:00', '2026-04-01 00:00'])
    assert.equal(year.unit, 'month')
    assert.deepEqual(datesOf(periodBefore(year)), ['2024-04-01 00:00', '2025-04-01 00:00'])
  })

  test('ahead begins today, whatever the weekday, and is as long as its name says', ({
    assert,
  }) => {
    const now = at('2026-03-26T23:30')
    const ahead = (period: Parameters<typeof chosenPeriod>[0]['period']) =>
      chosenPeriod({ period }, now, 1)
    assert.deepEqual(datesOf(ahead('next_four_weeks')), ['2026-03-26 00:00', '2026-04-23 00:00'])
    assert.deepEqual(datesOf(ahead('next_twelve_weeks')), ['2026-03-26 00:00', '2026-06-18 00:00'])
    assert.deepEqual(datesOf(ahead('next_year')), ['2026-03-26 00:00', '2027-03-26 00:00'])
    assert.equal(ahead('next_year').unit, 'month')
    assert.deepEqual(datesOf(periodBefore(ahead('next_four_weeks'))), [
      '2026-02-26 00:00',
      '2026-03-26 00:00',
    ])
  })

  test('of one’s own dates includes the last; one that is missing is near the other', ({
    assert,
  }) => {
    const now = at('2026-01-08T15:30')
    const own = (from: string | null, until: string | null) =>
      chosenPeriod(
        { period: 'year', from: from ? at(from) : null, until: until ? at(until) : null },
        now,
        1
      )
    const both = own('2025-12-24', '2025-12-26')
    assert.deepEqual(datesOf(both), ['2025-12-24 00:00', '2025-12-27 00:00'])
    assert.deepEqual([both.name, both.unit], [null, 'week'])
    assert.deepEqual(datesOf(periodBefore(both)), ['2025-12-21 00:00', '2025-12-24 00:00'])
    assert.deepEqual(datesOf(own('2025-12-24', null)), ['2025-12-24 00:00', '2026-01-09 00:00'])
    assert.deepEqual(datesOf(own('2026-02-01', null)), ['2026-02-01 00:00', '2026-02-02 00:00'])
    assert.deepEqual(datesOf(own(null, '2025-12-24')), ['2025-10-02 00:00', '2025-12-25 00:00'])
    assert.deepEqual(datesOf(own('1990-01-01', null)), ['1990-01-01 00:00', '2000-01-02 00:00'])
    assert.equal(own('2025-01-01', '2025-12-31').unit, 'month')
  })

  test('is cut into parts that leave no day out and have none twice', ({ assert }) => {
    const day = fc.integer({ min: 0, max: 3_000 })
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        day,
        fc.nat(700),
        fc.nat(6),
        (zone, first, length, weekStartsOn) => {
          const from = at('2019-01-01', zone).plus({ days: first })
          const input = { from, until: from.plus({ days: length }) }
          const period = chosenPeriod(input, from, weekStartsOn)
          const days: string[] = []
          for (const part of partsOf(period, weekStartsOn)) {
            assert.isTrue(part.from <= part.last)
            for (
              let each = part.from;
              each <= part.last;
              each = each.plus({ days: 1 }).startOf('day')
            ) {
              days.push(each.toFormat('yyyy-MM-dd'))
            }
          }
          assert.deepEqual(
            days,
            Array.from({ length: length + 1 }, (_, index) =>
              from.plus({ days: index }).toFormat('yyyy-MM-dd')
            )
          )
        }
      )
    )
  })
})
