import i18nManager from '@adonisjs/i18n/services/main'
import { test } from '@japa/runner'
import { formatHosts, formatPeople, formatRooms } from '#formats/bookings/hosts'
import { inOwnOrder, withoutIsolates } from '#formats/words/directions'
import { KeptMessages } from '#formats/words/catalogue'
import { asSentence } from '#formats/words/text'

const messages = new KeptMessages()

test.group('A sentence of the catalogue', () => {
  test('ends with one full stop, whatever the name in it ends with', ({ assert }) => {
    const ends: Record<string, string> = {
      'Reed & Co.': 'You look after bookings at Reed & Co.',
      'Reed & Sons': 'You look after bookings at Reed & Sons.',
      'Yahoo!': 'You look after bookings at Yahoo!',
      'Wait…': 'You look after bookings at Wait…',
      '$&.': 'You look after bookings at $&.',
    }
    for (const [business, sentence] of Object.entries(ends)) {
      const once = messages.format('You look after bookings at {business}.', 'en', { business })
      assert.equal(once, sentence)
    }
    const twice = messages.format('{a} instead of {b}. Ask {a}.', 'en', {
      a: 'X Ltd.',
      b: 'Y Inc.',
    })
    assert.equal(twice, 'X Ltd. instead of Y Inc. Ask X Ltd.')
    const inside = messages.format('Their words: {words}', 'en', { words: 'Well.. no..' })
    assert.equal(inside, 'Their words: Well.. no..')
    assert.equal(asSentence('Reed & Co.'), 'Reed & Co.')
    assert.equal(asSentence('Anna Reed'), 'Anna Reed.')
  })

  test('keeps a name in another script together, where it is read from the right', ({ assert }) => {
    const said = messages.format('حجز لدى {business}.', 'ar', { business: 'Reed & Co.' })
    assert.equal(said, 'حجز لدى \u2068Reed & Co.\u2069')
    const chosen = '{ever, select, true {نعم} other {لا}}'
    assert.equal(messages.format(chosen, 'ar', { ever: 'true' }), 'نعم')
    assert.equal(messages.format('Bei {business}.', 'de', { business: 'Reed' }), 'Bei Reed.')
    assert.equal(withoutIsolates(said), 'حجز لدى \u200EReed & Co.\u200E')
    const plain = messages.format('حجز لدى {business}.', 'ar', { business: 'Anna Reed' })
    assert.equal(withoutIsolates(plain), 'حجز لدى Anna Reed.')
  })

  test('keeps a number in its order and lets a range be read from the right', ({ assert }) => {
    const call = messages.format('اتصل بالرقم {phone}.', 'ar', { phone: '020 7946 0182' })
    assert.equal(withoutIsolates(call), 'اتصل بالرقم \u200E020 7946 0182\u200E.')
    const range = '10:00\u00a0– 11:00'
    const when = messages.format('{range}، {city}', 'ar', { range, city: 'London' })
    assert.equal(when, `\u2067${range}\u2069، \u2068London\u2069`)
    assert.equal(withoutIsolates(when), `${range}، London`)
  })

  test('lists names from the right, each in its own order', ({ assert }) => {
    const given = { host: { name: '' }, hostsTogether: [{ name: 'Anna Reed' }, { name: 'Tom' }] }
    assert.equal(formatHosts(given, 'en-GB'), 'Anna Reed and Tom')
    const listed = formatHosts(given, 'ar-EG')
    assert.equal(listed, '\u200F\u2068Anna Reed\u2069 و\u2068Tom\u2069')
    assert.equal(inOwnOrder(listed), listed)
    assert.equal(formatHosts({ host: { name: 'Anna Reed' } }, 'ar-EG'), 'Anna Reed')
    const room = { name: 'Room 1', kind: 'room' as const }
    const along = { host: room, hostsTogether: [...given.hostsTogether, room] }
    assert.equal(formatHosts(along, 'en-GB'), 'Anna Reed and Tom (Room 1)')
    assert.equal(formatPeople(along, 'en-GB'), 'Anna Reed and Tom')
    assert.equal(formatRooms(along, 'en-GB'), 'Room 1')
    assert.equal(formatHosts({ host: room }, 'en-GB'), 'Room 1')
    assert.equal(formatPeople({ host: room }, 'en-GB'), '')
  })

  test('names nobody by the words of the code', ({ assert }) => {
    const texts = Object.entries(i18nManager.getTranslationsFor('en'))
      .filter(([key]) => /^(owner|guest|portal|mails)\./.test(key))
      .map(([, text]) => text.replaceAll(/\{\w+/g, '').replaceAll(/\w+ \{/g, ''))
    assert.deepEqual(
      texts.filter((text) => /\b(hosts?|holders?|claims?|slots?|diary|known by)\b/i.test(text)),
      []
    )
  })

  test('has the words of a shop and none of the workshop', ({ assert }) => {
    const texts = Object.values(i18nManager.getTranslationsFor('en'))
    assert.isAbove(texts.length, 1_000)
    const words =
      /\b(laps(e|es|ed)|(un)?tick(s|ed)?|sieve|rivals?|cannot be had|known there|takes? (that|this) back|taken back|(runs?|ran) out|stands? in (its|the) way|owed to|was owed)\b/i
    assert.deepEqual(
      texts.filter((text) => words.test(text)),
      []
    )
  })
})
