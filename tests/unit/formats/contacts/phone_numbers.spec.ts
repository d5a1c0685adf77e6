import { test } from '@japa/runner'
import { countryOf, phoneKey, saysWhereItIs } from '#formats/contacts/phone_numbers'

const LONDON = { timeZone: 'Europe/London', locale: 'en-GB' }
const BERLIN = { timeZone: 'Europe/Berlin', locale: 'de-DE' }
const NEW_YORK = { timeZone: 'America/New_York', locale: 'en-US' }

test.group('The key of a phone number', () => {
  test('is E.164, however it was typed: {$self}')
    .with([
      '07700 900318',
      '+44 7700 900318',
      '0044 7700 900318',
      '+44 (0)7700 900318',
      '(07700) 900-318',
      '7700900318',
      '07700.900/318',
      '  07700900318 ',
      '٠٧٧٠٠٩٠٠٣١٨',
    ])
    .run(({ assert }, typed) => {
      assert.equal(phoneKey(typed, LONDON), '+447700900318')
    })

  test('takes a number without its country for one of the place it is typed at')
    .with([
      { typed: '020 7946 0182', home: LONDON, key: '+442079460182' },
      { typed: '030/901820', home: BERLIN, key: '+4930901820' },
      { typed: '+44 20 7946 0182', home: BERLIN, key: '+442079460182' },
      { typed: '(212) 555-0123', home: NEW_YORK, key: '+12125550123' },
      { typed: '011 44 7700 900318', home: NEW_YORK, key: '+447700900318' },
      { typed: '00 44 7700 900318', home: NEW_YORK, key: '+447700900318' },
    ])
    .run(({ assert }, { typed, home, key }) => {
      assert.equal(phoneKey(typed, home), key)
    })

  test('is the digits of what no telephone could dial', ({ assert }) => {
    assert.equal(phoneKey('12-34 56', LONDON), '123456')
    assert.isNull(phoneKey('ask at the desk', LONDON))
  })
})

test.group('The country of a place', () => {
  test('is that of its zone before that of its language')
    .with([
      { timeZone: 'Europe/London', locale: 'de-DE', country: 'GB' },
      { timeZone: 'Asia/Kolkata', locale: 'en-GB', country: 'IN' },
      { timeZone: 'Europe/Zurich', locale: 'en-US', country: 'CH' },
      { timeZone: 'UTC', locale: 'fr-BE', country: 'BE' },
      { timeZone: 'UTC', locale: 'en', country: undefined },
    ])
    .run(({ assert }, { country, ...home }) => {
      assert.equal(countryOf(home), country)
    })
})

test.group('A phone number without its country', () => {
  test('can be read where it is one from there')
    .with([
      { typed: '07700 900318', home: LONDON, isRead: true },
      { typed: '030 901820', home: BERLIN, isRead: true },
      { typed: '0171 12345678', home: LONDON, isRead: false },
      { typed: '+33 6 12 34 56 78', home: LONDON, isRead: true },
      { typed: '0033 6 12 34 56 78', home: LONDON, isRead: true },
      { typed: '011 33 6 12 34 56 78', home: NEW_YORK, isRead: true },
      { typed: '07700 900318', home: NEW_YORK, isRead: false },
      { typed: '0171 12345678', home: { timeZone: 'UTC', locale: 'en' }, isRead: true },
    ])
    .run(({ assert }, { typed, home, isRead }) => {
      assert.equal(saysWhereItIs(typed, home), isRead)
    })
})
