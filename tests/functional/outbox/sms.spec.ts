import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ChooseReminders from '#actions/notifications/choose_reminders'
import CancelBooking from '#actions/bookings/cancel_booking'
import ApproveBooking from '#actions/requests/approve_booking'
import ExpireMoveRequests from '#actions/requests/expire_move_requests'
import RejectBooking from '#actions/requests/reject_booking'
import RejectMove from '#actions/requests/reject_move'
import PlaceSeries from '#actions/bookings/place_series'
import { openShop } from '#database/factories/business'
import { byClient, byUser } from '#models/by'
import MoveRequest from '#models/bookings/move_request'
import ClientPreference from '#models/notifications/client_preference'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { TextFailure } from '#services/sms/sms_failure'
import { withEmptyTables } from '#tests/support/database'
import { letMoveLapse, move } from '#tests/support/moves'
import { CLIENT } from '#tests/support/outbox'
import {
  deliverText,
  NUMBER,
  owedText,
  takeTexted,
  telephone,
  TEXTED,
  TEXTED_AND_MAILED,
  toldToClient,
} from '#tests/support/sms'

const HOUR = 3_600_000

const calls = () => db.from('calls').whereNull('called_at')

test.group('SMS instead of mails', (group) => {
  withEmptyTables(group)

  test('whoever left no address is told by SMS, and nobody has to call', async ({ assert }) => {
    const { shop, booking } = await takeTexted({ settings: { requiresApproval: true } })
    assert.deepEqual(await toldToClient(), ['booking_requested sms'])
    const by = byUser(shop.user.id)
    await new ApproveBooking().handle({ businessId: shop.business.id, bookingId: booking.id, by })
    assert.deepEqual(await toldToClient(), [
      'booking_confirmed sms',
      'booking_reminder sms 60',
      'booking_requested sms',
    ])
    assert.lengthOf(await calls(), 0)
    assert.deepEqual(
      [booking.textsTo, booking.textsWords, booking.textsAgreedAt !== null],
      [NUMBER, 1, true]
    )
  })

  test('what became of a move that they asked for is told by SMS too', async ({ assert }) => {
    const startsAt = DateTime.utc().plus({ days: 3 }).startOf('day').set({ hour: 10 })
    const settings = {
      requiresApproval: true,
      bufferTimeMinutes: 0,
      quietFrom: null,
      quietUntil: null,
    }
    const { shop, booking } = await takeTexted({ settings, startsAt })
    const by = byUser(shop.user.id)
    const ofBooking = { businessId: shop.business.id, bookingId: booking.id }
    await new ApproveBooking().handle({ ...ofBooking, by })
    await booking.refresh()
    const ask = async (hours: number) => {
      const { outcome } = await move(booking, startsAt.plus({ hours }))
      assert.equal(outcome, 'requested')
      return MoveRequest.query().where(ofBooking).orderBy('id', 'desc').firstOrFail()
    }
    const { sender, texts } = telephone()
    const deliver = async (type: string) => {
      assert.equal(await deliverText(await owedText(type), sender), 'sent')
      return texts[texts.length - 1].body
    }

    await deliver('booking_confirmed')
    const first = await ask(2)
    const asked = await deliver('move_requested')
    assert.match(asked, /you asked to move .* to .*12:00/)
    await new RejectMove().handle({ ...ofBooking, moveRequestId: first.id, reason: 'Full', by })
    assert.match(await deliver('move_rejected'), /not possible.* stays on .*10:00/)

    await letMoveLapse(await ask(3))
    await new ExpireMoveRequests().handle()
    assert.match(await deliver('move_expired'), /not answered in time.* stays on .*10:00/)
    assert.lengthOf(await calls(), 0, 'nobody has to call')
    for (const { to, body } of texts) {
      assert.equal(to, NUMBER)
      assert.include(body, `/manage/${booking.manageToken}`)
    }
  })

  test('whoever left one gets mails, and the last reminder by SMS', async ({ assert }) => {
    await takeTexted({ client: TEXTED_AND_MAILED })
    assert.deepEqual(await toldToClient(), [
      'booking_confirmed mail',
      'booking_reminder mail 1440',
      'booking_reminder sms 60',
    ])
  })

  test('nobody who did not agree, and nobody of a business that sends none', async ({ assert }) => {
    const quiet = { ...TEXTED, agreesToTexts: false }
    await takeTexted({ client: quiet })
    assert.deepEqual(await toldToClient(), [])
    const off = await takeTexted({ settings: { sendsTexts: false } })
    assert.deepEqual(await toldToClient(), [])
    assert.isNull(off.booking.textsTo)
  })

  test('a number that is none is kept, and gets nothing', async ({ assert }) => {
    const { booking } = await takeTexted({ client: { ...TEXTED, phone: '123456' } })
    assert.deepEqual([booking.clientPhone, booking.textsTo], ['123456', null])
    assert.deepEqual(await toldToClient(), [])
  })

  test('says what, when and where more is said, and lies in the mailbox', async ({ assert }) => {
    const { shop, booking } = await takeTexted()
    const text = await owedText('booking_confirmed')
    assert.equal(await deliverText(text, { send: async () => '', withinMs: 5_000 }), 'sent')
    const kept = await MailboxMessage.query().firstOrFail()
    assert.deepEqual(
      [kept.channel, kept.recipients, kept.html, kept.headers['X-Bellhop-Business']],
      ['sms', NUMBER, null, String(shop.business.id)]
    )
    assert.include(kept.text ?? '', `/manage/${booking.manageToken}`)
    assert.notInclude(kept.text ?? '', 'Canaryname')
    await text.refresh()
    assert.match(text.transportId ?? '', /^mailbox-\d+$/)
    assert.exists(text.told?.bookings[booking.id])
  })

  test('an answer that overtakes another takes its place', async ({ assert }) => {
    const { shop, booking } = await takeTexted({ settings: { requiresApproval: true } })
    const { sender, texts } = telephone()
    await deliverText(await owedText('booking_requested'), sender)
    const asked = { businessId: shop.business.id, bookingId: booking.id, by: byUser(shop.user.id) }
    await new ApproveBooking().handle(asked)
    await new CancelBooking().handle({ ...asked, reason: null })
    const confirmed = await owedText('booking_confirmed')
    assert.equal(await deliverText(confirmed, sender), 'dropped')
    const far = 15 * HOUR
    await deliverText(await owedText('booking_cancelled'), sender, far)
    assert.lengthOf(texts, 2)
    assert.match(texts[1].body, /is cancelled/)
  })

  test('several dates are told in one', async ({ assert }) => {
    const settings = { sendsTexts: true, reminderMinutes: [60] }
    const shop = await openShop({ settings, service: { mostDates: 3 } })
    const first = DateTime.utc().plus({ days: 3 }).startOf('hour')
    const starts = [0, 24, 48].map((hours) => first.plus({ hours }).toMillis())
    const placed = await new PlaceSeries().handle({
      ...{ businessId: shop.business.id, serviceId: shop.service.id, starts, hostId: null },
      ...{ client: TEXTED, idempotencyKey: null, by: byClient('the-request') },
    })
    assert.equal(placed.outcome, 'booked')
    const { sender, texts } = telephone()
    const owed = await Notification.query().where({ type: 'booking_confirmed', channel: 'sms' })
    assert.lengthOf(owed, 1)
    await deliverText(owed[0], sender)
    assert.match(texts[0].body, /and 2 more dates/)
  })

  test('declined, it says so', async ({ assert }) => {
    const { shop, booking } = await takeTexted({ settings: { requiresApproval: true } })
    const { sender, texts } = telephone()
    await deliverText(await owedText('booking_requested'), sender)
    await new RejectBooking().handle({
      ...{ businessId: shop.business.id, bookingId: booking.id, by: byUser(shop.user.id) },
      reason: 'canary-reason',
    })
    await deliverText(await owedText('booking_rejected'), sender, 15 * HOUR)
    assert.match(texts[1].body, /is not possible/)
    assert.notInclude(texts[1].body, 'canary')
  })
})

test.group('When an SMS may go out', (group) => {
  withEmptyTables(group)

  test('at once where its client just pressed, and after the quiet hours else', async ({
    assert,
  }) => {
    const now = DateTime.utc().setZone(CLIENT.timeZone)
    const [quietFrom, quietUntil] = [-1, 2].map((hours) => now.plus({ hours }).toFormat('HH:mm'))
    const settings = { requiresApproval: true, quietFrom, quietUntil }
    const { shop, booking } = await takeTexted({ settings })
    const { sender, texts } = telephone()
    assert.equal(await deliverText(await owedText('booking_requested'), sender), 'sent')
    await new ApproveBooking().handle({
      ...{ businessId: shop.business.id, bookingId: booking.id, by: byUser(shop.user.id) },
    })
    const confirmed = await owedText('booking_confirmed')
    assert.equal(await deliverText(confirmed, sender), 'held_back')
    assert.lengthOf(texts, 1)
    assert.equal(await deliverText(confirmed, sender, 3 * HOUR), 'sent')
  })

  test('not once its number was stopped: mails remind then, and a call tells the rest', async ({
    assert,
  }) => {
    const { shop, booking } = await takeTexted({ settings: { requiresApproval: true } })
    await db.table('text_stops').insert({ number: NUMBER })
    const { sender, texts } = telephone()
    assert.equal(await deliverText(await owedText('booking_requested'), sender), 'dropped')
    assert.lengthOf(texts, 0)
    assert.lengthOf(await calls(), 0, 'what they did themselves they know')
    await new ApproveBooking().handle({
      ...{ businessId: shop.business.id, bookingId: booking.id, by: byUser(shop.user.id) },
    })
    assert.deepEqual(await toldToClient(), [])
    assert.lengthOf(await calls(), 1)
  })

  test('what was approved and could not be sent is a call to make', async ({ assert }) => {
    const { shop, booking } = await takeTexted({ settings: { requiresApproval: true } })
    await new ApproveBooking().handle({
      ...{ businessId: shop.business.id, bookingId: booking.id, by: byUser(shop.user.id) },
    })
    const { sender } = telephone(async () => {
      throw new TextFailure('Twilio 21211', true, true)
    })
    assert.equal(
      await deliverText(await owedText('booking_confirmed'), sender, 15 * HOUR),
      'failed'
    )
    assert.deepEqual(
      (await calls()).map(({ type }) => type),
      ['booking_confirmed']
    )
    const told = await Notification.query().where('type', 'message_failed')
    assert.lengthOf(told, 1)
  })

  test('switched off by its client, the reminder comes by mail', async ({ assert }) => {
    const { shop } = await takeTexted({ client: TEXTED_AND_MAILED })
    await new ChooseReminders().handle({
      ...{ businessId: shop.business.id, email: CLIENT.email, version: null },
      ...{ chosen: { getsTexts: false }, by: byClient('other') },
    })
    assert.isFalse((await ClientPreference.query().firstOrFail()).getsTexts)
    const reminders = await Notification.query()
      .where('type', 'booking_reminder')
      .orderBy('offset_minutes')
      .orderBy('channel')
    assert.deepEqual(
      reminders.map(({ channel, offsetMinutes, status, lastError }) => [
        ...[offsetMinutes, channel, status, lastError],
      ]),
      [
        [60, 'mail', 'queued', null],
        [60, 'sms', 'dropped', 'other_channel'],
        [1440, 'mail', 'queued', null],
      ]
    )
  })

  test('a wait that is asked for is kept, and mails go on meanwhile', async ({ assert }) => {
    await takeTexted({ client: TEXTED_AND_MAILED })
    const reminder = await owedText('booking_reminder')
    const { sender } = telephone(async () => {
      throw new TextFailure('Twilio 429', false, true, 1800)
    })
    const due = reminder.nextAttemptAt.diffNow().toMillis() + 1000
    assert.equal(await deliverText(reminder, sender, due), 'postponed')
    await reminder.refresh()
    assert.isAbove(reminder.nextAttemptAt.diffNow('minutes').minutes, 29)
    assert.equal(reminder.lastError, 'Twilio 429')
    const mail = await Notification.query()
      .where({ type: 'booking_confirmed', channel: 'mail' })
      .whereNull('user_id')
      .firstOrFail()
    assert.equal(await deliverText(mail, sender), 'sent')
  })
})
