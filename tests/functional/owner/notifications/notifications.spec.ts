import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { openShop } from '#database/factories/business'
import Notification from '#models/notifications/notification'
import { withGlobalTransaction } from '#tests/support/database'
import { move } from '#tests/support/moves'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place } from '#tests/support/requests'

test.group('Notifications', (group) => {
  withGlobalTransaction(group)

  test('counts and lists what is new, then one is read, then all', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    await place(shop, { name: 'Grace Liu' })
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
    const own = () =>
      Notification.query().where({ userId: shop.user.id, channel: 'in_app' }).orderBy('id')
    const [first] = await own()

    const list = await client.get('/admin/notifications').loginAs(shop.user)
    list.assertTextIncludes('Notifications, 2 unread')
    list.assertTextIncludes('Grace Liu asks for a time')

    const read = await client
      .post(`/admin/notifications/${first.id}/reading`)
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    read.assertStatus(303)
    read.assertHeader('location', `/admin/bookings/${first.bookingId}`)
    assert.deepEqual(
      (await own()).map(({ readAt }) => readAt !== null),
      [true, false]
    )

    await client.post('/admin/notifications/readings').loginAs(shop.user).withCsrfToken()
    assert.isTrue((await own()).every(({ readAt }) => readAt !== null))
    const after = await client.get('/admin/notifications').loginAs(shop.user)
    after.assertTextIncludes('Notifications, none unread')
  })

  test('opens and marks read by one press', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, { name: 'Grace Liu' })
    const page = await client.get('/admin/notifications').loginAs(shop.user)
    const form = /<form class="news__what" method="post" action="([^"]+)">[\s\S]*?<\/form>/.exec(
      page.text()
    )
    assert.include(form?.[0], 'Grace Liu is booked')
    const opened = await client
      .post(String(form?.[1]))
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    opened.assertHeader('location', `/admin/bookings/${booking.id}`)
  })

  test('asks no more for an answer that was given, or that can no longer be given', async ({
    client,
  }) => {
    const shop = await openShopByRequest()
    const colleague = await joinAs('admin', shop.business)
    const answered = await place(shop)
    const expired = await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 4 }) })

    await client
      .post(`/admin/requests/${answered.id}/approval`)
      .loginAs(colleague)
      .withCsrfToken()
      .withVersion()
    await db
      .from('bookings')
      .where('id', expired.id)
      .update({ expires_at: new Date(0) })
    await Notification.query()
      .where({ userId: shop.user.id, type: 'booking_confirmed' })
      .update({ readAt: new Date() })
    const page = await client.get('/admin/notifications').loginAs(shop.user)
    page.assertTextIncludes('Notifications, one unread')
    page.assertTextIncludes('One is new.')
  })

  test('are one’s own: a colleague’s is not found and stays unread', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    await place(shop)
    const colleague = await joinAs('admin', shop.business)
    const theirs = await Notification.query()
      .where({ userId: shop.user.id, channel: 'in_app' })
      .firstOrFail()
    const response = await client
      .post(`/admin/notifications/${theirs.id}/reading`)
      .loginAs(colleague)
      .withCsrfToken()
    response.assertStatus(404)
    await client.post('/admin/notifications/readings').loginAs(colleague).withCsrfToken()
    assert.isNull((await theirs.refresh()).readAt)
  })

  test('say what was told then, with the present time beside it', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, { name: 'Grace Liu' })
    const moved = await move(booking, IN_THREE_DAYS.plus({ hours: 2 }))
    assert.equal(moved.outcome, 'moved')
    await move(await booking.refresh(), IN_THREE_DAYS.plus({ hours: 4 }))

    const page = await client.get('/admin/notifications').loginAs(shop.user)
    const rows = [...page.text().matchAll(/<p class="soft">Private lesson, ([^<]*)<\/p>/g)]
    const at = (hours: number) =>
      IN_THREE_DAYS.plus({ hours }).setZone('Europe/London').toFormat('HH:mm')
    const text = rows.map(([, row]) => [...row.matchAll(/\d\d:\d\d/g)].map(String))
    assert.deepEqual(text, [[at(4)], [at(2), at(4)], [at(0), at(4)]])
    assert.match(rows[1][1], /\(now [^)]*\)/)
    assert.notInclude(rows[0][1], 'now')
  })

  test('says that nothing has happened yet', async ({ client }) => {
    const { user } = await openShop()
    const response = await client.get('/admin/notifications').loginAs(user)
    response.assertTextIncludes('Nothing has happened yet')
  })
})
