import { test } from '@japa/runner'
import DecideRequests from '#actions/requests/decide_requests'
import { addService } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import { byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import { findFaults } from '#queries/integrity/find_faults'
import { approve, openShopThatChooses, overlapping } from '#tests/support/competing'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { mailTo } from '#tests/support/mail_to'
import { deliverAll } from '#tests/support/outbox'
import { IN_THREE_DAYS as START, joinAs, place, type Shop } from '#tests/support/requests'

const standing = async (bookings: Booking[]) => {
  const read = await Promise.all(bookings.map(({ id }) => Booking.findOrFail(id)))
  return read.map(({ status, hostId }) => `${status} ${hostId}`)
}

const faults = async () => (await findFaults()).filter((check) => check.faults.length > 0)

async function openTwo() {
  const shop = await openShopThatChooses({ hosts: 2 })
  const [anna, tom] = shop.hosts
  return { shop, anna, tom }
}

/** Requests of clients to whom any host will do, all given to that one. */
async function overlappingFor(shop: Shop, hostId: number, names: string[]) {
  const requests = await overlapping(shop, names)
  for (const request of requests) await request.merge({ hostId }).save()
  return requests
}

test.group('Competing requests where several hosts give a service', (group) => {
  withGlobalTransaction(group)

  test('wait on for the one who is free, who is asked and the others told', async ({ assert }) => {
    const { shop, anna, tom } = await openTwo()
    const former = await joinAs('staff', shop.business)
    const next = await joinAs('staff', shop.business)
    await anna.merge({ userId: former.id }).save()
    await tom.merge({ userId: next.id }).save()
    const [ada, ben] = await overlappingFor(shop, anna.id, ['Ada One', 'Ben Two'])
    await deliverAll()
    const { expiresAt } = await Booking.findOrFail(ben.id)
    assert.equal((await approve(shop, ada)).outcome, 'approved')
    assert.deepEqual(await standing([ada, ben]), [`approved ${anna.id}`, `pending ${tom.id}`])
    assert.deepEqual((await ben.refresh()).expiresAt?.toMillis(), expiresAt?.toMillis())

    const event = await BookingEvent.query()
      .where({ bookingId: ben.id })
      .orderBy('id', 'desc')
      .firstOrFail()
    assert.deepEqual(
      [event.kind, event.actor, event.rule],
      ['reassigned', 'system', 'another_was_chosen']
    )
    const declined = await Notification.query().where({ type: 'booking_rejected' })
    assert.lengthOf(declined, 0)
    assert.include((await mailTo(null)).subject, 'Now with Tom Okafor')
    for (const recipient of [former, next]) {
      const { text } = await mailTo(recipient)
      assert.include(text, 'Anna Reed is booked by another client then')
    }
    assert.deepEqual(await faults(), [])
  })

  test('are declined once all their hosts are taken', async ({ assert }) => {
    const { shop, anna, tom } = await openTwo()
    const [ada, ben, cleo] = await overlappingFor(shop, anna.id, ['Ada', 'Ben', 'Cleo'])
    await approve(shop, ada)
    assert.deepEqual(await standing([ben, cleo]), [`pending ${tom.id}`, `pending ${tom.id}`])
    await approve(shop, ben)
    assert.deepEqual(await standing([ada, ben, cleo]), [
      `approved ${anna.id}`,
      `approved ${tom.id}`,
      `rejected ${tom.id}`,
    ])
    assert.isTrue((await cleo.refresh()).wentToAnother)
  })

  test('are declined where their client asked for that host', async ({ assert }) => {
    const { shop, anna } = await openTwo()
    const ada = await place(shop, { hostId: anna.id, name: 'Ada' })
    const ben = await place(shop, { hostId: anna.id, name: 'Ben' })
    await approve(shop, ada)
    assert.deepEqual(await standing([ada, ben]), [`approved ${anna.id}`, `rejected ${anna.id}`])
  })

  test('of another service go only to one who gives that', async ({ assert }) => {
    const { shop, anna, tom } = await openTwo()
    const alone = await addService(shop.business, [anna])
    const both = await addService(shop.business, [anna, tom])
    const [ada] = await overlappingFor(shop, anna.id, ['Ada'])
    const [ben] = await overlappingFor({ ...shop, service: alone }, anna.id, ['Ben'])
    const [cleo] = await overlappingFor({ ...shop, service: both }, anna.id, ['Cleo'])
    await approve(shop, ada)
    assert.deepEqual(await standing([ben, cleo]), [`rejected ${anna.id}`, `pending ${tom.id}`])
  })

  test('approved together are both granted, each with a host of its own', async ({ assert }) => {
    const { shop, anna, tom } = await openTwo()
    const requests = await overlappingFor(shop, anna.id, ['Ada', 'Ben', 'Cleo'])
    const decided = await new DecideRequests().handle({
      businessId: shop.business.id,
      requests: requests.map(({ id, version }) => ({ bookingId: id, version })),
      by: byUser(shop.user.id),
      rejectionReason: null,
    })
    assert.deepEqual(
      decided.map(({ outcome }) => outcome),
      ['approved', 'approved', 'already_decided']
    )
    assert.deepEqual(await standing(requests), [
      `approved ${anna.id}`,
      `approved ${tom.id}`,
      `rejected ${tom.id}`,
    ])
  })
})

test.group('Competing requests that are approved all at once', (group) => {
  withEmptyTables(group)

  test('have as many winners as there are hosts, and nobody waits for one who is taken', async ({
    assert,
  }) => {
    const everyHalfHour = { slotIntervalMinutes: 30 }
    const shop = await openShopThatChooses({
      ...{ hosts: 3, service: everyHalfHour, settings: { bufferTimeMinutes: 0 } },
    })
    const [anna, tom, mia] = shop.hosts
    const pair = await addService(shop.business, [tom, mia], everyHalfHour)
    const shops = [shop, { ...shop, service: pair }]
    const hostsOf = new Map([
      [shop.service.id, [anna, tom, mia]],
      [pair.id, [tom, mia]],
    ])
    const requests: Booking[] = []
    for (let nth = 0; nth < 10; nth++) {
      const host = nth % 2 === 0 ? anna : tom
      const startsAt = START.plus({ minutes: 30 * (nth % 3) })
      const [one] = await overlapping(shops[nth % 2], [`Client ${nth}`], startsAt)
      requests.push(await one.merge({ hostId: host.id }).save())
    }
    const outcomes = await Promise.all(
      [...requests, ...requests].map(async (request) => (await approve(shop, request)).outcome)
    )
    const after = await Booking.query().whereIn(
      'id',
      requests.map(({ id }) => id)
    )
    const approved = after.filter(({ status }) => status === 'approved')
    assert.deepEqual(await faults(), [])
    assert.notInclude(outcomes, 'busy')
    assert.notInclude(outcomes, 'conflict')
    assert.lengthOf(
      outcomes.filter((outcome) => outcome === 'approved'),
      approved.length
    )
    for (const { serviceId, startsAt, endsAt } of after.filter((one) => !approved.includes(one))) {
      const inTheWay = approved.filter((one) => one.startsAt < endsAt && one.endsAt > startsAt)
      const taken = inTheWay.map(({ hostId }) => hostId)
      for (const { id, name } of hostsOf.get(serviceId) ?? []) assert.include(taken, id, name)
    }
    assert.lengthOf(
      after.filter(({ status }) => status === 'pending'),
      0
    )
  })
})
