import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import CorrectAddress from '#actions/bookings/correct_address'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import { byClient } from '#models/by'
import ClientPreference from '#models/notifications/client_preference'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { pageAt, place, tenOClock } from '#tests/support/guest'
import { withRateLimits } from '#tests/support/limits'

const EMAIL = 'priya@example.com'

async function reminded(settings: object = { reminderMinutes: [1440, 60] }) {
  const shop = await openShop({ settings })
  const booking = await place(shop, tenOClock(5))
  return { shop, booking, page: `/preferences/${booking.preferencesToken}` }
}

const planned = async (bookingId: number) => {
  const rows = await Notification.query()
    .where({ bookingId, type: 'booking_reminder', status: 'queued' })
    .orderBy('offset_minutes')
  return rows.map(({ offsetMinutes }) => offsetMinutes)
}

const preferenceOf = (businessId: number) => ClientPreference.findBy({ businessId })

test.group('Choosing reminders', (group) => {
  withGlobalTransaction(group)

  test('needs the link alone, which nothing keeps and no referrer passes on', async ({
    client,
    assert,
  }) => {
    const { shop, page } = await reminded()
    const shown = await client.get(page)
    shown.assertStatus(200)
    shown.assertHeader('referrer-policy', 'same-origin')
    shown.assertHeader('cache-control', 'no-store')
    assert.isUndefined(shown.header('set-cookie'))
    shown.assertTextIncludes(`What ${shop.business.name} sends to ${EMAIL}.`)
    assert.match(shown.text(), /value="usual"[^>]*checked/)
    assert.match(shown.text(), /name="follow_ups"[^>]*checked/)
    assert.isNull(await preferenceOf(shop.business.id), 'reading stores nothing')
  })

  test('opens by no other link of the booking', async ({ client }) => {
    const { booking } = await reminded()
    for (const token of [booking.manageToken, booking.againProof, booking.returnProof]) {
      ;(await client.get(`/preferences/${token}`)).assertStatus(404)
      ;(await client.post(`/preferences/${token}/stop/reminders`)).assertStatus(404)
    }
    ;(await client.get(`/manage/${booking.preferencesToken}`)).assertStatus(404)
  })

  test('holds for what is planned, and for what is booked later', async ({ client, assert }) => {
    const { shop, booking, page } = await reminded()
    assert.deepEqual(await planned(booking.id), [60, 1440])
    const choose = async (form: Record<string, string>) => {
      const version = versionIn(await pageAt(client, page), page)
      const saved = await client
        .post(page)
        .form({ version, ...form })
        .redirects(0)
      saved.assertStatus(303)
      saved.assertHeader('location', `${page}?saved=on`)
    }
    await choose({ reminders: '2880', follow_ups: 'on' })
    assert.deepEqual(await planned(booking.id), [2880])
    const [first] = await Notification.query().where({ bookingId: booking.id, offsetMinutes: 60 })
    assert.equal(first.lastError, 'client_declined')
    const later = await place(shop, tenOClock(6), { email: 'Priya@Example.com' })
    assert.deepEqual(await planned(later.id), [2880])
    const others = await place(shop, tenOClock(7), { email: 'sam@example.com' })
    assert.deepEqual(await planned(others.id), [60, 1440], 'others chose nothing')

    await choose({ reminders: 'none' })
    assert.deepEqual([...(await planned(booking.id)), ...(await planned(later.id))], [])
    assert.isFalse((await preferenceOf(shop.business.id))?.getsFollowUps)

    await choose({ reminders: 'usual', follow_ups: 'on' })
    assert.deepEqual(await planned(booking.id), [60, 1440])
    assert.include(await pageAt(client, `${page}?saved=on`), 'Saved')
  })

  test('holds for a booking whose address is put right', async ({ client, assert }) => {
    const { shop, booking, page } = await reminded()
    const wrong = await place(shop, tenOClock(6), { email: 'prya@example.com' })
    const version = versionIn(await pageAt(client, page), page)
    await client.post(page).form({ version, reminders: '120' }).redirects(0)
    assert.deepEqual(await planned(wrong.id), [60, 1440])
    const { businessId, id: bookingId } = wrong
    const correction = { businessId, bookingId, email: EMAIL, by: byClient() }
    assert.equal((await new CorrectAddress().handle(correction)).outcome, 'corrected')
    assert.deepEqual(await planned(wrong.id), await planned(booking.id))
  })

  test('is of one business', async ({ client, assert }) => {
    const { page } = await reminded()
    const other = await reminded()
    ;(await client.post(`${page}/stop/reminders`)).assertStatus(200)
    assert.deepEqual(await planned(other.booking.id), [60, 1440])
  })

  test('asks for no reminders where the business sends none', async ({ client, assert }) => {
    const { booking, page } = await reminded({ reminderMinutes: [] })
    const version = versionIn(await pageAt(client, page), page)
    const saved = await client.post(page).form({ version, reminders: '120' }).redirects(0)
    saved.assertStatus(303)
    assert.deepEqual(await planned(booking.id), [])
  })

  test('shows what it cannot take, and what was chosen elsewhere meanwhile', async ({
    client,
    assert,
  }) => {
    const { shop, page } = await reminded()
    const version = versionIn(await pageAt(client, page), page)
    const wrong = await client.post(page).form({ version, reminders: '7' }).redirects(0)
    wrong.assertStatus(422)
    ;(await client.post(page).form({ version, reminders: '120' }).redirects(0)).assertStatus(303)
    const stale = await client.post(page).form({ version, reminders: 'none' }).redirects(0)
    stale.assertStatus(409)
    assert.match(stale.text(), /value="none"[^>]*checked/)
    stale.assertTextIncludes('Stored now: on')
    assert.deepEqual((await preferenceOf(shop.business.id))?.reminderMinutes, [120])

    const again = { version: versionIn(stale.text(), page), reminders: 'none' }
    ;(await client.post(page).form(again).redirects(0)).assertStatus(303)
    assert.deepEqual((await preferenceOf(shop.business.id))?.reminderMinutes, [])
  })

  test('is written down, without the address', async ({ client, assert }) => {
    const { shop, page } = await reminded()
    await client.post(`${page}/stop/reminders`)
    const entry = await db
      .from('audit_entries')
      .where({ business_id: shop.business.id, action: 'client_preference.chosen' })
      .firstOrFail()
    assert.equal(entry.actor, 'client')
    assert.notInclude(JSON.stringify(entry), 'priya')
    await client.post(`${page}/stop/reminders`)
    const { length } = await db.from('audit_entries').where('action', 'client_preference.chosen')
    assert.equal(length, 1, 'pressed again, nothing changes')
  })

  test('is offered to whoever comes from a mail or the portal, and to nobody else', async ({
    client,
    assert,
  }) => {
    const { booking, page } = await reminded()
    const manage = `/manage/${booking.manageToken}`
    assert.notInclude(await pageAt(client, manage), '/preferences/')
    assert.notInclude(await pageAt(client, `${manage}?as=${booking.againProof}`), '/preferences/')
    assert.include(await pageAt(client, `${manage}?as=${booking.returnProof}`), `href="${page}"`)
  })

  test('is done in the language of the booking', async ({ client }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock(5), { locale: 'de-DE' })
    const shown = await client.get(`/preferences/${booking.preferencesToken}`)
    shown.assertTextIncludes('Bestätigungen, Änderungen und Absagen kommen immer.')
  })
})

test.group('Stopping reminders with one press', (group) => {
  withGlobalTransaction(group)

  test('is asked first by a page, which changes nothing', async ({ client, assert }) => {
    const { shop, booking, page } = await reminded()
    for (const what of ['reminders', 'follow-ups']) {
      const shown = await client.get(`${page}/stop/${what}`)
      shown.assertStatus(200)
      shown.assertHeader('cache-control', 'no-store')
      assert.match(shown.text(), /<form class="form" method="post"/)
      ;(await client.head(`${page}/stop/${what}`)).assertStatus(200)
    }
    assert.isNull(await preferenceOf(shop.business.id))
    assert.deepEqual(await planned(booking.id), [60, 1440])
    ;(await client.get(`${page}/stop/confirmations`)).assertStatus(404)
  })

  test('takes what mail programs post, and answers without a redirect', async ({
    client,
    assert,
  }) => {
    const { shop, booking, page } = await reminded()
    const body = { 'List-Unsubscribe': 'One-Click' }
    const answer = await client.post(`${page}/stop/reminders`).form(body).redirects(0)
    answer.assertStatus(200)
    answer.assertTextIncludes(`${shop.business.name} sends you no more reminders`)
    assert.isUndefined(answer.header('set-cookie'))
    assert.deepEqual(await planned(booking.id), [])
    assert.isTrue((await preferenceOf(shop.business.id))?.getsFollowUps)

    const inParts = client.post(`${page}/stop/follow-ups`).field('List-Unsubscribe', 'One-Click')
    ;(await inParts.redirects(0)).assertStatus(200)
    assert.isFalse((await preferenceOf(shop.business.id))?.getsFollowUps)
    assert.include(await pageAt(client, `${page}/stop/reminders`), 'no more reminders')
  })

  test('stands in the head of reminders, not of confirmations', async ({ client, assert }) => {
    const { booking, page } = await reminded()
    const send = async (type: string) => {
      const owed = await Notification.query()
        .where({ bookingId: booking.id, type, channel: 'mail' })
        .whereNull('user_id')
        .orderBy('next_attempt_at')
        .firstOrFail()
      const untilDue = Math.max(0, owed.nextAttemptAt.toMillis() - Date.now()) + 1_000
      const deliver = new DeliverNotification(undefined, untilDue)
      assert.equal(await deliver.handle({ notificationId: owed.id }), 'sent')
      return MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
    }
    const confirmed = await send('booking_confirmed')
    assert.notProperty(confirmed.headers, 'List-Unsubscribe')
    assert.notInclude(confirmed.text ?? '', '/preferences/')

    const { headers, text, html } = await send('booking_reminder')
    const address = /^<https?:\/\/[^/]+(.+)>$/.exec(String(headers['List-Unsubscribe']))?.[1]
    assert.equal(address, `${page}/stop/reminders`)
    assert.equal(headers['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click')
    assert.match(text ?? '', new RegExp(`Choose your reminders: \\S+${page}\n`))
    assert.include(html ?? '', `${page}"`)
    ;(await client.post(String(address))).assertStatus(200)
  })
})

test.group('Changing reminders very often', (group) => {
  withGlobalTransaction(group)
  withRateLimits(group)

  test('has to wait; one press of a mail program does not', async ({ client, assert }) => {
    const { page } = await reminded()
    const choose = (reminders: string) => client.post(page).form({ reminders }).redirects(0)
    let status = 0
    for (let nth = 0; nth < 12 && status !== 429; nth++) {
      status = (await choose(nth % 2 ? 'none' : 'usual')).status()
    }
    assert.equal(status, 429)
    ;(await client.post(`${page}/stop/reminders`)).assertStatus(200)
  })
})
