import { test } from '@japa/runner'
import { lesson, sampleBooking } from '#messages/samples'
import Service from '#models/services/service'
import { calendarValue } from '#tests/support/calendar_file'
import { mailAbout } from '#tests/support/sample_mail'

const POLICY = '24 hours before, a lesson costs half of its price.'

/** As they stand, and in the addresses of calendars. */
const ISOLATES = /[\u2066-\u2069]|%E2%81%A[6-9]/

async function confirmed(clientLocale: string) {
  const booking = sampleBooking({ clientLocale, policy: POLICY }, lesson)
  const mail = mailAbout('booking_confirmed', { booking })
  await mail?.buildWithContents()
  const { html, text } = mail?.message.toObject().message ?? {}
  return { phone: String(booking.business.phone), html: String(html), text: String(text) }
}

test.group('A mail in a language', () => {
  test('that is read from the right keeps numbers and foreign words in order', async ({
    assert,
  }) => {
    const { phone, html, text } = await confirmed('ar')
    assert.match(phone, / /)
    for (const mail of [html, text]) {
      // At its foot, and in the terms.
      assert.equal(mail.split(phone).length, mail.split(`\u200E${phone}\u200E`).length)
      assert.include(mail, `\u200E${POLICY}\u200E`)
    }
    assert.include(text, `\u200E${phone}\u200E`)
    assert.notInclude((await confirmed('en')).text, '\u200E')
  })

  test('stands with room between labels and values, its links in its own direction', async ({
    assert,
  }) => {
    const { html } = await confirmed('ar')
    assert.include(html, 'padding:9px 0 9px 12px;')
    assert.notInclude(html, 'padding:9px 12px 9px 0;')
    assert.match(html, /<a href="[^"]+" class="accent"[^>]*>Apple [^<]*ICS\)/)
    assert.include((await confirmed('de')).html, 'padding:9px 12px 9px 0;')
  })

  test('that is read from the right has no mark that a mail program may not know', async ({
    assert,
  }) => {
    const service = new Service().merge({
      ...lesson.$attributes,
      calendarTitle: '{service}, {host}',
      calendarDetails: 'With {host}',
    })
    const booking = sampleBooking({ clientLocale: 'ar' }, service)
    booking.$extras.hosts_together = [
      { id: 1, name: 'Anna Reed' },
      { id: 2, name: 'Tom O. (MSc)' },
    ]
    const mail = mailAbout('booking_confirmed', { booking })
    await mail?.buildWithContents()
    const { subject, html, text, icalEvent } = mail?.message.toObject().message ?? {}
    const file = String(icalEvent?.content)
    for (const part of [subject, html, text, file.replaceAll('\r\n ', '')]) {
      assert.notMatch(String(part), ISOLATES)
    }
    for (const part of [html, text, calendarValue(file, 'DESCRIPTION')]) {
      assert.include(String(part), 'Anna Reed و\u200ETom O. (MSc)\u200E')
    }
  })

  test('leads on in it, to pages that know of no booking', async ({ assert }) => {
    const booking = sampleBooking({ clientLocale: 'de-DE', status: 'expired' }, lesson)
    const mail = mailAbout('booking_expired', { booking })
    await mail?.buildWithContents()
    assert.match(String(mail?.message.toObject().message.text), /\/book\/\S+[?&]lang=de\b/)
  })

  test('writes its own space before a colon', async ({ assert }) => {
    assert.include((await confirmed('fr')).text, 'Lieu\u00a0: ')
    assert.include((await confirmed('de')).text, 'Ort: ')
  })
})
