import { test } from '@japa/runner'
import { formatDay, formatWallTime } from '#formats/times/times'
import { formatLocale, weekStartOf, withClock, withoutClock } from '#formats/words/locales'

test.group('The locale of dates and prices', () => {
  test('for {readers} is {expected}')
    .with([
      { readers: ['en-US', 'en-GB'], expected: 'en-US' },
      { readers: ['en-Latn-CA'], expected: 'en-Latn-CA' },
      { readers: ['fr-FR', 'en-AU'], expected: 'en-AU' },
      { readers: ['en'], expected: 'en-GB' },
      { readers: ['fr-FR'], expected: 'en-GB' },
      { readers: [], expected: 'en-GB' },
      { readers: ['en-GB-u-ca-buddhist-nu-deva', 'en-IE'], expected: 'en-IE' },
      { readers: ['en-US-u-hc-h23'], expected: 'en-GB' },
      { readers: ['en-x-very-long-private-part'], expected: 'en-GB' },
      { readers: ['en-US-', 'en-_', 'en--GB'], expected: 'en-GB' },
    ])
    .run(({ assert }, { readers, expected }) => {
      assert.equal(formatLocale(readers, 'en', 'en-GB'), expected)
    })

  test('is the page’s language with the clock and week of the place, where nobody says more', ({
    assert,
  }) => {
    assert.equal(formatLocale(['fr-FR'], 'de', 'en-GB'), 'de-GB')
    assert.equal(formatLocale(['de'], 'en', 'de-DE'), 'en-DE')
    const arabic = formatLocale(['ar'], 'ar', 'en-GB')
    assert.equal(formatWallTime('14:30', arabic), '14:30')
    assert.equal(formatLocale([withoutClock(arabic)], 'ar', 'en-US'), arabic)
    assert.equal(weekStartOf(arabic), 1)
    assert.equal(weekStartOf(formatLocale(['ar-EG'], 'ar', 'en-GB')), 6)
    assert.equal(withoutClock(arabic), 'ar-GB')
  })

  test('has one kind of figures', ({ assert }) => {
    const egyptian = formatLocale(['ar-EG'], 'ar', 'en-GB')
    assert.equal(formatDay(Date.UTC(2026, 10, 30), 'UTC', egyptian), 'الاثنين، 30 نوفمبر')
    assert.match(formatWallTime('14:30', egyptian), /^2:30\sم$/)
    assert.equal(formatWallTime('14:30', withClock(egyptian, '24')), '14:30')
  })
})
