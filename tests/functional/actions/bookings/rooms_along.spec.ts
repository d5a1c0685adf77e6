import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import PlaceBooking from '#actions/bookings/place_booking'
import ReassignBooking from '#actions/bookings/reassign_booking'
import { addService } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import { withEmptyTables } from '#tests/support/database'
import { heldBy, openClinic } from '#tests/support/clinic'
import { approve } from '#tests/support/competing'
import { deadlocks, hammer, overlapsIn } from '#tests/support/hammer'
import { move } from '#tests/support/moves'
import { CLIENT } from '#tests/support/outbox'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'

async function book({ business, service }: Shop, hostId: number | null = null) {
  const { outcome } = await new PlaceBooking().handle({
    ...{ businessId: business.id, serviceId: service.id, hostId },
    startsAt: IN_THREE_DAYS.toMillis(),
    client: CLIENT,
    idempotencyKey: null,
    by: byClient(),
  })
  return outcome
}

const idsOf = (hosts: readonly { id: number }[]) => hosts.map(({ id }) => id)

test.group('One of the people, and one of the rooms', (group) => {
  withEmptyTables(group)

  test('are taken together, as often as there are both', async ({ assert }) => {
    const shop = await openClinic(3, 2)
    const before = await deadlocks()
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => book(shop)))
    assert.lengthOf(
      outcomes.filter((outcome) => outcome === 'booked'),
      2
    )
    const bookings = await Booking.query().where('service_id', shop.service.id)
    assert.lengthOf(bookings, 2)
    const held = await Promise.all(bookings.map(heldBy))
    for (const ids of held) {
      assert.lengthOf(
        ids.filter((id) => idsOf(shop.people).includes(id)),
        1
      )
      assert.lengthOf(
        ids.filter((id) => idsOf(shop.rooms).includes(id)),
        1
      )
    }
    assert.lengthOf(new Set(held.flat()), 4)
    assert.equal(await overlapsIn('claims'), 0)
    assert.equal(await deadlocks(), before)
  })

  test('are taken together with whom the client chose, and nobody books a room', async ({
    assert,
  }) => {
    const shop = await openClinic(2, 1)
    const [anna, tom] = shop.people
    assert.equal(await book(shop, shop.rooms[0].id), 'unavailable')
    const outcomes = await Promise.all([book(shop, anna.id), book(shop, tom.id)])
    assert.deepEqual(outcomes.toSorted(), ['booked', 'unavailable'])
  })

  test('are both free of what other services take', async ({ assert }) => {
    const shop = await openClinic(2, 1)
    const hire = await addService(shop.business, shop.rooms, { name: 'Room hire' })
    await place({ ...shop, service: hire })
    assert.equal(await book(shop), 'unavailable')
    assert.lengthOf(await Booking.query().where('service_id', shop.service.id), 0)
  })

  test('have nothing to offer with nobody left of either', async ({ assert }) => {
    const shop = await openClinic(1, 1)
    for (const host of [shop.people[0], shop.rooms[0]]) {
      await host.merge({ isActive: false }).save()
      assert.equal(await book(shop), 'unavailable')
      await host.merge({ isActive: true }).save()
    }
    assert.equal(await book(shop), 'booked')
  })

  test('move together, and the room stays when the booking is handed over', async ({ assert }) => {
    const shop = await openClinic(2, 2)
    const [anna, tom] = shop.people
    const [first, second] = shop.rooms
    const blocker = await place(shop, { hostId: tom.id })
    const booking = await place(shop, { hostId: anna.id })
    assert.deepEqual(await heldBy(booking), [anna.id, second.id])
    const later = IN_THREE_DAYS.plus({ hours: 3 })
    await move(blocker, later)
    assert.deepEqual(await heldBy(blocker), [tom.id, first.id])

    const given = await new ReassignBooking().handle({
      ...{ businessId: shop.business.id, bookingId: booking.id, hostId: tom.id },
      ...{ reason: null, version: null, by: byUser(shop.user.id) },
    })
    assert.equal(given.outcome, 'reassigned')
    assert.deepEqual(await heldBy(booking), [tom.id, second.id])
    assert.equal((await booking.refresh()).hostId, tom.id)
  })

  test('are moved from the column of either, and stay with the person', async ({
    client,
    assert,
  }) => {
    const shop = await openClinic(2, 1)
    const booking = await place(shop, { hostId: shop.people[1].id })
    const later = IN_THREE_DAYS.plus({ hours: 2 }).setZone('Europe/London')
    const [date, time] = [later.toFormat('yyyy-MM-dd'), later.toFormat('HH:mm')]
    const [room] = shop.rooms
    const dropped = `/admin/bookings/new?move=${booking.id}&date=${date}&time=${time}&host=${room.id}`
    const page = await client.get(dropped).loginAs(shop.user)
    page.assertStatus(200)
    assert.notInclude(page.text(), 'does not give')
    page.assertTextIncludes(shop.people[1].name)
  })

  test('are each a reason why a time is not offered', async ({ client, assert }) => {
    const shop = await openClinic(2, 1)
    await place(shop, { hostId: shop.people[0].id })
    const start = IN_THREE_DAYS.setZone('Europe/London')
    const asked = `service=${shop.service.id}&date=${start.toISODate()}&time=${start.toFormat('HH:mm')}`
    for (const host of ['', shop.rooms[0].id, shop.people[1].id]) {
      const path = `/admin/availability/why?${asked}&host=${host}`
      const page = (await client.get(path).loginAs(shop.user)).text()
      assert.include(page, 'There is one reason', path)
      assert.match(page, /why__host">Room 1<[^]*That time is booked/, path)
    }
    await place({ ...shop, service: await addService(shop.business, [shop.people[1]]) })
    const page = await client.get(`/admin/availability/why?${asked}`).loginAs(shop.user)
    page.assertTextIncludes('One person who is free would be enough.')
    assert.notInclude(page.text(), 'why__host">Room 1')
  })

  test('are both named to the business, and only people are chosen', async ({ client, assert }) => {
    const shop = await openClinic(2, 1)
    const booking = await place(shop, { hostId: shop.people[0].id })
    const read = async (path: string) => (await client.get(path).loginAs(shop.user)).text()
    const day = IN_THREE_DAYS.toISODate()
    assert.include(await read(`/admin/bookings/${booking.id}`), 'Anna Reed (Room 1)')
    assert.include(await read(`/admin/calendar?date=${day}`), 'Room 1')
    assert.include(await read(`/admin/bookings?host=${shop.rooms[0].id}`), booking.reference)
    for (const path of [
      '/admin/bookings/new?who=new',
      `/book/${shop.business.slug}/${shop.service.slug}?choose=host`,
    ]) {
      const page = await read(path)
      assert.include(page, 'Tom Okafor', path)
      assert.notInclude(page, 'Room 1', path)
    }
  })

  test('compete for the only room, and a second one is for another request', async ({ assert }) => {
    for (const [rooms, expected] of [
      [1, 'rejected'],
      [2, 'pending'],
    ] as const) {
      const shop = await openClinic(2, rooms, {
        settings: { requiresApproval: true, acceptsCompetingRequests: true },
      })
      const [anna, tom] = shop.people
      const first = await place(shop, { hostId: anna.id })
      const second = await place(shop, { hostId: tom.id, email: 'ben@client.example' })
      assert.equal((await approve(shop, first)).outcome, 'approved')
      assert.equal((await second.refresh()).status, expected)
      if (rooms === 1) continue
      assert.equal((await approve(shop, second)).outcome, 'approved')
      assert.deepEqual(await heldBy(second), [tom.id, shop.rooms[1].id])
    }
  })

  test('are waited for while both are busy, but not while the rooms are closed', async ({
    client,
    assert,
  }) => {
    const shop = await openClinic(1, 1)
    await place(shop)
    const waits = async () => {
      const day = IN_THREE_DAYS.toISODate()
      const path = `/book/${shop.business.slug}/${shop.service.slug}/waitlist?date=${day}`
      return (await client.get(path)).text()
    }
    const time = `>${IN_THREE_DAYS.toFormat('HH:mm')}<`
    assert.include(await waits(), time)
    await shop.rooms[0].related('availabilityRules').query().delete()
    const page = await waits()
    assert.notInclude(page, time)
    assert.include(page, 'Nothing opens')
  })

  test('are never sold twice, while two services fight over the rooms', async ({ assert }) => {
    const shop = await openClinic(3, 2)
    const other = await addService(shop.business, shop.hosts.slice(1), { name: 'Other' })
    const before = await deadlocks()
    const outcomes = await hammer({
      ...{ clients: 8, seconds: 4 },
      attempt: async (startsAt, client) => {
        const done = await new PlaceBooking().handle({
          businessId: shop.business.id,
          serviceId: client % 2 === 0 ? shop.service.id : other.id,
          hostId: client % 3 === 0 ? shop.people[2].id : null,
          ...{ startsAt, client: CLIENT, idempotencyKey: null, by: byClient() },
        })
        return done.outcome
      },
    })
    assert.isAbove(outcomes.booked, 3)
    assert.equal(await overlapsIn('claims'), 0)
    assert.equal(await deadlocks(), before)
    const { rows } = await db.connection('owner').rawQuery<{ rows: { held: number }[] }>(
      `select count(*)::int as held from bookings join claims on holder_id = bookings.id
        where released_at is null group by bookings.id`
    )
    assert.isTrue(rows.every(({ held }) => held === 2))
  })

  test('one room that two bookings are given at once goes to one of them', async ({ assert }) => {
    const shop = await openClinic(2, 3)
    const before = await deadlocks()
    for (let round = 0; round < 8; round++) {
      const startsAt = IN_THREE_DAYS.plus({ days: 1, hours: round })
      const bookings: Booking[] = []
      for (const { id } of shop.people) bookings.push(await place(shop, { hostId: id, startsAt }))
      const outcomes = await Promise.all(bookings.map((each) => giveRoom(each, shop.rooms[2].id)))
      assert.deepEqual(outcomes.toSorted(), ['reassigned', 'slot_taken'], `round ${round}`)
      const winner = outcomes.indexOf('reassigned')
      const held = await Promise.all(bookings.map(heldBy))
      assert.include(held[winner], shop.rooms[2].id)
      assert.deepEqual(held[1 - winner], [shop.people[1 - winner].id, shop.rooms[1 - winner].id])
    }
    assert.equal(await overlapsIn('claims'), 0)
    assert.equal(await deadlocks(), before)
  })

  test('rooms are never sold twice, while bookings are made, given away and given other rooms', async ({
    assert,
  }) => {
    const shop = await openClinic(3, 3)
    const other = await addService(shop.business, shop.hosts.slice(1), { name: 'Other' })
    const before = await deadlocks()
    const made: Booking[] = []
    const one = <Row>(rows: readonly Row[]) => rows[Math.floor(Math.random() * rows.length)]
    const outcomes = await hammer({
      ...{ clients: 8, seconds: 4 },
      attempt: async (startsAt, client) => {
        if (client % 2 === 0 && made.length > 0) {
          const to = client % 4 === 0 ? null : one(shop.people).id
          return giveRoom(one(made), one(shop.rooms).id, to)
        }
        const done = await new PlaceBooking().handle({
          businessId: shop.business.id,
          serviceId: client % 3 === 0 ? shop.service.id : other.id,
          ...{ hostId: null, startsAt, client: CLIENT, idempotencyKey: null, by: byClient() },
        })
        if (done.outcome === 'booked') made.push(done.booking)
        return done.outcome
      },
    })
    for (const wanted of ['booked', 'reassigned', 'slot_taken']) {
      assert.isAbove(outcomes[wanted] ?? 0, 3, JSON.stringify(outcomes))
    }
    assert.equal(await overlapsIn('claims'), 0)
    assert.equal(await deadlocks(), before)
    const rooms = new Set(idsOf(shop.rooms))
    for (const booking of made) {
      const held = await heldBy(booking)
      const { hostId } = await booking.refresh()
      assert.lengthOf(held, 2)
      assert.include(held, hostId)
      assert.lengthOf(
        held.filter((id) => rooms.has(id)),
        1
      )
    }
  })
})

async function giveRoom(booking: Booking, roomId: number, hostId: number | null = null) {
  const { businessId, id: bookingId } = booking
  const member = await db.from('memberships').where('business_id', businessId).firstOrFail()
  const done = await new ReassignBooking().handle({
    ...{ businessId, bookingId, hostId, roomId, by: byUser(Number(member.user_id)) },
    ...{ reason: null, version: null },
  })
  return done.outcome === 'unavailable' ? done.code : done.outcome
}
