import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import ReassignBooking from '#actions/bookings/reassign_booking'
import { addService, openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import type User from '#models/accounts/user'
import { byUser } from '#models/by'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { mailTo } from '#tests/support/mail_to'
import { heldTimes, move } from '#tests/support/moves'
import { deliverAll } from '#tests/support/outbox'
import { IN_THREE_DAYS as START, joinAs, place } from '#tests/support/requests'

/** A booking with the first of two hosts. */
async function openTwo(options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openShop({ hosts: 2, ...options })
  const [anna, tom] = shop.hosts
  const booking = await place(shop, { hostId: anna.id })
  return { ...shop, shop, anna, tom, booking }
}

test.group('Bookings that go to another host', (group) => {
  withGlobalTransaction(group)

  test('are theirs at the same time: claim, history, calendar and both mails', async ({
    client,
    assert,
  }) => {
    const { user, business, anna, tom, booking } = await openTwo()
    const former = await joinAs('staff', business)
    await anna.merge({ userId: former.id }).save()
    await deliverAll()
    const taken = await heldTimes(booking)
    const address = `/admin/bookings/${booking.id}`
    const page = await client.get(address).loginAs(user)
    page.assertTextIncludes('Give it to a colleague')
    assert.notInclude(page.text(), '>Anna Reed</option>')

    const form = { stand_in: String(tom.id), reassign_reason: 'Anna is ill' }
    const done = await client
      .post(`${address}/reassignment`)
      .form(form)
      .withCsrfToken()
      .withVersion()
      .loginAs(user)
      .redirects(0)
    done.assertStatus(303)

    const [claim] = await db.from('claims').where('holder_id', booking.id).whereNull('released_at')
    assert.equal(Number(claim.host_id), tom.id)
    assert.deepEqual(await heldTimes(booking), taken)
    await booking.refresh()
    assert.deepEqual([booking.hostId, booking.calendarSequence], [tom.id, 1])
    const event = await BookingEvent.query().orderBy('id', 'desc').firstOrFail()
    assert.deepEqual([event.kind, event.reason], ['reassigned', 'Anna is ill'])

    const shown = await client.get(address).loginAs(user)
    shown.assertTextIncludes('Tom Okafor instead of Anna Reed')
    shown.assertTextIncludes('chosen by the business')

    const toClient = await mailTo(null)
    assert.include(toClient.subject, 'You will see Tom Okafor')
    assert.include(toClient.text, 'You will see Tom Okafor instead of Anna Reed.')
    assert.include(toClient.calendar, 'METHOD:REQUEST')
    assert.include(toClient.calendar, 'SEQUENCE:1')
    assert.include(toClient.calendar, booking.calendarUid)
    const toFormer = await mailTo(former)
    assert.include(toFormer.text, 'Tom Okafor gives this booking instead of Anna Reed')
    assert.include(toFormer.calendar, 'METHOD:CANCEL')
  })

  test('stay where they are when that host is not free, not open or gives other things', async ({
    client,
    assert,
  }) => {
    const { shop, user, business, tom, booking } = await openTwo()
    await place(shop, { hostId: tom.id, name: 'Someone else' })
    const stranger = await business.related('hosts').create({
      name: 'Mia Brandt',
      timeZone: 'Europe/London',
      isActive: true,
      position: 3,
    })
    const send = (form: Record<string, string>) =>
      client
        .post(`/admin/bookings/${booking.id}/reassignment`)
        .form({ reassign_reason: 'Anna is ill', ...form })
        .withCsrfToken()
        .withVersion()
        .loginAs(user)
        .redirects(0)

    const busy = await send({ stand_in: String(tom.id) })
    busy.assertStatus(409)
    busy.assertTextIncludes('They are booked then')
    busy.assertTextIncludes('Anna is ill')
    const wrong = await send({ stand_in: String(stranger.id) })
    wrong.assertStatus(422)
    wrong.assertTextIncludes('Choose somebody who gives this service.')
    const nobody = await send({ stand_in: '' })
    nobody.assertStatus(422)
    nobody.assertTextIncludes('Choose a colleague')

    await shop.service.related('hosts').attach({ [stranger.id]: { business_id: business.id } })
    const closed = await send({ stand_in: String(stranger.id) })
    closed.assertStatus(409)
    closed.assertTextIncludes('That is outside their hours')
    assert.deepEqual(
      [(await booking.refresh()).hostId, booking.calendarSequence],
      [shop.host.id, 0]
    )
  })

  test('need no start of the new host’s grid', async ({ assert }) => {
    const { shop, tom, booking } = await openTwo({ service: { startTimes: null } })
    await shop.service.merge({ startTimes: [{ start: '03:17' }] }).save()
    assert.equal(await reassign(booking, tom.id), 'reassigned')
  })

  test('wait for the answer to a wish to move, and are for neither staff nor another business', async ({
    client,
    assert,
  }) => {
    const { shop, business, tom, booking } = await openTwo()
    const other = await openShop()
    const staff = await joinAs('staff', business)
    const send = (user: User) =>
      client
        .post(`/admin/bookings/${booking.id}/reassignment`)
        .form({ stand_in: String(tom.id) })
        .withCsrfToken()
        .withVersion()
        .loginAs(user)
        .redirects(0)
    ;(await send(other.user)).assertStatus(404)
    ;(await send(staff)).assertStatus(403)

    await shop.service.merge({ requiresApproval: true }).save()
    assert.equal((await move(booking, START.plus({ hours: 4 }))).outcome, 'requested')
    assert.equal(await reassign(booking, tom.id), 'move_waits')
  })

  test('are not those that all hosts give together', async ({ assert }) => {
    const { business, hosts, anna, tom, shop } = await openTwo()
    const together = await addService(business, hosts, { hostMode: 'collective' })
    const startsAt = START.plus({ hours: 6 })
    const booking = await place({ ...shop, service: together }, { startsAt })
    const other = booking.hostId === anna.id ? tom : anna
    assert.equal(await reassign(booking, other.id), 'not_a_stand_in')
  })
})

test.group('A move that takes a booking to another host', (group) => {
  withGlobalTransaction(group)

  test('tells the one who loses it, and takes it out of their calendar', async ({ assert }) => {
    const { business, anna, tom, booking } = await openTwo()
    const former = await joinAs('staff', business)
    const next = await joinAs('staff', business)
    await anna.merge({ userId: former.id }).save()
    await tom.merge({ userId: next.id }).save()
    const at = START.plus({ hours: 4 })
    assert.equal((await move(booking, at, { hostId: tom.id })).outcome, 'moved')

    const lost = await mailTo(former, 'booking_rescheduled')
    assert.include(lost.text, 'to Tom Okafor. Your time is free again.')
    assert.include(lost.calendar, 'METHOD:CANCEL')
    const won = await mailTo(next, 'booking_rescheduled')
    assert.include(won.calendar, 'METHOD:REQUEST')
    assert.notInclude(won.text, 'Your time is free again')
  })
})

test.group('A new member of a team', (group) => {
  withGlobalTransaction(group)

  test('starts even with the others, and is not given everything at first', async ({ assert }) => {
    const { shop, service, tom, booking } = await openTwo()
    for (const hours of [2, 4, 6]) {
      await place(shop, { hostId: shop.host.id, startsAt: START.plus({ hours }) })
    }
    await db
      .from('claims')
      .where('service_id', service.id)
      .update({ created_at: new Date(Date.now() - 86_400_000) })
    await db
      .from('service_hosts')
      .where('host_id', tom.id)
      .update({ joined_at: new Date(Date.now() - 3_600_000) })

    const given: number[] = []
    for (const hours of [24, 26, 28, 30]) {
      given.push((await place(shop, { startsAt: START.plus({ hours }) })).hostId)
    }
    const tomsShare = given.filter((id) => id === tom.id).length
    assert.equal(tomsShare, 2, `${given} of ${tom.id}`)
    assert.equal(booking.hostId, shop.host.id)
  })
})

test.group('A host who is booked and given a booking at once', (group) => {
  withEmptyTables(group)

  test('has one of the two', async ({ assert }) => {
    const { shop, tom, booking } = await openTwo()
    const another = place(shop, { hostId: tom.id, name: 'Rival' }).then(
      () => 'booked',
      () => 'refused'
    )
    const outcomes = await Promise.all([reassign(booking, tom.id), another])
    const held = await db
      .from('claims')
      .where({ host_id: tom.id })
      .whereNull('released_at')
      .count('* as total')
    assert.equal(Number(held[0].total), 1, outcomes.join())
    assert.equal(outcomes[0] === 'reassigned', outcomes[1] === 'refused')
  })
})

async function reassign({ businessId, id: bookingId }: Booking, hostId: number) {
  const member = await db.from('memberships').where('business_id', businessId).firstOrFail()
  const { outcome } = await new ReassignBooking().handle({
    ...{ businessId, bookingId, hostId, by: byUser(Number(member.user_id)) },
    ...{ reason: null, version: null },
  })
  return outcome
}
