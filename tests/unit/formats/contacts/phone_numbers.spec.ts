import { test } from '@japa/runner'
import {
  countryOf,
  countryRead,
  phoneKey,
  plainNumber,
  readNumber,
  spelledOut,
} from '#formats/contacts/phone_numbers'

const LONDON = { timeZone: 'Europe/London', locale: 'en-GB' }
const BERLIN = { timeZone: 'Europe/Berlin', locale: 'de-DE' }
const PARIS = { timeZone: 'Europe/Paris', locale: 'fr-FR' }
const NOWHERE = { timeZone: 'UTC', locale: 'en' }
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
  test('is one of where its client is, else of where the business is, else nobody’s')
    .with([
      { typed: '07700 900318', client: LONDON, business: LONDON, read: '07700 900318' },
      { typed: '030 901820', client: BERLIN, business: BERLIN, read: '030 901820' },
      { typed: '030 23125 461', client: BERLIN, business: LONDON, read: '+49 30 23125461' },
      { typed: '07700 900318', client: PARIS, business: LONDON, read: '07700 900318' },
      { typed: '01 99 00 04 61', client: PARIS, business: LONDON, read: '+33 1 99 00 04 61' },
      { typed: '0171 12345678', client: LONDON, business: LONDON, read: null },
      { typed: '07700 900318', client: NEW_YORK, business: NEW_YORK, read: null },
      { typed: '+33 6 12 34 56 78', client: LONDON, business: LONDON, read: '+33 6 12 34 56 78' },
      { typed: '0033 6 12 34 56 78', client: BERLIN, business: LONDON, read: '0033 6 12 34 56 78' },
      {
        typed: '011 33 6 12 34 56 78',
        client: NEW_YORK,
        business: NEW_YORK,
        read: '011 33 6 12 34 56 78',
      },
      { typed: '0171 12345678', client: NOWHERE, business: NOWHERE, read: '0171 12345678' },
    ])
    .run(({ assert }, { typed, client, business, read }) => {
      assert.equal(readNumber(typed, client, business), read)
    })

  test('is written out with the country that it was taken for', ({ assert }) => {
    assert.equal(spelledOut('07700 900318', LONDON), '+44 7700 900318')
    assert.equal(spelledOut('+49 30 23125461', LONDON), '+49 30 23125461')
    assert.equal(spelledOut('12-34 56', LONDON), '12-34 56')
  })

  test('is said to be read so where that is not plain', ({ assert }) => {
    assert.isNull(countryRead('Europe/London', LONDON, 'en-US'))
    assert.isNull(countryRead(null, LONDON, 'en-GB'))
    assert.deepEqual(countryRead('Europe/London', LONDON, 'de-DE'), {
      ...{ code: '+44', country: 'Vereinigtes Königreich' },
    })
    assert.deepEqual(countryRead('Europe/Berlin', LONDON, 'en-GB'), {
      ...{ code: '+49', country: 'Germany' },
    })
  })
})

test.group('A phone number in another script', () => {
  test('is read by its digits: {$self}')
    .with(['+٢٠ ٢ ٢٧٣٥٤٧٠٠', '+۲۰ ۲ ۲۷۳۵۴۷۰۰', '＋２０　２　２７３５４７００', '+२० २ २७३५४७००'])
    .run(({ assert }, typed) => {
      assert.equal(plainNumber(typed), '+20 2 27354700')
    })

  test('is read where two rows of digits touch', ({ assert }) => {
    assert.equal(plainNumber('\u{116D0}\u{116D9}\u{116DA}\u{116E3}\u{1D7CE}\u{1D7FF}'), '090909')
  })

  test('keeps its dashes, whichever they are', ({ assert }) => {
    assert.equal(plainNumber('0207–946‐0182'), '0207-946-0182')
  })
})
