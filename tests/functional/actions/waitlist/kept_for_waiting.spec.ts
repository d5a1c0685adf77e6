import { test } from '@japa/runner'
import LetAnybodyBook from '#actions/sessions/let_anybody_book'
import AcceptOffer from '#actions/waitlist/accept_offer'
import LeaveWaitlist from '#actions/waitlist/leave_waitlist'
import OfferPlace from '#actions/waitlist/offer_place'
import OfferPlaces from '#actions/waitlist/offer_places'
import { openShop } from '#database/factories/business'
import { byClient, byUser } from '#models/by'
import { loadQuestion } from '#queries/availability/load_availability'
import { findFaults } from '#queries/integrity/find_faults'
import { findSlots } from '#scheduling/slots/slots'
import { onlyAt } from '#scheduling/time/spans'
import { withEmptyTables } from '#tests/support/database'
import { IN_THREE_DAYS, place } from '#tests/support/requests'
import { bookPlaces, planSession } from '#tests/support/sessions'
import { cancel, offerTo, waitFor } from '#tests/support/waitlist'

/** Two places, one of which came free while two wait. */
async function openClass({ isPlannedOnly = true, seats = 1 } = {}) {
  const shop = await openShop({ service: { capacity: 2, isPlannedOnly, offersByHand: true } })
  const session = await planSession(shop, IN_THREE_DAYS, { capacity: 2 })
  const bookings = [await place(shop), await place(shop)]
  const [sam, lea] = [
    await waitFor(shop, IN_THREE_DAYS, { seats }),
    await waitFor(shop, IN_THREE_DAYS, { email: 'lea@example.com', seats }),
  ]
  await cancel(bookings[0])
  const of = { businessId: shop.business.id, sessionId: session.id, by: byUser(shop.user.id) }
  const free = async (isOwner = false) => {
    const { business, service } = shop
    const range = onlyAt(IN_THREE_DAYS.toMillis())
    const asked = { business, service, hostId: null, range, now: Date.now(), isOwner }
    return findSlots(await loadQuestion(asked)).map(({ seatsLeft }) => seatsLeft)
  }
  const stranger = async () => (await bookPlaces(shop, IN_THREE_DAYS)).outcome
  return { shop, session, sam, lea, of, free, stranger, bookings }
}

test.group('A place that the owner gives', (group) => {
  withEmptyTables(group)

  for (const isPlannedOnly of [true, false]) {
    test(`is kept for those who wait until they have chosen (${isPlannedOnly ? 'only planned' : 'or begun by clients'})`, async ({
      assert,
      client,
    }) => {
      const { shop, session, lea, of, free, stranger } = await openClass({ isPlannedOnly })
      await new OfferPlaces().handle()
      assert.isNull(await offerTo(lea))
      assert.deepEqual([await free(), await free(true)], [[], [1]])
      assert.equal(await stranger(), 'unavailable')
      const times = await client
        .get(`/book/${shop.business.slug}/${shop.service.slug}`)
        .qs({ date: IN_THREE_DAYS.setZone('Europe/London').toFormat('yyyy-MM-dd') })
      times.assertTextIncludes('Join waitlist')
      if (isPlannedOnly) assert.notInclude(times.text(), 'name="start"')
      const today = await client.get('/admin').loginAs(shop.user)
      today.assertTextIncludes('Places for you to give')
      const page = await client.get(`/admin/sessions/${session.id}`).loginAs(shop.user)
      page.assertTextIncludes('One place is free. It is kept for those who wait')

      assert.equal((await new OfferPlace().handle({ ...of, entryId: lea.id })).outcome, 'offered')
      assert.equal(await stranger(), 'unavailable')
      const taken = await new AcceptOffer().handle({ entry: lea, answers: [], by: byClient() })
      assert.equal(taken.outcome, 'booked')
      assert.isEmpty((await findFaults()).filter(({ faults }) => faults.length > 0))
    })
  }

  test('is for anybody where they say so, until the session is full again', async ({
    assert,
    client,
  }) => {
    const { shop, session, free, stranger, bookings } = await openClass()
    const opening = (whom: string) =>
      client
        .post(`/admin/sessions/${session.id}/opening`)
        .form({ whom })
        .loginAs(shop.user)
        .withCsrfToken()
        .redirects(0)
    const opened = await opening('anybody')
    opened.assertStatus(303)
    assert.deepEqual(await free(), [1])
    await opening('waiting')
    assert.deepEqual(await free(), [])
    await opening('anybody')
    assert.equal(await stranger(), 'booked')
    assert.isFalse((await session.refresh()).letsAnybodyBook)
    await cancel(bookings[1])
    assert.equal(await stranger(), 'unavailable')
    const wrong = await opening('me')
    wrong.assertStatus(422)
  })

  test('is for anybody once nobody waits, or too few are free for those who do', async ({
    assert,
  }) => {
    const { sam, lea, stranger } = await openClass()
    for (const entry of [sam, lea]) {
      assert.equal(await stranger(), 'unavailable')
      await new LeaveWaitlist().handle({ entryId: entry.id, by: byClient() })
    }
    assert.equal(await stranger(), 'booked')
    const others = await openClass({ seats: 2 })
    assert.equal(await others.stranger(), 'booked')
  })

  test('is not said to be offered by itself to those who wait', async ({ assert, client }) => {
    const { shop, sam } = await openClass()
    const page = await client.get(`/waitlist/${sam.token}`)
    page.assertTextIncludes('Swim School Pro chooses who gets it')
    assert.notInclude(page.text(), 'Then it goes to the next')
    const start = IN_THREE_DAYS.toISO({ suppressMilliseconds: true })
    const form = await client
      .get(`/book/${shop.business.slug}/${shop.service.slug}/waitlist`)
      .qs({ start, zone: 'Europe/London' })
    form.assertTextIncludes('Swim School Pro chooses who gets it')
    await shop.service.merge({ offersByHand: false }).save()
    const own = await client.get(`/waitlist/${sam.token}`)
    own.assertTextIncludes('Then it goes to the next')
  })

  test('stays theirs to give in a session that has begun or is off', async ({ assert }) => {
    const { session, of } = await openClass()
    await session.merge({ status: 'cancelled' }).save()
    assert.equal(await new LetAnybodyBook().handle({ ...of, anybody: true }), 'not_possible')
  })
})
