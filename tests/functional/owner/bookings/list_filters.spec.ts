import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { IN_THREE_DAYS, place } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'

test.group('What the list of bookings is narrowed to', (group) => {
  withEmptyTables(group)

  test('one client’s bookings, whenever they are, under their name', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const past = await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
    const startsAt = DateTime.utc().minus({ days: 4 })
    await past.merge({ startsAt, endsAt: startsAt.plus({ hours: 1 }) }).save()
    await place(shop, {
      ...{ name: 'Tom Ray', email: 'tom@example.com' },
      startsAt: IN_THREE_DAYS.plus({ hours: 1 }),
    })
    const list = await client.get(`/admin/bookings?client=${booking.clientId}`).loginAs(shop.user)
    list.assertTextIncludes('Client: Ines Duarte')
    list.assertTextIncludes('2 bookings.')
    assert.notInclude(list.text(), 'Tom Ray')
  })

  test('one session’s, and what came through one link', async ({ client, assert }) => {
    const shop = await openShop({ service: { capacity: 8 } })
    const session = await planSession(shop, IN_THREE_DAYS)
    const inside = await place(shop)
    await planSession(shop, IN_THREE_DAYS.plus({ hours: 2 }))
    const other = await place(shop, {
      ...{ name: 'Tom Ray', email: 'tom@example.com' },
      startsAt: IN_THREE_DAYS.plus({ hours: 2 }),
    })
    assert.equal(inside.sessionId, session.id)
    const ofSession = await client.get(`/admin/bookings?session=${session.id}`).loginAs(shop.user)
    ofSession.assertTextIncludes('Session: ')
    ofSession.assertTextIncludes('Ines Duarte')
    assert.notInclude(ofSession.text(), 'Tom Ray')

    const ofLink = await client.get(`/admin/bookings?link=999`).loginAs(shop.user)
    ofLink.assertTextIncludes('No booking fits these filters.')
    assert.notInclude(ofLink.text(), other.reference)
  })

  test('the last page, where a page beyond it is asked for', async ({ client, assert }) => {
    const shop = await openShop()
    await place(shop)
    for (const path of ['/admin/bookings', '/admin/clients']) {
      const page = await client.get(`${path}?page=99`).loginAs(shop.user)
      page.assertStatus(200)
      assert.include(page.text(), 'Ines Duarte')
    }
  })

  test('nothing of another business', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const stranger = await openShop()
    const list = await client
      .get(`/admin/bookings?client=${booking.clientId}`)
      .loginAs(stranger.user)
    list.assertTextIncludes('For something that no longer exists')
    assert.notInclude(list.text(), 'Ines')
  })
})
