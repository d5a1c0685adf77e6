import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import CompleteBookings from '#actions/bookings/complete_bookings'
import MarkAttendance from '#actions/bookings/mark_attendance'
import ChooseReminders from '#actions/notifications/choose_reminders'
import DeliverNotification from '#actions/notifications/deliver_notification'
import type Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import ClientPreference from '#models/notifications/client_preference'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { withEmptyTables } from '#tests/support/database'
import { makeLink } from '#tests/support/links'
import { takeBooking } from '#tests/support/outbox'

const WORDS = 'Thank you!\nHow was it?'

/** A confirmed booking of an hour that ended so many minutes ago. */
async function endedBooking(minutesAgo: number, followUp: string | null, delayHours = 2) {
  const taken = await takeBooking({ service: { followUp, followUpDelayHours: delayHours } })
  const { booking } = taken
  await db.rawQuery(
    `update bookings set starts_at = now() - make_interval(mins => :minutes + 60),
       ends_at = now() - make_interval(mins => :minutes) where id = :id`,
    { minutes: minutesAgo, id: booking.id }
  )
  await booking.refresh()
  return taken
}

const followUps = () => Notification.query().where('type', 'booking_follow_up')

function choose(
  { businessId, clientEmail: email }: Booking,
  chosen: Parameters<ChooseReminders['handle']>[0]['chosen']
) {
  const by = byClient()
  return new ChooseReminders().handle({
    ...{ businessId, email: email ?? '', chosen, version: null, by },
  })
}

function mark(
  shop: { user: { id: number } },
  booking: Booking,
  attendance: 'approved' | 'no_show' | 'completed'
) {
  const { businessId, id: bookingId } = booking
  return new MarkAttendance().handle({
    businessId,
    bookingId,
    by: byUser(shop.user.id),
    attendance,
  })
}

test.group('Following up', (group) => {
  withEmptyTables(group)

  test('is not owed to whoever chose to get none', async ({ assert }) => {
    const { booking } = await endedBooking(30, WORDS)
    await choose(booking, { getsFollowUps: false })
    assert.equal(await new CompleteBookings().handle(), 1)
    assert.isEmpty(await followUps())
  })

  test('is taken back when its client chooses to get none, and owed again while it is to come', async ({
    assert,
  }) => {
    const { booking } = await endedBooking(30, WORDS)
    await new CompleteBookings().handle()
    const [owed] = await followUps()
    await choose(booking, { getsFollowUps: false })
    await owed.refresh()
    assert.deepEqual([owed.status, owed.lastError], ['dropped', 'client_declined'])
    await choose(booking, { getsFollowUps: true })
    await owed.refresh()
    assert.deepEqual([owed.status, owed.lastError], ['queued', null])

    await choose(booking, { getsFollowUps: false })
    await owed.refresh()
    await db
      .from('notifications')
      .where('id', owed.id)
      .update({
        next_attempt_at: db.raw(`now() - interval '1 minute'`),
      })
    await choose(booking, { getsFollowUps: true })
    await owed.refresh()
    assert.equal(owed.status, 'dropped', 'it would come out of nowhere')
  })

  test('is not sent where its client chose so while it was planned', async ({ assert }) => {
    const { booking } = await endedBooking(300, WORDS)
    await new CompleteBookings().handle()
    const [owed] = await followUps()
    const { businessId, clientEmail: email } = booking
    await ClientPreference.create({ businessId, email: email ?? '', getsFollowUps: false })
    const delivered = await new DeliverNotification().handle({ notificationId: owed.id })
    assert.equal(delivered, 'dropped')
    await owed.refresh()
    assert.equal(owed.lastError, 'client_declined')
    assert.isEmpty(await MailboxMessage.all())
  })

  test('is owed once a booking is completed, some hours after its end', async ({ assert }) => {
    const { booking } = await endedBooking(30, WORDS)
    assert.isEmpty(await followUps())
    assert.equal(await new CompleteBookings().handle(), 1)

    const [owed, ...others] = await followUps()
    assert.isEmpty(others)
    const due = booking.endsAt.plus({ hours: 2 })
    assert.equal(owed.nextAttemptAt.toMillis(), due.toMillis())
    const deliverAt = (secondsAfter: number) =>
      new DeliverNotification(undefined, due.toMillis() - Date.now() + secondsAfter * 1_000).handle(
        {
          notificationId: owed.id,
        }
      )
    assert.equal(await deliverAt(-1), 'not_due')
    assert.equal(await deliverAt(1), 'sent')
    const message = await MailboxMessage.firstOrFail()
    assert.match(message.subject, /^After your visit: Private lesson/)
    assert.include(message.text ?? '', '  Thank you!\n  How was it?')
    assert.include(message.text ?? '', `/book/`)
  })

  test('is not owed where nobody asked for one', async ({ assert }) => {
    await endedBooking(30, null)
    await new CompleteBookings().handle()
    assert.isEmpty(await followUps())
  })

  test('is dropped for who did not come, owed again when that is taken back', async ({
    assert,
  }) => {
    const { shop, booking } = await endedBooking(30, WORDS)
    await new CompleteBookings().handle()
    await mark(shop, booking, 'no_show')
    const [dropped] = await followUps()
    assert.deepEqual([dropped.status, dropped.lastError], ['dropped', 'booking_no_show'])

    await mark(shop, booking, 'completed')
    await mark(shop, booking, 'completed')
    const again = await followUps()
    assert.deepEqual(
      again.map(({ id, status }) => [id, status]),
      [[dropped.id, 'queued']]
    )
  })

  test('a link’s words wait as long as the service’s, where it says nothing of its own', async ({
    assert,
  }) => {
    const { shop, booking } = await endedBooking(30, null, 5)
    const { id } = await makeLink(shop, { followUp: 'Words of the link' })
    await booking.merge({ linkId: id }).save()
    await new CompleteBookings().handle()
    const { nextAttemptAt } = await followUps().firstOrFail()
    assert.equal(nextAttemptAt.toMillis(), booking.endsAt.plus({ hours: 5 }).toMillis())
  })

  test('a link’s words go before the service’s', async ({ assert }) => {
    const { shop, booking } = await endedBooking(30, WORDS)
    const [link] = await db
      .table('booking_links')
      .insert({
        business_id: shop.business.id,
        service_id: shop.service.id,
        name: 'Campaign',
        follow_up: 'Words of the link',
        follow_up_delay_hours: 0,
      })
      .returning('id')
    await db
      .from('bookings')
      .where('id', booking.id)
      .update({ link_id: link.id ?? link })
    await new CompleteBookings().handle()

    const [owed] = await followUps()
    assert.equal(await new DeliverNotification().handle({ notificationId: owed.id }), 'sent')
    const { text } = await MailboxMessage.firstOrFail()
    assert.include(text ?? '', 'Words of the link')
    assert.notInclude(text ?? '', 'How was it?')
  })

  test('goes nowhere when its words are taken away before it is due', async ({ assert }) => {
    const { shop } = await endedBooking(180, WORDS)
    await new CompleteBookings().handle()
    await shop.service.merge({ followUp: null }).save()
    const [owed] = await followUps()
    assert.equal(await new DeliverNotification().handle({ notificationId: owed.id }), 'dropped')
    assert.equal((await owed.refresh()).lastError, 'follow_up_removed')
  })
})
