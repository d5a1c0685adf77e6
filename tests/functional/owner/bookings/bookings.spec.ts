import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, openShopByRequest, place } from '#tests/support/requests'

test.group('Bookings', (group) => {
  withGlobalTransaction(group)

  test('finds by status, day, service, host, name, address and reference', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const day = booking.startsAt.setZone(shop.business.timeZone)
    const before = day.minus({ days: 1 }).toISODate()
    for (const [query, isFound] of [
      ['', true],
      ['status=approved', true],
      ['status=pending', false],
      [`from=${day.toISODate()}&until=${day.toISODate()}`, true],
      [`until=${before}`, false],
      [`service=${shop.service.id}`, true],
      ['service=999999', false],
      [`host=${shop.host.id}`, true],
      ['host=999999', false],
      ['search=ines', true],
      ['search=DUARTE.example', true],
      [`search=${booking.reference}`, true],
      ['search=%25', false],
      ['status=&search=&from=', true],
    ] as const) {
      const response = await client.get(`/admin/bookings?${query}`).loginAs(shop.user)
      response.assertStatus(200)
      assert.equal(response.text().includes('Ines Duarte'), isFound, query)
    }
  })

  for (const query of [
    'status=lost',
    'from=yesterday',
    'from=2026-02-30',
    'service=x',
    'host=-4',
    'page=two',
    'search[]=a',
    `search=${'a'.repeat(200)}`,
  ]) {
    test(`answers ?${query.slice(0, 30)} in words and keeps what was asked`, async ({ client }) => {
      const { user } = await openShop()
      const response = await client.get(`/admin/bookings?${query}`).loginAs(user)
      response.assertStatus(422)
      response.assertTextIncludes('to put right')
    })
  }

  test('turns pages and keeps the filters', async ({ client, assert }) => {
    const shop = await openShop()
    for (let hour = 0; hour < 26; hour++) {
      await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: hour }), name: `Client ${hour}` })
    }
    const first = await client.get('/admin/bookings?status=approved').loginAs(shop.user)
    first.assertTextIncludes('Page 1 of 2')
    assert.match(first.text(), /\?(status=approved&amp;page=2|page=2&amp;status=approved)/)
    const second = await client.get('/admin/bookings?status=approved&page=2').loginAs(shop.user)
    second.assertTextIncludes('Client 0')
  })

  test('says who booked, and of a request who confirmed it', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    assert.include(page.text(), 'Booked by Ines Duarte')
    assert.notInclude(page.text(), 'Confirmed by')
  })

  test('shows facts, history and every message with its state', async ({ client }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop, { notes: 'Two\nlines' })
    const response = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    response.assertStatus(200)
    for (const words of [
      booking.reference,
      'Requested',
      'Request received',
      'Being sent',
      '£50.00',
    ]) {
      response.assertTextIncludes(words)
    }
    response.assertTextIncludes(`/manage/${booking.manageToken}`)
  })

  test('counts what else the client has had, and has to come', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const past = await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 4 }) })
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 6 }), email: 'other@client.example' })
    await db
      .from('bookings')
      .where('id', past.id)
      .update({
        status: 'completed',
        starts_at: DateTime.utc().minus({ days: 2, hours: 1 }).toJSDate(),
        ends_at: DateTime.utc().minus({ days: 2 }).toJSDate(),
      })
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    page.assertTextIncludes('One visit, last ')
    page.assertTextIncludes('Coming ')
    const list = await client.get('/admin/bookings').loginAs(shop.user)
    assert.lengthOf(list.text().match(/<span>One visit, last /g) ?? [], 2)
    assert.lengthOf(list.text().match(/<span>No visit yet/g) ?? [], 1)
  })

  test('begins with the next to come; what is past, cancelled or expired has its own list', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const names = ['Later', 'Next', 'Past', 'Cancelled', 'Expired']
    const hours = [4, 2, 6, 8, 10]
    const bookings = []
    for (const [index, name] of names.entries()) {
      bookings.push(
        await place(shop, { name, startsAt: IN_THREE_DAYS.plus({ hours: hours[index] }) })
      )
    }
    const [, , past, cancelled, expired] = bookings
    const change = (id: number, row: object) => db.from('bookings').where({ id }).update(row)
    const yesterday = DateTime.utc().minus({ days: 1 })
    await change(past.id, {
      starts_at: yesterday.minus({ hours: 1 }).toJSDate(),
      ends_at: yesterday.toJSDate(),
    })
    await change(cancelled.id, { status: 'cancelled' })
    await change(expired.id, { status: 'pending', expires_at: yesterday.toJSDate() })

    const listed = async (query: string) => {
      const page = await client.get(`/admin/bookings${query}`).loginAs(shop.user)
      page.assertStatus(200)
      return [...page.text().matchAll(/ledger__who"><a [^>]*>(\w+)</g)].map(([, name]) => name)
    }
    assert.deepEqual(await listed(''), ['Next', 'Later'])
    assert.deepEqual(await listed('?view=past'), ['Past'])
    assert.deepEqual(await listed('?view=cancelled'), ['Cancelled'])
    assert.deepEqual(await listed('?view=expired'), ['Expired'])
    assert.deepEqual(await listed('?view=all'), ['Expired', 'Cancelled', 'Later', 'Next', 'Past'])
    assert.deepEqual(await listed('?search=Past'), ['Past'])
  })

  test('cancels with a reason, which the history keeps', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const response = await client
      .post(`/admin/bookings/${booking.id}/cancellation`)
      .form({ reason: 'The pool is shut' })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    response.assertStatus(303)
    assert.equal((await Booking.findOrFail(booking.id)).status, 'cancelled')

    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    page.assertTextIncludes('The pool is shut')
    page.assertTextIncludes(`Cancelled by ${shop.user.fullName}`)
  })

  test('does not cancel what is over', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    await db.from('bookings').where('id', booking.id).update({ status: 'completed' })
    const response = await client
      .post(`/admin/bookings/${booking.id}/cancellation`)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    response.assertStatus(409)
    response.assertTextIncludes('can no longer be cancelled')
    assert.equal((await Booking.findOrFail(booking.id)).status, 'completed')
  })

  test('keeps a reason that is too long on the page', async ({ client }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const response = await client
      .post(`/admin/bookings/${booking.id}/cancellation`)
      .form({ reason: 'a'.repeat(1001) })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    response.assertStatus(422)
    response.assertTextIncludes('a'.repeat(1001))
  })
})

test.group('The day', (group) => {
  withGlobalTransaction(group)

  test('sets out one day by the clock of the business', async ({ client, assert }) => {
    const shop = await openShop({ business: { timeZone: 'Pacific/Auckland' } })
    const startsAt = DateTime.utc().plus({ days: 4 }).startOf('day').plus({ hours: 23 })
    await place(shop, { startsAt })
    const there = startsAt.setZone('Pacific/Auckland')
    const page = await client.get(`/admin?date=${there.toISODate()}`).loginAs(shop.user)
    page.assertTextIncludes('Ines Duarte')
    page.assertTextIncludes(there.toFormat('HH:mm'))
    page.assertTextIncludes('Times in Auckland')
    const before = there.minus({ days: 2 }).toISODate()
    const empty = await client.get(`/admin?date=${before}`).loginAs(shop.user)
    assert.notInclude(empty.text(), 'Ines Duarte')
  })

  test('shows one host alone, and knows no others', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const booking = await place(shop, { hostId: shop.hosts[1].id })
    const date = booking.startsAt.setZone(shop.business.timeZone).toISODate()
    const theirs = await client
      .get(`/admin?date=${date}&host=${shop.hosts[1].id}`)
      .loginAs(shop.user)
    theirs.assertTextIncludes('Ines Duarte')
    const other = await client
      .get(`/admin?date=${date}&host=${shop.hosts[0].id}`)
      .loginAs(shop.user)
    assert.notInclude(other.text(), 'Ines Duarte')

    const stranger = await openShop()
    const foreign = await client.get(`/admin?host=${stranger.host.id}`).loginAs(shop.user)
    foreign.assertStatus(404)
  })

  for (const query of ['date=2026-13-01', 'date=x', 'host=abc', 'date[]=2026-01-01']) {
    test(`answers ?${query} in words`, async ({ client }) => {
      const { user } = await openShop()
      const response = await client.get(`/admin?${query}`).loginAs(user)
      response.assertStatus(422)
    })
  }
})
