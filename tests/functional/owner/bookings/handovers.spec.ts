import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import Notification from '#models/notifications/notification'
import { findFaults } from '#queries/integrity/find_faults'
import { withGlobalTransaction } from '#tests/support/database'
import { rowVersionsIn } from '#tests/support/form_version'
import { planSession } from '#tests/support/sessions'
import { IN_THREE_DAYS as START, joinAs, place, type Shop } from '#tests/support/requests'

/** Three hosts; the first has two bookings and the others have one each, at the time of the second. */
async function openThree() {
  const shop = await openShop({ hosts: 3 })
  const [anna, tom, mia] = shop.hosts
  const later = START.plus({ hours: 4 })
  const free = await place(shop, { hostId: anna.id, name: 'Free' })
  const full = await place(shop, { hostId: anna.id, name: 'Full', startsAt: later })
  for (const { id } of [tom, mia]) await place(shop, { hostId: id, startsAt: later })
  await anna.merge({ isActive: false }).save()
  return { shop, anna, tom, mia, free, full }
}

const address = ({ id }: { id: number }) => `/admin/availability/handover?host=${id}`

const send = async (client: ApiClient, user: Shop['user'], host: { id: number }, ids: number[]) => {
  const versions = rowVersionsIn((await client.get(address(host)).loginAs(user)).text())
  const form = { 'bookings[]': ids, ...versions }
  return client.post(address(host)).form(form).loginAs(user).withCsrfToken()
}

test.group('What is left with a host who is off', (group) => {
  withGlobalTransaction(group)

  test('is at most a hundred at once, those first that can go, and says how many follow', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2, service: { capacity: 4 } })
    for (let day = 0; day < 102; day++) await planSession(shop, START.plus({ days: day }))
    const page = (await client.get(address(shop.host)).loginAs(shop.user)).text()
    const ids = [...page.matchAll(/name="bookings\[\]" value="(\d+)"/g)].map(([, id]) => Number(id))
    assert.lengthOf(ids, 100)
    assert.include(page, '2 more come when these are given away.')
    const given = await send(client, shop.user, shop.host, ids)
    given.assertTextIncludes('100 of 100 given to colleagues.')
    const left = (await client.get(address(shop.host)).loginAs(shop.user)).text()
    assert.lengthOf(left.match(/name="bookings\[\]"/g) ?? [], 2)
  }).timeout(60_000)

  test('goes to whoever is free, and says of each how it went', async ({ client, assert }) => {
    const { shop, anna, tom, mia, free, full } = await openThree()
    const hours = await client.get(`/admin/availability?host=${anna.id}`).loginAs(shop.user)
    hours.assertTextIncludes(address(anna))
    const page = await client.get(address(anna)).loginAs(shop.user)
    for (const { id } of [free, full])
      page.assertTextIncludes(`name="bookings[]" value="${id}" checked`)

    const given = await send(client, shop.user, anna, [free.id, full.id])
    given.assertStatus(200)
    given.assertTextIncludes('1 of 2 given to colleagues.')
    const { hostId } = await Booking.findOrFail(free.id)
    assert.include([tom.id, mia.id], hostId)
    given.assertTextIncludes(`given to ${hostId === tom.id ? tom.name : mia.name}`)
    given.assertTextIncludes(`nobody else is free then. It stays with ${anna.name}.`)
    const moving = `/admin/bookings/new?move=${full.id}&amp;return_to=`
    given.assertTextIncludes(`${moving}${encodeURIComponent(address(anna))}`)
    given.assertTextIncludes(`/admin/bookings/${full.id}#reason`)
    assert.equal((await Booking.findOrFail(full.id)).hostId, anna.id)
    given.assertTextIncludes(`value="${full.id}"`)
    assert.notInclude(given.text(), `value="${free.id}"`)
    assert.lengthOf(
      await Notification.query().where({ type: 'booking_reassigned', bookingId: full.id }),
      0
    )
    assert.deepEqual(
      (await findFaults()).filter(({ faults }) => faults.length > 0),
      []
    )
  })

  test('is a group session too, which goes whole or says why it cannot', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2, service: { capacity: 4, name: 'Aqua gym' } })
    const [anna, tom] = shop.hosts
    const later = START.plus({ hours: 4 })
    const free = await planSession(shop, START)
    const full = await planSession(shop, later)
    await planSession({ ...shop, host: tom }, later)
    const booking = await place(shop, { name: 'Zoe Lin' })
    const page = await client.get(address(anna)).loginAs(shop.user)
    page.assertTextIncludes(`name="bookings[]" value="${free.id}" checked`)
    page.assertTextIncludes('a group session, one place taken')
    assert.notInclude(page.text(), `name="bookings[]" value="${full.id}"`)
    page.assertTextIncludes('nobody else is free then')

    const given = await send(client, shop.user, anna, [free.id])
    given.assertStatus(200)
    assert.match(given.text(), new RegExp(`Aqua gym</a>[^<]*: given to ${tom.name}`))
    assert.equal((await free.refresh()).hostId, tom.id)
    assert.equal((await booking.refresh()).hostId, tom.id)
    const taken = await send(client, shop.user, anna, [full.id])
    taken.assertStatus(409)
    assert.equal((await full.refresh()).hostId, anna.id)
  })

  test('takes turns among those who are free', async ({ client, assert }) => {
    const { shop, anna, tom, mia } = await openThree()
    const bookings: Booking[] = []
    await anna.merge({ isActive: true }).save()
    for (const hours of [6, 8, 10, 12]) {
      bookings.push(await place(shop, { hostId: anna.id, startsAt: START.plus({ hours }) }))
    }
    await anna.merge({ isActive: false }).save()
    const ids = bookings.map(({ id }) => id)
    ;(await send(client, shop.user, anna, ids)).assertStatus(200)
    const after = await Booking.query().whereIn('id', ids)
    for (const { id } of [tom, mia]) {
      assert.lengthOf(
        after.filter(({ hostId }) => hostId === id),
        2
      )
    }
  })

  test('stays where none can go, or nothing was ticked, or it is another’s', async ({
    client,
    assert,
  }) => {
    const { shop, anna, tom, full } = await openThree()
    ;(await send(client, shop.user, anna, [full.id])).assertStatus(409)
    const none = await send(client, shop.user, anna, [])
    none.assertStatus(422)
    none.assertTextIncludes('Select at least one booking')
    const wrong = await send(client, shop.user, tom, [full.id])
    wrong.assertStatus(409)
    wrong.assertTextIncludes('it was changed meanwhile')

    const other = await openShop()
    ;(await send(client, other.user, anna, [full.id])).assertStatus(404)
    ;(await send(client, other.user, other.host, [full.id])).assertStatus(404)
    const staff = await joinAs('staff', shop.business)
    ;(await send(client, staff, anna, [full.id])).assertStatus(403)
    assert.equal((await Booking.findOrFail(full.id)).hostId, anna.id)
  })

  test('lists nothing that another could not give', async ({ client }) => {
    const { shop, anna, tom } = await openThree()
    const together = await addService(shop.business, [anna, tom], { hostMode: 'collective' })
    await anna.merge({ isActive: true }).save()
    const name = 'Both Needed'
    await place({ ...shop, service: together }, { name, startsAt: START.plus({ hours: 7 }) })
    const page = await client.get(address(anna)).loginAs(shop.user)
    page.assertTextIncludes('Free')
    if (page.text().includes(name)) throw new Error('It needs all of its hosts')
  })
})
