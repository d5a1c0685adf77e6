import { test } from '@japa/runner'
import VerifyIntegrity from '#actions/housekeeping/verify_integrity'
import DeliverNotification from '#actions/notifications/deliver_notification'
import PlaceSeries from '#actions/bookings/place_series'
import db from '@adonisjs/lucid/services/db'
import Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import { byClient } from '#models/by'
import MailboxMessage from '#models/notifications/mailbox_message'
import type User from '#models/accounts/user'
import { openShop } from '#database/factories/business'
import { MailFailure } from '#services/mail_failure'
import { withEmptyTables } from '#tests/support/database'
import { owedMail, post } from '#tests/support/outbox'
import { IN_THREE_DAYS, joinAs, place } from '#tests/support/requests'

const WRONG = 'ines@duarte.exmaple'
const RIGHT = 'ines@duarte.example'

test.group('A client’s address', (group) => {
  withEmptyTables(group)

  test('is corrected on the booking, and what failed goes there when sent again', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop, { email: WRONG })
    const confirmation = await owedMail('booking_confirmed', 'client')
    const refusing = post(async () => {
      throw new MailFailure('SMTP 550', true)
    })
    await new DeliverNotification(refusing).handle({ notificationId: confirmation.id })
    const page = `/admin/bookings/${booking.id}`
    const form = await client.get(page).loginAs(shop.user)
    form.assertTextIncludes('Correct the email address')
    form.assertTextIncludes(`value="${WRONG}"`)

    const old = booking.manageToken
    const done = await client
      .post(`${page}/address`)
      .form({ address: ` ${RIGHT} ` })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    done.assertTextIncludes('Send again below what did not arrive')
    done.assertTextIncludes('Address corrected')
    await client
      .post(`/admin/delivery/${confirmation.id}/attempt`)
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    assert.equal(
      await new DeliverNotification().handle({ notificationId: confirmation.id }),
      'sent'
    )

    const [mail] = await MailboxMessage.all()
    await booking.refresh()
    assert.equal(mail.recipients, `Ines Duarte <${RIGHT}>`)
    assert.include(mail.text, booking.manageToken)
    assert.equal((await client.get(`/manage/${old}`)).status(), 404)
    assert.equal((await client.get(`/manage/${booking.manageToken}`)).status(), 200)

    const event = await BookingEvent.query().orderBy('id', 'desc').firstOrFail()
    assert.deepEqual(
      [event.kind, event.userId, event.fromStatus, event.toStatus],
      ['address_corrected', shop.user.id, 'approved', 'approved']
    )
    const audit = await db.from('audit_entries').where('action', 'booking.address_corrected')
    assert.lengthOf(audit, 1)
    assert.notMatch(JSON.stringify([event, audit]), /duarte/)
    assert.equal(await new VerifyIntegrity().handle(), 0)
  })

  test('is corrected on all dates that were booked together', async ({ client, assert }) => {
    const shop = await openShop()
    const starts = [0, 7, 14].map((days) => IN_THREE_DAYS.plus({ days }).toMillis())
    const placed = await new PlaceSeries().handle({
      businessId: shop.business.id,
      serviceId: shop.service.id,
      starts,
      hostId: null,
      by: byClient(),
      client: {
        name: 'Ines Duarte',
        email: WRONG,
        phone: null,
        notes: null,
        timeZone: 'Europe/London',
        locale: 'en-GB',
      },
      idempotencyKey: null,
    })
    assert.equal(placed.outcome, 'booked')
    const alone = await place(shop, { email: WRONG, startsAt: IN_THREE_DAYS.plus({ days: 1 }) })
    const [, second] = await Booking.query().whereNotNull('series_id').orderBy('id')
    const address = `/admin/bookings/${second.id}/address`
    const page = await client.get(`/admin/bookings/${second.id}`).loginAs(shop.user)
    page.assertTextIncludes('about all 3 dates that were booked together')
    await client
      .post(address)
      .form({ address: RIGHT })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()

    const dates = await Booking.query().whereNotNull('series_id')
    assert.deepEqual(
      dates.map(({ clientEmail }) => clientEmail),
      [RIGHT, RIGHT, RIGHT]
    )
    assert.equal((await alone.refresh()).clientEmail, WRONG)
    assert.lengthOf(
      (await BookingEvent.all()).filter(({ kind }) => kind === 'address_corrected'),
      3
    )
  })

  test('is refused with what was typed: {typed}')
    .with([
      { typed: 'ines@', says: 'Check the email address' },
      { typed: '', says: 'Fill this in' },
      { typed: WRONG, says: 'This is the address already' },
    ])
    .run(async ({ client, assert }, { typed, says }) => {
      const shop = await openShop()
      const booking = await place(shop, { email: WRONG })
      const response = await client
        .post(`/admin/bookings/${booking.id}/address`)
        .form({ address: typed })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
      response.assertStatus(422)
      response.assertTextIncludes(says)
      assert.match(response.text(), /<details class="decision__move no-print" open/)
      assert.include(response.text(), `value="${typed}"`)
      assert.equal((await booking.refresh()).clientEmail, WRONG)
    })

  test('is not asked for where there is none, nor shown to be changed to whoever may not', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const viewer = await joinAs('viewer', shop.business)
    const stranger = await openShop()
    const bySms = await place(shop, { email: null, phone: '+44 20 7946 0958' })
    const startsAt = IN_THREE_DAYS.plus({ days: 1 })
    const booking = await place(shop, { email: WRONG, startsAt })
    const page = async (id: number, user: User) =>
      (await client.get(`/admin/bookings/${id}`).loginAs(user)).text()
    assert.notInclude(await page(bySms.id, shop.user), 'Correct the email address')
    assert.notInclude(await page(booking.id, viewer), 'Correct the email address')

    const send = (id: number, user: User) =>
      client
        .post(`/admin/bookings/${id}/address`)
        .form({ address: RIGHT })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
    assert.equal((await send(bySms.id, shop.user)).status(), 422)
    assert.equal((await send(booking.id, viewer)).status(), 403)
    assert.equal((await send(booking.id, stranger.user)).status(), 404)
    assert.equal((await booking.refresh()).clientEmail, WRONG)
  })
})
