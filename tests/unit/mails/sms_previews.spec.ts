import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { offeredLanguages } from '#config/languages'
import { segmentsOf } from '#formats/words/sms_segments'
import { textPreviews } from '#messages'
import { Recipient } from '#messages/mail/recipient'
import { business } from '#messages/samples'
import { textMoment, textWords } from '#messages/sms/sms_words'
import Business from '#models/settings/business'

const startsAt = DateTime.fromISO('2026-01-17T09:30:00Z')
const NOW = DateTime.fromISO('2026-01-12T18:00:00Z')
const KEYS = [
  ...['requested', 'requested_dates', 'confirmed', 'confirmed_dates', 'rejected'],
  ...['moved', 'move_requested', 'move_rejected', 'move_expired'],
  ...['cancelled', 'expired', 'reminder'],
]

/** As long as those of a host of one's own. */
const LINK = `https://book.swimschoolpro.example/manage/${'x'.repeat(26)}`

function reading(locale: string, timeZone = 'Europe/London', name = business.name) {
  const shop = new Business().merge({ ...business.$attributes, name })
  const person = { name: 'Asha Patel', email: '', memberId: null, locale, timeZone }
  return new Recipient(shop, person, NOW)
}

test.group('Words of SMS', () => {
  test('each is shown in every language, with what it is about', ({ assert }) => {
    const all = textPreviews()
    assert.lengthOf(new Set(all.map(({ language }) => language)), 5)
    assert.isAtLeast(all.length, 5 * 8)
    for (const { title, language, body, segments } of all) {
      const words = `${title}, ${language}: ${body}`
      assert.isAtMost(segments, 2, words)
      assert.notMatch(body, /[<>{}]|texts\./, words)
      assert.match(body, /Swim S/, words)
      assert.match(body, /Private|First/, words)
      assert.match(body, /\/manage\//, words)
    }
  })

  test('with usual names and a link to a host of one’s own, each has two parts at most', ({
    assert,
  }) => {
    for (const { tag } of offeredLanguages()) {
      for (const timeZone of ['Europe/London', 'America/New_York']) {
        const to = reading(tag, timeZone)
        for (const key of KEYS) {
          const body = textWords(to, key, {
            service: 'Private lesson',
            more: 2,
            startsAt,
            link: LINK,
          })
          assert.isAtMost(segmentsOf(body), 2, `${tag} ${key}: ${body}`)
          assert.include(body, LINK)
          if (tag !== 'ar') assert.include(body, 'Swim School Pro', 'no name is cut')
        }
      }
    }
  })

  test('long names are cut, and the link is not', ({ assert }) => {
    const to = reading('en-GB', 'Europe/London', 'The Very Long Name of a School '.repeat(4))
    const body = textWords(to, 'confirmed', { service: 'Lesson '.repeat(20), startsAt, link: LINK })
    assert.isAtMost(segmentsOf(body), 2)
    assert.include(body, LINK)
    assert.include(body, '..')
  })

  test('a name is no link in any telephone', ({ assert }) => {
    const to = reading('en-GB', 'Europe/London', 'evil.example/win')
    const body = textWords(to, 'cancelled', {
      service: 'http://evil.example',
      startsAt,
      link: LINK,
    })
    assert.notInclude(body, 'evil.example')
    assert.notInclude(body, 'http://')
  })

  test('the zone is named where the business’s clocks show another time', ({ assert }) => {
    const moment = DateTime.fromISO('2026-01-15T09:30:00Z')
    assert.equal(textMoment(reading('en-GB'), moment), 'Thu 15 Jan 09:30')
    assert.match(textMoment(reading('en-US', 'America/New_York'), moment), /4:30.AM EST$/)
  })

  test('English takes no letter that halves the room', ({ assert }) => {
    for (const { language, body } of textPreviews()) {
      if (language === 'en') assert.match(body, /^[ -~]+$/, body)
    }
  })
})
