import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import CancelBooking from '#actions/bookings/cancel_booking'
import OfferPlaces from '#actions/waitlist/offer_places'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import GroupSession from '#models/sessions/group_session'
import type Host from '#models/availability/host'
import { findFaults } from '#queries/integrity/find_faults'
import { loadQuestion } from '#queries/availability/load_availability'
import { whyNotOffered } from '#queries/availability/why_not_offered'
import { findSlots } from '#scheduling/slots/slots'
import { blockTime } from '#tests/support/blocks'
import { withGlobalTransaction } from '#tests/support/database'
import { move } from '#tests/support/moves'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'
import { bookPlaces, planSession } from '#tests/support/sessions'
import { offerTo, waitFor } from '#tests/support/waitlist'

const IN_LONDON = IN_THREE_DAYS.setZone('Europe/London')
const DATE = IN_LONDON.toFormat('yyyy-MM-dd')
const LESSON = { capacity: 3, name: 'Group lesson' }

async function placesLeft({ business, service }: Shop): Promise<number[]> {
  const range = { start: IN_THREE_DAYS.toMillis(), end: IN_THREE_DAYS.toMillis() + 1 }
  const now = Date.now()
  const slots = findSlots(await loadQuestion({ business, service, hostId: null, range, now }))
  return slots.map(({ seatsLeft }) => seatsLeft)
}

function close(host: Host) {
  return host
    .related('dateOverrides')
    .create({ businessId: host.businessId, date: DATE, windows: [], reason: 'Repairs' })
}

/** Each in a way of its own, as the owner's screens store it. */
const CLOSURES: Record<string, (shop: Shop) => Promise<unknown>> = {
  'an override': ({ host }) => close(host),
  'the week': ({ host }) =>
    db
      .from('availability_rules')
      .where({ host_id: host.id, day_of_week: IN_LONDON.weekday % 7 })
      .delete(),
  'blocked time': ({ host }) =>
    blockTime([host], { firstDate: DATE, startsTime: '00:00', endsTime: '24:00' }),
  'the hours of the service': async ({ service }) => {
    const hours = { weeklyHours: [], overrides: [] }
    await service.merge({ hours }).save()
  },
}

async function saveService(client: ApiClient, { service, user }: Shop, capacity: number) {
  const response = await client
    .post(`/admin/services/${service.id}`)
    .form({
      name: service.name,
      duration_minutes: '60',
      price: '50',
      location_type: 'video',
      requires_approval: 'inherit',
      is_active: 'on',
      tell: 'no',
      capacity: String(capacity),
      hosts: service.hosts.map(({ id }) => String(id)),
    })
    .loginAs(user)
    .withVersion()
    .withCsrfToken()
    .redirects(0)
  response.assertStatus(303)
  await service.refresh()
}

function cancel({ id, businessId }: Booking) {
  return new CancelBooking().handle({ businessId, bookingId: id, by: byClient(), reason: null })
}

test.group('A session that a client began, once its day is closed', (group) => {
  withGlobalTransaction(group)

  for (const [way, closeDay] of Object.entries(CLOSURES)) {
    test(`by ${way}, sells no more places; what is booked stays`, async ({ client, assert }) => {
      const shop = await openShop({ service: LESSON })
      const booking = await place(shop)
      const elsewhere = await place(shop, { startsAt: IN_THREE_DAYS.minus({ days: 1 }) })
      const { business, service, user } = shop
      const address = `/book/${business.slug}/${service.slug}?date=${DATE}`
      const twoLeft = /\b2 places left/
      assert.deepEqual(await placesLeft(shop), [2])
      assert.match((await client.get(address)).text(), twoLeft)
      await closeDay(shop)

      assert.deepEqual(await placesLeft(shop), [])
      assert.deepInclude(await bookPlaces(shop, IN_THREE_DAYS), {
        outcome: 'unavailable',
        code: 'outside_hours',
      })
      for (const by of [byClient(), byUser(shop.user.id)]) {
        assert.equal((await move(elsewhere, IN_THREE_DAYS, { by })).outcome, 'unavailable')
      }
      const day = await client
        .get(`/api/booking/public/${business.slug}/availability/`)
        .qs({ service_id: service.id, start_date: DATE, end_date: DATE })
      assert.isUndefined(day.body()[DATE])
      const after = await client.get(address)
      assert.notMatch(after.text(), twoLeft)
      const { chosen: asked } = await whyNotOffered({
        ...{ business, service, hostId: null, durationMinutes: null },
        ...{ timeZone: 'Europe/London', date: DATE, time: IN_LONDON.toFormat('HH:mm') },
        now: Date.now(),
      })
      const codes = asked?.reasons.map(({ code }) => code) ?? []
      const closed = new Set(['closed_that_day', 'outside_hours', 'blocked'])
      assert.isTrue(codes.some((code) => closed.has(code)))

      assert.equal((await booking.refresh()).status, 'approved')
      const record = await client.get(`/admin/bookings/${booking.id}`).loginAs(user)
      record.assertStatus(200)
      assert.isEmpty((await findFaults()).flatMap(({ faults }) => faults))
    })
  }

  test('for one of the hosts whom it needs together, sells no more places', async ({ assert }) => {
    const shop = await openShop({ hosts: 2, service: { ...LESSON, hostMode: 'collective' } })
    await place(shop)
    assert.deepEqual(await placesLeft(shop), [2])
    await close(shop.hosts[1])
    assert.deepEqual(await placesLeft(shop), [])
    assert.equal((await bookPlaces(shop, IN_THREE_DAYS)).outcome, 'unavailable')
  })

  test('for the one who gives it, leaves the time to another who is open', async ({ assert }) => {
    const shop = await openShop({ hosts: 2, service: LESSON })
    const booking = await place(shop)
    assert.deepEqual(await placesLeft(shop), [2])
    const [own, other] = [
      shop.hosts.find(({ id }) => id === booking.hostId),
      shop.hosts.find(({ id }) => id !== booking.hostId),
    ]
    if (!own || !other) throw new Error('Two hosts')
    await close(own)
    assert.deepEqual(await placesLeft(shop), [3])
    const next = await place(shop)
    assert.equal(next.hostId, other.id)
    await close(other)
    assert.deepEqual(await placesLeft(shop), [])
  })

  test('offers nobody who waits a place that comes free', async ({ assert }) => {
    const shop = await openShop({ service: { ...LESSON, capacity: 2 } })
    const [booking] = [await place(shop), await place(shop)]
    const entry = await waitFor(shop, IN_THREE_DAYS)
    await close(shop.host)
    await cancel(booking)
    await new OfferPlaces().handle()
    assert.isNull(await offerTo(entry))
    await db.from('date_overrides').where('host_id', shop.host.id).delete()
    await new OfferPlaces().handle()
    assert.isNotNull(await offerTo(entry))
  })

  test('a planned one stays on offer, with its own number', async ({ assert }) => {
    const shop = await openShop({ service: LESSON })
    await planSession(shop, IN_THREE_DAYS, { capacity: 5 })
    await close(shop.host)
    assert.deepEqual(await placesLeft(shop), [5])
    assert.equal((await bookPlaces(shop, IN_THREE_DAYS)).outcome, 'booked')
  })

  test('is named to the owner before that is saved', async ({ client }) => {
    const shop = await openShop({ service: LESSON })
    await place(shop, { name: 'Grace Liu' })
    const page = await client
      .post(`/admin/availability/dates?host=${shop.host.id}`)
      .form({ preview: '1', date: DATE, kind: 'closed', reason: 'Repairs' })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertTextIncludes('One booking is outside the hours.')
    page.assertTextIncludes('Grace Liu, Group lesson')
  })
})

test.group('A session that a client began, as its service has other places', (group) => {
  withGlobalTransaction(group)

  test('eight, then two: one more is sold, and not a third', async ({ client, assert }) => {
    const shop = await openShop({ service: { ...LESSON, capacity: 8 } })
    const first = await place(shop)
    await saveService(client, shop, 2)
    assert.deepEqual(await placesLeft(shop), [1])
    assert.deepInclude(await bookPlaces(shop, IN_THREE_DAYS, 2), { code: 'too_few_places' })
    assert.equal((await bookPlaces(shop, IN_THREE_DAYS)).outcome, 'booked')
    assert.deepInclude(await bookPlaces(shop, IN_THREE_DAYS), {
      outcome: 'unavailable',
      code: 'slot_taken',
    })
    const page = await client.get(`/admin/sessions/${first.sessionId}`).loginAs(shop.user)
    page.assertTextIncludes('Full.')
    assert.isEmpty((await findFaults()).flatMap(({ faults }) => faults))
  })

  test('fewer than are sold: all keep theirs, and what comes free is not sold again', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { ...LESSON, capacity: 8 } })
    const bookings = []
    for (let count = 0; count < 4; count++) bookings.push(await place(shop))
    await saveService(client, shop, 2)
    assert.deepEqual(await placesLeft(shop), [])
    const { sessionId } = bookings[0]
    const page = await client.get(`/admin/sessions/${sessionId}`).loginAs(shop.user)
    page.assertTextIncludes('Full.')
    for (const booking of bookings.slice(0, 2)) await cancel(booking)
    assert.deepEqual(await placesLeft(shop), [])
    assert.equal((await bookPlaces(shop, IN_THREE_DAYS)).outcome, 'unavailable')
    await cancel(bookings[2])
    assert.deepEqual(await placesLeft(shop), [1])
    assert.equal((await bookPlaces(shop, IN_THREE_DAYS)).outcome, 'booked')
    assert.isEmpty((await findFaults()).flatMap(({ faults }) => faults))
  })

  test('two, then eight: six more are on offer, first to those who wait', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { ...LESSON, capacity: 2 } })
    const first = await place(shop)
    await place(shop)
    const pair = await waitFor(shop, IN_THREE_DAYS, { email: 'two@example.com', seats: 2 })
    const one = await waitFor(shop, IN_THREE_DAYS, { email: 'one@example.com' })
    await saveService(client, shop, 8)
    await new OfferPlaces().handle()
    for (const entry of [pair, one]) {
      assert.equal((await offerTo(entry))?.sessionId, first.sessionId)
    }
    assert.deepEqual(await placesLeft(shop), [3])
    for (let count = 0; count < 3; count++)
      assert.equal((await bookPlaces(shop, IN_THREE_DAYS)).outcome, 'booked')
    assert.equal((await bookPlaces(shop, IN_THREE_DAYS)).outcome, 'unavailable')
    assert.isEmpty((await findFaults()).flatMap(({ faults }) => faults))
  })

  test('shows no number of its own to change; the rest of one date can be', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: LESSON })
    const { sessionId } = await place(shop)
    const page = await client.get(`/admin/sessions/${sessionId}`).loginAs(shop.user)
    page.assertTextIncludes('2 of 3 free.')
    assert.notInclude(page.text(), 'name="capacity"')
    const changed = await client
      .post(`/admin/sessions/${sessionId}`)
      .form({ capacity: '9', booking_deadline_hours: '0' })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    changed.assertStatus(303)
    const session = await GroupSession.findOrFail(sessionId)
    assert.deepEqual([session.capacity, session.isBookable], [3, false])
  })
})
