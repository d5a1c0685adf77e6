import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import CancelSession from '#actions/sessions/cancel_session'
import MoveSession from '#actions/sessions/move_session'
import PlanComingSessions from '#actions/sessions/plan_coming_sessions'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import GroupSession from '#models/sessions/group_session'
import Notification from '#models/notifications/notification'
import SessionSeries from '#models/sessions/session_series'
import { findFaults } from '#queries/integrity/find_faults'
import type { Weekday } from '#scheduling/types'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'
import { waitFor } from '#tests/support/waitlist'

const GROUP = { capacity: 8, isPlannedOnly: true, name: 'Group lesson' }
const IN_LONDON = IN_THREE_DAYS.setZone('Europe/London')

function plan({ service, host }: Shop, changes: Record<string, string> = {}) {
  return {
    service_id: String(service.id),
    host_id: String(host.id),
    date: IN_LONDON.toFormat('yyyy-MM-dd'),
    time: '10:30',
    capacity: '8',
    booking_deadline_hours: '24',
    repeats: 'once',
    ...changes,
  }
}

const valueOf = (page: string, name: string) =>
  new RegExp(`<input value="([^"]*)"[^>]* name="${name}"`).exec(page)?.[1]

test.group('Planning sessions', (group) => {
  withGlobalTransaction(group)

  test('begins with what the service says, and once', async ({ client, assert }) => {
    const shop = await openShop({ service: { ...GROUP, capacity: 6 } })
    const other = await addService(shop.business, shop.hosts, {
      ...{ ...GROUP, name: 'Aqua gym', capacity: 12, locationDetails: 'Hall 2', position: 1 },
    })
    const open = (query = '') => client.get(`/admin/sessions/new${query}`).loginAs(shop.user)
    const form = await open()
    assert.equal(valueOf(form.text(), 'capacity'), '6')
    form.assertTextIncludes('60 min · In person, Canal Street pool')
    assert.match(form.text(), /value="once"[^>]*selected/)
    const there = await open(`?service=${other.id}`)
    assert.equal(valueOf(there.text(), 'capacity'), '12')
    there.assertTextIncludes('In person, Hall 2')
  })

  test('asks for nobody where all who give it are needed, and names them all', async ({
    client,
    assert,
  }) => {
    const service = { ...GROUP, hostMode: 'collective' as const }
    const shop = await openShop({ service, hosts: 2 })
    const [first, anna] = shop.hosts
    await first.merge({ kind: 'room', name: 'Room 1' }).save()
    await anna.merge({ name: 'Anna Reed' }).save()
    const form = await client.get('/admin/sessions/new').loginAs(shop.user)
    form.assertTextIncludes('With Anna Reed (Room 1), all of them together.')
    assert.notInclude(form.text(), 'name="host_id"')
    const { host_id: nobody, ...weekly } = plan(shop, { repeats: '1' })
    assert.isString(nobody)
    const planned = await client
      .post('/admin/sessions')
      .form(weekly)
      .loginAs(shop.user)
      .withCsrfToken()
    planned.assertStatus(200)
    assert.equal((await SessionSeries.firstOrFail()).hostId, anna.id)
    assert.lengthOf(planned.text().match(/Anna Reed \(Room 1\)\. Every week/g) ?? [], 1)

    const any = await addService(shop.business, shop.hosts, { ...GROUP, name: 'Aqua gym' })
    const sent = { ...weekly, service_id: String(any.id) }
    const refused = await client
      .post('/admin/sessions')
      .form(sent)
      .loginAs(shop.user)
      .withCsrfToken()
    refused.assertStatus(422)
    refused.assertTextIncludes('name="host_id"')
  })

  test('follows another service, and keeps what was typed', async ({ client, assert }) => {
    const shop = await openShop({ service: { ...GROUP, capacity: 6 }, hosts: 2 })
    const [, tom] = shop.hosts
    const other = await addService(shop.business, [tom], {
      ...{ ...GROUP, name: 'Aqua gym', capacity: 12, position: 1 },
    })
    const filled = { filled_from: String(shop.service.id), service_id: String(other.id) }
    const send = (changes: Record<string, string>) =>
      client
        .post('/admin/sessions')
        .form({ ...plan(shop, { ...filled, capacity: '6', ...changes }) })
        .loginAs(shop.user)
        .withCsrfToken()
        .redirects(0)
    const seen = await send({ see: '1', time: '07:15' })
    seen.assertStatus(200)
    assert.equal(valueOf(seen.text(), 'capacity'), '12')
    assert.equal(valueOf(seen.text(), 'time'), '07:15')
    assert.notInclude(seen.text(), '>Anna Reed</option>')
    assert.equal(valueOf((await send({ see: '1', capacity: '4' })).text(), 'capacity'), '4')

    const unseen = await send({ host_id: String(tom.id) })
    unseen.assertStatus(422)
    unseen.assertTextIncludes('Aqua gym has 12 places')
    assert.equal(valueOf(unseen.text(), 'capacity'), '12')
    assert.isNull(await GroupSession.findBy('businessId', shop.business.id))
    ;(await send({ host_id: String(tom.id), capacity: '4' })).assertStatus(303)
    const { capacity } = await GroupSession.findByOrFail('businessId', shop.business.id)
    assert.equal(capacity, 4)
  })

  test('puts one date into the diary, on the host’s clock, whatever the hours say', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP, weeklyHours: [] })
    const response = await client
      .post('/admin/sessions')
      .form(plan(shop))
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    response.assertStatus(303)
    const session = await GroupSession.findByOrFail('business_id', shop.business.id)
    assert.equal(session.startsAt.toMillis(), IN_LONDON.set({ hour: 10, minute: 30 }).toMillis())
    assert.deepInclude(session.$attributes, { capacity: 8, isPlanned: true, seriesId: null })
    const list = await client.get('/admin/sessions').loginAs(shop.user)
    list.assertTextIncludes('8 of 8 free')
  })

  test('every second week: all that can ever be booked, less those that are taken', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP })
    const taken = IN_LONDON.set({ hour: 10, minute: 30 }).plus({ weeks: 2 })
    await planSession(shop, taken)
    await client
      .post('/admin/sessions')
      .form(plan(shop, { repeats: '2' }))
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    const series = await SessionSeries.findByOrFail('business_id', shop.business.id)
    const sessions = await GroupSession.query().where('series_id', series.id).orderBy('starts_at')
    const days = sessions[sessions.length - 1].startsAt.diff(IN_LONDON, 'days').days
    assert.isAbove(days, 716)
    assert.lengthOf(sessions, Math.round(days / 14))
    for (const { startsAt } of sessions) {
      assert.equal(startsAt.setZone('Europe/London').toFormat('HH:mm'), '10:30')
    }
    assert.equal(await new PlanComingSessions().handle(), 0)
  })

  test('says how many dates a series has until when, and that further ones follow', async ({
    client,
    assert,
  }) => {
    const weekday = ((IN_LONDON.weekday + 1) % 7) as Weekday
    const weeklyHours = [{ weekday, start: '09:00', end: '17:00' }]
    const shop = await openShop({ service: GROUP, weeklyHours })
    const send = (changes: Record<string, string>) =>
      client
        .post('/admin/sessions')
        .form(plan(shop, { repeats: '1', ...changes }))
        .loginAs(shop.user)
        .withCsrfToken()
    const asked = await send({})
    asked.assertStatus(409)
    assert.match(asked.text(), /This makes 10[56] dates, the last on [A-Z][a-z]+,? \d/)
    asked.assertTextIncludes('Further ones follow on their own, until you end the series.')
    const until = IN_LONDON.plus({ weeks: 2 }).toFormat('yyyy-MM-dd')
    const ending = await send({ until })
    ending.assertTextIncludes('This makes 3 dates, the last on')
    assert.notInclude(ending.text(), 'Further ones follow')
    const shown = new RegExp('name="closed_shown" value="([^"]*)"').exec(asked.text())?.[1] ?? ''
    const planned = await send({ on_closed: 'plan', closed_shown: shown })
    assert.match(planned.text(), /10[56] dates are in the calendar\. The last of them is on/)
  })

  test('stand in the history as one entry, and so does their end', async ({ client, assert }) => {
    const shop = await openShop({ service: GROUP })
    const until = IN_LONDON.plus({ weeks: 4 }).toFormat('yyyy-MM-dd')
    await client
      .post('/admin/sessions')
      .form(plan(shop, { repeats: '1', until }))
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    const entries = async () => {
      const page = await client.get('/admin/history').loginAs(shop.user)
      return { page, count: page.text().match(/log__item/g)?.length }
    }
    const planned = await entries()
    assert.equal(planned.count, 1)
    planned.page.assertTextIncludes(`Planned 5 dates, ${IN_LONDON.toFormat('cccc')}s 10:30`)
    assert.equal(await new PlanComingSessions().handle(), 0)
    const series = await SessionSeries.findByOrFail('business_id', shop.business.id)
    await client
      .post(`/admin/sessions/series/${series.id}/ending`)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    const ended = await entries()
    assert.equal(ended.count, 2)
    assert.match(ended.page.text(), /Series ended[^]*Dates removed from the calendar[^]*5/)
  })

  test('a date that was cancelled is not planned again, and an ended series plans none', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP })
    await client
      .post('/admin/sessions')
      .form(plan(shop, { repeats: '1' }))
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    const series = await SessionSeries.findByOrFail('business_id', shop.business.id)
    const sessions = await GroupSession.query().where('series_id', series.id).orderBy('starts_at')
    await client
      .post(`/admin/sessions/${sessions[0].id}/cancellation`)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    assert.equal(await new PlanComingSessions().handle(), 0)

    await client
      .post(`/admin/sessions/series/${series.id}/ending`)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    const last = sessions[sessions.length - 1]
    await db.from('claims').where('holder_id', last.id).delete()
    await db.from('group_sessions').where('id', last.id).delete()
    assert.equal(await new PlanComingSessions().handle(), 0)
  })

  for (const [what, changes, status, sentence] of [
    ['a host who is taken', {}, 409, 'They are booked then'],
    ['a moment that is over', { date: '2020-01-06' }, 422, 'This time is over'],
    ['no places', { capacity: '0' }, 422, 'It must be 1 or more'],
    ['a service of someone else', { service_id: '1' }, 422, 'Choose a service from the list'],
  ] as const) {
    test(`says so of ${what}, with all that was typed`, async ({ client }) => {
      const shop = await openShop({ service: GROUP })
      await planSession(shop, IN_LONDON.set({ hour: 10, minute: 30 }))
      const response = await client
        .post('/admin/sessions')
        .form(plan(shop, changes))
        .loginAs(shop.user)
        .withCsrfToken()
      response.assertStatus(status)
      response.assertTextIncludes(sentence)
      response.assertTextIncludes('value="10:30"')
    })
  }
})

test.group('One session', (group) => {
  withGlobalTransaction(group)

  test('cancelled, cancels every booking in it and tells each client', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP })
    const session = await planSession(shop, IN_THREE_DAYS)
    const bookings = [await place(shop), await place(shop, { email: 'sam@example.com' })]
    const page = await client.get(`/admin/sessions/${session.id}`).loginAs(shop.user)
    page.assertTextIncludes('6 of 8 free')
    page.assertTextIncludes(bookings[0].reference)

    const response = await client
      .post(`/admin/sessions/${session.id}/cancellation`)
      .form({ reason: 'The pool is closed.' })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    response.assertStatus(303)
    const after = await Booking.query().where('session_id', session.id).preload('events')
    assert.deepEqual(
      after.map(({ status, events }) => [status, events.at(-1)?.reason]),
      Array.from({ length: 2 }, () => ['cancelled', 'The pool is closed.'])
    )
    const told = await Notification.query()
      .whereIn(
        'booking_id',
        bookings.map(({ id }) => id)
      )
      .where('type', 'booking_cancelled')
    assert.lengthOf(told, 2)
    assert.isEmpty(await db.from('claims').where('host_id', shop.host.id).whereNull('released_at'))
    assert.isEmpty(await db.from('session_seats').whereNull('released_at'))

    const again = await client
      .post(`/admin/sessions/${session.id}/cancellation`)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    again.assertStatus(409)
    again.assertTextIncludes('this session has begun, or was cancelled')
    const off = await client.get(`/admin/sessions/${session.id}`).loginAs(shop.user)
    off.assertTextIncludes(`This session was cancelled by ${shop.user.fullName} on`)
    off.assertTextIncludes('The pool is closed.')
    assert.notInclude(off.text(), 'Nobody has booked yet')
  })

  for (const [action, path, form] of [
    [MoveSession, 'move', { date: IN_LONDON.plus({ days: 1 }).toISODate(), time: '10:30' }],
    [CancelSession, 'cancellation', {}],
  ] as const) {
    test(`counts whoever books while it is read, at its ${path}`, async ({ client, cleanup }) => {
      const shop = await openShop({ service: GROUP })
      const session = await planSession(shop, IN_THREE_DAYS)
      await place(shop)
      const handle = action.prototype.handle as (input: never) => Promise<never>
      action.prototype.handle = async function (this: unknown, input: never) {
        await place(shop, { email: 'sam@example.com' })
        return handle.call(this, input)
      }
      cleanup(() => {
        action.prototype.handle = handle
      })
      const done = await client
        .post(`/admin/sessions/${session.id}/${path}`)
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
      done.assertTextIncludes('2 clients get a mail.')
    })
  }

  test('moved, takes every booking along and tells each client', async ({ client, assert }) => {
    const shop = await openShop({ service: GROUP, settings: { reminderMinutes: [60] } })
    const session = await planSession(shop, IN_THREE_DAYS)
    const bookings = [await place(shop), await place(shop, { email: 'sam@example.com' })]
    const later = IN_LONDON.plus({ days: 1, minutes: 30 })
    const move = (time: string) =>
      client
        .post(`/admin/sessions/${session.id}/move`)
        .form({ date: later.toFormat('yyyy-MM-dd'), time, move_reason: 'The pool is cleaned.' })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const moved = await move(later.toFormat('HH:mm'))
    moved.assertStatus(303)

    const start = later.toMillis()
    await session.refresh()
    assert.deepEqual([+session.startsAt, +session.endsAt], [start, start + 3_600_000])
    const claims = await db.from('claims').where('holder_id', session.id).whereNull('released_at')
    assert.deepEqual(
      claims.map((claim) => [+claim.starts_at, +claim.ends_at]),
      [[start, start + 3_600_000]]
    )
    const after = await Booking.query().where('session_id', session.id).preload('events')
    assert.deepEqual(
      after.map(({ startsAt, calendarSequence, events }) => [
        ...[+startsAt, calendarSequence],
        ...[events.at(-1)?.details.kind, events.at(-1)?.reason],
      ]),
      bookings.map(() => [start, 1, 'moved', 'The pool is cleaned.'])
    )
    for (const { id: bookingId } of bookings) {
      assert.isNotNull(
        await Notification.findBy({ bookingId, type: 'booking_rescheduled', channel: 'mail' })
      )
      const owed = await Notification.query().where({ bookingId, type: 'booking_reminder' })
      assert.sameDeepMembers(
        owed.map(({ status, nextAttemptAt }) => [status, +nextAttemptAt]),
        [
          ['dropped', +IN_THREE_DAYS - 3_600_000],
          ['queued', start - 3_600_000],
        ]
      )
    }
    assert.isEmpty((await findFaults()).flatMap(({ faults }) => faults))

    const again = await move(later.toFormat('HH:mm'))
    again.assertStatus(422)
    again.assertTextIncludes('It is at this time already')
  })

  test('is not moved to where its host is taken, nor into what is over', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP })
    const session = await planSession(shop, IN_THREE_DAYS)
    const other = await planSession(shop, IN_THREE_DAYS.plus({ hours: 3 }))
    const move = (moment: DateTime) =>
      client
        .post(`/admin/sessions/${session.id}/move`)
        .form({
          ...{ date: moment.toFormat('yyyy-MM-dd'), time: moment.toFormat('HH:mm') },
          move_reason: 'Zoë asked for it',
        })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
    const taken = await move(IN_LONDON.plus({ hours: 3, minutes: 30 }))
    taken.assertStatus(409)
    taken.assertTextIncludes('They are booked then')
    taken.assertTextIncludes('Zoë asked for it')
    const past = await move(IN_LONDON.minus({ days: 9 }))
    past.assertStatus(422)
    assert.deepEqual(
      [+(await session.refresh()).startsAt, +(await other.refresh()).startsAt],
      [+IN_THREE_DAYS, +IN_THREE_DAYS.plus({ hours: 3 })]
    )
    // Half an hour on, it overlaps where it stands itself.
    const near = await move(IN_LONDON.plus({ minutes: 30 }))
    near.assertTextIncludes('The session is moved. Nobody had booked.')
  })

  test('made smaller, moves those who sit beyond its last place', async ({ client, assert }) => {
    const shop = await openShop({ service: GROUP })
    const session = await planSession(shop, IN_THREE_DAYS)
    const bookings = []
    for (let index = 0; index < 4; index++) bookings.push(await place(shop))
    await client
      .post(`/admin/bookings/${bookings[1].id}/cancellation`)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)

    const change = (capacity: number) =>
      client
        .post(`/admin/sessions/${session.id}`)
        .form({ capacity: String(capacity), booking_deadline_hours: '0', is_bookable: 'on' })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const tooFew = await change(2)
    tooFew.assertStatus(409)
    tooFew.assertTextIncludes('3 places are booked: it needs at least that many')

    const fitting = await change(3)
    fitting.assertStatus(303)
    const seats = await db
      .from('session_seats')
      .where('session_id', session.id)
      .whereNull('released_at')
      .orderBy('seat_no')
    assert.deepEqual(
      seats.map((seat) => [seat.seat_no, seat.capacity]),
      [
        [1, 3],
        [2, 3],
        [3, 3],
      ]
    )
  })

  test('taken off the page for one date takes no booking', async ({ client, assert }) => {
    const shop = await openShop({ service: GROUP })
    const session = await planSession(shop, IN_THREE_DAYS)
    await client
      .post(`/admin/sessions/${session.id}`)
      .form({ capacity: '8', booking_deadline_hours: '0' })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    await assert.rejects(() => place(shop), /unavailable/)
  })

  test('shows who waits for a place', async ({ client, assert }) => {
    const shop = await openShop({ service: GROUP })
    const session = await planSession(shop, IN_THREE_DAYS, { capacity: 1 })
    await place(shop)
    await waitFor(shop, IN_THREE_DAYS)
    const page = await client.get(`/admin/sessions/${session.id}`).loginAs(shop.user)
    page.assertTextIncludes('One is waiting for a place.')
    assert.match(page.text(), /Who waits for a place[^]*Sam Okoro[^]*sam@example\.com[^]*Since /)
  })

  test('once begun, is checked in on its roster, and found among those that are over', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP })
    const session = await planSession(shop, IN_THREE_DAYS)
    const bookings = [await place(shop), await place(shop, { email: null, phone: '07700 900461' })]
    const address = `/admin/sessions/${session.id}`
    const before = (await client.get(address).loginAs(shop.user)).text()
    assert.include(before, '07700 900461')
    assert.notInclude(before, 'Did not come')

    const ago = DateTime.utc().minus({ hours: 2 })
    const then = { starts_at: ago.toJSDate(), ends_at: ago.plus({ hours: 1 }).toJSDate() }
    await db.from('bookings').where('session_id', session.id).update(then)
    await db.from('group_sessions').where('id', session.id).update(then)
    for (const [index, attendance] of ['no_show', 'completed'].entries()) {
      const marked = await client
        .post(`/admin/bookings/${bookings[index].id}/attendance`)
        .form({ attendance, return_to: address })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
      marked.assertHeader('location', address)
    }
    const roster = await client.get(address).loginAs(shop.user)
    roster.assertTextIncludes('1 place came, 1 missed')
    assert.include(roster.text(), `name="return_to" value="${address}"`)

    const coming = await client.get('/admin/sessions').loginAs(shop.user)
    assert.notInclude(coming.text(), `href="${address}"`)
    const over = await client.get('/admin/sessions?when=over').loginAs(shop.user)
    assert.include(over.text(), `href="${address}"`)
  })

  test('closes its bookings the hours before that its deadline says', async ({ assert }) => {
    const shop = await openShop({ service: GROUP })
    const soon = DateTime.utc().plus({ hours: 30 }).startOf('hour')
    await planSession(shop, soon, { bookingDeadlineHours: 48 })
    await assert.rejects(() => place(shop, { startsAt: soon }), /unavailable/)
  })
})
