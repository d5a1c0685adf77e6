import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { DateTime } from 'luxon'
import PlaceBooking from '#actions/bookings/place_booking'
import EndSeries from '#actions/sessions/end_series'
import PlanComingSessions from '#actions/sessions/plan_coming_sessions'
import PlanSeries from '#actions/sessions/plan_series'
import { addService, openShop } from '#database/factories/business'
import GroupSession from '#models/sessions/group_session'
import Notification from '#models/notifications/notification'
import SessionSeries from '#models/sessions/session_series'
import { byClient, byUser } from '#models/by'
import UnplannedDate from '#models/sessions/unplanned_date'
import { findFaults } from '#queries/integrity/find_faults'
import { loadQuestion } from '#queries/availability/load_availability'
import { findSlots } from '#scheduling/slots/slots'
import { blockTime } from '#tests/support/blocks'
import { withGlobalTransaction } from '#tests/support/database'
import { CLIENT } from '#tests/support/outbox'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'
import { NINE_TO_FIVE } from '#tests/support/weeks'

const GROUP = { capacity: 8, isPlannedOnly: true, name: 'Group lesson' }
const FIRST = IN_THREE_DAYS.setZone('Europe/London').set({ hour: 10, minute: 0 })
const YEAR = { settings: { maxAdvanceBookingDays: 365 } }
const dateOf = (moment: DateTime) => moment.toFormat('yyyy-MM-dd')
const weeks = (count: number) => FIRST.plus({ weeks: count })

function form({ service, host }: Shop, changes: Record<string, string> = {}) {
  return {
    service_id: String(service.id),
    host_id: String(host.id),
    date: dateOf(FIRST),
    time: '10:00',
    capacity: '8',
    booking_deadline_hours: '0',
    repeats: '1',
    ...changes,
  }
}

async function planWeekly({ business, service, host, user }: Shop, firstDate = dateOf(FIRST)) {
  const planned = await new PlanSeries().handle({
    businessId: business.id,
    serviceId: service.id,
    hostId: host.id,
    firstDate,
    lastDate: null,
    startsTime: '10:00',
    durationMinutes: 60,
    capacity: 8,
    bookingDeadlineHours: 0,
    everyWeeks: 1,
    onClosed: null,
    by: byUser(user.id),
  })
  if (planned.outcome !== 'planned') throw new Error(planned.outcome)
  return planned
}

function close(shop: Shop, ...days: DateTime[]) {
  return shop.host.related('dateOverrides').createMany(
    days.map((day) => ({
      businessId: shop.business.id,
      date: dateOf(day),
      windows: [],
      reason: 'Repairs',
    }))
  )
}

/** Takes the host's time with a lesson that somebody has alone. */
async function takeTime(shop: Shop, startsAt: DateTime, serviceId: number) {
  return new PlaceBooking().handle({
    businessId: shop.business.id,
    serviceId,
    startsAt: startsAt.toMillis(),
    hostId: null,
    client: CLIENT,
    idempotencyKey: null,
    by: byClient(),
  })
}

async function plannedDates(series: SessionSeries): Promise<string[]> {
  const sessions = await GroupSession.query()
    .where({ seriesId: series.id, status: 'scheduled' })
    .orderBy('starts_at')
  return sessions.map(({ startsAt }) => dateOf(startsAt.setZone('Europe/London')))
}

test.group('A series', (group) => {
  withGlobalTransaction(group)

  test('is on offer up to a horizon of a year, and guards its host’s time that far', async ({
    assert,
  }) => {
    const shop = await openShop({ service: GROUP, ...YEAR })
    const lesson = await addService(shop.business, shop.hosts, { horizonDays: 730 })
    const { planned } = await planWeekly(shop)
    assert.isAbove(planned.length, 104)

    const { business, service } = shop
    const range = { start: Date.now(), end: FIRST.plus({ years: 2 }).toMillis() }
    const asked = { business, service, hostId: null, range, now: Date.now() }
    const slots = findSlots(await loadQuestion(asked))
    assert.deepEqual(
      slots.map(({ start }) => start),
      Array.from({ length: Math.floor((365 - 3) / 7) + 1 }, (_, week) => weeks(week).toMillis())
    )
    assert.equal((await place(shop, { startsAt: weeks(51) })).startsAt.toMillis(), +weeks(51))
    for (const week of [20, 51, 103]) {
      assert.deepInclude(await takeTime(shop, weeks(week), lesson.id), {
        outcome: 'unavailable',
        code: 'slot_taken',
      })
    }
    assert.isEmpty((await findFaults()).flatMap(({ faults }) => faults))
  })

  test('costs no more statements for a year than for a week', async ({ assert }) => {
    const shop = await openShop({ service: GROUP, ...YEAR })
    let statements = 0
    const count = () => statements++
    const client = db.connection().getReadClient().client
    client.on('query', count)
    await planWeekly(shop)
    client.off('query', count)
    assert.isAtLeast(statements, 5)
    assert.isAtMost(statements, 25)
  })

  test('that begins far ahead is planned from its first date on', async ({ client, assert }) => {
    const shop = await openShop({ service: GROUP })
    const far = FIRST.plus({ years: 3 })
    const response = await client
      .post('/admin/sessions')
      .form(form(shop, { date: dateOf(far), repeats: '4' }))
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    response.assertStatus(303)
    const series = await SessionSeries.findByOrFail('business_id', shop.business.id)
    const dates = await plannedDates(series)
    assert.equal(dates[0], dateOf(far))
    assert.isAbove(dates.length, 13)
    assert.equal(await new PlanComingSessions().handle(), 0)
  })

  test('whose dates are all over is refused for that reason, and not kept', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP })
    const response = await client
      .post('/admin/sessions')
      .form(form(shop, { date: '2020-01-06', until: '2020-03-30' }))
      .loginAs(shop.user)
      .withCsrfToken()
    response.assertStatus(422)
    response.assertTextIncludes('This time is over')
    assert.isNull(await SessionSeries.findBy('business_id', shop.business.id))
  })

  test('names the date on which its host is taken, until it can be planned', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP, ...YEAR })
    const lesson = await addService(shop.business, shop.hosts)
    const taken = await takeTime(shop, weeks(2), lesson.id)
    if (!('booking' in taken)) throw new Error(taken.outcome)
    const planned = await client
      .post('/admin/sessions')
      .form(form(shop))
      .loginAs(shop.user)
      .withCsrfToken()
    planned.assertTextIncludes('One is not: see why under Series.')
    planned.assertTextIncludes('One date of a series is not in the calendar.')
    const day = weeks(2).setLocale('en-GB').toFormat('d MMMM')
    assert.match(planned.text(), new RegExp(`${day}[^<]*: Anna Reed is booked then\\.`))

    const series = await SessionSeries.findByOrFail('business_id', shop.business.id)
    assert.notInclude(await plannedDates(series), dateOf(weeks(2)))
    const again = () =>
      client
        .post(`/admin/sessions/series/${series.id}/dates`)
        .form({ date: dateOf(weeks(2)) })
        .loginAs(shop.user)
        .withCsrfToken()
    const refused = await again()
    refused.assertStatus(409)
    refused.assertTextIncludes('They are still booked then.')

    await db.from('claims').where('holder_id', taken.booking.id).update({ released_at: new Date() })
    const done = await again()
    done.assertStatus(200)
    done.assertTextIncludes('One date is in the calendar.')
    assert.include(await plannedDates(series), dateOf(weeks(2)))
    assert.isEmpty(await UnplannedDate.query().where('series_id', series.id))
  })

  test('tells those in charge, once, of a date that the job could not plan', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP })
    const lesson = await addService(shop.business, shop.hosts)
    const { series } = await planWeekly(shop)
    // As if that date came up only now, after somebody had taken it.
    const [gone] = await GroupSession.query().where({ seriesId: series.id }).orderBy('starts_at')
    await db.from('claims').where('holder_id', gone.id).delete()
    await db.from('group_sessions').where('id', gone.id).delete()
    await takeTime(shop, FIRST, lesson.id)

    assert.equal(await new PlanComingSessions().handle(), 0)
    assert.equal(await new PlanComingSessions().handle(), 0)
    const told = await Notification.query().where({
      businessId: shop.business.id,
      type: 'dates_not_planned',
    })
    assert.deepEqual(
      told.map(({ userId, channel }) => [userId, channel]),
      [[shop.user.id, 'in_app']]
    )
    const page = await client.get('/admin/notifications').loginAs(shop.user)
    page.assertTextIncludes('One date of a series could not be planned')
    const read = await client
      .post(`/admin/notifications/${told[0].id}/reading`)
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    read.assertHeader('location', '/admin/sessions#series')
  })

  test('says why nothing more is planned where its host gives the service no more', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP })
    const { series } = await planWeekly(shop, dateOf(weeks(1)))
    await db
      .from('session_series')
      .where('id', series.id)
      .update({ first_date: dateOf(FIRST) })
    await db.from('service_hosts').where('service_id', shop.service.id).delete()
    assert.equal(await new PlanComingSessions().handle(), 0)
    const [left] = await UnplannedDate.query().where('series_id', series.id)
    assert.deepInclude(left.$attributes, { date: dateOf(FIRST), reason: 'host' })
    const page = await client.get('/admin/sessions').loginAs(shop.user)
    page.assertTextIncludes('Anna Reed does not give Group lesson any more.')
  })

  test('ended, leaves the dates with bookings and calls off the others', async ({ assert }) => {
    const shop = await openShop({ service: GROUP, ...YEAR })
    const { series } = await planWeekly(shop)
    const booking = await place(shop, { startsAt: weeks(3) })
    const ending = await new EndSeries().handle({
      businessId: shop.business.id,
      seriesId: series.id,
      version: null,
      by: byUser(shop.user.id),
    })
    assert.deepInclude(ending, { outcome: 'ended', left: 1 })
    assert.deepEqual(await plannedDates(series), [dateOf(weeks(3))])
    assert.equal((await booking.refresh()).status, 'approved')
    const claims = await db.from('claims').where('host_id', shop.host.id).whereNull('released_at')
    assert.lengthOf(claims, 1)
    assert.equal(await new PlanComingSessions().handle(), 0)
    assert.isEmpty((await findFaults()).flatMap(({ faults }) => faults))
  })
})

test.group('Planning onto closed dates', (group) => {
  withGlobalTransaction(group)

  test('one date: says so first, keeps what was typed, and plans it when told to', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP, weeklyHours: NINE_TO_FIVE })
    await close(shop, FIRST)
    const plan = (changes: Record<string, string>) =>
      client
        .post('/admin/sessions')
        .form(form(shop, { repeats: 'once', ...changes }))
        .loginAs(shop.user)
        .withCsrfToken()
    const asked = await plan({ capacity: '6' })
    asked.assertStatus(409)
    asked.assertTextIncludes('Anna Reed has no hours')
    asked.assertTextIncludes('Nothing is saved yet.')
    asked.assertTextIncludes('value="6"')
    asked.assertTextIncludes('Plan it anyway')
    asked.assertTextIncludes(`name="closed_shown" value="${dateOf(FIRST)}"`)
    assert.isNull(await GroupSession.findBy('business_id', shop.business.id))

    // Another date than the one that it was said of is asked about again.
    const other = await plan({ on_closed: 'plan', closed_shown: dateOf(weeks(1)) })
    other.assertStatus(409)
    const planned = await plan({ on_closed: 'plan', closed_shown: dateOf(FIRST) })
    planned.assertTextIncludes('One date is in the calendar.')
    const session = await GroupSession.findByOrFail('business_id', shop.business.id)
    assert.equal((await place(shop, { startsAt: FIRST })).sessionId, session.id)
  })

  test('and onto blocked time: says who is away then, and plans it when told to', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP, weeklyHours: NINE_TO_FIVE })
    const startsTime = FIRST.plus({ minutes: 30 }).toFormat('HH:mm')
    const endsTime = FIRST.plus({ minutes: 40 }).toFormat('HH:mm')
    const dates = { firstDate: dateOf(weeks(1)), lastDate: null, weeklyDays: 1 }
    await blockTime([shop.host], { ...dates, startsTime, endsTime })
    const plan = (changes: Record<string, string> = {}) =>
      client.post('/admin/sessions').form(form(shop, changes)).loginAs(shop.user).withCsrfToken()
    const free = await plan({ repeats: 'once' })
    free.assertStatus(200)
    const asked = await plan({ repeats: 'once', date: dateOf(weeks(1)) })
    asked.assertStatus(409)
    asked.assertTextIncludes('Anna Reed is away then')
    const shown = { on_closed: 'plan', closed_shown: dateOf(weeks(1)) }
    const planned = await plan({ repeats: 'once', date: dateOf(weeks(1)), ...shown })
    planned.assertTextIncludes('One date is in the calendar.')
    assert.equal((await place(shop, { startsAt: weeks(1) })).serviceId, shop.service.id)

    const series = await plan({ date: dateOf(weeks(2)) })
    series.assertStatus(409)
    series.assertTextIncludes('Nobody works on')
  })

  test('a weekday off is such a date; a host without any hours works by plan', async ({
    client,
  }) => {
    const days = NINE_TO_FIVE.filter(({ weekday }) => weekday !== FIRST.weekday % 7)
    for (const [weeklyHours, status] of [
      [days, 409],
      [[], 200],
    ] as const) {
      const shop = await openShop({ service: GROUP, weeklyHours: [...weeklyHours] })
      const response = await client
        .post('/admin/sessions')
        .form(form(shop, { repeats: 'once' }))
        .loginAs(shop.user)
        .withCsrfToken()
      response.assertStatus(status)
    }
  })

  for (const [choice, isPlanned] of [
    ['plan', true],
    ['skip', false],
  ] as const) {
    test(`a series: names them, and with "${choice}" ${isPlanned ? 'plans them too' : 'leaves them out and goes on saying so'}`, async ({
      client,
      assert,
    }) => {
      const shop = await openShop({ service: GROUP, weeklyHours: NINE_TO_FIVE })
      await close(shop, weeks(1), weeks(3))
      const plan = (changes: Record<string, string> = {}) =>
        client.post('/admin/sessions').form(form(shop, changes)).loginAs(shop.user).withCsrfToken()
      const asked = await plan()
      asked.assertStatus(409)
      asked.assertTextIncludes('Nobody works on 2 of these dates')
      assert.isNull(await SessionSeries.findBy('business_id', shop.business.id))

      const shown = [weeks(1), weeks(3)].map(dateOf).join(' ')
      const page = await plan({ on_closed: choice, closed_shown: shown })
      page.assertStatus(200)
      const series = await SessionSeries.findByOrFail('business_id', shop.business.id)
      const dates = await plannedDates(series)
      for (const week of [1, 3]) assert.equal(dates.includes(dateOf(weeks(week))), isPlanned)
      assert.include(dates, dateOf(weeks(2)))
      const left = await UnplannedDate.query().where('series_id', series.id).orderBy('date')
      assert.deepEqual(
        left.map(({ date, reason }) => [date, reason]),
        isPlanned ? [] : [weeks(1), weeks(3)].map((day) => [dateOf(day), 'closed'])
      )
      if (isPlanned) return

      page.assertTextIncludes('2 dates of series are not in the calendar.')
      const one = await client
        .post(`/admin/sessions/series/${series.id}/dates`)
        .form({ date: dateOf(weeks(1)) })
        .loginAs(shop.user)
        .withCsrfToken()
      one.assertTextIncludes('One date is in the calendar.')
      // What opens again is planned by the job.
      await db.from('date_overrides').where('host_id', shop.host.id).delete()
      assert.equal(await new PlanComingSessions().handle(), 1)
      assert.includeMembers(
        await plannedDates(series),
        [1, 3].map((week) => dateOf(weeks(week)))
      )
    })
  }

  test('a session is not moved there before that is said', async ({ client, assert }) => {
    const shop = await openShop({ service: GROUP, weeklyHours: NINE_TO_FIVE })
    const { series } = await planWeekly(shop)
    const [session] = await GroupSession.query().where({ seriesId: series.id }).orderBy('starts_at')
    const day = FIRST.plus({ days: 1 })
    await close(shop, day)
    const move = (changes: Record<string, string> = {}) =>
      client
        .post(`/admin/sessions/${session.id}/move`)
        .form({ date: dateOf(day), time: '10:00', move_reason: 'The pool', ...changes })
        .loginAs(shop.user)
        .withVersion(`/admin/sessions/${session.id}`)
        .withCsrfToken()
    const asked = await move()
    asked.assertStatus(409)
    asked.assertTextIncludes('Anna Reed has no hours')
    asked.assertTextIncludes('The pool')
    assert.equal(+(await session.refresh()).startsAt, +FIRST)
    const moved = await move({ on_closed: 'plan', closed_shown: dateOf(day) })
    moved.assertStatus(200)
    assert.equal(+(await session.refresh()).startsAt, +day)
  })
})
