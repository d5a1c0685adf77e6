import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import CancelBooking from '#actions/bookings/cancel_booking'
import MoveBooking from '#actions/bookings/move_booking'
import CreateOneTimeLink, { type OneTimeDetails } from '#actions/links/create_one_time_link'
import RearmOneTimeLink from '#actions/links/rearm_one_time_link'
import RevokeOneTimeLink from '#actions/links/revoke_one_time_link'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { type By, byClient, byUser } from '#models/by'
import OneTimeLink from '#models/links/one_time_link'
import { findFaults } from '#queries/integrity/find_faults'
import { slotsNear } from '#queries/availability/nearest_slots'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { byOwner, makeOneTime, placeThrough } from '#tests/support/links'
import { NINE_TO_FIVE } from '#tests/support/weeks'

type Shop = Awaited<ReturnType<typeof openShop>>

const hour = (at: number) => tenOClock().set({ hour: at })

function span(startsAt: DateTime, minutes = 60) {
  return { start: startsAt.toMillis(), end: startsAt.plus({ minutes }).toMillis() }
}

/** What anybody's booking of a time comes to. */
async function outcomeOf(shop: Shop, startsAt: DateTime): Promise<string> {
  try {
    return (await place(shop, startsAt)).status
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function outcomeThrough(shop: Shop, token: string, startsAt: DateTime) {
  const placed = await placeThrough(shop, token, { at: startsAt })
  return 'code' in placed ? placed.code : placed.outcome
}

/** The first times that anybody is offered on the day. */
async function onOffer({ business, service }: Shop): Promise<number[]> {
  const given = { hostId: null, startsAt: hour(9).toMillis(), count: 100 }
  const found = await slotsNear({ business, service, ...given }, Date.now())
  return found.map(({ start }) => start)
}

const standing = (holderId: number | null) =>
  db
    .from('claims')
    .where('holder_id', holderId ?? 0)
    .whereNull('released_at')

const create = (shop: Shop, details: Partial<OneTimeDetails>, holdsTimes = true) =>
  new CreateOneTimeLink().handle({
    ...byOwner(shop),
    serviceId: shop.service.id,
    linkId: null,
    details: { expiresAt: DateTime.utc().plus({ days: 7 }), ...details },
    holdsTimes,
  })

const wrong = async () =>
  (await findFaults()).filter(({ faults }) => faults.length > 0).map(({ check }) => check.name)

test.group('Held times under rush', (group) => {
  withEmptyTables(group)

  test('go to one of 20 who use the link, whoever else wants them at the same time', async ({
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const offeredTimes = [10, 12, 14].map((at) => span(hour(at)))
    const { oneTime, token } = await makeOneTime(shop, { offeredTimes, holdsTimes: true })
    const times = Array.from({ length: 20 }, (_, turn) => hour(10 + (turn % 3) * 2))
    const [recipients] = await Promise.all([
      Promise.all(times.map((startsAt) => outcomeThrough(shop, token, startsAt))),
      Promise.all(times.map((startsAt) => outcomeOf(shop, startsAt))),
    ])
    const tally = Object.groupBy(recipients, (outcome) => outcome)
    assert.equal(tally.booked?.length, 1)
    assert.equal(tally.link_spent?.length, 19)
    assert.lengthOf(await Booking.query().where('one_time_link_id', oneTime.id), 1)
    assert.isEmpty(await standing(oneTime.holderId))
    assert.deepEqual(await wrong(), [])
  })

  test('are held for one of two links that are made at once', async ({ assert }) => {
    const shop = await openShop()
    const given = { offeredTimes: [span(hour(10)), span(hour(14))] }
    const made = await Promise.all(Array.from({ length: 6 }, () => create(shop, given)))
    const tally = Object.groupBy(made, ({ outcome }) => outcome)
    assert.deepEqual([tally.created?.length, tally.times_unavailable?.length], [1, 5])
    assert.deepEqual(await wrong(), [])
  })
})

test.group('A one-time link that offers times', (group) => {
  withGlobalTransaction(group)

  test('takes a booking at these, each of its own length, and at no other', async ({ assert }) => {
    const shop = await openShop()
    const offeredTimes = [span(hour(10)), span(hour(13).set({ minute: 20 }), 45)]
    const { token } = await makeOneTime(shop, { offeredTimes })
    assert.equal(await outcomeThrough(shop, token, hour(11)), 'not_a_start_time')
    assert.equal(
      await outcomeThrough(shop, token, hour(13).set({ minute: 20 })),
      'not_a_start_time'
    )
    const placed = await placeThrough(shop, token, {
      at: hour(13).set({ minute: 20 }),
      durationMinutes: 45,
    })
    if (!('booking' in placed)) return assert.fail(placed.outcome)
    assert.equal(placed.booking.minutes, 45)
  })

  test('leaves them to everybody where it does not hold them', async ({ assert }) => {
    const shop = await openShop()
    const { token } = await makeOneTime(shop, { offeredTimes: [span(hour(10)), span(hour(14))] })
    assert.include(await onOffer(shop), hour(10).toMillis())
    await place(shop, hour(10))
    assert.equal(await outcomeThrough(shop, token, hour(10)), 'slot_taken')
    assert.equal(await outcomeThrough(shop, token, hour(14)), 'booked')
  })

  test('keeps held ones from everybody else until it is used, and then gives up the others', async ({
    assert,
  }) => {
    const shop = await openShop()
    const offeredTimes = [span(hour(10)), span(hour(10).set({ minute: 30 })), span(hour(14))]
    const { oneTime, token } = await makeOneTime(shop, { offeredTimes, holdsTimes: true })
    assert.lengthOf(await standing(oneTime.holderId), 3)
    const offered = await onOffer(shop)
    for (const { start } of offeredTimes) assert.notInclude(offered, start)
    assert.match(await outcomeOf(shop, hour(14)), /unavailable|slot_taken/)
    assert.deepEqual(await wrong(), [])

    assert.equal(await outcomeThrough(shop, token, hour(14)), 'booked')
    assert.isEmpty(await standing(oneTime.holderId))
    assert.isNull((await oneTime.refresh()).holderId)
    assert.equal(await outcomeOf(shop, hour(10)), 'approved')
    assert.deepEqual(await wrong(), [])
  })

  test('refuses what is taken or cannot be had, by name, and then holds nothing', async ({
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    await place(shop, hour(10))
    const offeredTimes = [span(hour(8)), span(hour(10)), span(hour(14))]
    for (const holds of [true, false]) {
      const made = await create(shop, { offeredTimes }, holds)
      if (made.outcome !== 'times_unavailable') return assert.fail(made.outcome)
      assert.deepEqual(made.refused, [
        { ...offeredTimes[0], code: 'outside_hours' },
        { ...offeredTimes[1], code: 'slot_taken' },
      ])
    }
    assert.isEmpty(await OneTimeLink.all())
    assert.lengthOf(await db.from('claims').whereNull('released_at'), 1)
  })

  test('holds no time that another link holds', async ({ assert }) => {
    const shop = await openShop()
    await makeOneTime(shop, { offeredTimes: [span(hour(10))], holdsTimes: true })
    const second = await create(shop, { offeredTimes: [span(hour(10).set({ minute: 30 }))] })
    assert.equal(second.outcome, 'times_unavailable')
  })

  test('holds until it runs out by the clock, though no job has run', async ({ assert }) => {
    const shop = await openShop()
    const given = { offeredTimes: [span(hour(10))], holdsTimes: true }
    const { oneTime, token } = await makeOneTime(shop, given)
    assert.notInclude(await onOffer(shop), hour(10).toMillis())
    const past = db.raw(`clock_timestamp() - interval '1 millisecond'`)
    await db.from('one_time_links').where('id', oneTime.id).update({ expires_at: past })
    await standing(oneTime.holderId).update({ expires_at: past })
    assert.equal(await outcomeThrough(shop, token, hour(10)), 'link_expired')
    assert.lengthOf(await standing(oneTime.holderId), 1)
    assert.include(await onOffer(shop), hour(10).toMillis())
    assert.equal(await outcomeOf(shop, hour(10)), 'approved')
    assert.isEmpty(await standing(oneTime.holderId))
    assert.deepEqual(await wrong(), [])
  })

  test('holds no time that is too near to be booked through it', async ({ assert }) => {
    const shop = await openShop({ settings: { minAdvanceBookingHours: 48 } })
    const { oneTime } = await makeOneTime(shop, {
      offeredTimes: [span(hour(10))],
      holdsTimes: true,
    })
    const [{ expires_at: until }] = await standing(oneTime.holderId)
    assert.equal(until.getTime(), hour(10).minus({ hours: 48 }).toMillis())
  })

  test('gives all up when it is revoked, and holds nothing when it is armed again', async ({
    assert,
  }) => {
    const shop = await openShop()
    const given = { offeredTimes: [span(hour(10))], holdsTimes: true }
    const { oneTime, token } = await makeOneTime(shop, given)
    const order = { ...byOwner(shop), oneTimeLinkId: oneTime.id }
    await new RevokeOneTimeLink().handle(order)
    assert.isEmpty(await standing(oneTime.holderId))
    assert.include(await onOffer(shop), hour(10).toMillis())
    const expiresAt = DateTime.utc().plus({ days: 3 })
    await new RearmOneTimeLink().handle({ ...order, expiresAt })
    assert.include(await onOffer(shop), hour(10).toMillis())
    assert.equal(await outcomeThrough(shop, token, hour(10)), 'booked')
    assert.deepEqual(await wrong(), [])
  })

  test('offers its times again once its booking is cancelled, as long as they are free', async ({
    assert,
  }) => {
    const shop = await openShop()
    const offeredTimes = [span(hour(10)), span(hour(14))]
    const given = { offeredTimes, holdsTimes: true, rearmsOnCancel: true }
    const { token } = await makeOneTime(shop, given)
    const placed = await placeThrough(shop, token)
    if (!('booking' in placed)) return assert.fail(placed.outcome)
    await new CancelBooking().handle({
      ...{ ...byOwner(shop), by: byClient() },
      ...{ bookingId: placed.booking.id, reason: null },
    })
    await place(shop, hour(10))
    assert.equal(await outcomeThrough(shop, token, hour(10)), 'slot_taken')
    assert.equal(await outcomeThrough(shop, token, hour(14)), 'booked')
    assert.deepEqual(await wrong(), [])
  })

  test('keeps its time for a request that comes through it, where requests compete', async ({
    assert,
  }) => {
    const settings = { requiresApproval: true, acceptsCompetingRequests: true }
    const shop = await openShop({ settings })
    const given = { offeredTimes: [span(hour(10))], holdsTimes: true }
    const { token } = await makeOneTime(shop, given)
    assert.equal(await outcomeThrough(shop, token, hour(10)), 'requested')
    assert.match(await outcomeOf(shop, hour(10)), /unavailable|slot_taken/)
  })

  test('lets its client move within what it offered, and the business anywhere', async ({
    assert,
  }) => {
    const shop = await openShop()
    const offeredTimes = [span(hour(10)), span(hour(14))]
    const { token } = await makeOneTime(shop, { offeredTimes, holdsTimes: true })
    const placed = await placeThrough(shop, token)
    if (!('booking' in placed)) return assert.fail(placed.outcome)
    const moveTo = async (by: By, startsAt: DateTime) => {
      const { outcome } = await new MoveBooking().handle({
        ...{ ...byOwner(shop), bookingId: placed.booking.id, startsAt: startsAt.toMillis() },
        ...{ hostId: null, version: null, reason: null, by },
      })
      return outcome
    }
    assert.equal(await moveTo(byClient(), hour(12)), 'unavailable')
    assert.equal(await moveTo(byClient(), hour(14)), 'moved')
    assert.equal(await moveTo(byUser(shop.user.id), hour(12)), 'moved')
    assert.deepEqual(await wrong(), [])
  })

  test('can be booked on a day whose limit it holds whole, and others cannot', async ({
    assert,
  }) => {
    const shop = await openShop({ service: { dailyLimit: 1 } })
    const offeredTimes = [span(hour(10)), span(hour(14))]
    const { token } = await makeOneTime(shop, { offeredTimes, holdsTimes: true })
    const second = await create(shop, { offeredTimes: [span(hour(17))] })
    if (second.outcome !== 'times_unavailable') return assert.fail(second.outcome)
    assert.equal(second.refused[0].code, 'limit_day')
    assert.match(await outcomeOf(shop, hour(17)), /unavailable/)
    assert.deepEqual(await wrong(), [])
    assert.equal(await outcomeThrough(shop, token, hour(14)), 'booked')
    assert.match(await outcomeOf(shop, hour(17)), /unavailable/)
    assert.deepEqual(await wrong(), [])
  })

  test('is named by the integrity check where it is over and holds all the same', async ({
    assert,
  }) => {
    const shop = await openShop()
    const given = { offeredTimes: [span(hour(10))], holdsTimes: true }
    const { oneTime } = await makeOneTime(shop, given)
    await oneTime.merge({ revokedAt: DateTime.utc() }).save()
    assert.deepEqual(await wrong(), ['claims_without_holder'])
  })

  test('is refused without times to hold, with too many, and for places of a group', async ({
    assert,
  }) => {
    const [shop, choir] = [await openShop(), await openShop({ service: { capacity: 8 } })]
    assert.equal((await create(shop, {})).outcome, 'nothing_to_hold')
    const many = Array.from({ length: 51 }, (_, minute) => span(hour(9).plus({ minute })))
    assert.equal((await create(shop, { offeredTimes: many })).outcome, 'too_many_times')
    const offeredTimes = [span(hour(10))]
    assert.equal((await create(choir, { offeredTimes })).outcome, 'places_not_held')
    assert.equal((await create(choir, { offeredTimes }, false)).outcome, 'created')
  })
})
