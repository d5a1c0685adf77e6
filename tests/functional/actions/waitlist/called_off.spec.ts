import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ArchiveService from '#actions/services/archive_service'
import CancelSession from '#actions/sessions/cancel_session'
import EndSeries from '#actions/sessions/end_series'
import MoveSession from '#actions/sessions/move_session'
import PlanSeries from '#actions/sessions/plan_series'
import OfferPlaces from '#actions/waitlist/offer_places'
import { openShop } from '#database/factories/business'
import { byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import Service from '#models/services/service'
import { serviceContent } from '#models/services/service_team'
import GroupSession from '#models/sessions/group_session'
import { versionOf } from '#models/version'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import { findFaults } from '#queries/integrity/find_faults'
import { toldCounts } from '#queries/sessions/session_list'
import { positionOf } from '#queries/waitlist/find_waitlist_entry'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'
import { cancel, offerTo, waitFor } from '#tests/support/waitlist'

const GROUP = { capacity: 2, isPlannedOnly: true, name: 'Group lesson' }
const LATER = IN_THREE_DAYS.plus({ hours: 3 })

const by = ({ business, user }: Shop) => ({ businessId: business.id, by: byUser(user.id) })

const toldOf = async ({ id }: WaitlistEntry) =>
  (await Notification.query().where({ subjectType: 'waitlist_entry', subjectId: id }).orderBy('id'))
    .map(({ type }) => type)
    .slice(1)

const faults = async () => (await findFaults()).filter((check) => check.faults.length > 0)

/** One place, which came free and is offered to the first of two who wait. */
async function openClass(service = GROUP) {
  const shop = await openShop({ service })
  const session = await planSession(shop, IN_THREE_DAYS, { capacity: 1 })
  const booking = await place(shop)
  const offered = await waitFor(shop, IN_THREE_DAYS)
  const next = await waitFor(shop, IN_THREE_DAYS, { email: 'next@example.com' })
  await cancel(booking)
  return { shop, session, offered, next }
}

test.group('Whoever waits for a session that is cancelled', (group) => {
  withGlobalTransaction(group)

  for (const isPlannedOnly of [true, false]) {
    test(`waits no more and is told, whether offered a place or not (${isPlannedOnly ? 'only planned' : 'or begun by clients'})`, async ({
      assert,
      client,
    }) => {
      const { shop, session, offered, next } = await openClass({ ...GROUP, isPlannedOnly })
      assert.equal((await offerTo(offered))?.status, 'open')
      const done = await new CancelSession().handle({
        ...{ ...by(shop), sessionId: session.id, reason: 'Anna is ill' },
      })
      if (done.outcome !== 'cancelled') return assert.fail(done.outcome)
      assert.deepEqual(toldCounts(done), { booked: 0, count: 0, waiting: 2, calls: 0 })
      assert.equal((await offerTo(offered))?.status, 'withdrawn')
      assert.isNull(await offerTo(next))
      assert.deepEqual(await toldOf(offered), ['waitlist_offered', 'waitlist_called_off'])
      assert.deepEqual(await toldOf(next), ['waitlist_called_off'])
      for (const entry of [offered, next]) {
        assert.equal((await entry.refresh()).status, 'called_off')
        const page = await client.get(`/waitlist/${entry.token}`)
        page.assertTextIncludes('Swim School Pro has cancelled this session')
        page.assertTextIncludes('Anna is ill')
        page.assertTextIncludes('Not on the list any more')
      }
      const today = await client.get('/admin').loginAs(shop.user)
      assert.notInclude(today.text(), 'Free again')
      const seats = await db.from('session_seats').whereNull('released_at')
      assert.isEmpty(seats)
      await new OfferPlaces().handle()
      assert.isNull(await offerTo(next))
      assert.isEmpty(await faults())
    })
  }

  test('waits on where the service has another session at the same time', async ({ assert }) => {
    const shop = await openShop({ service: GROUP, hosts: 2 })
    const [one, other] = [
      await planSession(shop, IN_THREE_DAYS, { capacity: 1 }),
      await planSession(shop, IN_THREE_DAYS, { capacity: 1, hostId: shop.hosts[1].id }),
    ]
    await place(shop)
    await place(shop)
    const entry = await waitFor(shop, IN_THREE_DAYS)
    await new CancelSession().handle({ ...by(shop), sessionId: one.id, reason: null })
    assert.equal((await entry.refresh()).status, 'waiting')
    await new CancelSession().handle({ ...by(shop), sessionId: other.id, reason: null })
    assert.equal((await entry.refresh()).status, 'called_off')
  })

  test('is told when its series ends, or its service is archived', async ({ assert }) => {
    const shop = await openShop({ service: GROUP })
    const date = IN_THREE_DAYS.setZone('Europe/London')
    const planned = await new PlanSeries().handle({
      ...by(shop),
      ...{ serviceId: shop.service.id, hostId: shop.host.id, durationMinutes: 60, capacity: 1 },
      ...{ firstDate: date.toFormat('yyyy-MM-dd'), lastDate: null, everyWeeks: 1 },
      ...{ startsTime: date.toFormat('HH:mm'), bookingDeadlineHours: 0, onClosed: null },
    })
    if (planned.outcome !== 'planned') return assert.fail(planned.outcome)
    const [first, second] = await GroupSession.query()
      .where('seriesId', planned.series.id)
      .orderBy('startsAt')
    const bookings = [await place(shop), await place(shop, { startsAt: second.startsAt })]
    const entries = [await waitFor(shop, first.startsAt), await waitFor(shop, second.startsAt)]
    await db.from('waitlist_entries').where('id', entries[0].id).update({ seats: 2 })
    await cancel(bookings[0])
    const ended = await new EndSeries().handle({
      ...{ ...by(shop), seriesId: planned.series.id, version: null },
    })
    assert.deepInclude(ended, { outcome: 'ended', left: 1 })
    assert.notProperty(ended, 'owed')
    assert.deepEqual(await toldOf(entries[0]), ['waitlist_called_off'])
    assert.equal((await entries[1].refresh()).status, 'waiting')

    const service = await Service.query()
      .where('id', shop.service.id)
      .preload('hosts')
      .firstOrFail()
    const version = versionOf(serviceContent(service, service.hosts))
    await new ArchiveService().handle({ ...by(shop), serviceId: service.id, version })
    assert.deepEqual(await toldOf(entries[1]), ['waitlist_called_off'])
    assert.isEmpty(await faults())
  })
})

test.group('Whoever waits for a session that is moved', (group) => {
  withGlobalTransaction(group)

  test('waits on for it in the same order, is told, and an offer is made anew', async ({
    assert,
    client,
  }) => {
    const { shop, session, offered, next } = await openClass()
    const moved = await new MoveSession().handle({
      ...{ ...by(shop), sessionId: session.id, reason: null, startsAt: LATER },
    })
    if (moved.outcome !== 'moved') return assert.fail(moved.outcome)
    assert.deepEqual(toldCounts(moved), { booked: 0, count: 0, waiting: 2, calls: 0 })
    assert.deepEqual(await toldOf(offered), [
      ...['waitlist_offered', 'waitlist_moved', 'waitlist_offered'],
    ])
    assert.deepEqual(await toldOf(next), ['waitlist_moved'])
    for (const entry of [offered, next]) {
      assert.equal((await entry.refresh()).startsAt?.toMillis(), LATER.toMillis())
    }
    assert.deepEqual([await positionOf(offered), await positionOf(next)], [1, 2])
    const offer = await offerTo(offered)
    assert.deepInclude(
      { status: offer?.status, startsAt: offer?.startsAt.toMillis() },
      { status: 'open', startsAt: LATER.toMillis() }
    )
    const page = await client.get(`/waitlist/${next.token}`)
    page.assertTextIncludes('You are number 2')
    page.assertTextIncludes(LATER.setZone('Europe/London').toFormat('HH:mm'))
    assert.isEmpty(await faults())
  })

  test('and had put themselves on that list as well, has one place on it', async ({ assert }) => {
    const shop = await openShop({ service: GROUP, hosts: 2 })
    const session = await planSession(shop, IN_THREE_DAYS, { capacity: 1 })
    await planSession(shop, LATER, { capacity: 1, hostId: shop.hosts[1].id })
    await place(shop)
    await place(shop, { startsAt: LATER })
    const entries = [await waitFor(shop, IN_THREE_DAYS), await waitFor(shop, LATER)]
    const move = { ...by(shop), sessionId: session.id, reason: null, startsAt: LATER }
    assert.equal((await new MoveSession().handle(move)).outcome, 'moved')
    assert.equal((await entries[0].refresh()).status, 'called_off')
    assert.equal((await entries[1].refresh()).status, 'waiting')
  })
})

test.group('Whoever waits for a time that is given no more', (group) => {
  withGlobalTransaction(group)

  test('is told after ten minutes, within which a slip can be mended', async ({
    assert,
    client,
  }) => {
    const shop = await openShop()
    await place(shop)
    const entry = await waitFor(shop, IN_THREE_DAYS)
    const date = IN_THREE_DAYS.setZone('Europe/London').toFormat('yyyy-MM-dd')
    const close = () =>
      db.table('date_overrides').insert({
        ...{ host_id: shop.host.id, business_id: shop.business.id, date, windows: '[]' },
      })
    const tenMinutesOn = () =>
      db
        .from('waitlist_entries')
        .whereNotNull('gone_since')
        .update({ gone_since: DateTime.utc().minus({ minutes: 11 }).toJSDate() })

    await close()
    await new OfferPlaces().handle()
    await tenMinutesOn()
    await db.from('date_overrides').where('host_id', shop.host.id).delete()
    await new OfferPlaces().handle()
    assert.equal((await entry.refresh()).status, 'waiting')
    assert.isNull(entry.goneSince)

    await close()
    await new OfferPlaces().handle()
    assert.equal((await entry.refresh()).status, 'waiting')
    await tenMinutesOn()
    await new OfferPlaces().handle()
    assert.equal((await entry.refresh()).status, 'called_off')
    assert.deepEqual(await toldOf(entry), ['waitlist_called_off'])
    const page = await client.get(`/waitlist/${entry.token}`)
    page.assertTextIncludes('does not give this time any more')
  })

  test('but on while it is only too soon, full or beyond a limit', async ({ assert }) => {
    const shop = await openShop()
    await place(shop)
    const entry = await waitFor(shop, IN_THREE_DAYS)
    await shop.business.settings.merge({ minAdvanceBookingHours: 200 }).save()
    await shop.service.merge({ dailyLimit: 1, isActive: false }).save()
    await new OfferPlaces().handle()
    assert.isNull((await entry.refresh()).goneSince)
  })
})
