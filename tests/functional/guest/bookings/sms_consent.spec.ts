import { test } from '@japa/runner'
import { createHash } from 'node:crypto'
import i18nManager from '@adonisjs/i18n/services/main'
import { offeredLanguages } from '#config/languages'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { TEXT_CONSENT_WORDS } from '#models/bookings/sms_consent'
import ClientPreference from '#models/notifications/client_preference'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { detailsAddress, filledForm, instant, pageAt, place, tenOClock } from '#tests/support/guest'
import { withKey } from '#tests/support/keys'
import { NUMBER } from '#tests/support/sms'

const TEXTING = { settings: { sendsTexts: true, reminderMinutes: [1440, 60] } }
const GOOD = '+351 912 345 678'

/** Of the sentences in all languages; whoever changes one raises TEXT_CONSENT_WORDS and writes its hash here. */
const WORDS = { 1: 'fef4f5e29452' }

test.group('Agreeing to be texted', (group) => {
  withGlobalTransaction(group)

  test('is asked where the business sends texts, and nobody is ticked for', async ({
    client,
    assert,
  }) => {
    const shop = await openShop(TEXTING)
    const page = await pageAt(client, `${detailsAddress(shop)}?start=${instant(tenOClock())}`)
    assert.include(page, 'Text me about this booking')
    assert.notMatch(page, /name="texts"[^>]*checked/)
    const quiet = await openShop()
    const other = await pageAt(client, `${detailsAddress(quiet)}?start=${instant(tenOClock())}`)
    assert.notInclude(other, 'name="texts"')
  })

  test('is kept with the number, the time and the words', async ({ client, assert }) => {
    const shop = await openShop(TEXTING)
    const form = filledForm(shop, tenOClock(), {
      ...{ client_email: '', client_phone: GOOD, texts: 'on' },
    })
    const sent = await client.post(detailsAddress(shop)).form(form).redirects(0)
    sent.assertStatus(303)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    assert.deepEqual([booking.textsTo, booking.textsWords], [NUMBER, TEXT_CONSENT_WORDS])
    assert.closeTo(booking.textsAgreedAt?.diffNow().as('minutes') ?? 99, 0, 5)
    const page = await pageAt(client, `/manage/${booking.manageToken}`)
    assert.include(page, `A text message goes to ${GOOD}`)
    assert.include(page, 'Reminder by text message')
  })

  test('unticked, or where none are sent, nothing of it is kept', async ({ client, assert }) => {
    for (const [settings, changes] of [
      [TEXTING.settings, { client_phone: GOOD }],
      [{ sendsTexts: false }, { client_phone: GOOD, texts: 'on' }],
    ] as const) {
      const shop = await openShop({ settings })
      const form = filledForm(shop, tenOClock(), changes)
      const sent = await client.post(detailsAddress(shop)).form(form).redirects(0)
      sent.assertStatus(303)
      const booking = await Booking.findByOrFail('service_id', shop.service.id)
      assert.deepEqual(
        [booking.textsTo, booking.textsAgreedAt, booking.textsWords],
        [null, null, null]
      )
    }
  })

  for (const [what, phone, sentence] of [
    ['without a number', '', 'Write the phone number that we may text'],
    ['with one that is none', '+999 123 456', 'We cannot send an SMS to this number'],
  ] as const) {
    test(`${what} it is refused at the number, and nothing is lost`, async ({ client, assert }) => {
      const shop = await openShop(TEXTING)
      const form = filledForm(shop, tenOClock(), {
        client_phone: phone,
        texts: 'on',
        notes: 'kept words',
      })
      const sent = await client.post(detailsAddress(shop)).form(form).redirects(0)
      sent.assertStatus(422)
      const page = sent.text()
      assert.include(page, sentence)
      assert.match(page, /name="texts"[^>]*checked/)
      assert.include(page, 'kept words')
      assert.isNull(await Booking.findBy('service_id', shop.service.id))
    })
  }

  test('is kept when the time is taken meanwhile', async ({ client, assert }) => {
    const shop = await openShop(TEXTING)
    await place(shop, tenOClock())
    const form = filledForm(shop, tenOClock(), { client_phone: GOOD, texts: 'on' })
    const sent = await client.post(detailsAddress(shop)).form(form).redirects(0)
    sent.assertStatus(409)
    assert.match(sent.text(), /<input type="hidden" name="texts" value="on">/)
  })

  test('the words of each version are what they were', ({ assert }) => {
    const sentences = offeredLanguages().map(({ tag }) =>
      ['texts', 'texts_hint']
        .map((key) => i18nManager.locale(tag).t(`guest.bookings.details.${key}`, { business: 'B' }))
        .join(' ')
    )
    const hash = createHash('sha256').update(sentences.toSorted().join('\n')).digest('hex')
    assert.equal(hash.slice(0, 12), WORDS[TEXT_CONSENT_WORDS])
  })
})

test.group('Agreeing by JSON', (group) => {
  withGlobalTransaction(group)

  test('is a field of public bookings, refused at the number', async ({ client, assert }) => {
    const shop = await openShop(TEXTING)
    const book = (changes: Record<string, unknown>) =>
      client.post(`/api/booking/public/${shop.business.slug}/book`).json({
        ...{ service_id: shop.service.id, starts_at: instant(tenOClock()) },
        ...{ client_name: 'Ines', client_email: 'ines@client.example', ...changes },
      })
    for (const [phone, code] of [
      [undefined, 'texts_need_number'],
      ['+999 123 456', 'texts_not_to'],
    ]) {
      const refused = await book({ client_phone: phone, agrees_to_texts: true })
      refused.assertStatus(422)
      const [{ pointer, code: given }] = refused.body().errors
      assert.deepEqual([pointer, given], ['/client_phone', code])
    }
    ;(await book({ agrees_to_texts: 'yes' })).assertStatus(422)
    ;(await book({ client_phone: GOOD, agrees_to_texts: true })).assertStatus(201)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    assert.equal(booking.textsTo, NUMBER)
  })

  test('is a field of the desk’s, and told in the record', async ({ client, assert }) => {
    const shop = await openShop(TEXTING)
    const api = await withKey(client, shop)
    const answer = await api.post('/bookings').json({
      ...{ service_id: shop.service.id, starts_at: instant(tenOClock()) },
      ...{ client_name: 'Ines', client_phone: GOOD, agrees_to_texts: true },
    })
    answer.assertStatus(201)
    assert.isNotNull(answer.body().texts_agreed_at)
    const read = await api.get('/settings')
    assert.deepEqual([read.body().sends_texts, read.body().text_reminder_minutes], [true, [60]])
    const changed = await api
      .patch('/settings')
      .header('if-match', read.header('etag') ?? '')
      .json({ sends_texts: false, text_reminder_minutes: [120] })
    changed.assertStatus(200)
    assert.deepEqual(changed.body().text_reminder_minutes, [120])
  })
})

test.group('Texts among the preferences', (group) => {
  withGlobalTransaction(group)

  test('are switched off by the link in a mail, and on again', async ({ client, assert }) => {
    const shop = await openShop(TEXTING)
    const booking = await place(shop, tenOClock(), { phone: GOOD, agreesToTexts: true })
    const address = `/preferences/${booking.preferencesToken}`
    const page = await pageAt(client, address)
    assert.match(page, /name="texts"[^>]*checked/)
    const version = versionIn(page, address)
    const off = await client
      .post(address)
      .form({ reminders: 'usual', follow_ups: 'on', version })
      .redirects(0)
    off.assertStatus(303)
    const chosen = await ClientPreference.findByOrFail({ businessId: shop.business.id })
    assert.isFalse(chosen.getsTexts)
    const stale = await client.post(address).form({ reminders: 'usual', texts: 'on', version })
    stale.assertStatus(409)
  })

  test('stay as they are where the business sends none', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock())
    const address = `/preferences/${booking.preferencesToken}`
    const page = await pageAt(client, address)
    assert.notInclude(page, 'name="texts"')
    await client
      .post(address)
      .form({ reminders: 'none', version: versionIn(page, address) })
      .redirects(0)
    const chosen = await ClientPreference.findByOrFail({ businessId: shop.business.id })
    assert.isTrue(chosen.getsTexts)
  })
})
