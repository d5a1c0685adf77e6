import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import CompleteBookings from '#actions/bookings/complete_bookings'
import CancelBooking from '#actions/bookings/cancel_booking'
import MarkAttendance from '#actions/bookings/mark_attendance'
import MoveBooking from '#actions/bookings/move_booking'
import PlaceSeries from '#actions/bookings/place_series'
import RotateWebhookSecret from '#actions/webhooks/rotate_webhook_secret'
import TestWebhook from '#actions/webhooks/test_webhook'
import PauseWebhook from '#actions/webhooks/pause_webhook'
import ResumeWebhook from '#actions/webhooks/resume_webhook'
import SendWebhookAgain from '#actions/webhooks/send_webhook_again'
import DeliverNotification from '#actions/notifications/deliver_notification'
import SweepOutbox from '#actions/notifications/sweep_outbox'
import ForgetExpired from '#actions/housekeeping/forget_expired'
import ApproveBooking from '#actions/requests/approve_booking'
import ExpireRequests from '#actions/requests/expire_requests'
import RejectBooking from '#actions/requests/reject_booking'
import LeaveWaitlist from '#actions/waitlist/leave_waitlist'
import ExpireOffers from '#actions/waitlist/expire_offers'
import SaveBookingLink from '#actions/links/save_booking_link'
import SwitchBookingLink from '#actions/links/switch_booking_link'
import RevokeOneTimeLink from '#actions/links/revoke_one_time_link'
import webhooks from '#config/webhooks'
import { openShop } from '#database/factories/business'
import { byClient, bySystem, byUser } from '#models/by'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { WEBHOOK_EVENTS } from '#models/webhooks/webhook_event'
import { withEmptyTables } from '#tests/support/database'
import { makeLink, makeOneTime } from '#tests/support/links'
import { deliverAll, letPass } from '#tests/support/outbox'
import { IN_THREE_DAYS, openShopByRequest, place } from '#tests/support/requests'
import { cancel, letRunOut, offerTo, waitFor } from '#tests/support/waitlist'
import {
  deliverWebhooks,
  listen,
  openReceiver,
  owedWebhooks,
  type Told,
} from '#tests/support/webhooks'

async function told(): Promise<Told[]> {
  const rows = await db.from('webhook_bodies').orderBy('notification_id').select('body')
  return rows.map(({ body }) => JSON.parse(body) as Told)
}

const events = async () => (await told()).map(({ type }) => type)

const attempts = () => db.from('webhook_attempts').orderBy('id')

const ids = ({ businessId, id }: { businessId: number; id: number }) => ({
  businessId,
  bookingId: id,
})

test.group('What happens is told to the business’s systems', (group) => {
  withEmptyTables(group)

  test('whatever becomes of a booking, by whichever path', async ({ assert }) => {
    const shop = await openShopByRequest()
    const by = byUser(shop.user.id)
    await listen(shop.business)

    const request = await place(shop)
    assert.deepEqual(await events(), ['booking.requested', 'contact.created'])
    await new ApproveBooking().handle({ ...ids(request), by })
    const startsAt = IN_THREE_DAYS.plus({ hours: 2 }).toMillis()
    await new MoveBooking().handle({
      ...{ ...ids(request), startsAt, hostId: null, by, reason: null, version: null },
    })
    await new CancelBooking().handle({ ...ids(request), by, reason: null })
    const declined = await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 4 }) })
    await new RejectBooking().handle({ ...ids(declined), by, reason: 'We are full.' })
    const expired = await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 6 }) })
    await expired.merge({ expiresAt: DateTime.utc().minus({ minutes: 1 }) }).save()
    await new ExpireRequests().handle()
    assert.deepEqual((await events()).slice(2), [
      ...['booking.confirmed', 'booking.approved', 'booking.rescheduled', 'booking.cancelled'],
      ...['booking.requested', 'booking.rejected', 'booking.requested', 'booking.expired'],
    ])
    const [asked, , confirmed, , moved, cancelled] = await told()
    assert.equal(asked.data.status, 'pending')
    assert.equal(confirmed.data.status, 'approved')
    assert.equal(cancelled.data.status, 'cancelled')
    assert.deepInclude(moved.data.moved_from, { starts_at: asked.data.starts_at })
    assert.equal(moved.data.starts_at, new Date(startsAt).toISOString().replace('.000', ''))
  })

  test('that somebody came, or did not, by hand and by the clock', async ({ assert }) => {
    const shop = await openShop()
    await listen(shop.business, { events: ['booking.completed', 'booking.no_show'] })
    const booking = await place(shop)
    const past = DateTime.utc().minus({ hours: 2 })
    await booking.merge({ startsAt: past, endsAt: past.plus({ hours: 1 }) }).save()
    await new CompleteBookings().handle()
    const by = byUser(shop.user.id)
    for (const attendance of ['no_show', 'approved', 'completed', 'no_show'] as const) {
      await new MarkAttendance().handle({ ...ids(booking), attendance, by })
    }
    assert.deepEqual(await events(), [
      ...['booking.completed', 'booking.no_show', 'booking.completed', 'booking.no_show'],
    ])
  })

  test('that a reminder went out, once it did', async ({ assert }) => {
    const shop = await openShop({ settings: { reminderMinutes: [60] } })
    await listen(shop.business, { events: ['booking.reminder_sent'] })
    await place(shop)
    await deliverAll()
    assert.isEmpty(await events())
    const reminder = await Notification.query()
      .where('type', 'booking_reminder')
      .orderBy('next_attempt_at')
      .firstOrFail()
    await letPass(reminder, 4 * 86_400)
    await deliverAll()
    assert.deepEqual(await events(), ['booking.reminder_sent'])
  })

  test('each date of a series by itself', async ({ assert }) => {
    const shop = await openShop({ service: { mostDates: 3 } })
    await listen(shop.business, { events: ['booking.confirmed'] })
    const starts = [0, 24].map((hours) => IN_THREE_DAYS.plus({ hours }).toMillis())
    const placed = await new PlaceSeries().handle({
      ...{ businessId: shop.business.id, serviceId: shop.service.id, starts, hostId: null },
      client: {
        ...{ name: 'Ines Duarte', email: 'ines@duarte.example', phone: null, notes: null },
        ...{ timeZone: 'Europe/London', locale: 'en-GB' },
      },
      ...{ idempotencyKey: null, by: byClient() },
    })
    assert.equal(placed.outcome, 'booked')
    assert.lengthOf(await events(), 2)
  })

  test('who waits, is offered a time, and takes it or not', async ({ assert }) => {
    const shop = await openShop()
    const types = WEBHOOK_EVENTS.filter((event) => event.startsWith('waitlist.'))
    await listen(shop.business, { events: types })
    const booking = await place(shop)
    const entry = await waitFor(shop, IN_THREE_DAYS)
    const next = await waitFor(shop, IN_THREE_DAYS, { email: 'kim@example.com' })
    await cancel(booking)
    await letRunOut(await offerTo(entry))
    await new ExpireOffers().handle()
    await new LeaveWaitlist().handle({ entryId: next.id, by: byClient() })
    assert.deepEqual(await events(), [
      ...['waitlist.joined', 'waitlist.joined', 'waitlist.offered'],
      ...['waitlist.offered', 'waitlist.passed', 'waitlist.left'],
    ])
    const [, , offered, , passed] = await told()
    assert.equal(offered.data.status, 'offered')
    assert.equal(passed.data.status, 'passed')
  })

  test('what becomes of links', async ({ assert }) => {
    const shop = await openShop()
    await listen(shop.business)
    const { business, service, user } = shop
    const by = byUser(user.id)
    const saved = await new SaveBookingLink().handle({
      ...{ businessId: business.id, serviceId: service.id, linkId: null, hostIds: [], by },
      details: { name: 'Poster' },
    })
    if (!('link' in saved)) throw new Error(saved.outcome)
    const switching = { businessId: business.id, linkId: saved.link.id, version: null, by }
    await new SwitchBookingLink().handle({ ...switching, isOn: false })
    await new SwitchBookingLink().handle({ ...switching, isOn: true })
    await makeLink(shop)
    const { oneTime } = await makeOneTime(shop)
    const revoking = { businessId: business.id, oneTimeLinkId: oneTime.id, by }
    await new RevokeOneTimeLink().handle(revoking)
    const all = await events()
    assert.includeMembers(all, [
      ...['link.created', 'link.switched_off', 'link.switched_on'],
      ...['link.one_time_created', 'link.one_time_revoked'],
    ])
    assert.notInclude(JSON.stringify(await told()), saved.link.token)
  })

  test('only what they chose, and nobody else’s', async ({ assert }) => {
    const shop = await openShop()
    const other = await openShop()
    await listen(shop.business, { events: ['booking.cancelled'] })
    const books = { events: ['booking.confirmed' as const], url: 'https://books.example/hooks' }
    await listen(shop.business, books)
    await listen(other.business)
    await place(shop)
    const owed = await owedWebhooks().preload('business')
    assert.deepEqual(
      owed.map(({ businessId, type }) => [businessId, type]),
      [[shop.business.id, 'booking_confirmed']]
    )
    assert.match(owed[0].messageId ?? '', /^msg_[0-9a-f]{32}$/)
  })

  test('nothing that opens a booking, and nothing that its client is not to know', async ({
    assert,
  }) => {
    const shop = await openShop()
    await listen(shop.business)
    const booking = await place(shop)
    await booking.merge({ privateNote: 'canary-private' }).save()
    await new CancelBooking().handle({ ...ids(booking), by: byClient(), reason: null })
    const all = JSON.stringify(await told())
    for (const secret of [booking.manageToken, 'canary-private', '/manage/', 'whsec_']) {
      assert.notInclude(all, secret)
    }
    const [first] = await told()
    assert.containsSubset(first.data, {
      ...{ id: booking.id, reference: booking.reference, status: 'approved' },
      ...{ price: booking.price, currency: 'GBP', time_zone: 'Europe/London' },
      client: { name: 'Ines Duarte', email: 'ines@duarte.example' },
    })
    assert.match(String(first.data.starts_at), /^\d{4}-\d\d-\d\dT\d\d:00:00Z$/)
  })

  test('is gone with what was not done', async ({ assert }) => {
    const shop = await openShop()
    await listen(shop.business)
    await place(shop)
    const before = (await events()).length
    await assert.rejects(() => place(shop))
    assert.lengthOf(await events(), before)
  })
})

test.group('A webhook', (group) => {
  withEmptyTables(group)
  let receiver: Awaited<ReturnType<typeof openReceiver>>
  group.each.setup(async () => {
    receiver = await openReceiver()
    return () => receiver.close()
  })

  async function listening() {
    const shop = await openShop()
    const { endpoint, secret } = await listen(shop.business, { url: receiver.url })
    return { ...shop, endpoint, secret }
  }

  async function owedOne() {
    const shop = await listening()
    await place(shop)
    await owedWebhooks().where('type', 'client_created').delete()
    return { ...shop, owed: await owedWebhooks().firstOrFail() }
  }

  const deliver = ({ id }: Notification, offsetMs = 0) =>
    new DeliverNotification(undefined, offsetMs).handle({ notificationId: id })

  test('is signed so that the official library accepts it', async ({ assert }) => {
    const { secret, owed } = await owedOne()
    assert.equal(await deliver(owed), 'sent')
    assert.equal(receiver.verified(secret).type, 'booking.confirmed')
    const { headers, body } = receiver.received[0]
    assert.equal(headers['webhook-id'], owed.messageId)
    assert.equal(headers['content-type'], 'application/json; charset=utf-8')
    receiver.received[0].body = body.replace('confirmed', 'cancelled')
    assert.throws(() => receiver.verified(secret))
    assert.equal(await deliver(owed), 'not_due')
    assert.lengthOf(receiver.received, 1)
  })

  test('carries both signatures for a day after its secret was renewed', async ({ assert }) => {
    const { business, endpoint, secret: former } = await listening()
    const wanted = { businessId: business.id, endpointId: endpoint.id, by: bySystem() }
    const rotated = await new RotateWebhookSecret().handle(wanted)
    if (rotated.outcome !== 'renewed') throw new Error(rotated.outcome)
    const { secret } = rotated
    await new TestWebhook().handle(wanted)
    await deliverWebhooks()
    assert.equal(receiver.verified(secret).type, 'webhook.test')
    assert.equal(receiver.verified(former).type, 'webhook.test')

    await WebhookEndpoint.query().update({ former_secret_until: new Date() })
    await new TestWebhook().handle(wanted)
    await deliverWebhooks()
    assert.equal(receiver.verified(secret).type, 'webhook.test')
    assert.throws(() => receiver.verified(former))
  })

  test('opens with its own endpoint’s secret alone', async ({ assert }) => {
    const { business, endpoint, owed } = await owedOne()
    const { endpoint: other } = await listen(business, { url: 'https://books.example/hooks' })
    const { secret } = other
    assert.notInclude(secret, 'whsec_')
    await WebhookEndpoint.query().where('id', endpoint.id).update({ secret })
    assert.equal(await deliver(owed), 'failed')
    assert.equal((await owed.refresh()).lastError, 'secret_lost')
    assert.isEmpty(receiver.received)
  })

  test('is tried again, under the same id and another time', async ({ assert }) => {
    const { secret, owed } = await owedOne()
    receiver.answers((response) => response.writeHead(500).end('Out of order'))
    assert.equal(await deliver(owed), 'postponed')
    await owed.refresh()
    const wait = owed.nextAttemptAt.diffNow('seconds').seconds
    assert.isTrue(wait > 3 && wait < 6, `${wait} s`)
    assert.equal(await deliver(owed), 'not_due')
    receiver.answers((response) => response.end())
    assert.equal(await deliver(owed, 7_000), 'sent')
    const [first, second] = receiver.received.map(({ headers }) => headers)
    assert.equal(first['webhook-id'], second['webhook-id'])
    assert.notEqual(first['webhook-timestamp'], second['webhook-timestamp'])
    assert.equal(receiver.received[0].body, receiver.received[1].body)
    assert.equal(receiver.verified(secret, 0).type, 'booking.confirmed')
    const [one, two] = await attempts()
    assert.containsSubset(one, { status: 500, answer: 'Out of order', problem: null })
    assert.containsSubset(two, { status: 200, answer: '' })
    assert.isNull((await WebhookEndpoint.firstOrFail()).failingSince)
  })

  test('is given up after ten tries over three days', async ({ assert }) => {
    const { owed } = await owedOne()
    receiver.answers((response) => response.writeHead(503).end())
    let last = 'postponed'
    let tries = 0
    while (last === 'postponed' && tries < 20) {
      await owed.refresh()
      last = await deliver(owed, Math.max(0, owed.nextAttemptAt.toMillis() - Date.now()) + 1_000)
      tries++
      // It would be paused before.
      await WebhookEndpoint.query().update({ failing_since: null })
    }
    assert.equal(last, 'failed')
    assert.equal(tries, 10)
    assert.equal((await owed.refresh()).lastError, 'status_503')
  })

  for (const status of [301, 302, 307, 308]) {
    test(`is not led on by a ${status}`, async ({ assert }) => {
      const { owed } = await owedOne()
      const elsewhere = await openReceiver()
      receiver.answers((response) => response.writeHead(status, { location: elsewhere.url }).end())
      assert.equal(await deliver(owed), 'postponed')
      assert.equal(elsewhere.connections(), 0)
      assert.equal((await owed.refresh()).lastError, `status_${status}`)
      await elsewhere.close()
    })
  }

  test('waits for as long as it is asked to', async ({ assert }) => {
    const { owed } = await owedOne()
    const waitAfter = async (value: string) => {
      receiver.answers((response) => response.writeHead(429, { 'retry-after': value }).end())
      await db.from('notifications').update({ next_attempt_at: new Date(), attempts: 0 })
      assert.equal(await deliver(owed), 'postponed')
      return (await owed.refresh()).nextAttemptAt.diffNow('seconds').seconds
    }
    assert.approximately(await waitAfter('120'), 120, 3)
    assert.approximately(await waitAfter(new Date(Date.now() + 600_000).toUTCString()), 600, 4)
    assert.approximately(await waitAfter('999999'), 86_400, 3)
    assert.isBelow(await waitAfter('soon'), 7)
  })

  test('pauses an endpoint that says that it is gone, and tells whoever is in charge', async ({
    assert,
  }) => {
    const { user, endpoint, owed } = await owedOne()
    receiver.answers((response) => response.writeHead(410).end())
    assert.equal(await deliver(owed), 'failed')
    await endpoint.refresh()
    assert.equal(endpoint.pausedBecause, 'gone')
    const [notice] = await Notification.query().where({ type: 'webhook_paused', channel: 'mail' })
    assert.equal(await deliver(notice), 'sent')
    const mail = await MailboxMessage.query()
      .whereLike('recipients', `%${user.email}%`)
      .firstOrFail()
    assert.include(mail.text ?? '', `/admin/settings/webhooks/${endpoint.id}`)
    const entry = await db.from('audit_entries').where('action', 'webhook.paused').firstOrFail()
    assert.equal(entry.actor, 'system')
  })

  test('pauses an endpoint that accepted nothing for three days, once', async ({ assert }) => {
    const shop = await listening()
    const { endpoint } = shop
    receiver.answers((response) => response.writeHead(500).end())
    await place(shop)
    await deliverWebhooks()
    assert.isFalse((await endpoint.refresh()).isPaused)
    await WebhookEndpoint.query().update({
      failing_since: DateTime.utc().minus({ days: 3 }).toJSDate(),
    })
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
    await deliverWebhooks()
    assert.equal((await endpoint.refresh()).pausedBecause, 'failing')
    const mails = Notification.query().where({ type: 'webhook_paused', channel: 'mail' })
    assert.lengthOf(await mails, 1)

    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 4 }) })
    assert.lengthOf(await owedWebhooks().where('type', 'booking_confirmed'), 2)
    const [left] = await owedWebhooks().where('status', 'queued')
    if (left) {
      await letPass(left, 86_400)
      assert.equal(await deliver(left), 'dropped')
    }
  })

  test('that nobody answers is given up in time, and holds up nobody', async ({ assert }) => {
    const { owed } = await owedOne()
    const { timeoutMs } = webhooks
    webhooks.timeoutMs = 300
    try {
      receiver.answers(() => {})
      assert.equal(await deliver(owed), 'postponed')
      assert.equal((await owed.refresh()).lastError, 'timeout')
      // The status came in time, so the rest does not matter.
      receiver.answers((response) => void response.writeHead(200).write('a part'))
      assert.equal(await deliver(owed, 7_000), 'sent')
      const [, second] = await attempts()
      assert.containsSubset(second, { status: 200, answer: 'a part' })
    } finally {
      webhooks.timeoutMs = timeoutMs
    }
  })

  test('is not kept waiting by an answer without end', async ({ assert }) => {
    const { owed } = await owedOne()
    let sent = 0
    receiver.answers((response) => {
      response.writeHead(200)
      const part = 'x'.repeat(16_384)
      const more = () => {
        sent += part.length
        if (!response.destroyed && sent < 200_000_000)
          response.write(part, () => setImmediate(more))
      }
      more()
    })
    assert.equal(await deliver(owed), 'sent')
    const [{ answer }] = await attempts()
    assert.lengthOf(answer, webhooks.keptAnswerCharacters)
    assert.isBelow(sent, 20_000_000)
  })

  test('says what was wrong where nobody is there', async ({ assert }) => {
    const { owed, endpoint } = await owedOne()
    await receiver.close()
    assert.equal(await deliver(owed), 'postponed')
    assert.equal((await owed.refresh()).lastError, 'unreachable')
    await endpoint.merge({ url: 'https://no-such-host.invalid/hooks' }).save()
    assert.equal(await deliver(owed, 7_000), 'postponed')
    assert.equal((await owed.refresh()).lastError, 'no_such_host')
    receiver = await openReceiver()
  })

  test('goes to one endpoint a few at a time', async ({ assert }) => {
    const shop = await listening()
    let open = 0
    let most = 0
    receiver.answers((response) => {
      most = Math.max(most, ++open)
      setTimeout(() => {
        open--
        response.end()
      }, 400)
    })
    for (let nth = 0; nth < 6; nth++) {
      const wanted = { businessId: shop.business.id, endpointId: shop.endpoint.id, by: bySystem() }
      await new TestWebhook().handle(wanted)
    }
    const outcomes = await Promise.all((await owedWebhooks()).map((owed) => deliver(owed)))
    assert.isAtMost(most, webhooks.mostAtOneEndpoint)
    assert.include(outcomes, 'held_back')
    const held = await owedWebhooks().where('status', 'queued')
    assert.isTrue(held.every(({ tries }) => tries === 0))
  })

  test('of a worker that died is sent by the next, under the same id', async ({ assert }) => {
    const { owed } = await owedOne()
    await db.rawQuery(
      `update notifications set attempts = 1, leased_until = clock_timestamp() + interval '2 minutes'
       where id = ?`,
      [owed.id]
    )
    assert.equal(await deliver(owed), 'not_due')
    await letPass(owed, 121)
    assert.isAbove(await new SweepOutbox().handle(), 0)
    assert.equal(await deliver(owed), 'sent')
    assert.equal(receiver.received[0].headers['webhook-id'], owed.messageId)
  })

  test('is not sent while its endpoint is paused, but for a test', async ({ assert }) => {
    const { business, endpoint, owed } = await owedOne()
    const wanted = { businessId: business.id, endpointId: endpoint.id, by: bySystem() }
    await new PauseWebhook().handle(wanted)
    assert.equal(await deliver(owed), 'dropped')
    await new TestWebhook().handle(wanted)
    await deliverWebhooks()
    assert.lengthOf(receiver.received, 1)
    const again = { businessId: business.id, deliveryId: owed.id, by: bySystem() }
    assert.equal(await new SendWebhookAgain().handle(again), 'is_paused')

    await new ResumeWebhook().handle(wanted)
    assert.equal(await new SendWebhookAgain().handle(again), 'queued')
    await deliverWebhooks()
    assert.equal(receiver.received[1].headers['webhook-id'], owed.messageId)
  })

  test('is counted by what came of it', async ({ client, assert }) => {
    const { owed } = await owedOne()
    receiver.answers((response) => response.writeHead(500).end())
    await deliver(owed)
    receiver.answers((response) => response.end())
    await deliver(owed, 7_000)
    const text = (await client.get('/metrics')).text()
    assert.include(text, 'webhook_deliveries_total{outcome="sent"} 1')
    assert.include(text, 'webhook_deliveries_total{outcome="postponed"} 1')
    assert.include(text, 'webhook_deliveries_total{outcome="failed"} 0')
    assert.include(text, 'outbox_dead_letters 0')
  })

  test('is forgotten after a month, with what it said', async ({ assert }) => {
    const { owed } = await owedOne()
    await deliver(owed)
    await new ForgetExpired().handle()
    assert.lengthOf(await owedWebhooks(), 1)
    await db
      .from('notifications')
      .update({ created_at: DateTime.utc().minus({ days: 31 }).toJSDate() })
    await new ForgetExpired().handle()
    assert.isEmpty(await owedWebhooks())
    assert.isEmpty(await db.from('webhook_bodies'))
    assert.isEmpty(await attempts())
  })
})
