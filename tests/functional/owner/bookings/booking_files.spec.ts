import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { createGrown, GROWN } from '#database/demo/grown'
import User from '#models/accounts/user'
import { addService, openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { makeLink } from '#tests/support/links'
import { storeBookings } from '#tests/support/numbers'
import { queriesOf } from '#tests/support/queries'
import { IN_THREE_DAYS, joinAs, place } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'

test.group('Bookings as a file', (group) => {
  withEmptyTables(group)

  test('exactly what is filtered, with times in the business’s zone', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop, { phone: '+44 20 7946 0958', notes: 'Gently,\n"please"' })
    await place(shop, {
      ...{ name: 'Tom Ray', email: 'tom@example.com' },
      startsAt: IN_THREE_DAYS.plus({ hours: 1 }),
    })
    const wording = {
      ...booking.wording,
      locationType: 'in_person' as const,
      locationDetails: 'Room 2',
    }
    await booking
      .merge({ privateNote: '=1+1\nno fins', wording: { ...wording, address: null } })
      .save()
    const file = await client.get('/admin/bookings.csv?search=ines+duarte').loginAs(shop.user)
    file.assertStatus(200)
    file.assertHeader('content-type', 'text/csv; charset=utf-8')
    const text = file.text()
    assert.isTrue(text.startsWith('\uFEFFReference,Status,Service,With,Place,Starts,'))
    assert.include(text, '\r\n')
    const starts = booking.startsAt.setZone('Europe/London').toISO({ suppressMilliseconds: true })
    assert.include(text, `${booking.reference},Confirmed,`)
    assert.include(text, `,"In person, Room 2",${starts},`)
    assert.include(text, ',Europe/London,')
    assert.include(text, '"Gently,\n""please"""')
    assert.include(text, `,"'=1+1\nno fins",`)
    assert.include(text, `,'+44 20 7946 0958,`)
    assert.notInclude(text, 'Tom Ray')
  })

  test('has whatever the page lists, by each filter and several together', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const other = await addService(shop.business, shop.hosts, { name: 'Assessment', capacity: 8 })
    const link = await makeLink(shop)
    const session = await planSession({ ...shop, service: other }, IN_THREE_DAYS.plus({ hours: 9 }))
    const [anna, tom] = shop.hosts
    const placed = []
    for (let hour = 0; hour < 6; hour++) {
      const named = hour % 2 ? { name: 'Tom Ray', email: 'tom@example.com' } : {}
      const startsAt = IN_THREE_DAYS.plus({ days: hour % 3, hours: hour })
      const hostId = hour % 3 ? anna.id : tom.id
      placed.push(await place(shop, { ...named, startsAt, hostId }))
    }
    const inSession = { ...shop, service: other }
    placed.push(await place(inSession, { startsAt: IN_THREE_DAYS.plus({ hours: 9 }) }))
    const [first, second, third, fourth, fifth] = placed
    await first.merge({ status: 'cancelled', linkId: link.id }).save()
    await second.merge({ status: 'rejected', currency: 'EUR' }).save()
    const past = DateTime.utc().minus({ days: 3 })
    const times = { startsAt: past, endsAt: past.plus({ hours: 1 }) }
    await third.merge({ ...times, status: 'no_show' }).save()
    await fourth.merge({ status: 'pending', expiresAt: past }).save()
    await fifth.merge({ status: 'pending', expiresAt: IN_THREE_DAYS }).save()
    const day = IN_THREE_DAYS.setZone('Europe/London').toISODate()

    const filters = [
      ...['', 'view=coming', 'view=past', 'view=cancelled', 'view=expired', 'view=all'],
      ...['pending', 'approved', 'cancelled', 'rejected', 'expired', 'no_show', 'held'].map(
        (status) => `status=${status}`
      ),
      ...[`from=${day}`, `until=${day}`, `view=all&from=${day}&until=${day}`],
      ...[`service=${other.id}`, `host=${anna.id}`, `view=all&host=${tom.id}`],
      ...[`client=${first.clientId}`, `link=${link.id}`, `session=${session.id}`],
      ...['currency=EUR', 'search=tom+ray', `search=${first.reference}`],
      ...[`ids=${first.id},${second.id}`, `search=ray&status=held&host=${anna.id}`],
    ]
    for (const query of filters) {
      const page = (await client.get(`/admin/bookings?${query}`).loginAs(shop.user)).text()
      const shown = [...page.matchAll(/ledger__reference[^>]*>([^<]+)</g)].map(([, each]) => each)
      const file = (await client.get(`/admin/bookings.csv?${query}`).loginAs(shop.user)).text()
      const [, ...rows] = file.trimEnd().split('\r\n')
      assert.deepEqual(
        rows.map((row) => row.split(',')[0]),
        shown,
        query
      )
      if (query !== '') assert.isBelow(shown.length, query === 'view=all' ? 8 : 7, query)
    }
  })

  test('is the same by the clock of a business elsewhere, whatever the season', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ business: { timeZone: 'America/New_York' } })
    await storeBookings(shop, [
      { startsAt: DateTime.fromISO('2025-11-01T23:30', { zone: 'America/New_York' }) },
      { startsAt: DateTime.fromISO('2025-11-02T12:00', { zone: 'America/New_York' }) },
      { startsAt: DateTime.fromISO('2025-11-03T00:00', { zone: 'America/New_York' }) },
    ])
    const query = 'view=all&from=2025-11-01&until=2025-11-02'
    const file = await client.get(`/admin/bookings.csv?${query}`).loginAs(shop.user)
    const text = file.text()
    assert.lengthOf(text.trimEnd().split('\r\n'), 3)
    assert.include(text, ',2025-11-01T23:30:00-04:00,2025-11-02T00:30:00-04:00,America/New_York,')
    assert.include(text, ',2025-11-02T12:00:00-05:00,2025-11-02T13:00:00-05:00,America/New_York,')
  })

  test('however many there are, the queries stay as they are', async ({ client, assert }) => {
    const shop = await openShop()
    const count = async () =>
      (await queriesOf(() => client.get('/admin/bookings.csv').loginAs(shop.user))).length
    await place(shop)
    const few = await count()
    for (let hour = 1; hour < 8; hour++) {
      await place(shop, { name: `Client ${hour}`, startsAt: IN_THREE_DAYS.plus({ hours: hour }) })
    }
    assert.equal(await count(), few)
  })

  test('has each booking once, read in batches', async ({ client, assert }) => {
    const size = { hosts: 3, services: 5, bookings: 1_100, clients: 50 }
    await createGrown(size, DateTime.utc())
    const owner = await User.findByOrFail('email', GROWN.email)
    for (const view of ['coming', 'all']) {
      const file = await client.get(`/admin/bookings.csv?view=${view}`).loginAs(owner)
      const [, ...rows] = file.text().trimEnd().split('\r\n')
      const references = rows.map((row) => row.split(',')[0])
      assert.isNotEmpty(references)
      assert.lengthOf(new Set(references), references.length, view)
      if (view === 'all') assert.lengthOf(references, size.bookings)
    }
  })

  test('is for whoever keeps the business’s lists', async ({ client }) => {
    const shop = await openShop()
    await place(shop)
    const staff = await joinAs('staff', shop.business)
    const refused = await client.get('/admin/bookings.csv').loginAs(staff)
    refused.assertStatus(403)
    const page = await client.get('/admin/bookings').loginAs(shop.user)
    page.assertTextIncludes('/admin/bookings.csv')
  })
})
