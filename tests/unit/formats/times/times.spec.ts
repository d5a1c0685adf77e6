import { test } from '@japa/runner'
import { formatNearMoment, formatNearMomentInText } from '#formats/contacts/near'
import {
  clockParts,
  formatHour,
  formatRangeInText,
  formatTime,
  formatWallTime,
} from '#formats/times/times'

const MORNING = Date.UTC(2026, 0, 15, 9, 30)

test.group('Times as a clock shows them', () => {
  test('follow the locale, and never break across lines', ({ assert }) => {
    assert.equal(formatTime(MORNING, 'Europe/London', 'en-GB'), '09:30')
    assert.equal(formatTime(MORNING, 'Europe/London', 'en-US'), '9:30\u00a0AM')
  })

  for (const [locale, parts] of [
    ['en-US', ['9:30', '\u00a0AM']],
    ['es-ES-u-hc-h12', ['9:30', '\u00a0a.\u00a0m.']],
    ['en-GB', ['09:30', '']],
    ['ko-KR', ['오전\u00a09:30', '']],
  ] as const) {
    test(`come in parts in ${locale}`, ({ assert }) => {
      assert.deepEqual(clockParts(MORNING, 'Europe/London', locale), [...parts])
    })
  }

  test('begin no line with the dash between two of them, nor with a space after it', ({
    assert,
  }) => {
    const range = (hours: number) =>
      formatRangeInText(MORNING, MORNING + hours * 3_600_000, 'Europe/London', 'en-US')
    assert.equal(range(1), '9:30\u00a0AM\u00a0– 10:30\u00a0AM')
    assert.equal(range(16), '9:30\u00a0AM\u00a0– Fri, January 16, 1:30\u00a0AM')
  })

  test('come with their day, which begins no line in the middle of one', ({ assert }) => {
    const near = [MORNING, MORNING, 'Europe/London'] as const
    assert.equal(formatNearMoment(...near, 'de-DE'), 'Heute, 09:30')
    assert.equal(formatNearMomentInText(...near, 'de-DE'), 'heute, 09:30')
    assert.equal(formatNearMomentInText(...near, 'fr-FR'), 'aujourd’hui, 09:30')
  })

  for (const [time, locale, shown] of [
    ['17:00', 'en-GB', '17:00'],
    ['17:00', 'en-US', '5:00\u00a0PM'],
    ['24:00', 'en-GB', '24:00'],
    ['24:00', 'en-US', '12:00\u00a0AM'],
  ]) {
    test(`${time} on the wall is ${shown} in ${locale}`, ({ assert }) => {
      assert.equal(formatWallTime(time, locale), shown)
    })
  }

  test('may be a whole hour on a scale', ({ assert }) => {
    assert.equal(formatHour(6, 'en-GB'), '06')
    assert.equal(formatHour(18, 'en-US'), '6 PM')
  })
})
