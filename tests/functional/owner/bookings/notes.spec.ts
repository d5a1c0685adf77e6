import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import VerifyIntegrity from '#actions/housekeeping/verify_integrity'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import type User from '#models/accounts/user'
import type Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import MailboxMessage from '#models/notifications/mailbox_message'
import { withEmptyTables } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { owedMail } from '#tests/support/outbox'
import { joinAs, place } from '#tests/support/requests'

const PRIVATE = 'Paid in vouchers'
const CLIENT = 'The pool is cold: bring a wetsuit'

test.group('Notes on a booking', (group) => {
  withEmptyTables(group)

  async function save(client: ApiClient, user: User, { id }: Booking, notes: object) {
    const page = `/admin/bookings/${id}`
    const version = versionIn((await client.get(page).loginAs(user)).text(), `${page}/notes`)
    return client
      .post(`${page}/notes`)
      .form({ ...notes, version })
      .loginAs(user)
      .withCsrfToken()
  }

  test('are read by whom they are for: one by the business, one by the client', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const saved = await save(client, shop.user, booking, {
      private_note: PRIVATE,
      client_note: CLIENT,
    })
    saved.assertTextIncludes('The notes are saved.')
    saved.assertTextIncludes('Note changed')
    saved.assertTextIncludes('private note, note for the client')
    saved.assertTextIncludes(PRIVATE)

    const theirs = (await client.get(`/manage/${booking.manageToken}`)).text()
    assert.include(theirs, CLIENT)
    assert.notInclude(theirs, PRIVATE)
    const toClient = await owedMail('booking_confirmed', 'client')
    const toStaff = await owedMail('booking_confirmed', 'staff')
    for (const { id } of [toClient, toStaff]) {
      assert.equal(await new DeliverNotification().handle({ notificationId: id }), 'sent')
    }
    const [mail, staffMail] = await MailboxMessage.query().orderBy('id')
    assert.include(mail.text, CLIENT)
    assert.notInclude(JSON.stringify(mail), PRIVATE)
    assert.include(staffMail.text, PRIVATE)
    assert.equal(await new VerifyIntegrity().handle(), 0)
  })

  test('stand in the history and the audit without their words', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const owed = await db.from('notifications').count('*')
    await save(client, shop.user, booking, { private_note: PRIVATE, client_note: CLIENT })
    await save(client, shop.user, booking, { private_note: '', client_note: CLIENT })
    await save(client, shop.user, booking, { private_note: '', client_note: CLIENT })

    const events = await BookingEvent.query().whereRaw(`details->>'kind' = 'noted'`).orderBy('id')
    assert.deepEqual(
      events.map(({ corrected, userId }) => [corrected, userId]),
      [
        [['private_note', 'client_note'], shop.user.id],
        [['private_note'], shop.user.id],
      ]
    )
    const audited = await db.from('audit_entries').where('action', 'booking.noted')
    assert.lengthOf(audited, 2)
    assert.notMatch(JSON.stringify([events, audited]), /vouchers|wetsuit/)
    const history = await client.get('/admin/history').loginAs(shop.user)
    history.assertTextIncludes('private note, note for the client')
    assert.isNull((await booking.refresh()).privateNote)
    assert.deepEqual(await db.from('notifications').count('*'), owed)
  })

  test('are kept as typed where one is too long', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const refused = await save(client, shop.user, booking, {
      private_note: 'x'.repeat(2001),
      client_note: CLIENT,
    })
    refused.assertStatus(422)
    assert.include(refused.text(), 'x'.repeat(2001))
    refused.assertTextIncludes(`${CLIENT}</textarea>`)
    assert.isNull((await booking.refresh()).clientNote)
  })

  test('are for whoever decides about the booking', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const viewer = await joinAs('viewer', shop.business)
    const stranger = await openShop()
    const send = async (user: User) => {
      const sent = client.post(`/admin/bookings/${booking.id}/notes`).form({ private_note: 'No' })
      return (await sent.loginAs(user).withCsrfToken()).status()
    }
    assert.equal(await send(viewer), 403)
    assert.equal(await send(stranger.user), 404)
    assert.equal(await send(shop.user), 409)
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(viewer)
    assert.notInclude(page.text(), 'Add a note')
    assert.isNull((await booking.refresh()).privateNote)
  })
})
