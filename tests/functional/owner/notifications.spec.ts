import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Notification from '#models/notification'
import { withGlobalTransaction } from '#tests/support/database'
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

  test('says that nothing has happened yet', async ({ client }) => {
    const { user } = await openShop()
    const response = await client.get('/admin/notifications').loginAs(user)
    response.assertTextIncludes('Nothing has happened yet')
  })
})
