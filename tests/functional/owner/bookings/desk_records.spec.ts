import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import BlockClient from '#actions/clients/block_client'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byUser } from '#models/by'
import Client from '#models/clients/client'
import { clientOf } from '#tests/support/clients'
import { withGlobalTransaction } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { place, type Shop } from '#tests/support/requests'

const PHONE = '07700 900318'
const MARIA = { name: 'Maria Lopez', email: 'maria@lopez.example', phone: PHONE }
const TIM = { client_name: 'Tim Lopez', client_phone: '+44 7700 900318' }
const MARY = { ...TIM, client_name: 'Mary Lopez', client_email: 'mary@lopez.example' }
const ANEW = { anew: 'on' }

const send = (client: ApiClient, { user, service }: Shop, hour: number, form: object) =>
  client
    .post('/admin/bookings')
    .form({
      ...{ who: 'new', service: service.id, tell: 'nobody' },
      ...{ date: tenOClock().toFormat('yyyy-MM-dd'), time: `${hour}:00`, ...form },
    })
    .loginAs(user)
    .withCsrfToken()
    .redirects(0)

/** Of the booking that was made last. */
async function lastRecord(): Promise<Client> {
  const { clientId } = await Booking.query().orderBy('id', 'desc').firstOrFail()
  const { recordId } = await Client.findOrFail(clientId)
  return Client.findOrFail(recordId)
}

const atHour = (hour: number) => tenOClock().set({ hour })

test.group('Somebody else at the desk, with the number or address of a client', (group) => {
  withGlobalTransaction(group)

  for (const [title, known] of [
    ['who has an address too', MARIA],
    ['who has nothing else', { ...MARIA, email: null }],
  ] as const) {
    test(`is asked about and kept apart from one ${title}, as is all of a family`, async ({
      client,
      assert,
    }) => {
      const shop = await openShop()
      const maria = await clientOf(shop, { ...known, startsAt: atHour(8) })
      ;(await send(client, shop, 9, TIM)).assertStatus(409)
      ;(await send(client, shop, 9, { ...TIM, ...ANEW })).assertStatus(303)
      const tim = await lastRecord()
      ;(await send(client, shop, 10, MARY)).assertStatus(409)
      ;(await send(client, shop, 10, { ...MARY, ...ANEW })).assertStatus(303)
      const mary = await lastRecord()
      assert.deepEqual([tim.name, mary.name], ['Tim Lopez', 'Mary Lopez'])
      assert.lengthOf(new Set([maria.id, tim.id, mary.id]), 3)
      assert.lengthOf(await Client.query().whereNotNull('merged_into'), 0)
      const found = await client.get('/admin/bookings/new?q=318').loginAs(shop.user)
      for (const { id } of [maria, tim, mary]) assert.include(found.text(), `client=${id}`)

      // Typed again they are known by name, and not asked about.
      ;(await send(client, shop, 11, TIM)).assertStatus(303)
      assert.equal((await lastRecord()).id, tim.id)
      // As they are whichever way they book.
      const online = async (hour: number, wanted: object) => {
        await place(shop, { email: null, phone: PHONE, startsAt: atHour(hour), ...wanted })
        return (await lastRecord()).id
      }
      assert.equal(await online(12, { name: 'tim lopez' }), tim.id)
      assert.equal(await online(13, { name: 'M. L.', email: 'mary@lopez.example' }), mary.id)
      assert.equal(await online(14, { name: 'Mary Lopez' }), mary.id)
      assert.equal(await online(15, { name: 'Tim Lopez', email: 'tim@lopez.example' }), tim.id)
      assert.equal(await online(16, { name: 'Maria Lopez' }), maria.id)
      assert.equal(await online(17, { name: 'M. Lopez' }), maria.id)
    })
  }

  test('by address too', async ({ client, assert }) => {
    const shop = await openShop()
    const maria = await clientOf(shop, { ...MARIA, startsAt: atHour(8) })
    const kid = { client_name: 'Kit Lopez', client_email: 'Maria@Lopez.example' }
    ;(await send(client, shop, 9, kid)).assertStatus(409)
    ;(await send(client, shop, 9, { ...kid, ...ANEW })).assertStatus(303)
    const kit = await lastRecord()
    assert.notEqual(kit.id, maria.id)
    for (const [hour, name, id] of [
      [10, 'kit lopez', kit.id],
      [11, 'Maria', maria.id],
    ] as const) {
      await place(shop, { name, email: 'maria@lopez.example', startsAt: atHour(hour) })
      assert.equal((await lastRecord()).id, id)
    }

    // Their details are put right without running into the other's.
    const saved = await client
      .post(`/admin/clients/${kit.id}/edit`)
      .form({ name: 'Kit', email: 'maria@lopez.example', locale: 'en-GB', notes: 'Shy' })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    saved.assertStatus(303)
    assert.equal((await kit.refresh()).notes, 'Shy')
  })

  test('is one client on all dates of a series, at the same times as the other', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const maria = await clientOf(shop, { ...MARIA, startsAt: atHour(9) })
    const weekly = { repeat: 'weekly', dates: 3 }
    ;(await send(client, shop, 9, { ...TIM, ...ANEW, ...weekly })).assertStatus(303)
    const bookings = await Booking.query().where({ clientName: 'Tim Lopez' })
    assert.lengthOf(bookings, 3)
    const ids = new Set(bookings.map(({ clientId }) => clientId))
    assert.lengthOf(ids, 1)
    assert.notInclude([...ids], maria.id)
  })

  test('is not blocked with them, nor they with somebody else', async ({ client, assert }) => {
    const shop = await openShop()
    const maria = await clientOf(shop, { ...MARIA, startsAt: atHour(8) })
    const block = ({ id: clientId }: Client) =>
      new BlockClient().handle({
        ...{ businessId: shop.business.id, clientId, reason: 'Did not pay' },
        by: byUser(shop.user.id),
      })
    ;(await send(client, shop, 9, { ...TIM, ...ANEW })).assertStatus(303)
    const tim = await lastRecord()
    await block(tim)
    ;(await send(client, shop, 10, { who: '', client: maria.id })).assertStatus(303)
    await place(shop, { ...MARIA, startsAt: atHour(11) })
    assert.equal((await lastRecord()).id, maria.id)
    ;(await send(client, shop, 12, TIM)).assertStatus(409)

    await block(maria)
    ;(await send(client, shop, 13, { ...MARY, ...ANEW })).assertStatus(303)
    assert.equal((await lastRecord()).name, 'Mary Lopez')
  })
})

test.group('Whoever is booked by name only', (group) => {
  withGlobalTransaction(group)

  test('has a record, is found by name, and is matched by nothing', async ({ client, assert }) => {
    const shop = await openShop()
    const joe = { client_name: 'Joe Bloggs' }
    ;(await send(client, shop, 9, { ...joe, repeat: 'weekly', dates: 2 })).assertStatus(303)
    const first = await lastRecord()
    assert.lengthOf(await Client.all(), 1)
    const list = await client.get('/admin/clients').loginAs(shop.user)
    list.assertTextIncludes('Joe Bloggs')
    const found = await client.get('/admin/bookings/new?q=joe').loginAs(shop.user)
    assert.include(found.text(), `client=${first.id}`)
    const page = await client.get(`/admin/clients/${first.id}`).loginAs(shop.user)
    page.assertStatus(200)

    ;(await send(client, shop, 10, { who: '', client: first.id })).assertStatus(303)
    assert.equal((await lastRecord()).id, first.id)
    ;(await send(client, shop, 11, joe)).assertStatus(303)
    assert.notEqual((await lastRecord()).id, first.id)

    const save = (details: object) =>
      client
        .post(`/admin/clients/${first.id}/edit`)
        .form({ name: 'Joe Blogs', locale: 'en-GB', ...details })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    ;(await save({})).assertStatus(303)
    ;(await save({ phone: PHONE })).assertStatus(303)
    assert.deepInclude((await first.refresh()).$attributes, { name: 'Joe Blogs', phone: PHONE })
    ;(await save({})).assertStatus(422)
  })

  test('has none where nobody was named', async ({ client, assert }) => {
    const shop = await openShop()
    ;(await send(client, shop, 9, { who: 'none' })).assertStatus(303)
    assert.isNull((await Booking.firstOrFail()).clientId)
    assert.isEmpty(await Client.all())
  })
})
