import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import HearText from '#actions/sms/receive_sms'
import ApproveBooking from '#actions/requests/approve_booking'
import { byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import { TwilioTexts } from '#services/sms/twilio_sms'
import { withEmptyTables } from '#tests/support/database'
import { move } from '#tests/support/moves'
import { post } from '#tests/support/outbox'
import { deliverText, NUMBER, owedText, takeTexted } from '#tests/support/sms'
import { openTwilio, TWILIO } from '#tests/support/twilio_server'

const HOUR = 3_600_000

test.group('A client with a phone and no address', (group) => {
  withEmptyTables(group)

  test('books, is approved, moves, is reminded and says no, all by SMS', async ({
    assert,
    cleanup,
  }) => {
    const { baseUrl, requests } = await openTwilio(cleanup)
    const twilio = new TwilioTexts({ ...TWILIO, timeoutMs: 2_000, baseUrl })
    const sender = { ...post(), sendText: twilio.send.bind(twilio) }
    const bodies = () => requests.map(({ form }) => form.Body)
    const startsAt = DateTime.utc().plus({ days: 3 }).startOf('day').set({ hour: 10 })
    const settings = { requiresApproval: true, bufferTimeMinutes: 0 }
    const { shop, booking } = await takeTexted({ settings, startsAt })

    await deliverText(await owedText('booking_requested'), sender)
    const by = byUser(shop.user.id)
    await new ApproveBooking().handle({ businessId: shop.business.id, bookingId: booking.id, by })
    await deliverText(await owedText('booking_confirmed'), sender, 15 * HOUR)

    await booking.refresh()
    const moved = await move(booking, startsAt.plus({ hours: 2 }), { by })
    assert.equal(moved.outcome, 'moved')
    await deliverText(await owedText('booking_rescheduled'), sender, 15 * HOUR)

    const reminder = await owedText('booking_reminder')
    const due = startsAt.plus({ hours: 1 })
    assert.equal(reminder.nextAttemptAt.toMillis(), due.toMillis())
    const ahead = due.diffNow().toMillis() + 1_000
    assert.equal(await deliverText(reminder, sender, ahead - HOUR), 'not_due')
    assert.equal(await deliverText(reminder, sender, ahead), 'sent')

    const link = `/manage/${booking.manageToken}`
    assert.lengthOf(bodies(), 4)
    for (const body of bodies()) assert.include(body, link)
    assert.match(bodies()[0], /we have your request/)
    assert.match(bodies()[1], /is confirmed/)
    assert.match(bodies()[2], /new time/)
    assert.match(bodies()[3], /Reply Y if you are coming, N if not/)
    assert.deepEqual([...new Set(requests.map(({ form }) => form.To))], [NUMBER])

    const heard = await new HearText(ahead).handle({
      ...{ sid: 'SMreply', from: NUMBER, body: 'N', requestId: null },
    })
    assert.equal(heard, 'replied')
    await booking.refresh()
    assert.deepEqual([booking.isComing, booking.status], [false, 'approved'])
    assert.lengthOf(
      await Notification.query().where({ type: 'said_not_coming', channel: 'mail' }),
      1
    )
    assert.lengthOf(await db.from('calls'), 0, 'nobody has to call')
    assert.lengthOf(await Notification.query().where({ channel: 'mail' }).whereNull('user_id'), 0)
    const gone = await move(booking, startsAt.plus({ hours: 4 }), { by })
    assert.equal(gone.outcome, 'moved')
    assert.isNull((await booking.refresh()).isComing, 'that was about another time')
  })
})
