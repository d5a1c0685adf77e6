import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { openShop } from '#database/factories/business'
import CalcomBridge from '#models/outside/calcom_bridge'
import OutsideBooking from '#models/outside/outside_booking'
import type User from '#models/accounts/user'
import { keptOutside } from '#tests/support/calcom'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'

const PAGE = '/admin/settings/calcom'

function send(client: ApiClient, user: User, path: string, fields: Record<string, string> = {}) {
  return client
    .post(PAGE + path)
    .form(fields)
    .loginAs(user)
    .withCsrfToken()
    .redirects(0)
}

async function versionOn(client: ApiClient, user: User, path: string) {
  return versionIn((await client.get(PAGE).loginAs(user)).text(), PAGE + path)
}

test.group('Moving from Cal.com', (group) => {
  withGlobalTransaction(group)

  test('begins with an address and a secret, shown once and renewed', async ({
    client,
    assert,
  }) => {
    const { user, business } = await openShop()
    const begun = await send(client, user, '/secret', { version: '' })
    begun.assertStatus(200)
    begun.assertHeader('cache-control', 'no-store')
    const bridge = await CalcomBridge.findByOrFail({ businessId: business.id })
    const secret = bridge.openSecret as string
    assert.include(begun.text(), `/api/webhooks/calcom?bridge=${bridge.token}`)
    assert.include(begun.text(), secret)
    assert.notInclude((await client.get(PAGE).loginAs(user)).text(), secret)

    ;(await send(client, user, '/secret', { version: '' })).assertStatus(409)
    const version = await versionOn(client, user, '/secret')
    ;(await send(client, user, '/secret', { version })).assertStatus(200)
    ;(await send(client, user, '/secret', { version })).assertStatus(409)
    await bridge.refresh()
    assert.notEqual(bridge.openSecret, secret)

    ;(await send(client, user, '/ending')).assertStatus(303)
    assert.isNull(await CalcomBridge.findBy({ businessId: business.id }))
  })

  test('the key is kept and never shown, and of two tabs the second is asked', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await keptOutside(shop)
    const { user } = shop
    const version = await versionOn(client, user, '/key')
    ;(await send(client, user, '/key', { api_key: 'cal live', version })).assertStatus(422)
    ;(await send(client, user, '/key', { api_key: 'cal_live_x1', version })).assertStatus(303)
    ;(await send(client, user, '/key', { api_key: 'cal_live_x2', version })).assertStatus(409)
    const page = (await client.get(PAGE).loginAs(user)).text()
    assert.notInclude(page, 'cal_live_x1')
    assert.include(page, 'Cal.com is told')
    const bridge = await CalcomBridge.findByOrFail({ businessId: shop.business.id })
    assert.equal(bridge.openKey, 'cal_live_x1')
  })

  test('says what is not the same, takes services, and lets it be', async ({ client, assert }) => {
    const shop = await openShop()
    const outside = await keptOutside(shop)
    await outside.merge({ clientEmail: 'asha@client.example' }).save()
    const { user } = shop
    const page = (await client.get(PAGE).loginAs(user)).text()
    assert.include(page, 'Asha Patel')
    assert.include(page, '>Lesson, asha@client.example<')
    assert.include(page, 'You have not said which of your services this is.')

    const version = versionIn(page, `${PAGE}/bookings/${outside.id}`)
    const path = `/bookings/${outside.id}`
    ;(await send(client, user, path, { how: 'never', version })).assertStatus(422)
    ;(await send(client, user, path, { how: 'aside', version })).assertStatus(303)
    ;(await send(client, user, path, { how: 'aside', version })).assertStatus(409)
    assert.equal((await OutsideBooking.findOrFail(outside.id)).state, 'put_aside')

    const other = await openShop()
    const mapping = await versionOn(client, user, '/services')
    const field = `service_${outside.outsideServiceId}`
    const strange = { [field]: String(other.service.id), version: mapping }
    ;(await send(client, user, '/services', strange)).assertStatus(303)
    await outside.load('outsideService')
    assert.isNull(outside.outsideService.serviceId)
    const right = { [field]: String(shop.service.id), version: mapping }
    ;(await send(client, user, '/services', right)).assertStatus(303)
    ;(await send(client, user, '/services', { ...strange })).assertStatus(409)
  })
})
