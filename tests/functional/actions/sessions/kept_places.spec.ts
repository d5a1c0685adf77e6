import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import CancelBooking from '#actions/bookings/cancel_booking'
import CreateOneTimeLink from '#actions/links/create_one_time_link'
import OfferPlaces from '#actions/waitlist/offer_places'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import { findBookable } from '#queries/bookings/find_bookable'
import { findBusinessPageById } from '#queries/pages/find_business_page'
import { findFaults } from '#queries/integrity/find_faults'
import { loadQuestion } from '#queries/availability/load_availability'
import { previewChange } from '#queries/availability/preview_change'
import { changedService } from '#queries/availability/proposed_changes'
import { whyNotOffered } from '#queries/availability/why_not_offered'
import { findSlots } from '#scheduling/slots/slots'
import { withGlobalTransaction } from '#tests/support/database'
import {
  detailsAddress,
  filledForm,
  instant,
  pageAt,
  place,
  tenOClock,
  timesAddress,
  waitingForm,
} from '#tests/support/guest'
import { byOwner } from '#tests/support/links'
import { move } from '#tests/support/moves'
import { queriesOf } from '#tests/support/queries'
import { bookPlaces, planSession } from '#tests/support/sessions'
import { offerTo, waitFor } from '#tests/support/waitlist'

type Shop = Awaited<ReturnType<typeof openShop>>

const START = tenOClock()
const NOON = START.set({ hour: 12 })
const DATE = START.toFormat('yyyy-MM-dd')
const LESSON = { capacity: 8, name: 'Group lesson', price: '12.50' }

/** A session of eight with one booking, of a service that is for one at a time since. */
async function openKept(options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openShop({ ...options, service: { ...LESSON, ...options.service } })
  const session = await planSession(shop, START)
  const first = await place(shop, START)
  await shop.service.merge({ capacity: 1 }).save()
  return { ...shop, session, first }
}

async function apiDay(client: ApiClient, { business, service }: Shop) {
  const day = await client
    .get(`/api/booking/public/${business.slug}/availability/`)
    .qs({ service_id: service.id, start_date: DATE, end_date: DATE })
  return day.body()[DATE] as { start_time: string; available_spots: number; session_id: unknown }[]
}

async function assertNoFaults(assert: { isEmpty(value: unknown): void }) {
  assert.isEmpty((await findFaults()).flatMap(({ faults }) => faults))
}

test.group('A planned session of a service that is for one at a time by now', (group) => {
  withGlobalTransaction(group)

  test('is on the page and booked by its own number; other times are had alone', async ({
    client,
    assert,
  }) => {
    const shop = await openKept()
    const page = await pageAt(client, `${timesAddress(shop)}?date=${DATE}`)
    assert.equal(page.match(/7 places left/g)?.length, 1)
    assert.notInclude(page, '1 place left')
    assert.include(page, `value="${instant(NOON)}"`)
    assert.include(page, `aria-label="${START.toFormat('cccc d LLLL')}, 24 times`)
    assert.notInclude(page, `${timesAddress(shop)}/waitlist?date=${DATE}`)

    const form = await pageAt(client, `${detailsAddress(shop)}?start=${instant(START)}`)
    assert.include(form, '7 places left')
    assert.match(form, /<input value="1"[^>]*name="seats"[^>]*max="7"/)
    const alone = await pageAt(client, `${detailsAddress(shop)}?start=${instant(NOON)}`)
    assert.notInclude(alone, 'name="seats"')

    const pair = filledForm(shop, START, { seats: '2' })
    const sent = await client.post(detailsAddress(shop)).form(pair).redirects(0)
    sent.assertStatus(303)
    const booking = await Booking.query().where('seats', 2).firstOrFail()
    assert.equal(booking.sessionId, shop.session.id)
    assert.equal(booking.price, '25.00')

    const day = await apiDay(client, shop)
    const entry = day.find(({ start_time: at }) => at === '10:00')
    assert.deepInclude(entry, { available_spots: 5, session_id: shop.session.id })
    const noon = day.find(({ start_time: at }) => at === '12:00')
    assert.equal(noon?.available_spots, 1)
    assert.isString(noon?.session_id)

    assert.deepInclude(await bookPlaces(shop, NOON, 2), { code: 'too_few_places' })
    const own = await bookPlaces(shop, NOON)
    assert.isTrue('booking' in own && own.booking.sessionId === null)
    assert.deepInclude(await bookPlaces(shop, NOON), { outcome: 'unavailable', code: 'slot_taken' })
    await assertNoFaults(assert)
  })

  test('refuses more places than are left at their field, and says when it is full', async ({
    client,
    assert,
  }) => {
    const shop = await openKept()
    assert.equal((await bookPlaces(shop, START, 5)).outcome, 'booked')
    const response = await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, START, { seats: '3' }))
    response.assertStatus(409)
    assert.match(response.text(), /id="seats-error"[^]*?Only 2 places are left. Enter 2 or fewer./)
    const mistyped = await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, START, { seats: '2', client_name: '' }))
    assert.match(mistyped.text(), /<input value="2"[^>]*name="seats"/)

    assert.equal((await bookPlaces(shop, START, 2)).outcome, 'booked')
    const page = await pageAt(client, `${timesAddress(shop)}?date=${DATE}`)
    assert.match(page, /time--full[^]*10:00[^]*Full\./)
    assert.include(page, `value="${instant(NOON)}"`)
    assert.deepInclude(await bookPlaces(shop, START), {
      outcome: 'unavailable',
      code: 'slot_taken',
    })
  })

  test('has a waitlist that asks for how many', async ({ client, assert }) => {
    const shop = await openKept()
    const rest = await bookPlaces(shop, START, 7)
    await place(shop, NOON)
    const address = `${timesAddress(shop)}/waitlist`
    assert.include(await pageAt(client, `${address}?start=${instant(START)}`), 'name="seats"')
    assert.notInclude(await pageAt(client, `${address}?start=${instant(NOON)}`), 'name="seats"')
    const joined = await client
      .post(address)
      .form(waitingForm(shop, START, { seats: '2' }))
      .redirects(0)
    joined.assertStatus(303)
    const entry = await waitFor(shop, START, { seats: 3 })
    if (!('booking' in rest)) throw new Error('Not booked')
    const { id: bookingId, businessId } = rest.booking
    await new CancelBooking().handle({ businessId, bookingId, by: byClient(), reason: null })
    await new OfferPlaces().handle()
    assert.equal((await offerTo(entry))?.sessionId, shop.session.id)
    await assertNoFaults(assert)
  })

  test('is moved into, and out of to a time that is had alone', async ({ client, assert }) => {
    const shop = await openKept()
    const later = await place(shop, NOON)
    const page = await pageAt(client, `/manage/${later.manageToken}/move?date=${DATE}`)
    assert.include(page, '7 places left')
    assert.equal((await move(later, START)).outcome, 'moved')
    assert.equal((await later.refresh()).sessionId, shop.session.id)
    assert.equal((await move(shop.first, NOON)).outcome, 'moved')
    assert.isNull((await shop.first.refresh()).sessionId)
    await assertNoFaults(assert)
  })

  test('is nothing that the explainer or a preview leaves out', async ({ assert }) => {
    const shop = await openShop({ service: LESSON })
    const { business, service, host } = shop
    await service.load('hosts')
    const change = changedService(service, { capacity: 1 }, [host.id])
    const asked = { business, services: [service], change }
    await previewChange({ ...asked, now: Date.now() })
    await planSession(shop, START)
    const { services } = await previewChange({ ...asked, now: Date.now() })
    assert.notInclude(services[0].removed, START.toMillis())

    await service.merge({ capacity: 1 }).save()
    const { chosen: why, starts } = await whyNotOffered({
      ...{ business, service, hostId: null, durationMinutes: null, now: Date.now() },
      ...{ timeZone: 'Europe/London', date: DATE, time: '10:00' },
    })
    assert.deepEqual(why?.reasons, [])
    assert.isNull(starts.find(({ startsAt }) => startsAt === START.toMillis())?.reason)
  })

  test('holds its places while a request for it waits, whoever else may ask', async ({
    client,
    assert,
  }) => {
    const shop = await openKept({
      settings: { requiresApproval: true, acceptsCompetingRequests: true },
    })
    const form = await pageAt(client, `${detailsAddress(shop)}?start=${instant(START)}`)
    assert.include(form, 'the time is held for you until then')
    const alone = await pageAt(client, `${detailsAddress(shop)}?start=${instant(NOON)}`)
    assert.include(alone, 'others may ask for the same time')
    const asked = await bookPlaces(shop, START, 7)
    if (!('booking' in asked)) throw new Error('Not asked for')
    assert.isTrue(asked.booking.holdsTime)
    assert.equal((await bookPlaces(shop, START)).outcome, 'unavailable')
    const { businessId, id: bookingId } = asked.booking
    const by = byUser(shop.user.id)
    const approved = await new ApproveBooking().handle({ businessId, bookingId, by })
    assert.equal(approved.outcome, 'approved')
    await assertNoFaults(assert)
  })

  test('is held for no one-time link', async ({ assert }) => {
    const shop = await openKept()
    const create = (start: DateTime) =>
      new CreateOneTimeLink().handle({
        ...byOwner(shop),
        serviceId: shop.service.id,
        linkId: null,
        details: {
          expiresAt: START.minus({ days: 1 }),
          offeredTimes: [{ start: start.toMillis(), end: start.plus({ hours: 1 }).toMillis() }],
        },
        holdsTimes: true,
      })
    assert.equal((await create(START)).outcome, 'places_not_held')
    assert.equal((await create(NOON)).outcome, 'created')
  })

  test('takes one look more, and a service without any takes none', async ({ assert }) => {
    const shop = await openKept()
    const other = await openShop({ service: { capacity: 1 } })
    const range = { start: START.toMillis(), end: START.plus({ days: 3 }).toMillis() }
    const ask = async ({ business: { id } }: Shop) => {
      const page = await findBusinessPageById(id)
      if (!page) throw new Error('The business is gone')
      const [service] = page.services
      const request = { business: page.business, service, hostId: null, range, now: Date.now() }
      return findSlots(await loadQuestion(request)).find(({ start }) => start === range.start)
    }
    const looks = async (asked: Shop) => {
      await findBusinessPageById(asked.business.id)
      return (await queriesOf(() => ask(asked))).length
    }
    assert.equal(await looks(shop), (await looks(other)) + 1)
    for (const known of [shop, other]) assert.lengthOf(await queriesOf(() => ask(known)), 1)
    assert.equal((await ask(shop))?.seatsLeft, 7)
    await bookPlaces(shop, START, 2)
    assert.equal((await ask(shop))?.seatsLeft, 5)

    const { business, service } = shop
    const wanted = { businessId: business.id, serviceId: service.id }
    const found = await findBookable(db.connection(), wanted)
    assert.isNotNull(found?.business.versions.everything)
  })
})
