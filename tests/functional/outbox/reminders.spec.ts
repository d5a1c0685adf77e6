import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import CancelBooking from '#actions/bookings/cancel_booking'
import DeliverNotification from '#actions/notifications/deliver_notification'
import PlanChangedReminders from '#actions/notifications/plan_changed_reminders'
import SweepOutbox from '#actions/notifications/sweep_outbox'
import type { ClientDetails } from '#models/bookings/client_details'
import type Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import ClientPreference from '#models/notifications/client_preference'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { planReminders } from '#outbox'
import { withEmptyTables } from '#tests/support/database'
import { CLIENT, post, type ShopOptions, takeBooking } from '#tests/support/outbox'
import { databaseNow } from '#transactions'

const HOUR = 3_600_000
const IN_THREE_DAYS = DateTime.utc().plus({ days: 3 }).startOf('hour')

function book(
  options: ShopOptions = {},
  startsAt: DateTime = IN_THREE_DAYS,
  client: ClientDetails = CLIENT
) {
  const settings = { reminderMinutes: [1440, 60], maxAdvanceBookingDays: 400, ...options.settings }
  return takeBooking({ ...options, settings }, { client, startsAt })
}

const reminders = () => Notification.query().where('type', 'booking_reminder').orderBy('id')

async function planned() {
  const owed = await reminders().where('status', 'queued').orderBy('next_attempt_at')
  return owed.map(({ bookingVersion, offsetMinutes }) => [bookingVersion, offsetMinutes])
}

const dueAt = (booking: Booking, offsetMinutes: number) =>
  booking.startsAt.toMillis() - offsetMinutes * 60_000

/** Delivers as if the database's clock stood at that moment. */
async function deliverAt(reminder: Notification, moment: number, transport = post()) {
  const { id: notificationId } = reminder
  const now = await databaseNow(db.connection())
  const deliver = new DeliverNotification(transport, moment - now.toMillis())
  return deliver.handle({ notificationId })
}

/** What a move does, as far as reminders go. */
async function move(booking: Booking, startsAt: DateTime) {
  await db.transaction(async (trx) => {
    booking.useTransaction(trx)
    const endsAt = startsAt.plus({ hours: 1 })
    await booking.merge({ startsAt, endsAt, calendarSequence: booking.calendarSequence + 1 }).save()
    await planReminders(trx, booking, await databaseNow(trx))
  })
}

test.group('Planning reminders', (group) => {
  withEmptyTables(group)

  test('a confirmed booking owes one at each offset, by elapsed time', async ({ assert }) => {
    const { booking } = await book()
    const [dayBefore, hourBefore, ...others] = await reminders().orderBy('next_attempt_at')

    assert.isEmpty(others)
    assert.equal(dayBefore.nextAttemptAt.toMillis(), dueAt(booking, 1440))
    assert.equal(hourBefore.nextAttemptAt.toMillis(), dueAt(booking, 60))
    assert.isNull(dayBefore.userId)
    assert.equal(dayBefore.requestId, 'the-request')
    assert.equal(await new SweepOutbox().handle(), 2, 'only the confirmations are due')
  })

  test('one that its client chose not to get while it was planned is not sent', async ({
    assert,
  }) => {
    const { booking } = await book()
    const [dayBefore, hourBefore] = await reminders().orderBy('next_attempt_at')
    const { businessId, clientEmail: email } = booking
    await ClientPreference.create({ businessId, email: email ?? '', reminderMinutes: [60] })
    assert.equal(await deliverAt(dayBefore, dueAt(booking, 1440)), 'dropped')
    await dayBefore.refresh()
    assert.equal(dayBefore.lastError, 'client_declined')
    assert.equal(await deliverAt(hourBefore, dueAt(booking, 60)), 'sent')
  })

  for (const zone of ['America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Africa/Cairo']) {
    test(`24 hours are elapsed where the clocks change: ${zone}`, async ({ assert }) => {
      const start = DateTime.now().setZone(zone).plus({ days: 2 }).set({ hour: 12 }).startOf('hour')
      const days = Array.from({ length: 380 }, (_, index) => start.plus({ days: index }))
      const changes = days.filter((day) => day.offset !== day.minus({ days: 1 }).offset).slice(0, 2)
      assert.lengthOf(changes, 2)

      for (const startsAt of changes) {
        const { booking } = await book(
          { business: { timeZone: zone }, service: { slotIntervalMinutes: 30 } },
          startsAt
        )
        const owed = await Notification.query().where({
          bookingId: booking.id,
          offsetMinutes: 1440,
        })
        assert.equal(owed[0].nextAttemptAt.toMillis(), startsAt.toMillis() - 24 * HOUR)
        assert.notEqual(owed[0].nextAttemptAt.setZone(zone).toFormat('HH:mm'), '12:00')
      }
    })
  }

  test('one that is booked inside an offset is not reminded of it', async ({ assert }) => {
    await book({}, DateTime.utc().plus({ hours: 5 }).startOf('hour'))
    assert.deepEqual(await planned(), [[0, 60]])
  })

  test('a service’s own list goes before the business’s, and may be empty', async ({ assert }) => {
    await book({ service: { reminderMinutes: [2880, 30] } })
    assert.deepEqual(await planned(), [
      [0, 2880],
      [0, 30],
    ])
    await db.from('notifications').delete()
    await book({ service: { reminderMinutes: [] } })
    assert.isEmpty(await planned())
  })

  test('who left no address is owed none', async ({ assert }) => {
    await book({}, IN_THREE_DAYS, { ...CLIENT, email: null })
    assert.isEmpty(await reminders())
  })

  test('a request owes them once it is approved', async ({ assert }) => {
    const { shop, booking } = await book({ settings: { requiresApproval: true } })
    assert.isEmpty(await reminders())
    await new ApproveBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byUser(shop.user.id),
    })
    assert.lengthOf(await planned(), 2)
  })

  test('a move plans them anew, and cancelling drops them', async ({ assert }) => {
    const { shop, booking } = await book()
    await move(booking, IN_THREE_DAYS.plus({ days: 1 }))
    assert.deepEqual(await planned(), [
      [1, 1440],
      [1, 60],
    ])
    const dropped = await reminders().where('status', 'dropped')
    assert.deepEqual(
      dropped.map(({ bookingVersion, lastError }) => [bookingVersion, lastError]),
      [
        [0, 'booking_moved'],
        [0, 'booking_moved'],
      ]
    )

    await new CancelBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byClient(),
      reason: null,
    })
    assert.isEmpty(await planned())
    const last = await reminders().where('booking_version', 1).firstOrFail()
    assert.equal(last.lastError, 'booking_cancelled')
  })

  test('a booking that was on its way while they were changed gets the new ones', async ({
    assert,
  }) => {
    const { shop } = await book()
    const setOffsets = (updatedAt: string) =>
      db.rawQuery(
        `update booking_settings set reminder_minutes = '{1440,120}', updated_at = ${updatedAt}
         where business_id = ?`,
        [shop.business.id]
      )
    await db.rawQuery(`update services set updated_at = now() - interval '1 day'`)
    await setOffsets(`now() - interval '1 day'`)
    assert.equal(await new PlanChangedReminders().handle(), 0)
    assert.deepEqual(await planned(), [
      [0, 1440],
      [0, 60],
    ])

    await setOffsets('now()')
    assert.equal(await new PlanChangedReminders().handle(), 1)
    assert.deepEqual(await planned(), [
      [0, 1440],
      [0, 120],
    ])
  })

  test('doing it again changes nothing; ten at once write no second', async ({ assert }) => {
    const { booking } = await book()
    const plan = () =>
      db.transaction(async (trx) => planReminders(trx, booking, await databaseNow(trx)))
    await Promise.all(Array.from({ length: 10 }, plan))
    assert.lengthOf(await reminders(), 2)

    const [one] = await reminders()
    const twin = { ...one.$attributes, id: undefined, bookingId: undefined, dedupeKey: 'another' }
    await assert.rejects(() => Notification.create(twin), /notifications_reminder_once/)
  })
})

test.group('Sending reminders', (group) => {
  withEmptyTables(group)

  test('not a second before it is due, and once a second after', async ({ assert }) => {
    const { booking } = await book()
    const [reminder] = await reminders()
    const due = dueAt(booking, 1440)

    assert.equal(await deliverAt(reminder, due - 1_000), 'not_due')
    assert.equal(await deliverAt(reminder, due + 1_000, undefined), 'sent')
    assert.equal(await deliverAt(reminder, due + 2_000), 'not_due')
  })

  test('tells when and where in the client’s own time', async ({ assert }) => {
    const { booking } = await book({ business: { timeZone: 'Europe/Paris' } })
    const [reminder] = await reminders()
    const now = await databaseNow(db.connection())
    const offset = dueAt(booking, 1440) + 1_000 - now.toMillis()
    await new DeliverNotification(undefined, offset).handle({ notificationId: reminder.id })

    const message = await MailboxMessage.firstOrFail()
    const lisbon = booking.startsAt.setZone(CLIENT.timeZone).toFormat('HH:mm')
    assert.match(message.subject, /^Reminder: Private lesson with Swim School Pro, /)
    assert.include(message.subject, lisbon)
    assert.include(message.text ?? '', `/manage/${booking.manageToken}`)
    assert.include(message.text ?? '', 'calendar.ics')
  })

  test('a worker that was down sends it late, up to the start and not after', async ({
    assert,
    cleanup,
  }) => {
    const lines: unknown[] = []
    const original = logger.info
    logger.info = (...line: unknown[]) => void lines.push(line)
    cleanup(() => void (logger.info = original))
    const service = { reminderMinutes: [60] }
    const { booking } = await book({ service })
    await book({ service })
    const [late, tooLate] = await reminders()
    const start = booking.startsAt.toMillis()

    assert.equal(await deliverAt(late, start - 1_000), 'sent')
    assert.equal(await deliverAt(tooLate, start), 'dropped')
    await tooLate.refresh()
    assert.equal(tooLate.lastError, 'booking_begun')
    assert.include(JSON.stringify(lines), '"reason":"booking_begun"')
  })

  test('of two that are due only the nearer goes out', async ({ assert }) => {
    const { booking } = await book()
    const [dayBefore, hourBefore] = await reminders()
    const start = booking.startsAt.toMillis()

    assert.equal(await deliverAt(dayBefore, start - HOUR), 'dropped')
    await dayBefore.refresh()
    assert.equal(dayBefore.lastError, 'nearer_reminder')
    assert.equal(await deliverAt(hourBefore, start - HOUR + 1_000), 'sent')
  })

  test('the farther one goes out as long as the nearer is not due', async ({ assert }) => {
    const { booking } = await book()
    const [dayBefore] = await reminders()
    assert.equal(await deliverAt(dayBefore, dueAt(booking, 60) - 1_000), 'sent')
  })

  test('waits for the end of the quiet hours, by the client’s own clock', async ({ assert }) => {
    const tokyo = { ...CLIENT, timeZone: 'Asia/Tokyo' }
    const quiet = { quietFrom: '21:00', quietUntil: '08:00' }
    const startsAt = DateTime.utc().plus({ days: 3 }).set({ hour: 13 }).startOf('hour')
    const { booking } = await book({ settings: quiet }, startsAt, tokyo)
    const [dayBefore] = await reminders()
    const due = dueAt(booking, 1440)

    assert.equal(await deliverAt(dayBefore, due + 1_000), 'held_back')
    await dayBefore.refresh()
    const morning = DateTime.fromMillis(due).plus({ hours: 10 })
    assert.equal(dayBefore.nextAttemptAt.toMillis(), morning.toMillis())
    assert.equal(dayBefore.tries, 0)
    assert.equal(await deliverAt(dayBefore, morning.toMillis() - 1_000), 'not_due')
    assert.equal(await deliverAt(dayBefore, morning.toMillis() + 1_000), 'sent')
  })

  test('does not wait where the booking begins within the quiet hours', async ({ assert }) => {
    const early = DateTime.now().setZone(CLIENT.timeZone).plus({ days: 3 }).set({ hour: 6 })
    const quiet = { quietFrom: '22:00', quietUntil: '07:00' }
    const { booking } = await book({ settings: quiet }, early.startOf('hour'))
    const [, hourBefore] = await reminders()
    assert.equal(await deliverAt(hourBefore, dueAt(booking, 60) + 1_000), 'sent')
  })

  test('moved or cancelled around the due time, the booking as it is now decides', async ({
    assert,
  }) => {
    const { shop, booking } = await book()
    const [reminder] = await reminders()
    const due = dueAt(booking, 1440)
    await move(booking, IN_THREE_DAYS.plus({ days: 1 }))
    // As a worker finds it that took the row before the move was committed.
    await reminder.refresh()
    await reminder.merge({ status: 'queued' }).save()
    assert.equal(await deliverAt(reminder, due + 1_000), 'dropped')
    await reminder.refresh()
    assert.equal(reminder.lastError, 'booking_moved')

    const [replanned] = await reminders().where('booking_version', 1)
    assert.equal(await deliverAt(replanned, due + 1_000), 'not_due')
    await new CancelBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byClient(),
      reason: null,
    })
    assert.equal(await deliverAt(replanned, due + 24 * HOUR + 1_000), 'not_due')
  })

  test('one that is due already is left to delivery when plans are made again', async ({
    assert,
  }) => {
    const { booking } = await book()
    const later = booking.startsAt.minus({ minutes: 90 })
    await db.transaction((trx) => planReminders(trx, booking, later))
    assert.deepEqual(await planned(), [
      [0, 1440],
      [0, 60],
    ])
  })
})
