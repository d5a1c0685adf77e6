import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import AcceptOffer from '#actions/waitlist/accept_offer'
import ExpireOffers from '#actions/waitlist/expire_offers'
import LeaveWaitlist from '#actions/waitlist/leave_waitlist'
import OfferPlaces from '#actions/waitlist/offer_places'
import WaitForEarlierTime from '#actions/waitlist/wait_for_earlier_time'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byClient } from '#models/by'
import Notification from '#models/notifications/notification'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import type { Weekday } from '#scheduling/types'
import { findFaults } from '#queries/integrity/find_faults'
import { positionOf } from '#queries/waitlist/find_waitlist_entry'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, place } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'
import { cancel, letRunOut, offerTo, waitFor } from '#tests/support/waitlist'

const GROUP = { capacity: 2, isPlannedOnly: true, name: 'Group lesson' }

const accept = (entry: WaitlistEntry) =>
  new AcceptOffer().handle({ entry, answers: [], by: byClient() })
const leave = ({ id }: WaitlistEntry) => new LeaveWaitlist().handle({ entryId: id, by: byClient() })

/** As its page opens it. */
function opened({ id }: Booking): Promise<Booking> {
  return Booking.query()
    .where('id', id)
    .preload('business', (business) => business.preload('settings'))
    .preload('service')
    .firstOrFail()
}

/** Two times in a day, both taken; whoever has the later one waits for the other. */
async function waitForEarlier() {
  const start = IN_THREE_DAYS.setZone('Europe/London').set({ hour: 10 })
  const weekday = (start.weekday % 7) as Weekday
  const weeklyHours = [
    { weekday, start: '10:00', end: '11:00' },
    { weekday, start: '16:00', end: '17:00' },
  ]
  const shop = await openShop({ weeklyHours })
  const blocker = await place(shop, { startsAt: start })
  const later = await place(shop, { startsAt: start.plus({ hours: 6 }) })
  const wanted = await new WaitForEarlierTime().handle({
    booking: await opened(later),
    by: byClient(),
  })
  if (wanted.outcome !== 'waiting') throw new Error(`Not waiting but ${wanted.outcome}`)
  return { shop, start, blocker, later, entry: wanted.entry }
}

async function mailsTo(entry: WaitlistEntry): Promise<string[]> {
  const mails = await Notification.query()
    .where({ subjectType: 'waitlist_entry', subjectId: entry.id })
    .orderBy('id')
  return mails.map(({ type }) => type)
}

test.group('A time that comes free', (group) => {
  withGlobalTransaction(group)

  test('is held for the first who waits, for thirty minutes, and for nobody else', async ({
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const first = await waitFor(shop, IN_THREE_DAYS)
    const second = await waitFor(shop, IN_THREE_DAYS, { email: 'lea@example.com' })
    assert.deepEqual([await positionOf(first), await positionOf(second)], [1, 2])

    await cancel(booking)
    const offer = await offerTo(first)
    assert.closeTo(offer?.expiresAt.diffNow('minutes').minutes ?? 0, 30, 1)
    assert.equal(offer?.startsAt.toMillis(), IN_THREE_DAYS.toMillis())
    assert.isNull(await offerTo(second))
    assert.deepEqual(await mailsTo(first), ['waitlist_joined', 'waitlist_offered'])
    await assert.rejects(() => place(shop, { email: 'quick@example.com' }), /unavailable/)

    const accepted = await accept(first)
    assert.equal(accepted.outcome, 'booked')
    assert.equal((await first.refresh()).status, 'booked')
    const again = await accept(first)
    assert.deepEqual(
      'booking' in again && again.booking.id,
      'booking' in accepted && accepted.booking.id
    )
    assert.lengthOf(
      await Booking.query().where({ businessId: shop.business.id, status: 'approved' }),
      1
    )
  })

  test('passes on to the next when nobody answers, or says no', async ({ assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const entries = []
    for (const email of ['a@example.com', 'b@example.com', 'c@example.com']) {
      entries.push(await waitFor(shop, IN_THREE_DAYS, { email }))
    }
    const [first, second, third] = entries
    await cancel(booking)
    await letRunOut(await offerTo(first))
    assert.equal((await accept(first)).outcome, 'over')
    assert.equal(await new ExpireOffers().handle(), 1)
    assert.equal((await first.refresh()).status, 'passed')
    assert.deepEqual(await mailsTo(first), [
      'waitlist_joined',
      'waitlist_offered',
      'waitlist_passed',
    ])
    assert.isTrue((await offerTo(second))?.isOpenAt(DateTime.utc()))

    assert.equal(await leave(second), 'left')
    assert.equal(await leave(second), 'left')
    assert.isTrue((await offerTo(third))?.isOpenAt(DateTime.utc()))
    assert.equal((await accept(third)).outcome, 'booked')
    assert.equal(await leave(third), 'not_possible')
  })

  test('is free again for all when nobody waits any more', async ({ assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const entry = await waitFor(shop, IN_THREE_DAYS)
    await leave(entry)
    await cancel(booking)
    assert.isNull(await offerTo(entry))
    await place(shop)
  })

  test('in another way than by a booking that ended is found by the job', async ({ assert }) => {
    const shop = await openShop({ service: GROUP })
    const session = await planSession(shop, IN_THREE_DAYS, { capacity: 1 })
    await place(shop)
    const entry = await waitFor(shop, IN_THREE_DAYS)
    assert.equal(await new OfferPlaces().handle(), 0)
    await session.merge({ capacity: 2 }).save()
    assert.equal(await new OfferPlaces().handle(), 1)
    assert.equal((await offerTo(entry))?.sessionId, session.id)
  })

  test('is waited for only where others hold it', async ({ assert }) => {
    const shop = await openShop()
    await assert.rejects(() => waitFor(shop, IN_THREE_DAYS), /on_offer/)
    await assert.rejects(() => waitFor(shop, IN_THREE_DAYS.plus({ minutes: 7 })), /not_possible/)
    await place(shop)
    await waitFor(shop, IN_THREE_DAYS)
  })
})

test.group('A place in a session that comes free', (group) => {
  withGlobalTransaction(group)

  test('goes to the first who fits in, and one that asks for more waits on', async ({ assert }) => {
    const shop = await openShop({ service: GROUP })
    const session = await planSession(shop, IN_THREE_DAYS, { capacity: 2 })
    const bookings = [await place(shop), await place(shop)]
    const two = await waitFor(shop, IN_THREE_DAYS, { email: 'two@example.com', seats: 2 })
    const one = await waitFor(shop, IN_THREE_DAYS, { email: 'one@example.com' })

    await cancel(bookings[0])
    assert.isNull(await offerTo(two))
    assert.equal((await offerTo(one))?.sessionId, session.id)
    await assert.rejects(() => place(shop), /unavailable/)
    assert.equal((await accept(one)).outcome, 'booked')

    const seats = await db
      .from('session_seats')
      .where('session_id', session.id)
      .whereNull('released_at')
    assert.lengthOf(seats, 2)
    assert.isTrue(seats.every((seat) => seat.booking_id !== null && seat.expires_at === null))
  })
})

test.group('An earlier time', (group) => {
  withGlobalTransaction(group)

  test('is offered to one who is booked, who moves there and leaves their own free', async ({
    assert,
  }) => {
    const { shop, start, blocker, later, entry } = await waitForEarlier()
    const twice = await new WaitForEarlierTime().handle({
      booking: await opened(later),
      by: byClient(),
    })
    assert.equal(twice.outcome, 'waited_before')

    await cancel(blocker)
    assert.equal((await offerTo(entry))?.startsAt.toMillis(), start.toMillis())
    const accepted = await accept(entry)
    assert.equal(accepted.outcome, 'booked')
    assert.equal((await later.refresh()).startsAt.toMillis(), start.toMillis())
    assert.lengthOf(
      await db.from('claims').where('host_id', shop.host.id).whereNull('released_at'),
      1
    )
  })

  for (const [why, settings] of [
    ['is over', { rescheduleCutoffMinutes: 10_080 }],
    ['has no move left', { maxMoves: 0 }],
  ] as const) {
    test(`is neither promised nor held once the client's time to move ${why}`, async ({
      assert,
      client,
    }) => {
      const { shop, blocker, later, entry } = await waitForEarlier()
      await shop.business.settings.merge(settings).save()

      await cancel(blocker)
      await new OfferPlaces().handle()
      assert.isNull(await offerTo(entry))
      const again = await new WaitForEarlierTime().handle({
        booking: await opened(later),
        by: byClient(),
      })
      assert.equal(again.outcome, 'not_possible')
      const page = await client.get(`/manage/${later.manageToken}`)
      assert.notInclude(page.text(), 'An earlier time?')
    })
  }
})

test.group('One taker for each place', (group) => {
  withEmptyTables(group)

  test('and one place on the list for each address', async ({ assert }) => {
    const shop = await openShop()
    await place(shop)
    await waitFor(shop, IN_THREE_DAYS)
    await assert.rejects(
      () => waitFor(shop, IN_THREE_DAYS, { email: 'SAM@example.com' }),
      /joined_before/
    )
  })

  test('whoever answers, joins or books at the same time', async ({ assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const entry = await waitFor(shop, IN_THREE_DAYS)
    const next = await waitFor(shop, IN_THREE_DAYS, { email: 'next@example.com' })
    const tries = [
      cancel(booking),
      ...Array.from({ length: 4 }, (_, index) =>
        place(shop, { email: `quick${index}@example.com` }).then(
          () => 'booked',
          () => 'refused'
        )
      ),
    ]
    await Promise.all(tries)
    await new OfferPlaces().handle()
    await Promise.all([
      accept(entry),
      accept(entry),
      accept(next),
      leave(next),
      new ExpireOffers().handle(),
    ])
    const held = await Booking.query().where('status', 'approved')
    assert.lengthOf(held, 1)
    const claims = await db.from('claims').where('host_id', shop.host.id).whereNull('released_at')
    assert.lengthOf(claims, 1)
    assert.equal(Number(claims[0].holder_id), held[0].id)
    const faults = (await findFaults()).filter((result) => result.faults.length > 0)
    assert.isEmpty(faults)
  })

  test('who either takes it or says no, however often both are sent at once', async ({
    assert,
  }) => {
    const shop = await openShop()
    for (let round = 0; round < 12; round++) {
      const booking = await place(shop)
      const entry = await waitFor(shop, IN_THREE_DAYS, { email: `round${round}@example.com` })
      await cancel(booking)
      const answers = [accept(entry), leave(entry), accept(entry), leave(entry)]
      if (round % 2) answers.reverse()
      const outcomes = (await Promise.all(answers)).map((answer) =>
        typeof answer === 'string' ? answer : answer.outcome
      )
      const { status } = await entry.refresh()
      const isBooked = status === 'booked'
      const [said, other] = isBooked ? ['booked', 'not_possible'] : ['left', 'over']
      assert.sameMembers(outcomes, [said, said, other, other])
      const held = await Booking.query().where({ status: 'approved' })
      assert.lengthOf(held, isBooked ? 1 : 0)
      for (const each of held) await cancel(each)
    }
    assert.isEmpty((await findFaults()).filter(({ faults }) => faults.length > 0))
  })
})
