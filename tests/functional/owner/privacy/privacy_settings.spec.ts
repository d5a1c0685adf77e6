import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import ErasePastRetention from '#actions/privacy/erase_past_retention'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import Client from '#models/clients/client'
import ConsentText from '#models/privacy/consent_text'
import PrivacySettings from '#models/privacy/privacy_settings'
import { regularOf } from '#tests/support/clients'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsAddress, filledForm, tenOClock } from '#tests/support/guest'
import { type Shop } from '#tests/support/requests'
import type { ApiClient } from '@japa/api-client'

const PAGE = '/admin/settings/privacy'

const save = (client: ApiClient, { user }: Shop, form: object) =>
  client.post(PAGE).form(form).loginAs(user).withCsrfToken().withVersion().redirects(0)

test.group('How long a business keeps bookings', (group) => {
  withGlobalTransaction(group)

  test('is shown first, and saved once what would go was seen', async ({ client, assert }) => {
    const shop = await openShop()
    await db.from('bookings').delete()
    const { id } = await regularOf(shop)
    await db.from('bookings').where('starts_at', '<', new Date()).update({
      starts_at: '2020-01-02T09:00:00Z',
      ends_at: '2020-01-02T10:00:00Z',
    })
    const months = { keep_done_months: '24', keep_cancelled_months: '6' }
    const preview = await save(client, shop, { ...months, preview: '1' })
    preview.assertTextIncludes('4 bookings would be erased')
    preview.assertTextIncludes('The last of them was on')
    assert.lengthOf(await PrivacySettings.all(), 0)

    const asked = await save(client, shop, months)
    asked.assertStatus(409)
    asked.assertTextIncludes('Save, and erase them tonight')
    assert.lengthOf(await PrivacySettings.all(), 0)
    const [seen] = asked.text().match(/(?<=name="seen" value=")[\d-]+/) ?? []
    const saved = await save(client, shop, { ...months, seen })
    saved.assertStatus(303)

    assert.deepEqual(await new ErasePastRetention().handle(), { bookings: 4, clients: 0 })
    assert.deepEqual(await new ErasePastRetention().handle(), { bookings: 0, clients: 0 })
    assert.isNotNull(await Client.find(id), 'a booking of theirs is still to come')
    const left = await Booking.query().where('businessId', shop.business.id).whereNull('erasedAt')
    assert.lengthOf(left, 1)
    const [entry] = await db.from('audit_entries').where('action', 'business.past_erased')
    assert.deepEqual(entry.changes, { bookings: 4, clients: 0 })
    const history = await client.get('/admin/history').loginAs(shop.user)
    history.assertTextIncludes('What was kept long enough was erased')
  })

  test('takes the client along with their last booking, unless they are blocked', async ({
    assert,
  }) => {
    const shop = await openShop()
    const gone = await regularOf(shop)
    await db.from('bookings').update({
      ...{ starts_at: '2020-01-02T09:00:00Z', ends_at: '2020-01-02T10:00:00Z' },
      status: 'completed',
    })
    await PrivacySettings.create({
      ...{ businessId: shop.business.id, ownText: null, replacesTemplate: false },
      ...{ keepDoneMonths: 12, keepCancelledMonths: null, keepDeclinedMonths: null },
    })
    await gone.merge({ blockedBy: shop.user.id, blockReason: 'Never comes.' }).save()
    await db.from('clients').where('id', gone.id).update({ blocked_at: new Date() })
    assert.deepEqual(await new ErasePastRetention().handle(), { bookings: 5, clients: 0 })
    assert.isNotNull(await Client.find(gone.id))
    await db.from('clients').update({ blocked_at: null })
    await db.from('bookings').update({ erased_at: null, client_id: gone.id })
    assert.deepEqual(await new ErasePastRetention().handle(), { bookings: 5, clients: 1 })
    assert.isNull(await Client.find(gone.id))
  })

  test('months that are none are refused at their field, and nothing typed is lost', async ({
    client,
  }) => {
    const shop = await openShop()
    const refused = await save(client, shop, {
      ...{ keep_done_months: 'two years', keep_cancelled_months: '0', own_text: 'Kept words' },
    })
    refused.assertStatus(422)
    refused.assertTextIncludes('two years')
    refused.assertTextIncludes('Kept words')
    const empty = await save(client, shop, { replaces_template: 'on', own_text: '' })
    empty.assertStatus(422)
    empty.assertTextIncludes('Write the text that is to stand there instead')
  })

  test('a form that is older than an edit is not saved', async ({ client, assert }) => {
    const shop = await openShop()
    await save(client, shop, { own_text: 'First.' })
    const stale = await client
      .post(PAGE)
      .form({ own_text: 'Second.', version: 'older' })
      .loginAs(shop.user)
      .withCsrfToken()
    stale.assertStatus(409)
    stale.assertTextIncludes('Second.')
    assert.equal((await PrivacySettings.firstOrFail()).ownText, 'First.')
  })
})

test.group('What clients agree to', (group) => {
  withGlobalTransaction(group)

  const book = (client: ApiClient, shop: Shop, form: object, day = 3) =>
    client
      .post(detailsAddress(shop))
      .header('sec-fetch-site', 'same-origin')
      .form(filledForm(shop, tenOClock(day), { zone: 'Europe/London', ...form }))
      .redirects(0)

  test('is asked before the last press, and kept with its version and time', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await save(client, shop, { consent: 'I agree to the house rules.' })
    const { id } = await ConsentText.firstOrFail()
    const without = await book(client, shop, {})
    without.assertStatus(422)
    without.assertTextIncludes('I agree to the house rules.')
    without.assertTextIncludes('without your agreement nothing can be booked')
    const booked = await book(client, shop, { consent: String(id) })
    booked.assertStatus(303)
    const booking = await Booking.query().where('businessId', shop.business.id).firstOrFail()
    assert.equal(booking.consentTextId, id)
    assert.isNotNull(booking.consentedAt)
    const record = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    record.assertTextIncludes('Agreed to version 1')
  })

  test('is asked anew once the text has changed', async ({ client, assert }) => {
    const shop = await openShop()
    await save(client, shop, { consent: 'First.' })
    const { id } = await ConsentText.firstOrFail()
    await save(client, shop, { consent: 'Second.' })
    const texts = await ConsentText.query().orderBy('version')
    assert.deepEqual(
      texts.map(({ version, isAsked }) => [version, isAsked]),
      [
        [1, false],
        [2, true],
      ]
    )
    const stale = await book(client, shop, { consent: String(id) })
    stale.assertStatus(422)
    stale.assertTextIncludes('This text has changed since you read it')
    stale.assertTextIncludes('Second.')
  })

  test('nothing is asked where there is no text', async ({ client, assert }) => {
    const shop = await openShop()
    await save(client, shop, { consent: 'First.' })
    await save(client, shop, { consent: '' })
    const booked = await book(client, shop, {})
    booked.assertStatus(303)
    assert.lengthOf(await ConsentText.query().where('isAsked', true), 0)
    const { consentTextId } = await Booking.query().orderBy('id', 'desc').firstOrFail()
    assert.isNull(consentTextId)
  })
})
