import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { DateTime } from 'luxon'
import { createGrown, GROWN } from '#database/demo/grown'
import { openShop } from '#database/factories/business'
import User from '#models/accounts/user'
import type Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { rowVersionsIn } from '#tests/support/form_version'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place, type Shop } from '#tests/support/requests'

const PAGE = '/admin/bookings/several'

test.group('Several bookings at once', (group) => {
  withEmptyTables(group)

  async function placeAll(shop: Shop, count: number): Promise<Booking[]> {
    const placed: Booking[] = []
    for (let index = 0; index < count; index++) {
      const startsAt = IN_THREE_DAYS.plus({ hours: index })
      placed.push(await place(shop, { name: `Client ${index}`, startsAt }))
    }
    return placed
  }

  const look = (client: ApiClient, user: User, change: string, bookings: Booking[]) => {
    const ids = bookings.map(({ id }) => `ids[]=${id}`).join('&')
    return client.get(`${PAGE}?do=${change}&${ids}`).loginAs(user)
  }

  const send = (
    client: ApiClient,
    user: User,
    { change, bookings, html, ...more }: { change: string; bookings: Booking[]; html: string }
  ) =>
    client
      .post(PAGE)
      .form({
        change,
        ...Object.fromEntries(bookings.map(({ id }, index) => [`chosen[${index}]`, String(id)])),
        ...rowVersionsIn(html),
        ...more,
      })
      .loginAs(user)
      .withCsrfToken()

  const statuses = async (bookings: Booking[]) =>
    Promise.all(bookings.map(async (each) => (await each.refresh()).status))

  test('lists the first of them first, in whatever order they were chosen', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByRequest()
    const placed = await placeAll(shop, 3)
    const page = await look(client, shop.user, 'cancel', placed.toReversed())
    const names = [...page.text().matchAll(/>(Client \d)<\/a>/g)].map(([, name]) => name)
    assert.deepEqual(names, ['Client 0', 'Client 1', 'Client 2'])
  })

  test('approving: what would happen is shown first, then a result for each', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByRequest()
    const bookings = await placeAll(shop, 3)
    await bookings[2].merge({ status: 'cancelled' }).save()
    const page = await look(client, shop.user, 'approve', bookings)
    page.assertTextIncludes('2 of 3 would be changed. Nothing has happened yet.')
    page.assertTextIncludes('will be confirmed, and the client gets a mail')
    page.assertTextIncludes('is not waiting for an answer')
    assert.deepEqual(await statuses(bookings), ['pending', 'pending', 'cancelled'])

    const done = await send(client, shop.user, { change: 'approve', bookings, html: page.text() })
    done.assertStatus(200)
    done.assertTextIncludes('2 of 3 changed.')
    done.assertTextIncludes('Already decided or expired')
    assert.deepEqual(await statuses(bookings), ['approved', 'approved', 'cancelled'])
    const again = await send(client, shop.user, { change: 'approve', bookings, html: page.text() })
    again.assertStatus(409)
    again.assertTextIncludes('None of 3 was changed.')
  })

  test('cancelling tells the reason; what was changed meanwhile stays', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const bookings = await placeAll(shop, 2)
    const html = (await look(client, shop.user, 'cancel', bookings)).text()
    await bookings[1].merge({ clientName: 'Somebody Else' }).save()
    const reason = 'The pool is shut'
    const done = await send(client, shop.user, {
      ...{ change: 'cancel', bookings, html, reason },
    })
    done.assertStatus(409)
    done.assertTextIncludes('1 of 2 changed.')
    done.assertTextIncludes('Changed meanwhile; nothing was done.')
    assert.deepEqual(await statuses(bookings), ['cancelled', 'approved'])
    const events = await db.from('booking_events').where('reason', reason)
    assert.lengthOf(events, 1)
  })

  test('declining asks for a reason, and keeps what was chosen', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const bookings = await placeAll(shop, 2)
    const html = (await look(client, shop.user, 'decline', bookings)).text()
    const refused = await send(client, shop.user, { change: 'decline', bookings, html })
    refused.assertStatus(422)
    refused.assertTextIncludes('Client 1')
    assert.deepEqual(await statuses(bookings), ['pending', 'pending'])
    const reason = 'We are full'
    await send(client, shop.user, { ...{ change: 'decline', bookings, html, reason } })
    assert.deepEqual(await statuses(bookings), ['rejected', 'rejected'])
  })

  test('who came is noted of those that have begun', async ({ client, assert }) => {
    const shop = await openShop()
    const bookings = await placeAll(shop, 2)
    const startsAt = DateTime.utc().minus({ hours: 2 })
    await bookings[0].merge({ startsAt, endsAt: startsAt.plus({ hours: 1 }) }).save()
    const page = await look(client, shop.user, 'no_show', bookings)
    page.assertTextIncludes('has not started yet')
    const html = page.text()
    const done = await send(client, shop.user, { change: 'no_show', bookings, html })
    done.assertTextIncludes('1 of 2 changed.')
    assert.deepEqual(await statuses(bookings), ['no_show', 'approved'])
  })

  test('the whole list, as it is narrowed, and not only what is ticked', async ({ client }) => {
    const shop = await openShop()
    await placeAll(shop, 2)
    await place(shop, {
      ...{ name: 'Tom Ray', email: 'tom@example.com' },
      startsAt: IN_THREE_DAYS.plus({ hours: 5 }),
    })
    const page = await client.get(`${PAGE}?do=cancel&all=on&search=client`).loginAs(shop.user)
    page.assertTextIncludes('2 of 2 would be changed')
    const none = await client.get(`${PAGE}?do=cancel&search=client`).loginAs(shop.user)
    none.assertTextIncludes('No booking was chosen.')
  })

  test('a whole list has those only that can be changed, so that it comes to its end', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const [first, second, third] = await placeAll(shop, 3)
    const startsAt = DateTime.utc().minus({ hours: 2 })
    for (const begun of [first, second]) {
      await begun.merge({ startsAt, endsAt: startsAt.plus({ minutes: 30 }) }).save()
    }
    await first.merge({ status: 'no_show' }).save()
    const shown = async (change: string, user = shop.user) => {
      const page = await client.get(`${PAGE}?do=${change}&all=on&view=all`).loginAs(user)
      return page.text()
    }
    const noShow = await shown('no_show')
    assert.include(noShow, '1 of 1 would be changed')
    assert.include(noShow, second.reference)
    assert.include(await shown('cancel'), third.reference)
    assert.include(await shown('approve'), 'None of them can be changed this way.')
    const staff = await joinAs('staff', shop.business)
    assert.include(await shown('cancel', staff), 'None of them can be changed this way.')
  })

  test('a list too long to write to says so, and writes to nobody', async ({ client }) => {
    await createGrown({ hosts: 3, services: 5, bookings: 1_200, clients: 20 }, DateTime.utc())
    const user = await User.findByOrFail('email', GROWN.email)
    const page = await client.get(`${PAGE}?do=message&all=on&view=all`).loginAs(user).redirects(0)
    page.assertStatus(422)
    page.assertTextIncludes('At most 500 bookings can be written to at once')
  })

  test('writing and exporting go on with the same bookings', async ({ client, assert }) => {
    const shop = await openShop()
    const bookings = await placeAll(shop, 2)
    const [{ id }] = bookings
    const write = await look(client, shop.user, 'message', [bookings[0]]).redirects(0)
    write.assertHeader('location', `/admin/messages/new?ids=${id}`)
    const file = await look(client, shop.user, 'export', [bookings[0]])
    file.assertStatus(200)
    assert.include(file.text(), 'Client 0')
    assert.notInclude(file.text(), 'Client 1')
  })

  test('staff change their own only; other businesses’ bookings are not there', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const staff = await joinAs('staff', shop.business)
    await shop.hosts[1].merge({ userId: staff.id }).save()
    const own = await place(shop, { hostId: shop.hosts[1].id })
    const other = await place(shop, { hostId: shop.hosts[0].id })
    const stranger = await openShop()
    const bookings = [own, other]
    const page = await look(client, staff, 'cancel', bookings)
    page.assertTextIncludes('is for somebody else to decide')
    await send(client, staff, { change: 'cancel', bookings, html: page.text() })
    assert.deepEqual(await statuses(bookings), ['cancelled', 'approved'])

    const theirs = await look(client, stranger.user, 'cancel', bookings)
    theirs.assertTextIncludes('No booking was chosen.')
    const sent = await send(client, stranger.user, { change: 'cancel', bookings, html: '' })
    sent.assertStatus(404)
    assert.deepEqual(await statuses(bookings), ['cancelled', 'approved'])
  })
})
