import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { DateTime } from 'luxon'
import VerifyIntegrity from '#actions/housekeeping/verify_integrity'
import CancelBooking from '#actions/bookings/cancel_booking'
import PlaceBooking from '#actions/bookings/place_booking'
import AcceptOffer from '#actions/waitlist/accept_offer'
import ExpireOffers from '#actions/waitlist/expire_offers'
import OfferPlace from '#actions/waitlist/offer_place'
import OfferPlaces from '#actions/waitlist/offer_places'
import { openShop } from '#database/factories/business'
import type User from '#models/accounts/user'
import Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import type GroupSession from '#models/sessions/group_session'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import type WaitlistOffer from '#models/waitlist/waitlist_offer'
import { positionOf } from '#queries/waitlist/find_waitlist_entry'
import { withEmptyTables } from '#tests/support/database'
import { IN_THREE_DAYS, joinAs, place } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'
import { letRunOut, offerTo, waitFor } from '#tests/support/waitlist'

const [SAM, LEA, KIM] = ['sam', 'lea', 'kim'].map((name) => `${name}@waits.example`)

/** Full, with three who wait; then so many more places, which nobody was offered yet. */
async function openClass(more = 1) {
  const shop = await openShop({ service: { capacity: 3 } })
  const session = await planSession(shop, IN_THREE_DAYS, { capacity: 1 })
  await place(shop)
  const entries: WaitlistEntry[] = []
  for (const email of [SAM, LEA, KIM]) {
    entries.push(await waitFor(shop, IN_THREE_DAYS, { email }))
  }
  await session.merge({ capacity: 1 + more }).save()
  await Notification.query().delete()
  return { shop, session, entries }
}

const open = (client: ApiClient, user: User, { id }: GroupSession) =>
  client.get(`/admin/sessions/${id}`).loginAs(user)

const offer = (client: ApiClient, user: User, { id }: GroupSession, entry: unknown) =>
  client
    .post(`/admin/sessions/${id}/offers`)
    .form({ entry: String(entry) })
    .loginAs(user)
    .withCsrfToken()
    .redirects(0)

const tell = async () =>
  (await Notification.query().whereNull('user_id').orderBy('id')).map(
    ({ type, subjectId }) => [type, subjectId] as const
  )

const byHand = ({ shop, session }: Awaited<ReturnType<typeof openClass>>, entry: WaitlistEntry) =>
  new OfferPlace().handle({
    ...{ businessId: shop.business.id, sessionId: session.id, entryId: entry.id },
    by: byUser(shop.user.id),
  })

test.group('A session says how it stands', (group) => {
  withEmptyTables(group)

  const list = async (client: ApiClient, user: User) =>
    (await client.get('/admin/sessions').loginAs(user)).text().replace(/(?:\s|<[^>]*>)+/g, ' ')

  test('full, with whom a place is kept for and until when', async ({ client, assert }) => {
    const { shop, session, entries } = await openClass()
    await new OfferPlaces().handle()
    const held = await offerTo(entries[0])
    const until = held?.expiresAt.setZone('Europe/London').toFormat('HH:mm')
    const shown = await list(client, shop.user)
    assert.include(shown, `Full. 1 offered to Sam Okoro until ${until}. Full`)
    assert.notInclude(shown, 'Takes bookings')
    const page = await open(client, shop.user, session)
    page.assertTextIncludes(`1 offered to Sam Okoro until ${until}.`)
    await letRunOut(held)
    assert.include(await list(client, shop.user), '1 of 2 free. Takes bookings')
  })

  test('open, closed, taken off the page, or going on', async ({ client, assert }) => {
    const shop = await openShop({ service: { capacity: 8 } })
    const session = await planSession(shop, IN_THREE_DAYS)
    assert.include(await list(client, shop.user), '8 of 8 free. Takes bookings')
    await session.merge({ bookingDeadlineHours: 100 }).save()
    assert.include(await list(client, shop.user), '8 of 8 free. Bookings closed')
    await session.merge({ bookingDeadlineHours: 0, isBookable: false }).save()
    assert.include(await list(client, shop.user), '8 of 8 free. Not bookable')
    await session.merge({ isBookable: true }).save()
    await shop.service.merge({ minimumNoticeMinutes: 6000 }).save()
    assert.include(await list(client, shop.user), 'Bookings closed')
    const startsAt = DateTime.utc().minus({ minutes: 5 })
    await session.merge({ startsAt, endsAt: startsAt.plus({ hours: 1 }) }).save()
    assert.include(await list(client, shop.user), 'Going on now')
  })
})

test.group('A place is offered by hand', (group) => {
  withEmptyTables(group)

  test('to whom the owner chooses, who alone is told, and nobody else can take it', async ({
    client,
    assert,
  }) => {
    const { shop, session, entries } = await openClass()
    const [sam, lea, kim] = entries
    const before = await open(client, shop.user, session)
    before.assertTextIncludes('One place is free now.')
    assert.lengthOf(before.text().match(/Offer the place/g) ?? [], 3)
    const sent = await offer(client, shop.user, session, lea.id)
    sent.assertStatus(303)
    assert.deepEqual(await tell(), [['waitlist_offered', lea.id]])
    const held = await offerTo(lea)
    assert.closeTo(held?.expiresAt.diffNow('minutes').minutes ?? 0, 30, 1)

    const page = await open(client, shop.user, session)
    page.assertTextIncludes('No place is free now.')
    assert.match(page.text(), new RegExp(`Offered by ${shop.user.fullName} on`))
    assert.notInclude(page.text(), 'Offer the place')
    assert.match(page.text(), /Place 1[\s\S]*sam@[\s\S]*Waiting[\s\S]*Place 2[\s\S]*lea@/)
    await new OfferPlaces().handle()
    assert.isNull(await offerTo(sam))
    assert.isNull(await offerTo(kim))
    await assert.rejects(() => place(shop, { email: 'quick@example.com' }), /unavailable/)
    assert.deepEqual(await tell(), [['waitlist_offered', lea.id]])

    const taken = await new AcceptOffer().handle({ entry: lea, answers: [], by: byClient() })
    assert.equal(taken.outcome, 'booked')
    assert.equal(await new VerifyIntegrity().handle(), 0)
  })

  test('by itself to the first says so', async ({ client }) => {
    const { shop, session } = await openClass()
    await new OfferPlaces().handle()
    const page = await open(client, shop.user, session)
    page.assertTextIncludes('Offered automatically on')
  })

  test('once more to who let an offer pass', async ({ client, assert }) => {
    const { shop, session, entries } = await openClass(3)
    const [sam] = entries
    await offer(client, shop.user, session, sam.id)
    await letRunOut(await offerTo(sam))
    await new ExpireOffers().handle()
    assert.equal((await sam.refresh()).status, 'passed')
    const page = await open(client, shop.user, session)
    page.assertTextIncludes('One place is free now.')
    assert.match(
      page.text(),
      /Place 1[\s\S]*lea@[\s\S]*Place 2[\s\S]*Did not take an offer[\s\S]*sam@/
    )
    const again = await offer(client, shop.user, session, sam.id)
    again.assertStatus(303)
    assert.equal((await sam.refresh()).status, 'offered')
  })

  test('twice at once, and one has it', async ({ assert }) => {
    const world = await openClass()
    const [sam, lea] = world.entries
    const offered = await Promise.all([byHand(world, sam), byHand(world, lea)])
    assert.deepEqual(offered.map(({ outcome }) => outcome).toSorted(), ['none_free', 'offered'])
    assert.lengthOf(await tell(), 1)
    assert.equal(await new VerifyIntegrity().handle(), 0)
  })

  test('twice at once to the same person, who is told once', async ({ assert }) => {
    const world = await openClass(2)
    const [, , kim] = world.entries
    const offered = await Promise.all([byHand(world, kim), byHand(world, kim)])
    assert.deepEqual(offered.map(({ outcome }) => outcome).toSorted(), ['not_waiting', 'offered'])
    assert.deepEqual(await tell(), [['waitlist_offered', kim.id]])
  })

  test('while it is offered by itself, and one has it', async ({ assert }) => {
    const world = await openClass()
    await Promise.all([new OfferPlaces().handle(), byHand(world, world.entries[2])])
    const offers = await Promise.all(world.entries.map(offerTo))
    assert.lengthOf(
      offers.filter((each) => each !== null),
      1
    )
    assert.equal(await new VerifyIntegrity().handle(), 0)
  })

  test('to nobody who does not wait, nor where no place is free', async ({ client, assert }) => {
    const { shop, session, entries } = await openClass(0)
    const [sam, lea] = entries
    const full = await offer(client, shop.user, session, lea.id)
    full.assertStatus(409)
    full.assertTextIncludes('no place is free for them now')
    await sam.merge({ status: 'left' }).save()
    const gone = await offer(client, shop.user, session, sam.id)
    gone.assertStatus(409)
    gone.assertTextIncludes('they are not waiting any more')
    for (const entry of ['', 'sam', '-1']) {
      const nobody = await offer(client, shop.user, session, entry)
      nobody.assertStatus(422)
      nobody.assertTextIncludes('choose somebody who is waiting')
    }
    assert.isEmpty(await tell())
  })

  test('by those whose session it is, and by nobody else', async ({ client, assert }) => {
    const { shop, session, entries } = await openClass()
    const other = await openClass()
    const [staff, colleague, viewer] = [
      await joinAs('staff', shop.business),
      await joinAs('staff', shop.business),
      await joinAs('viewer', shop.business),
    ]
    await shop.host.merge({ userId: staff.id }).save()
    for (const user of [colleague, viewer]) {
      const refused = await offer(client, user, session, entries[0].id)
      refused.assertStatus(403)
    }
    const theirs = await offer(client, other.shop.user, session, entries[0].id)
    theirs.assertStatus(404)
    const foreign = await offer(client, shop.user, session, other.entries[0].id)
    foreign.assertStatus(409)
    assert.isNull(await offerTo(other.entries[0]))
    const own = await offer(client, staff, session, entries[1].id)
    own.assertStatus(303)
  })
})

const answer = (
  client: ApiClient,
  { shop }: Awaited<ReturnType<typeof openClass>>,
  made: WaitlistOffer | null,
  text: string
) =>
  client
    .post(`/admin/offers/${made?.id}/answers`)
    .form({ answer: text })
    .loginAs(shop.user)
    .withCsrfToken()
    .redirects(0)

const act = (
  client: ApiClient,
  { shop, session }: Awaited<ReturnType<typeof openClass>>,
  path: string,
  form: Record<string, unknown>
) =>
  client
    .post(`/admin/sessions/${session.id}/${path}`)
    .form(form)
    .loginAs(shop.user)
    .withCsrfToken()
    .redirects(0)

test.group('An offer is withdrawn', (group) => {
  withEmptyTables(group)

  /** As it goes out by itself, to the first. */
  async function offeredByItself() {
    const world = await openClass()
    await new OfferPlaces().handle()
    await Notification.query().delete()
    const [sam] = world.entries
    return { ...world, made: await offerTo(sam) }
  }

  test('and given to somebody else, in one step; both are told', async ({ client, assert }) => {
    const world = await offeredByItself()
    const [sam, lea] = world.entries
    const page = await open(client, world.shop.user, world.session)
    page.assertTextIncludes('Give it to somebody else')
    const passed = await act(client, world, 'withdrawals', { offer: world.made?.id, to: lea.id })
    passed.assertStatus(303)
    assert.equal((await sam.refresh()).status, 'waiting')
    assert.equal((await world.made?.refresh())?.status, 'withdrawn')
    const given = await offerTo(lea)
    assert.equal(given?.offeredBy, world.shop.user.id)
    assert.deepEqual(await tell(), [
      ['waitlist_withdrawn', sam.id],
      ['waitlist_offered', lea.id],
    ])
    const late = await new AcceptOffer().handle({ entry: sam, answers: [], by: byClient() })
    assert.equal(late.outcome, 'over')
    assert.equal(await new VerifyIntegrity().handle(), 0)
    await letRunOut(given)
    await new ExpireOffers().handle()
    assert.equal((await sam.refresh()).status, 'offered')
  })

  test('and kept: from then on the owner chooses', async ({ client, assert }) => {
    const world = await offeredByItself()
    const [sam] = world.entries
    ;(await act(client, world, 'withdrawals', { offer: world.made?.id })).assertStatus(303)
    await new OfferPlaces().handle()
    assert.equal((await sam.refresh()).status, 'waiting')
    const page = await open(client, world.shop.user, world.session)
    page.assertTextIncludes('You choose who is offered what comes free.')
    page.assertTextIncludes('One place is free now.')
    assert.isTrue((await world.session.refresh()).offersByHand)
  })

  test('not where it is over, nor for somebody who needs more places', async ({
    client,
    assert,
  }) => {
    const world = await offeredByItself()
    const [sam, lea] = world.entries
    await lea.merge({ seats: 2 }).save()
    const many = await act(client, world, 'withdrawals', { offer: world.made?.id, to: lea.id })
    many.assertStatus(409)
    many.assertTextIncludes('needs more places than are free')
    assert.equal((await sam.refresh()).status, 'offered')
    const other = await openClass()
    const foreign = await act(client, other, 'withdrawals', { offer: world.made?.id })
    foreign.assertStatus(409)
    const nobody = await act(client, world, 'withdrawals', { offer: 'x' })
    nobody.assertStatus(422)
    await new AcceptOffer().handle({ entry: sam, answers: [], by: byClient() })
    const late = await act(client, world, 'withdrawals', { offer: world.made?.id, to: lea.id })
    late.assertStatus(409)
    late.assertTextIncludes('was answered or had expired')
    assert.isEmpty((await tell()).filter(([type]) => type === 'waitlist_withdrawn'))
  })
})

test.group('Who is next', (group) => {
  withEmptyTables(group)

  test('is whom the owner puts first', async ({ client, assert }) => {
    const world = await openClass()
    const [sam, lea, kim] = world.entries
    ;(await act(client, world, 'queue', { entry: lea.id })).assertStatus(303)
    ;(await act(client, world, 'queue', { entry: kim.id })).assertStatus(303)
    const page = await open(client, world.shop.user, world.session)
    assert.match(page.text(), /Place 1 in[^]*kim@[^]*Place 2 in[^]*lea@[^]*Place 3 in[^]*sam@/)
    assert.deepEqual(await Promise.all([kim, lea, sam].map(positionOf)), [1, 2, 3])
    await new OfferPlaces().handle()
    assert.isNotNull(await offerTo(kim))
    const gone = await act(client, world, 'queue', { entry: kim.id })
    gone.assertStatus(409)
    gone.assertTextIncludes('have an offer already')
    ;(await act(client, world, 'queue', {})).assertStatus(422)
  })

  for (const where of ['session', 'service'] as const) {
    test(`is nobody by itself where the owner chooses for the ${where}`, async ({
      client,
      assert,
    }) => {
      const world = await openClass(0)
      const { shop, session, entries } = world
      if (where === 'service') await shop.service.merge({ offersByHand: true }).save()
      else {
        const changed = await client
          .post(`/admin/sessions/${session.id}`)
          .form({ capacity: '2', booking_deadline_hours: '0', is_bookable: 'on', offers: 'hand' })
          .loginAs(shop.user)
          .withCsrfToken()
          .withVersion()
          .redirects(0)
        changed.assertStatus(303)
      }
      await session.merge({ capacity: 2 }).save()
      await new OfferPlaces().handle()
      const [booking] = await session.related('bookings').query()
      await new CancelBooking().handle({
        ...{ businessId: shop.business.id, bookingId: booking.id, reason: null },
        by: byUser(shop.user.id),
      })
      for (const entry of entries) assert.isNull(await offerTo(entry))
      const today = await client.get('/admin').loginAs(shop.user)
      assert.match(today.text(), /Places for you to give[^]*2 of 2 free/)
      ;(await offer(client, shop.user, session, entries[1].id)).assertStatus(303)
      await session.merge({ offersByHand: false }).save()
      await new OfferPlaces().handle()
      assert.isNotNull(await offerTo(entries[0]))
    })
  }
})

test.group('Whoever waits without email', (group) => {
  withEmptyTables(group)

  /** First in the queue, with a number alone. */
  async function openCalls() {
    const world = await openClass()
    const [sam] = world.entries
    await sam.merge({ clientEmail: null, clientPhone: '020 7946 0999' }).save()
    await new OfferPlaces().handle()
    return { ...world, sam, made: await offerTo(sam) }
  }

  test('is offered a place for three hours, and the owner is told to call', async ({
    client,
    assert,
  }) => {
    const { shop, session, sam, made } = await openCalls()
    assert.closeTo(made?.expiresAt.diffNow('hours').hours ?? 0, 3, 0.1)
    assert.isEmpty(await tell())
    const told = await Notification.query().where('user_id', shop.user.id)
    assert.deepEqual(
      told.map(({ type, channel, subjectId }) => [type, channel, subjectId]),
      [['waitlist_to_call', 'in_app', sam.id]]
    )
    const page = await open(client, shop.user, session)
    page.assertTextIncludes('Call 020 7946 0999')
    page.assertTextIncludes('href="tel:02079460999"')
    page.assertTextIncludes('Takes the place')
    const news = await client.get('/admin/notifications').loginAs(shop.user)
    news.assertTextIncludes('is kept for somebody without email: call them')
  })

  test('takes it on the phone, and has a booking', async ({ client, assert }) => {
    const world = await openCalls()
    const taken = await answer(client, world, world.made, 'accepted')
    taken.assertStatus(303)
    const { bookingId } = (await world.made?.refresh()) ?? {}
    const booking = await Booking.findOrFail(bookingId)
    assert.deepInclude(booking.$attributes, {
      ...{ status: 'approved', clientPhone: '020 7946 0999', clientEmail: null },
      sessionId: world.session.id,
    })
    const again = await answer(client, world, world.made, 'accepted')
    again.assertStatus(409)
    assert.equal(await new VerifyIntegrity().handle(), 0)
  })

  test('does not want it, and it goes to the next', async ({ client, assert }) => {
    const world = await openCalls()
    const [, lea] = world.entries
    ;(await answer(client, world, world.made, 'declined')).assertStatus(303)
    assert.equal((await world.sam.refresh()).status, 'left')
    assert.isNotNull(await offerTo(lea))
    ;(await answer(client, world, world.made, 'declined')).assertStatus(409)
    ;(await answer(client, world, await offerTo(lea), 'perhaps')).assertStatus(422)
    const other = await openClass()
    ;(await answer(client, other, world.made, 'declined')).assertStatus(404)
  })

  test('is kept a place by hand, without a message', async ({ client, assert }) => {
    const world = await openClass()
    const [, lea] = world.entries
    await lea.merge({ clientEmail: null, clientPhone: '020 7946 0999' }).save()
    ;(await offer(client, world.shop.user, world.session, lea.id)).assertStatus(303)
    assert.isEmpty(await Notification.query())
    assert.closeTo((await offerTo(lea))?.expiresAt.diffNow('hours').hours ?? 0, 3, 0.1)
  })
})

test.group('An offer that is over', (group) => {
  withEmptyTables(group)

  test('books nothing any more, though the place is free', async ({ assert }) => {
    const world = await openClass()
    const [sam] = world.entries
    await byHand(world, sam)
    const over = await offerTo(sam)
    await over?.merge({ status: 'withdrawn' }).save()
    const booked = await new PlaceBooking().handle({
      ...{ businessId: world.shop.business.id, serviceId: world.shop.service.id, hostId: null },
      ...{ startsAt: IN_THREE_DAYS.toMillis(), sessionId: world.session.id, offerId: over?.id },
      client: {
        ...{ name: 'Sam Okoro', email: SAM, phone: null, notes: null },
        ...{ timeZone: 'Europe/London', locale: 'en' },
      },
      ...{ idempotencyKey: null, by: byClient() },
    })
    assert.equal(booked.outcome, 'unavailable')
    assert.equal((await sam.refresh()).status, 'offered')
  })
})
