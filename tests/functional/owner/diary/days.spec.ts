import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, joinAs, place } from '#tests/support/requests'

test.group('A day', (group) => {
  withGlobalTransaction(group)

  test('begins with who looks at it, among people and among what begins at one time', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 3 })
    const { user, business, hosts } = shop
    const tom = await joinAs('staff', business)
    await hosts[1].merge({ userId: tom.id }).save()
    await place(shop, { name: 'Ines', hostId: hosts[0].id })
    await place(shop, { name: 'Jonas', hostId: hosts[1].id })
    const date = IN_THREE_DAYS.setZone(business.timeZone).toISODate()

    for (const [reader, people, clients] of [
      [tom, ['Tom Okafor', 'Anna Reed', 'Mia Brandt'], ['Jonas', 'Ines']],
      [user, ['Anna Reed', 'Tom Okafor', 'Mia Brandt'], ['Ines', 'Jonas']],
    ] as const) {
      const page = await client.get(`/admin?date=${date}`).loginAs(reader)
      page.assertStatus(200)
      const text = page.text()
      const ways = [...text.matchAll(/&host=\d+"[^>]*>([^<]+)<\/a>/g)].map(([, name]) => name)
      assert.deepEqual(ways, people)
      const [, agenda] = text.split('panel__ways')
      const order = clients.map((name) => agenda.indexOf(name))
      assert.isAbove(order[0], 0)
      assert.isAbove(order[1], order[0])
    }
  })
})
