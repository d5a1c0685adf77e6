import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import PlaceBooking from '#actions/bookings/place_booking'
import { openShop } from '#database/factories/business'
import { byClient } from '#models/by'
import type Client from '#models/clients/client'
import { clientOf } from '#tests/support/clients'
import { withGlobalTransaction } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import type { Shop } from '#tests/support/requests'

const PHONE = '07700 900318'
const MARIA = { name: 'Maria Lopez', email: 'maria@lopez.example', phone: PHONE }
const TIM = { name: 'Tim Lopez', email: 'tim@lopez.example', phone: PHONE }

const atHour = (hour: number) => tenOClock().set({ hour })

/** Mother and son, as two records. */
async function family(shop: Shop) {
  const maria = await clientOf(shop, { ...MARIA, startsAt: atHour(8) })
  const joined = await clientOf(shop, { ...TIM, startsAt: atHour(9) })
  await joined.merge({ mergedInto: null, mergedVia: null, mergedAt: null }).save()
  return { maria, tim: joined }
}

const book = (
  { business, service }: Shop,
  hour: number,
  contact: { name: string; email?: string | null; phone?: string | null }
) =>
  new PlaceBooking().handle({
    ...{ businessId: business.id, serviceId: service.id, hostId: null },
    startsAt: atHour(hour).toMillis(),
    client: {
      ...{ email: null, phone: null, notes: null, ...contact },
      ...{ timeZone: 'Europe/London', locale: 'en-GB' },
    },
    idempotencyKey: null,
    by: byClient(),
  })

const block = (client: ApiClient, { user }: Shop, { id }: Client, number?: string) =>
  client
    .post(`/admin/clients/${id}/block`)
    .form({ block_reason: 'Did not pay', ...(number && { block_number: number }) })
    .loginAs(user)
    .withCsrfToken()
    .redirects(0)

test.group('A number that two clients share', (group) => {
  withGlobalTransaction(group)

  test('is on the form of a block, with who else gives it', async ({ client }) => {
    const shop = await openShop()
    const { maria, tim } = await family(shop)
    const page = await client.get(`/admin/clients/${maria.id}`).loginAs(shop.user)
    page.assertTextIncludes('Tim Lopez gives the same number.')
    page.assertTextIncludes(`Maria Lopez and everybody who gives ${PHONE}`)
    const refused = await block(client, shop, tim, 'whoever')
    refused.assertStatus(422)
  })

  test('is blocked with one of them, and the other’s page says whose block it is', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { maria, tim } = await family(shop)
    ;(await block(client, shop, maria, 'everybody')).assertStatus(303)
    assert.equal((await book(shop, 10, TIM)).outcome, 'blocked')
    assert.equal((await book(shop, 10, { ...TIM, phone: null })).outcome, 'booked')

    const theirs = await client.get(`/admin/clients/${tim.id}`).loginAs(shop.user)
    theirs.assertTextIncludes('Maria Lopez is blocked from booking online together with the number')
    theirs.assertTextIncludes(`href="/admin/clients/${maria.id}"`)
    const page = await client.get(`/admin/clients/${maria.id}`).loginAs(shop.user)
    page.assertTextIncludes('is refused: also Tim Lopez.')
    page.assertTextIncludes('In the name of Tim Lopez')
  })

  test('stays the other’s where only one of them is blocked', async ({ client, assert }) => {
    const shop = await openShop()
    const { maria, tim } = await family(shop)
    ;(await block(client, shop, maria, 'only_them')).assertStatus(303)
    assert.equal((await book(shop, 10, TIM)).outcome, 'booked')
    assert.equal((await book(shop, 11, { ...MARIA, phone: null })).outcome, 'blocked')
    const other = { ...MARIA, name: 'maria lopez', email: 'new@lopez.example' }
    assert.equal((await book(shop, 11, other)).outcome, 'blocked')

    const theirs = await client.get(`/admin/clients/${tim.id}`).loginAs(shop.user)
    assert.notInclude(theirs.text(), 'is blocked from booking online')
    const page = await client.get(`/admin/clients/${maria.id}`).loginAs(shop.user)
    page.assertTextIncludes('Tim Lopez can still book with it.')
  })

  test('is said at the desk to be whose block it is, and leads there', async ({ client }) => {
    const shop = await openShop()
    const { maria, tim } = await family(shop)
    await block(client, shop, maria)
    const refused = await client
      .post('/admin/bookings')
      .form({
        ...{ client: tim.id, service: shop.service.id, tell: 'nobody' },
        ...{ date: tenOClock().toFormat('yyyy-MM-dd'), time: '10:00' },
      })
      .loginAs(shop.user)
      .withCsrfToken()
    refused.assertStatus(409)
    refused.assertTextIncludes(`The number ${PHONE} is blocked with Maria Lopez`)
    refused.assertTextIncludes(`href="/admin/clients/${maria.id}"`)
    refused.assertTextIncludes('name="on_purpose"')
  })

  test('is free again when the block is ended', async ({ client, assert }) => {
    const shop = await openShop()
    const { maria } = await family(shop)
    await block(client, shop, maria, 'only_them')
    await client
      .post(`/admin/clients/${maria.id}/block/removal`)
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    assert.isTrue((await maria.refresh()).blocksNumber)
    assert.equal((await book(shop, 10, MARIA)).outcome, 'booked')
  })
})
