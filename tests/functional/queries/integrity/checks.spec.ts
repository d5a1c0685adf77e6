import logger from '@adonisjs/core/services/logger'
import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import CancelBooking from '#actions/bookings/cancel_booking'
import ApproveMove from '#actions/requests/approve_move'
import RejectMove from '#actions/requests/reject_move'
import CancelSession from '#actions/sessions/cancel_session'
import MoveBooking from '#actions/bookings/move_booking'
import CompleteBookings from '#actions/bookings/complete_bookings'
import ChainAudit from '#actions/housekeeping/chain_audit'
import VerifyIntegrity from '#actions/housekeeping/verify_integrity'
import type Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import { CHECKS } from '#queries/integrity/checks'
import { findFaults } from '#queries/integrity/find_faults'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { byOwner, makeLink, makeOneTime, placeThrough } from '#tests/support/links'
import { IN_THREE_DAYS, openShopByRequest, place, type Shop } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'
import { offerTo, waitFor } from '#tests/support/waitlist'

type Row = Record<string, unknown>

const change = (table: string, where: Row, values: Row) =>
  db.from(table).where(where).update(values)

/** A table of the same name in front of the real one: what its guards would refuse can be written. */
const unguard = (table: string) =>
  db.rawQuery(`create temp table ${table} on commit drop as table public.${table}`)

const ago = (minutes: number) => DateTime.utc().minus({ minutes }).toJSDate()

const openLimit = (table: string, id: number) =>
  change(table, { id }, { daily_limit: 1, updated_at: new Date(0) })

interface Story {
  shop: Shop
  approved: Booking
  pending: Booking
}

/** A day's work through the actions themselves: approved, waiting, cancelled and completed. */
async function workADay(): Promise<Story> {
  const shop = await openShopByRequest()
  const [approved, pending, cancelled, completed] = [
    await place(shop),
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 1 }) }),
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }) }),
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 3 }) }),
  ]
  const decision = { businessId: shop.business.id, by: byUser(shop.user.id) }
  for (const booking of [approved, completed]) {
    await new ApproveBooking().handle({ ...decision, bookingId: booking.id })
  }
  await new CancelBooking().handle({
    ...decision,
    bookingId: cancelled.id,
    by: byClient(),
    reason: null,
  })
  const hours = { starts_at: ago(180), ends_at: ago(120) }
  await change('bookings', { id: completed.id }, hours)
  await change(
    'claims',
    { holder_id: completed.id },
    { ...hours, blocked: db.raw('tstzrange(?, ?)', [hours.starts_at, hours.ends_at]) }
  )
  await new CompleteBookings().handle()
  await change('businesses', { id: shop.business.id }, { updated_at: new Date(0) })
  await new ChainAudit().handle()
  return { shop, approved, pending }
}

/** Two requests in a planned session. */
async function fillSession(shop: Shop) {
  const startsAt = IN_THREE_DAYS.plus({ hours: 6 })
  await change('services', { id: shop.service.id }, { capacity: 8 })
  const session = await planSession(shop, startsAt)
  const bookings = [await place(shop, { startsAt }), await place(shop, { startsAt })]
  return { session, bookings }
}

const wrong = async () => (await findFaults()).filter(({ faults }) => faults.length > 0)

/** How each check's fault comes about, and the id that has to be named. */
const PLANTS: Record<string, (story: Story) => Promise<Row>> = {
  async overlapping_claims({ approved, pending }) {
    await unguard('claims')
    await db.rawQuery(
      `update claims set blocked = (select blocked from claims where holder_id = ?) where holder_id = ?`,
      [approved.id, pending.id]
    )
    return { holder_id: approved.id, other_holder_id: pending.id }
  },
  async claims_without_holder({ approved }) {
    await change(
      'booking_events',
      { booking_id: approved.id, to_status: 'approved' },
      { to_status: 'rejected' }
    )
    await change('bookings', { id: approved.id }, { status: 'rejected' })
    return { holder_id: approved.id, status: 'rejected' }
  },
  async holding_without_claim({ approved }) {
    await change('claims', { holder_id: approved.id }, { expires_at: ago(-60) })
    return { booking_id: approved.id }
  },
  async sessions_without_claim({ shop }) {
    const { session } = await fillSession(shop)
    await change('claims', { holder_id: session.id }, { released_at: new Date() })
    return { session_id: session.id, host_id: shop.host.id }
  },
  async seats_over_capacity({ shop }) {
    const { session } = await fillSession(shop)
    await unguard('group_sessions')
    await change('group_sessions', { id: session.id }, { capacity: 1 })
    return { session_id: session.id, capacity: 1, seats: 2 }
  },
  async seats_and_bookings({ shop }) {
    const { session, bookings } = await fillSession(shop)
    const [{ id }] = bookings
    await change('session_seats', { booking_id: id }, { released_at: new Date() })
    return { booking_id: id, session_id: session.id, seats: 1, taken: 0 }
  },
  async waiting_moves({ shop, approved }) {
    const moved = await new MoveBooking().handle({
      businessId: shop.business.id,
      bookingId: approved.id,
      startsAt: IN_THREE_DAYS.plus({ hours: 8 }).toMillis(),
      hostId: null,
      version: null,
      by: byClient(),
      reason: null,
    })
    if (moved.outcome !== 'requested') throw new Error(moved.outcome)
    const { id } = await db.from('move_requests').where('booking_id', approved.id).firstOrFail()
    await change('claims', { move_request_id: id }, { released_at: new Date() })
    return { move_request_id: id, booking_id: approved.id }
  },
  async waitlist_offers({ shop, approved }) {
    const entry = await waitFor(shop, IN_THREE_DAYS)
    await new CancelBooking().handle({ ...byOwner(shop), bookingId: approved.id, reason: null })
    const offer = await offerTo(entry)
    await change('waitlist_entries', { id: entry.id }, { status: 'left' })
    return { waitlist_entry_id: entry.id, status: 'left', offer_id: offer?.id }
  },
  async bookings_without_history({ pending }) {
    await db.from('booking_events').where('booking_id', pending.id).delete()
    return { booking_id: pending.id }
  },
  async history_and_status({ approved }) {
    await change('bookings', { id: approved.id }, { status: 'no_show' })
    return { booking_id: approved.id, to_status: 'approved' }
  },
  async broken_history({ approved }) {
    await db.table('booking_events').multiInsert(
      [
        ['approved', 'expired'],
        ['expired', 'approved'],
      ].map(([from, to]) => ({
        business_id: approved.businessId,
        booking_id: approved.id,
        from_status: from,
        to_status: to,
        actor: 'system',
      }))
    )
    return { booking_id: approved.id, from_status: 'approved', to_status: 'expired' }
  },
  async expired_holds({ pending }) {
    await change('bookings', { id: pending.id }, { expires_at: ago(30) })
    return { booking_id: pending.id }
  },
  async ended_bookings({ approved }) {
    const hours = { starts_at: ago(300), ends_at: ago(240) }
    await change('bookings', { id: approved.id }, hours)
    await change(
      'claims',
      { holder_id: approved.id },
      { ...hours, blocked: db.raw('tstzrange(?, ?)', [hours.starts_at, hours.ends_at]) }
    )
    return { booking_id: approved.id }
  },
  async overdue_messages({ approved }) {
    await change(
      'notifications',
      { booking_id: approved.id, channel: 'mail' },
      { next_attempt_at: ago(30) }
    )
    return { booking_id: approved.id, channel: 'mail' }
  },
  async link_limits({ shop, approved, pending }) {
    const { id } = await makeLink(shop)
    await openLimit('booking_links', id)
    for (const booking of [approved, pending]) {
      await change('bookings', { id: booking.id }, { link_id: id })
    }
    return { link_id: id, unit: 'day', booking_id: pending.id }
  },
  async one_time_links({ shop, approved }) {
    const [{ oneTime }, { oneTime: other }] = [await makeOneTime(shop), await makeOneTime(shop)]
    await change('one_time_links', { id: oneTime.id }, { spent_at: ago(0) })
    await change('bookings', { id: approved.id }, { one_time_link_id: other.id })
    const faults = await findFaults()
    const found = faults.find(({ check }) => check.name === 'one_time_links')?.faults
    if (found?.length !== 2) throw new Error('It sees only one side')
    return { one_time_link_id: oneTime.id, booking_id: null }
  },
  async offered_times({ shop }) {
    const startsAt = tenOClock(5)
    const offeredTimes = [
      { start: startsAt.toMillis(), end: startsAt.plus({ hours: 1 }).toMillis() },
    ]
    const { oneTime } = await makeOneTime(shop, { offeredTimes, holdsTimes: true })
    await new ChainAudit().handle()
    await change('claims', { holder_id: oneTime.holderId }, { released_at: new Date() })
    return { one_time_link_id: oneTime.id, starts_at_ms: startsAt.toMillis() }
  },
  async exceeded_limits({ shop, pending }) {
    await openLimit('services', shop.service.id)
    return { owner: 'service', owner_id: shop.service.id, unit: 'day', holder_id: pending.id }
  },
  async torn_series({ shop, approved }) {
    const [{ id }] = await db
      .table('booking_series')
      .insert({ business_id: shop.business.id, dates: 2 })
      .returning('id')
    await change('bookings', { id: approved.id }, { series_id: id })
    return { series_id: id, dates: 2, bookings: 1 }
  },
  async audit_chain({ approved }) {
    await unguard('audit_entries')
    const [{ id }] = await db.from('audit_entries').where('subject_id', approved.id).orderBy('id')
    await change('audit_entries', { id }, { user_id: 999 })
    return { entry_id: id }
  },
}

test.group('Each check', (group) => {
  let story: Story

  // One day for all of them: each fault is planted behind a savepoint, and taken back.
  group.setup(async () => {
    await db.beginGlobalTransaction()
    story = await workADay()
    return () => db.rollbackGlobalTransaction()
  })
  group.each.setup(async () => {
    await db.rawQuery('savepoint planted')
    return async () => {
      await db.rawQuery('rollback to savepoint planted')
    }
  })

  test('sees the fault of "{$self}", and no other')
    .with(CHECKS.map(({ name }) => name))
    .run(async ({ assert }, name) => {
      const expected = await PLANTS[name](story)
      const results = (await findFaults()).filter(({ faults }) => faults.length > 0)
      assert.deepEqual(
        results.map(({ check }) => check.name),
        [name]
      )
      assert.containSubset(results[0].faults[0], expected)
    })
})

test.group('Integrity', (group) => {
  withGlobalTransaction(group)

  test('finds nothing wrong after a day of the actions themselves', async ({ assert }) => {
    await workADay()
    assert.equal(await new VerifyIntegrity().handle(), 0)
    const run = await db.from('integrity_runs').orderBy('id', 'desc').firstOrFail()
    assert.sameMembers(
      Object.keys(run.faults),
      CHECKS.map(({ name }) => name)
    )
  })

  test('sees host time that is taken for a request which holds none', async ({ assert }) => {
    const { pending } = await workADay()
    await change('bookings', { id: pending.id }, { holds_time: false })
    const [{ check, faults }, ...others] = await wrong()
    assert.equal(check.name, 'claims_without_holder')
    assert.containSubset(faults, [{ holder_id: pending.id, status: 'pending' }])
    assert.isEmpty(others)
    await db.from('claims').where('holder_id', pending.id).delete()
    assert.isEmpty(await wrong())
    await change('bookings', { id: pending.id }, { holds_time: true })
    assert.equal((await wrong()).at(0)?.check.name, 'holding_without_claim')
  })

  test('finds nothing wrong after sessions and moves that came to something or nothing', async ({
    assert,
  }) => {
    const { shop, approved } = await workADay()
    const of = { businessId: shop.business.id, by: byUser(shop.user.id) }
    const { session, bookings } = await fillSession(shop)
    await new ApproveBooking().handle({ ...of, bookingId: bookings[0].id })
    const { id: sessionId } = await planSession(shop, IN_THREE_DAYS.plus({ hours: 10 }))
    for (const hours of [10, 12]) {
      await new MoveBooking().handle({
        ...of,
        bookingId: hours === 10 ? bookings[0].id : approved.id,
        startsAt: IN_THREE_DAYS.plus({ hours }).toMillis(),
        hostId: null,
        version: null,
        by: byClient(),
        reason: null,
      })
      assert.isEmpty(await wrong(), `while a move to ${hours} hours later waits`)
    }
    const moves = await db.from('move_requests').where('status', 'pending').orderBy('id')
    assert.lengthOf(moves, 2)
    const [first, second] = moves.map(({ id, booking_id: bookingId }) => ({
      ...{ ...of, bookingId, moveRequestId: id },
    }))
    assert.equal((await new ApproveMove().handle(first)).outcome, 'approved')
    assert.equal((await new RejectMove().handle({ ...second, reason: 'No' })).outcome, 'rejected')
    assert.isEmpty(await wrong(), 'once both were answered')
    await new CancelSession().handle({ ...of, sessionId: session.id, reason: null })
    await new CancelSession().handle({ ...of, sessionId, reason: null })
    assert.isEmpty(await wrong(), 'once both sessions are off')
  })

  test('a host’s limit, and what was booked before a limit was lowered', async ({ assert }) => {
    const { shop } = await workADay()
    await openLimit('hosts', shop.host.id)
    const exceeded = async () =>
      (await findFaults()).find(({ check }) => check.name === 'exceeded_limits')?.faults ?? []
    assert.containSubset((await exceeded())[0], { owner: 'host', owner_id: shop.host.id })
    await change('hosts', { id: shop.host.id }, { updated_at: new Date() })
    assert.isEmpty(await exceeded())
  })

  test('nothing where a link’s own limit stands in place of its service’s, and links are spent', async ({
    assert,
  }) => {
    const shop = await openShop({ service: { dailyLimit: 1 } })
    const link = await makeLink(shop, { dailyLimit: 3 })
    for (const table of ['businesses', 'services', 'booking_links']) {
      await change(table, {}, { updated_at: new Date(0) })
    }
    const at = (hour: number) => ({ at: tenOClock().set({ hour }) })
    await placeThrough(shop, link.token, at(9))
    for (const [hour, rearmsOnCancel] of [
      [12, true],
      [15, false],
    ] as const) {
      const { token } = await makeOneTime(shop, { rearmsOnCancel }, link)
      const placed = await placeThrough(shop, token, at(hour))
      if (!('booking' in placed)) return assert.fail(placed.outcome)
      await new CancelBooking().handle({
        ...byOwner(shop),
        bookingId: placed.booking.id,
        by: byClient(),
        reason: null,
      })
      await placeThrough(shop, token, at(hour))
    }
    assert.deepEqual(
      (await findFaults()).filter(({ faults }) => faults.length > 0),
      []
    )
  })

  test('a removed entry, and one that nobody chained', async ({ assert }) => {
    const { shop } = await workADay()
    await unguard('audit_entries')
    const [{ id }] = await db
      .from('audit_entries')
      .where('business_id', shop.business.id)
      .orderBy('id')
    await db.from('audit_entries').where('id', id).delete()
    await db.table('audit_entries').insert({
      id: id + 5000,
      business_id: shop.business.id,
      actor: 'system',
      action: 'x',
      subject_type: 'x',
      subject_id: 1,
      changes: '{}',
      created_at: ago(60),
    })
    const found = (await findFaults()).find(({ check }) => check.name === 'audit_chain')?.faults
    assert.sameMembers(
      (found ?? []).map((fault) => fault.entry_id),
      [id, id + 5000]
    )
  })

  test('the command names each row and exits with 1, and the job cries out in the log', async ({
    assert,
    cleanup,
  }) => {
    ace.ui.switchMode('raw')
    const cries: unknown[] = []
    logger.error = (text: unknown) => cries.push(text)
    cleanup(() => {
      ace.ui.switchMode('normal')
      Reflect.deleteProperty(logger, 'error')
    })
    const story = await workADay()
    const sound = await ace.exec('integrity:verify', [])
    assert.equal(sound.exitCode, 0)

    await PLANTS.expired_holds(story)
    const faulty = await ace.exec('integrity:verify', [])
    assert.equal(faulty.exitCode, 1)
    assert.isTrue(
      faulty.ui.logger
        .getLogs()
        .some(({ message }) => message.includes(`booking_id ${story.pending.id}`))
    )

    assert.isEmpty(cries)
    assert.equal(await new VerifyIntegrity().handle(), 1)
    const first = [{ booking_id: story.pending.id }]
    assert.containSubset(cries, [{ alert: 'integrity', check: 'expired_holds', count: 1, first }])
  })
})
