import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import Host from '#models/availability/host'
import { blockTime } from '#tests/support/blocks'
import { withGlobalTransaction } from '#tests/support/database'
import { hours, storeSession } from '#tests/support/diary'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place } from '#tests/support/requests'

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
      const ways = [...text.matchAll(/&amp;host=\d+"[^>]*>([^<]+)<\/a>/g)].map(([, name]) => name)
      assert.deepEqual(ways, people)
      const [, agenda] = text.split('panel__ways')
      const order = clients.map((name) => agenda.indexOf(name))
      assert.isAbove(order[0], 0)
      assert.isAbove(order[1], order[0])
    }
  })

  test('says of no room that it is free or away by itself, where it goes with a person', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { hostMode: 'collective' } })
    const { user, business, host, service } = shop
    const room = await Host.create({
      ...{ businessId: business.id, kind: 'room', name: 'Room 1', isActive: true },
      ...{ position: 9, timeZone: 'Europe/London' },
    })
    await room.related('availabilityRules').createMany(
      ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => ({
        ...{ dayOfWeek: weekday, opensTime: '08:00', closesTime: '20:00' },
        businessId: business.id,
      }))
    )
    await service.related('hosts').attach({ [room.id]: { business_id: business.id } })
    const date = IN_THREE_DAYS.setZone(business.timeZone).toISODate()
    const day = async () => {
      const text = (await client.get(`/admin?date=${date}`).loginAs(user)).text()
      const [, free = ''] = text.split('id="free"')
      return { text, free: free.split('</section>')[0] }
    }
    const together = await day()
    assert.include(together.free, host.name)
    assert.notInclude(together.free, 'Room 1')
    assert.match(together.text, /Room 1<span class="hidden-text"> cannot be used/)
    assert.notMatch(together.text, /Room 1[^.]{0,30} is away/)

    await addService(business, [room], { name: 'Hall' })
    assert.match((await day()).free, /Room 1[^]*From/)
  })

  test('counts for staff only what they may decide, there and in the menu', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByRequest()
    const { business, user, hosts } = shop
    const tom = await joinAs('staff', business)
    await place(shop, { name: 'Ines', hostId: hosts[0].id })
    const waits = (text: string) => text.includes('1<span class="hidden-text"> waiting</span>')
    const own = (await client.get('/admin').loginAs(user)).text()
    assert.isTrue(waits(own))
    assert.include(own, '/admin/requests/')
    const theirs = (await client.get('/admin').loginAs(tom)).text()
    assert.isFalse(waits(theirs))
    assert.notMatch(theirs, /\/admin\/requests\/\d/)
    await hosts[0].merge({ userId: tom.id }).save()
    const now = (await client.get('/admin').loginAs(tom)).text()
    assert.isTrue(waits(now))
    assert.match(now, /\/admin\/requests\/\d/)
  })

  test('shows a session with its places and a way to its roster, booked or not', async ({
    client,
    assert,
  }) => {
    const { user, host, service } = await openShop({ service: { name: 'Beginners', capacity: 3 } })
    const startsAt = DateTime.fromISO('2026-01-12T10:00', { zone: 'Europe/London' })
    const { id } = await storeSession({ service, host, startsAt, taken: 2 })
    const empty = startsAt.plus({ hours: 3 })
    const other = await storeSession({ service, host, startsAt: empty, taken: 0 })
    const text = (await client.get('/admin?date=2026-01-12').loginAs(user)).text()
    for (const words of ['2 of 3', '0 of 3', 'Nobody has booked yet.', '2 group sessions']) {
      assert.include(text, words)
    }
    for (const session of [id, other.id]) {
      assert.match(text, new RegExp(`href="/admin/sessions/${session}">Roster`))
    }
  })

  test('says that it is closed, or who is away, and when somebody is in again', async ({
    client,
    assert,
  }) => {
    const { user, hosts } = await openShop({ hosts: 2 })
    const [anna] = hosts
    for (const host of hosts) {
      await hours(host, [['09:00', '17:00']])
      await host.related('dateOverrides').create({
        ...{ businessId: host.businessId, date: '2026-12-25', windows: [], reason: 'Christmas' },
      })
    }
    await blockTime(hosts, {
      ...{
        firstDate: '2026-12-26',
        lastDate: '2026-12-27',
        startsTime: '00:00',
        endsTime: '24:00',
      },
    })
    const look = async (query: string) =>
      (await client.get(`/admin?${query}`).header('accept-language', 'en-GB').loginAs(user)).text()
    const christmas = await look('date=2026-12-25')
    assert.include(christmas, 'Closed (Christmas).')
    assert.include(christmas, 'href="/admin?date=2026-12-28">Next open: Monday 28 December')
    assert.notInclude(christmas, 'id="free"')
    assert.include(await look('date=2026-12-26'), 'Everyone away all day.')
    const own = await look(`date=2026-12-26&host=${anna.id}`)
    assert.include(own, 'Away all day.')
    assert.include(own, `href="/admin?date=2026-12-28&amp;host=${anna.id}"`)
    assert.notInclude(await look('date=2026-12-28'), 'Next open')
  })
})
