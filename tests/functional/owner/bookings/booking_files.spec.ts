import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { createGrown, GROWN } from '#database/demo/grown'
import User from '#models/accounts/user'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { queriesOf } from '#tests/support/queries'
import { IN_THREE_DAYS, joinAs, place } from '#tests/support/requests'

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
