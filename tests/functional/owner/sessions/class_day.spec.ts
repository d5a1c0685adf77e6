import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { DateTime } from 'luxon'
import VerifyIntegrity from '#actions/housekeeping/verify_integrity'
import CancelSession from '#actions/sessions/cancel_session'
import { openShop } from '#database/factories/business'
import type User from '#models/accounts/user'
import Booking from '#models/bookings/booking'
import { byUser } from '#models/by'
import type GroupSession from '#models/sessions/group_session'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import CancelBooking from '#actions/bookings/cancel_booking'
import { withEmptyTables } from '#tests/support/database'
import { rowVersionsIn } from '#tests/support/form_version'
import { IN_THREE_DAYS, joinAs, place, type Shop } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'
import { waitFor } from '#tests/support/waitlist'

const ROSTER = [
  { name: 'Ada Bell', email: 'ada@example.com', phone: '07700 900318' },
  { name: 'Tom Ray', email: 'tom@example.com' },
  { name: 'Zoe Lin', email: null, phone: '07700 900319' },
]

async function openClass() {
  const shop = await openShop({ service: { capacity: 3 } })
  const session = await planSession(shop, IN_THREE_DAYS, { capacity: 3 })
  const bookings: Booking[] = []
  for (const person of ROSTER) bookings.push(await place(shop, person))
  return { shop, session, bookings }
}

/** As if it began so many minutes from now. */
async function letBegin(session: GroupSession, minutes: number) {
  const startsAt = DateTime.utc().plus({ minutes }).startOf('minute')
  const times = { startsAt, endsAt: startsAt.plus({ hours: 1 }) }
  await session.merge(times).save()
  for (const booking of await Booking.query().where('session_id', session.id)) {
    await booking.merge(times).save()
  }
}

test.group('A class day', (group) => {
  withEmptyTables(group)

  const open = (client: ApiClient, user: User, { id }: GroupSession) =>
    client.get(`/admin/sessions/${id}`).loginAs(user)

  async function checkInAll(client: ApiClient, user: User, session: GroupSession) {
    const html = (await open(client, user, session)).text()
    const [, form = ''] = html.split('id="everybody"')
    const chosen = [...form.matchAll(/name="chosen\[\]" value="(\d+)"/g)].map(([, id]) => id)
    return client
      .post(`/admin/sessions/${session.id}/attendance`)
      .form({
        ...Object.fromEntries(chosen.map((id, index) => [`chosen[${index}]`, id])),
        ...rowVersionsIn(html),
      })
      .loginAs(user)
      .withCsrfToken()
  }

  test('the roster stands by name, and its numbers and addresses can be pressed', async ({
    client,
    assert,
  }) => {
    const { shop, session } = await openClass()
    const page = await open(client, shop.user, session)
    const html = page.text()
    assert.isBelow(html.indexOf('Ada Bell'), html.indexOf('Tom Ray'))
    page.assertTextIncludes('href="tel:07700900318"')
    page.assertTextIncludes('href="mailto:tom@example.com"')
    assert.notInclude(html, 'Check in')
  })

  test('people are checked in before it begins, one by one and all at once', async ({
    client,
    assert,
  }) => {
    const { shop, session, bookings } = await openClass()
    await letBegin(session, 30)
    const [ada] = bookings
    await ada.refresh()
    const one = await client
      .post(`/admin/bookings/${ada.id}/attendance`)
      .form({ attendance: 'completed', version: ada.version })
      .loginAs(shop.user)
      .withCsrfToken()
    one.assertTextIncludes('Noted: Ada Bell came.')
    const missed = await client
      .post(`/admin/bookings/${bookings[1].id}/attendance`)
      .form({ attendance: 'no_show', version: (await bookings[1].refresh()).version })
      .loginAs(shop.user)
      .withCsrfToken()
    missed.assertStatus(409)

    const page = await open(client, shop.user, session)
    page.assertTextIncludes('Check in both')
    const all = await checkInAll(client, shop.user, session)
    all.assertTextIncludes('2 people are checked in.')
    all.assertTextIncludes('3 places came')
    const rows = await Booking.query().where('session_id', session.id)
    assert.deepEqual(new Set(rows.map(({ status }) => status)), new Set(['completed']))
  })

  test('nobody is checked in the day before', async ({ client, assert }) => {
    const { shop, session, bookings } = await openClass()
    const [ada] = bookings
    const sent = await client
      .post(`/admin/sessions/${session.id}/attendance`)
      .form({ 'chosen[0]': String(ada.id), [`versions[b${ada.id}]`]: ada.version })
      .loginAs(shop.user)
      .withCsrfToken()
    sent.assertStatus(409)
    sent.assertTextIncludes('Not everybody was checked in')
    assert.equal((await ada.refresh()).status, 'approved')
  })

  test('what is called off after somebody came early is called off for them too', async ({
    client,
    assert,
  }) => {
    const { shop, session } = await openClass()
    await letBegin(session, 30)
    await checkInAll(client, shop.user, session)
    const cancelled = await new CancelSession().handle({
      businessId: shop.business.id,
      sessionId: session.id,
      reason: null,
      by: byUser(shop.user.id),
    })
    assert.equal(cancelled.outcome, 'cancelled')
    const rows = await Booking.query().where('session_id', session.id)
    assert.deepEqual(new Set(rows.map(({ status }) => status)), new Set(['cancelled']))
    assert.equal(await new VerifyIntegrity().handle(), 0)
  })

  test('who waits has a place, and what was offered stands until when it is theirs', async ({
    client,
    assert,
  }) => {
    const { shop, session, bookings } = await openClass()
    await waitFor(shop, IN_THREE_DAYS, { email: 'first@example.com' })
    await waitFor(shop, IN_THREE_DAYS, { email: 'second@example.com' })
    const before = (await open(client, shop.user, session)).text()
    assert.match(before, /Place 1 in[\s\S]*first@example[\s\S]*Place 2 in[\s\S]*second@example/)
    await new CancelBooking().handle({
      ...{ businessId: shop.business.id, bookingId: bookings[0].id },
      ...{ reason: null, by: byUser(shop.user.id) },
    })
    assert.lengthOf(await WaitlistOffer.all(), 1)
    const page = await open(client, shop.user, session)
    assert.match(page.text(), /first@example[\s\S]*kept for them until[\s\S]*Has an offer/)
  })

  test('staff see every roster, and check in for their own sessions', async ({
    client,
    assert,
  }) => {
    const { shop, session, bookings } = await openClass()
    await letBegin(session, -5)
    const stranger = await openShop()
    const staff = await joinAs('staff', shop.business)
    const other: Shop['user'] = await joinAs('staff', shop.business)
    await shop.host.merge({ userId: staff.id }).save()
    const page = await open(client, other, session)
    page.assertTextIncludes('Ada Bell')
    assert.notInclude(page.text(), 'Check in all')
    const post = (user: User) =>
      client.post(`/admin/sessions/${session.id}/attendance`).loginAs(user).withCsrfToken()
    assert.equal((await post(other)).status(), 403)
    assert.equal((await post(stranger.user)).status(), 404)
    const all = await checkInAll(client, staff, session)
    all.assertTextIncludes('3 people are checked in.')
    assert.equal((await bookings[0].refresh()).status, 'completed')
  })

  test('the month has each session on its day, with its places', async ({ client, assert }) => {
    const { shop, session } = await openClass()
    const day = session.startsAt.setZone('Europe/London')
    const openMonth = (month: string) =>
      client.get(`/admin/sessions?when=month&month=${month}`).loginAs(shop.user)
    const page = await openMonth(day.toFormat('yyyy-MM'))
    page.assertTextIncludes(`href="/admin/sessions/${session.id}"`)
    page.assertTextIncludes('Full')
    const other = await openMonth(day.plus({ months: 3 }).toFormat('yyyy-MM'))
    other.assertTextIncludes('No session in this month.')
    assert.equal((await openMonth('2026-13')).status(), 422)
  })
})
