import { test } from '@japa/runner'
import { formatLocale } from '#formats/words/locales'

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

  test('is the page’s language as written where the business is, where neither reader nor business has one of it', ({
    assert,
  }) => {
    assert.equal(formatLocale(['fr-FR'], 'de', 'en-GB'), 'de-GB')
  })
})
