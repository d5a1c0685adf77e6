import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { DateTime } from 'luxon'
import CancelBooking from '#actions/bookings/cancel_booking'
import PlaceSeries from '#actions/bookings/place_series'
import ReassignBooking from '#actions/bookings/reassign_booking'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { byClient, byUser } from '#models/by'
import type { Sender } from '#outbox'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import Notification from '#models/notifications/notification'
import { SmtpTransport } from '#services/smtp_transport'
import { Box } from '#tests/support/box'
import { calendarValue } from '#tests/support/calendar_file'
import { withEmptyTables } from '#tests/support/database'
import { move } from '#tests/support/moves'
import { deliverAll, letPass } from '#tests/support/outbox'
import {
  IN_THREE_DAYS as START,
  joinAs,
  openShopByRequest,
  place,
  type Shop,
} from '#tests/support/requests'
import { openSmtpSink } from '#tests/support/smtp_sink'

const CLIENT = 'ines@duarte.example'

const inHours = (hours: number) => START.plus({ hours })
const clock = (moment: DateTime) => moment.setZone('Europe/London').toFormat('HH:mm')

/** All that is owed is due again, whoever tried it before. */
async function letRetriesComeDue() {
  for (const owed of await Notification.query().where('status', 'queued')) {
    await letPass(owed, 2 * 86_400)
  }
}

function cancel({ businessId, id: bookingId }: Booking, by = byClient()) {
  return new CancelBooking().handle({ businessId, bookingId, by, reason: null })
}

async function reassign({ businessId, id: bookingId }: Booking, hostId: number, userId: number) {
  const { outcome } = await new ReassignBooking().handle({
    ...{ businessId, bookingId, hostId, by: byUser(userId) },
    ...{ reason: null, version: null },
  })
  if (outcome !== 'reassigned') throw new Error(`Not reassigned but ${outcome}`)
}

/** A shop with two hosts and a booking with the first; everyone concerned has heard of it. */
async function bookedAndTold(box: Box) {
  const shop = await openShop({ hosts: 2 })
  const booking = await place(shop, { hostId: shop.hosts[0].id })
  await deliverAll(box)
  box.mails.length = 0
  return { shop, booking, owner: shop.user.email }
}

const reasons = async (booking: Booking, status: Notification['status'] = 'dropped') => {
  const rows = await Notification.query()
    .where({ bookingId: booking.id, channel: 'mail', status })
    .whereNull('user_id')
    .orderBy('id')
  return rows.map(({ type, lastError }) => `${type}: ${lastError}`)
}

test.group('Mails that a later change overtakes', (group) => {
  withEmptyTables(group)

  test('two moves while the mail server refuses come to one mail each, with what was told before', async ({
    assert,
    client,
  }) => {
    const box = new Box()
    const { shop, booking, owner } = await bookedAndTold(box)
    box.behaviour = 'refuses'
    await move(booking, inHours(2))
    await deliverAll(box)
    await move(booking, inHours(4))
    await deliverAll(box)

    box.behaviour = 'takes'
    await letRetriesComeDue()
    await deliverAll(box)
    await letRetriesComeDue()
    await deliverAll(box)

    for (const recipient of [CLIENT, owner]) {
      const [told, ...others] = box.to(recipient)
      assert.isEmpty(others, recipient)
      assert.include(told.subject, clock(inHours(4)))
      assert.match(told.text, new RegExp(`Before: .*, ${clock(START)} – `))
      assert.notInclude(told.text, `${clock(inHours(2))} –`)
      assert.equal(calendarValue(told.calendar, 'SEQUENCE'), '2')
    }
    assert.deepEqual(await reasons(booking), ['booking_rescheduled: replaced'])
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    page.assertTextIncludes('The booking changed again: a later message says how it is now.')
  })

  test('the same over SMTP, where the server answers 451', async ({ assert, cleanup }) => {
    const answers: Record<string, string | null> = {}
    const sink = await openSmtpSink(cleanup, { answers })
    const transport = new SmtpTransport(sink.url, 5_000)
    const smtp: Sender = {
      withinMs: 5_000,
      send: async (mail) => {
        await mail.buildWithContents()
        const { message } = mail.message.toObject()
        return (await transport.send(message)).messageId
      },
    }
    const shop = await openShop()
    const booking = await place(shop)
    assert.deepEqual(await deliverAll(smtp), ['sent', 'sent'])
    answers.end = '451 4.3.0 Try again later'
    await move(booking, inHours(2))
    await deliverAll(smtp)
    await move(booking, inHours(4))
    await deliverAll(smtp)
    delete answers.end
    const before = sink.messages.length
    await letRetriesComeDue()
    await deliverAll(smtp)
    await letRetriesComeDue()
    await deliverAll(smtp)
    assert.lengthOf(sink.messages.slice(before), 2)
    assert.isEmpty(await Notification.query().where({ channel: 'mail', status: 'queued' }))
  })

  test('there and back again is no news', async ({ assert }) => {
    const box = new Box()
    const { shop, booking, owner } = await bookedAndTold(box)
    const [anna, tom] = shop.hosts
    box.behaviour = 'refuses'
    await reassign(booking, tom.id, shop.user.id)
    await deliverAll(box)
    await reassign(booking, anna.id, shop.user.id)
    await move(booking, inHours(2))
    await move(booking, START)
    box.behaviour = 'takes'
    await letRetriesComeDue()
    await deliverAll(box)
    assert.deepEqual(box.mails, [])
    assert.deepEqual((await reasons(booking)).at(-1), 'booking_rescheduled: unchanged')

    await reassign(booking, tom.id, shop.user.id)
    await deliverAll(box)
    const [told] = box.to(CLIENT)
    assert.include(told.text, 'You will see Tom Okafor instead of Anna Reed')
    const [ofOwn] = box.to(owner)
    assert.include(ofOwn.text, 'You gave this booking to Tom Okafor instead of Anna Reed')
  })

  test('hosts who never heard of a booking that came and went hear nothing', async ({ assert }) => {
    const box = new Box()
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const staff = await joinAs('staff', shop.business)
    await tom.merge({ userId: staff.id }).save()
    const booking = await place(shop, { hostId: anna.id })
    await deliverAll(box)
    box.behaviour = 'refuses'
    await reassign(booking, tom.id, shop.user.id)
    await deliverAll(box)
    await reassign(booking, anna.id, shop.user.id)
    box.behaviour = 'takes'
    await letRetriesComeDue()
    await deliverAll(box)
    assert.isEmpty(box.to(staff.email))
  })

  test('a booking that was moved before it was confirmed is confirmed where it is', async ({
    assert,
  }) => {
    const box = new Box()
    box.behaviour = 'refuses'
    const shop = await openShop()
    const booking = await place(shop)
    await deliverAll(box)
    await move(booking, inHours(2))
    box.behaviour = 'takes'
    await deliverAll(box)
    await letRetriesComeDue()
    await deliverAll(box)

    const [toClient, ...others] = box.to(CLIENT)
    const [toOwner, ...more] = box.to(shop.user.email)
    assert.isEmpty([...others, ...more])
    assert.match(toClient.subject, new RegExp(`^Confirmed: .*${clock(inHours(2))}`))
    assert.match(toOwner.subject, new RegExp(`^New booking: .*${clock(inHours(2))}`))
    assert.notInclude(toClient.text, 'Before:')
  })

  test('moved and then cancelled is cancelled, and says when it was', async ({ assert }) => {
    const box = new Box()
    const { booking, owner } = await bookedAndTold(box)
    box.behaviour = 'refuses'
    await move(booking, inHours(2))
    await deliverAll(box)
    await cancel(booking)
    box.behaviour = 'takes'
    await letRetriesComeDue()
    await deliverAll(box)
    for (const recipient of [CLIENT, owner]) {
      const [told, ...others] = box.to(recipient)
      assert.isEmpty(others, recipient)
      assert.match(told.subject, /^Cancelled/)
      assert.match(told.text, new RegExp(`Before: .*, ${clock(START)} – `))
      // Answers go to the owner, who organizes it then and cannot be invited too.
      assert.equal(
        calendarValue(told.calendar, 'METHOD'),
        recipient === CLIENT ? 'CANCEL' : 'PUBLISH'
      )
      assert.equal(calendarValue(told.calendar, 'STATUS'), 'CANCELLED')
    }
  })

  test('cancelled before its confirmation: the client is told, whom the page had told; nobody else', async ({
    assert,
  }) => {
    const box = new Box()
    box.behaviour = 'refuses'
    const shop = await openShop()
    const booking = await place(shop)
    await deliverAll(box)
    await cancel(booking)
    box.behaviour = 'takes'
    await letRetriesComeDue()
    await deliverAll(box)
    assert.deepEqual(
      box.mails.map(({ to, subject }) => [to, subject.split(':')[0]]),
      [[CLIENT, 'Cancelled']]
    )
    const [last] = await Notification.query()
      .where({ userId: shop.user.id, channel: 'mail' })
      .orderBy('id', 'desc')
    assert.equal(last.lastError, 'never_told')
  })

  test('a sending of which nobody knows how it ended is put right', async ({ assert }) => {
    const box = new Box()
    const { shop, booking } = await bookedAndTold(box)
    const [anna, tom] = shop.hosts
    box.behaviour = 'takes and falls silent'
    await reassign(booking, tom.id, shop.user.id)
    await deliverAll(box)
    box.behaviour = 'takes'
    await reassign(booking, anna.id, shop.user.id)
    await letRetriesComeDue()
    await deliverAll(box)
    const [unsure, sure] = box.to(CLIENT)
    assert.include(unsure.text, 'You will see Tom Okafor')
    assert.include(sure.text, 'You will see Anna Reed instead of Tom Okafor')
  })

  test('one to a recipient is on its way at a time, and others go on', async ({ assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const other = await place(shop, { startsAt: inHours(6), email: 'other@client.example' })
    const [stuck] = await owedTo(booking)
    const { promise: answered, resolve: answer } = Promise.withResolvers<string>()
    const slow: Sender = { withinMs: 5_000, send: () => answered }
    const sending = new DeliverNotification(slow).handle({ notificationId: stuck.id })
    while (!(await stuck.refresh()).leasedUntil) await new Promise((done) => setTimeout(done, 5))

    await move(booking, inHours(2))
    const [, moved] = await owedTo(booking)
    const box = new Box()
    const deliver = async (row: Notification) =>
      new DeliverNotification(box).handle({ notificationId: row.id })
    assert.equal(await deliver(moved), 'not_due')
    assert.equal(await deliver((await owedTo(other))[0]), 'sent')

    answer('kept')
    assert.equal(await sending, 'sent')
    const jobs = await db.from('bullmq.job').select('id')
    assert.include(JSON.stringify(jobs), `outbox-${moved.id}-0-after-${stuck.id}`)
    assert.equal(await deliver(moved), 'sent')
    assert.match(box.to(CLIENT)[0].subject, /^New time/)
  })

  test('ten workers at once come to one mail for each recipient', async ({ assert }) => {
    const box = new Box()
    const { shop, booking } = await bookedAndTold(box)
    for (const hours of [1, 2, 3, 4]) await move(booking, inHours(hours))
    const owed = await Notification.query().where({ channel: 'mail', status: 'queued' })
    const rush = owed.flatMap(({ id: notificationId }) =>
      Array.from({ length: 3 }, () => new DeliverNotification(box).handle({ notificationId }))
    )
    await Promise.all(rush)
    await deliverAll(box)
    assert.lengthOf(box.to(CLIENT), 1)
    assert.lengthOf(box.to(shop.user.email), 1)
  })

  test('a request that was moved and approved meanwhile is confirmed once', async ({ assert }) => {
    const box = new Box()
    box.behaviour = 'refuses'
    const shop = await openShopByRequest()
    const booking = await place(shop)
    await deliverAll(box)
    await move(booking, inHours(2))
    box.behaviour = 'takes'
    await letRetriesComeDue()
    await deliverAll(box)
    assert.lengthOf(box.to(CLIENT), 1)
    assert.match(box.to(CLIENT)[0].subject, new RegExp(`^Request received.*${clock(inHours(2))}`))
    await move(booking, inHours(4))
    await deliverAll(box)
    assert.lengthOf(box.to(CLIENT), 2)
  })

  test('a request that its client moves is told as changed, with what it was, once to each', async ({
    assert,
    client,
  }) => {
    const box = new Box()
    const shop = await openShopByRequest()
    const booking = await place(shop)
    await deliverAll(box)
    assert.match(box.to(CLIENT)[0].subject, /^Request received: /)
    box.mails.length = 0
    box.behaviour = 'refuses'
    await move(booking, inHours(2))
    await deliverAll(box)
    await move(booking, inHours(4))
    box.behaviour = 'takes'
    await letRetriesComeDue()
    await deliverAll(box)
    await deliverAll(box)

    const opening = {
      [CLIENT]: 'Request changed: ',
      [shop.user.email]: 'Action needed: Ines Duarte changed the request, ',
    }
    for (const [recipient, start] of Object.entries(opening)) {
      const [told, ...others] = box.to(recipient)
      assert.isEmpty(others, recipient)
      assert.isTrue(told.subject.startsWith(start), told.subject)
      assert.match(told.subject, new RegExp(`${clock(inHours(4))} .*\\(was .*${clock(START)} `))
      assert.match(told.text, new RegExp(`Before: .*, ${clock(START)} – `))
      assert.notInclude(told.text, `${clock(inHours(2))} –`)
    }
    assert.include(box.to(CLIENT)[0].text, 'You changed the time of your request.')
    assert.include(box.to(shop.user.email)[0].text, 'instead of the one before')
    const news = await client.get('/admin/notifications').loginAs(shop.user)
    news.assertTextIncludes('Ines Duarte changed the request')

    const sent = await owedTo(booking).where('status', 'sent')
    await client
      .post(`/admin/delivery/${sent[sent.length - 1].id}/attempt`)
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    await deliverAll(box)
    assert.equal(box.to(CLIENT)[1].subject.split(':')[0], 'Request changed')
  })

  test('one date of several waits for the mail that tells of all', async ({ assert }) => {
    const box = new Box()
    box.behaviour = 'refuses'
    const shop = await openShop()
    const [first, second] = await placeSeries(shop)
    await deliverAll(box)
    await move(second, second.startsAt.plus({ hours: 2 }))
    await deliverAll(box)
    box.behaviour = 'takes'
    await letRetriesComeDue()
    await deliverAll(box)
    await deliverAll(box)
    const [told, ...others] = box.to(CLIENT)
    assert.isEmpty(others)
    assert.match(told.subject, /^Confirmed/)
    assert.include(told.text, clock(second.startsAt.plus({ hours: 2 })))

    await move(second, second.startsAt.plus({ hours: 4 }))
    await deliverAll(box)
    const [, moved] = box.to(CLIENT)
    assert.match(moved.text, new RegExp(`Before: .*, ${clock(second.startsAt.plus({ hours: 2 }))}`))
    assert.equal(first.seriesId, second.seriesId)
  })

  test('what is sent again by hand goes out as it is', async ({ assert, client }) => {
    const box = new Box()
    const { shop, booking } = await bookedAndTold(box)
    const [confirmed] = await Notification.query()
      .where({ bookingId: booking.id, channel: 'mail', type: 'booking_confirmed' })
      .whereNull('user_id')
    await client
      .post(`/admin/delivery/${confirmed.id}/attempt`)
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    await deliverAll(box)
    assert.lengthOf(box.to(CLIENT), 1)
    assert.match(box.to(CLIENT)[0].subject, /^Confirmed/)
  })
})

function owedTo(booking: Booking) {
  return Notification.query()
    .where({ bookingId: booking.id, channel: 'mail' })
    .whereNull('user_id')
    .orderBy('id')
}

async function placeSeries({ business, service }: Shop): Promise<Booking[]> {
  const placed = await new PlaceSeries().handle({
    businessId: business.id,
    serviceId: service.id,
    starts: [START.toMillis(), START.plus({ days: 7 }).toMillis()],
    hostId: null,
    client: {
      ...{ name: 'Ines Duarte', email: CLIENT, phone: null, notes: null },
      ...{ timeZone: 'Europe/London', locale: 'en-GB' },
    },
    by: byClient(),
    idempotencyKey: null,
  })
  if (!('bookings' in placed)) throw new Error(`Not placed but ${placed.outcome}`)
  return placed.bookings
}
