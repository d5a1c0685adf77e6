import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import ApproveBooking from '#actions/requests/approve_booking'
import ApproveMove from '#actions/requests/approve_move'
import CancelBooking from '#actions/bookings/cancel_booking'
import PlaceSeries from '#actions/bookings/place_series'
import ReassignBooking from '#actions/bookings/reassign_booking'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import MoveRequest from '#models/bookings/move_request'
import { byClient, byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import { Box, type Mail } from '#tests/support/box'
import { calendarValue } from '#tests/support/calendar_file'
import { withGlobalTransaction } from '#tests/support/database'
import { proveContact } from '#tests/support/inboxes'
import { move } from '#tests/support/moves'
import { deliverAll, letPass } from '#tests/support/outbox'
import {
  IN_THREE_DAYS as START,
  joinAs,
  openShopByRequest,
  place,
  type Shop,
} from '#tests/support/requests'
import { bookPlaces, planSession } from '#tests/support/sessions'

const GROUP = { capacity: 8, isPlannedOnly: true }
const LATER = START.plus({ hours: 2 })
const IN_LONDON = { date: 'yyyy-MM-dd', time: 'HH:mm' }

function post(client: ApiClient, { user }: Shop, path: string, form: object) {
  return client.post(path).form(form).loginAs(user).withCsrfToken().redirects(0)
}

function later() {
  const moment = LATER.setZone('Europe/London')
  return { date: moment.toFormat(IN_LONDON.date), time: moment.toFormat(IN_LONDON.time) }
}

function entry({ calendar }: Mail) {
  const names = ['METHOD', 'SEQUENCE', 'STATUS', 'DTSTART'] as const
  return names.map((name) => calendarValue(calendar, name))
}

const stamp = (moment: typeof START) => moment.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'")

/** What the recipient is sent from here on. */
async function sentTo(box: Box, address: string): Promise<Mail[]> {
  box.mails.length = 0
  await deliverAll(box)
  return box.to(address)
}

const byThemselves = (booking: Booking, userId: number) => ({
  ...{ businessId: booking.businessId, bookingId: booking.id, by: byUser(userId) },
  ...{ reason: null, version: null },
})

/** Its host has an account. */
async function openClass() {
  const shop = await openShop({ service: GROUP })
  await proveContact(shop.business)
  const host = await joinAs('staff', shop.business)
  await shop.host.merge({ userId: host.id }).save()
  return { shop, host, session: await planSession(shop, START) }
}

test.group('What somebody does to a booking that their own calendar has', (group) => {
  withGlobalTransaction(group)

  test('moved and cancelled at the desk, reaches the calendar of the one who did it', async ({
    client,
    assert,
  }) => {
    const box = new Box()
    const shop = await openShop()
    await proveContact(shop.business)
    const booking = await place(shop)
    const [told] = await sentTo(box, shop.user.email)
    assert.deepEqual(entry(told), ['REQUEST', '0', 'CONFIRMED', stamp(START)])

    const at = later()
    const moving = { version: booking.version, date: at.date, time: at.time }
    const moved = await post(client, shop, `/admin/bookings/${booking.id}/move`, moving)
    moved.assertStatus(303)
    const [ofMove, ...others] = await sentTo(box, shop.user.email)
    assert.isEmpty(others)
    assert.deepEqual(entry(ofMove), ['REQUEST', '1', 'CONFIRMED', stamp(LATER)])
    assert.include(ofMove.text, 'You moved this booking; this mail changes your calendar.')

    const { version } = await booking.refresh()
    const cancelled = await post(client, shop, `/admin/bookings/${booking.id}/cancellation`, {
      version,
    })
    cancelled.assertStatus(303)
    const [ofEnd, ...more] = await sentTo(box, shop.user.email)
    assert.isEmpty(more)
    assert.deepEqual(entry(ofEnd), ['CANCEL', '2', 'CANCELLED', stamp(LATER)])
    assert.match(ofEnd.subject, /^Cancelled by you: /)
    assert.include(
      ofEnd.text,
      'You cancelled this booking; this mail takes it out of your calendar.'
    )
    const entries = await Notification.query().where({ channel: 'in_app', userId: shop.user.id })
    assert.deepEqual(
      entries.map(({ type }) => type),
      ['booking_confirmed']
    )
  })

  test('is published again where they are the organizer', async ({ assert }) => {
    const box = new Box()
    const shop = await openShop()
    await shop.business.merge({ email: shop.user.email }).save()
    const booking = await place(shop)
    await deliverAll(box)
    await move(booking, LATER, { by: byUser(shop.user.id) })
    const [ofMove] = await sentTo(box, shop.user.email)
    assert.deepEqual(entry(ofMove), ['PUBLISH', '1', 'CONFIRMED', stamp(LATER)])
    await new CancelBooking().handle(byThemselves(booking, shop.user.id))
    const [ofEnd] = await sentTo(box, shop.user.email)
    assert.deepEqual(entry(ofEnd), ['PUBLISH', '2', 'CANCELLED', stamp(LATER)])
  })

  test('goes with a session that is moved and called off, into every calendar that has it', async ({
    client,
    assert,
  }) => {
    const box = new Box()
    const { shop, host, session } = await openClass()
    await bookPlaces(shop, START)
    await deliverAll(box)
    const newcomer = await joinAs('admin', shop.business)

    const { date, time } = later()
    const { version } = await session.refresh()
    const moving = { version, date, time, move_reason: '' }
    const moved = await post(client, shop, `/admin/sessions/${session.id}/move`, moving)
    moved.assertStatus(303)
    await deliverAll(box)
    const cancelling = { version: (await session.refresh()).version }
    const cancelled = await post(
      client,
      shop,
      `/admin/sessions/${session.id}/cancellation`,
      cancelling
    )
    cancelled.assertStatus(303)
    await deliverAll(box)
    for (const recipient of [shop.user, host]) {
      assert.deepEqual(
        box.to(recipient.email).map(entry),
        [
          ['REQUEST', '0', 'CONFIRMED', stamp(START)],
          ['REQUEST', '1', 'CONFIRMED', stamp(LATER)],
          ['CANCEL', '2', 'CANCELLED', stamp(LATER)],
        ],
        recipient.email
      )
    }
    assert.isEmpty(box.to(newcomer.email))
    const [, ofMove, ofEnd] = box.to(host.email)
    assert.include(ofMove.text, `Moved by ${shop.user.fullName}.`)
    assert.notInclude(ofMove.text + ofEnd.text, 'can book')
    const entries = await Notification.query().where({ channel: 'in_app' })
    assert.isTrue(entries.every(({ type }) => type === 'booking_confirmed'))
  })

  test('is one mail to each of them where a session with several bookings is called off', async ({
    client,
    assert,
  }) => {
    const box = new Box()
    const { shop, host, session } = await openClass()
    const names = ['Ada One', 'Ben Two', 'Cleo Three']
    for (const [nth, name] of names.entries()) {
      await place(shop, { name, email: `client-${nth}@client.example` })
    }
    await deliverAll(box)
    box.mails.length = 0
    const { version } = await session.refresh()
    const path = `/admin/sessions/${session.id}/cancellation`
    ;(await post(client, shop, path, { version })).assertStatus(303)
    await deliverAll(box)
    for (const recipient of [shop.user, host]) {
      const [mail, ...others] = box.to(recipient.email)
      assert.isEmpty(others, recipient.email)
      for (const name of names) assert.include(mail.text, name)
      const entries = [mail.calendar, ...mail.attached]
      assert.lengthOf(entries, names.length)
      for (const each of entries) assert.include(each, 'METHOD:CANCEL')
      assert.notInclude(mail.subject, 'more')
    }
    const [own] = box.to(shop.user.email)
    assert.include(own.text, 'You cancelled these 3 bookings; this mail takes them out')
    for (const [nth] of names.entries()) {
      assert.lengthOf(box.to(`client-${nth}@client.example`), 1)
    }
  })

  test('leaves the calendar of the host who gives it to another', async ({ assert }) => {
    const box = new Box()
    const shop = await openShop({ hosts: 2 })
    await proveContact(shop.business)
    const [anna, tom] = shop.hosts
    const staff = await joinAs('staff', shop.business)
    await anna.merge({ userId: staff.id }).save()
    const booking = await place(shop, { hostId: anna.id })
    await deliverAll(box)
    await new ReassignBooking().handle({ ...byThemselves(booking, staff.id), hostId: tom.id })
    const [lost, ...others] = await sentTo(box, staff.email)
    assert.isEmpty(others)
    assert.deepEqual(entry(lost), ['CANCEL', '1', 'CANCELLED', stamp(START)])
    assert.include(
      lost.text,
      `You gave this booking to ${tom.name}; this mail takes it out of your calendar.`
    )
    await new ReassignBooking().handle({ ...byThemselves(booking, shop.user.id), hostId: anna.id })
    const [kept] = await sentTo(box, shop.user.email)
    assert.equal(calendarValue(kept.calendar, 'SEQUENCE'), '2')
    assert.include(kept.text, 'this mail changes your calendar')
  })

  test('has the new time that they agreed to', async ({ assert }) => {
    const box = new Box()
    const shop = await openShop()
    await proveContact(shop.business)
    const booking = await place(shop)
    await deliverAll(box)
    await shop.business.related('settings').query().update({ requiresApproval: true })
    await move(booking, LATER)
    await deliverAll(box)
    const { id: moveRequestId } = await MoveRequest.findByOrFail('booking_id', booking.id)
    const { businessId, id: bookingId } = booking
    const decision = { businessId, bookingId, moveRequestId, by: byUser(shop.user.id) }
    await new ApproveMove().handle(decision)
    const [ofMove] = await sentTo(box, shop.user.email)
    assert.deepEqual(entry(ofMove), ['REQUEST', '1', 'CONFIRMED', stamp(LATER)])
  })

  test('of several dates is found in the mail that told them all', async ({ assert }) => {
    const box = new Box()
    const shop = await openShop()
    await proveContact(shop.business)
    const { business, service, user } = shop
    const dates = [START, START.plus({ weeks: 1 })]
    const placed = await new PlaceSeries().handle({
      ...{ businessId: business.id, serviceId: service.id, hostId: null },
      starts: dates.map((date) => date.toMillis()),
      client: {
        name: 'Ines',
        email: 'ines@duarte.example',
        phone: null,
        notes: null,
        timeZone: 'Europe/London',
        locale: 'en-GB',
      },
      ...{ by: byClient(), idempotencyKey: null },
    })
    if (!('bookings' in placed)) return assert.fail(placed.outcome)
    await deliverAll(box)
    const [, second] = placed.bookings
    await move(second, dates[1].plus({ hours: 2 }), { by: byUser(user.id) })
    const [ofMove] = await sentTo(box, user.email)
    assert.deepEqual(entry(ofMove).slice(0, 2), ['REQUEST', '1'])
  })

  test('of which a mail fell silent may be there, and is put right', async ({ assert }) => {
    const box = new Box()
    box.behaviour = 'takes and falls silent'
    const shop = await openShop()
    await proveContact(shop.business)
    const booking = await place(shop)
    await deliverAll(box)
    box.behaviour = 'takes'
    await move(booking, LATER, { by: byUser(shop.user.id) })
    for (const owed of await Notification.query().where('status', 'queued')) {
      await letPass(owed, 86_400)
    }
    const [told, ...others] = await sentTo(box, shop.user.email)
    assert.isEmpty(others)
    assert.deepEqual(entry(told), ['REQUEST', '1', 'CONFIRMED', stamp(LATER)])
  })

  test('that no calendar of theirs has, is no news to them', async ({ assert }) => {
    const box = new Box()
    const shop = await openShopByRequest()
    const { id: userId, email } = shop.user
    const booking = await place(shop)
    await deliverAll(box)
    const { businessId, id: bookingId } = booking
    await new ApproveBooking().handle({ businessId, bookingId, by: byUser(userId) })
    await deliverAll(box)
    await move(await booking.refresh(), LATER, { by: byUser(userId) })
    await new CancelBooking().handle(byThemselves(booking, userId))
    await deliverAll(box)
    assert.deepEqual(
      box.to(email).map(({ subject }) => subject.split(':')[0]),
      ['Action needed']
    )
    const owed = await Notification.query().where({ userId, channel: 'mail' })
    assert.lengthOf(owed, 1)
  })
})
