import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import type { Shop } from '#tests/support/requests'

/** Everything that the form of the page holds, as a browser sends it, and what is typed over it. */
async function typedIn(client: ApiClient, { user, host }: Shop, typed: Record<string, string>) {
  const html = (await client.get(`/admin/people/${host.id}`).loginAs(user)).text()
  const hidden = html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)
  const kept = [...hidden].filter(([, name]) => name !== '_csrf')
  return {
    ...Object.fromEntries(kept.map(([, name, value]) => [name, value])),
    ...{ name: host.name, kind: 'person', time_zone: host.timeZone, is_active: 'on' },
    user: String(host.userId ?? ''),
    ...typed,
  }
}

const press = (client: ApiClient, { user }: Shop, path: string, form: Record<string, string>) =>
  client.post(path).form(form).loginAs(user).withCsrfToken().redirects(0)

test.group('The parts of somebody’s page', (group) => {
  withGlobalTransaction(group)

  async function twoServices() {
    const shop = await openShop({ hosts: 2 })
    const other = await addService(shop.business, [shop.hosts[1]], { name: 'Assessment' })
    const own = `/admin/people/${shop.host.id}`
    return { shop, other, own, ticked: { [`service_${shop.service.id}`]: 'on' } }
  }

  test('keep the ticks when the details are saved, and say that they are not', async ({
    client,
    assert,
  }) => {
    const { shop, other, own, ticked } = await twoServices()
    const tick = `service_${other.id}`
    const form = await typedIn(client, shop, { ...ticked, [tick]: 'on', name: 'Anna R.' })
    const saved = await press(client, shop, own, form)
    saved.assertStatus(200)
    saved.assertTextIncludes('Not saved yet')
    assert.match(saved.text(), new RegExp(`name="${tick}"[^>]*checked`))
    assert.equal((await shop.host.refresh()).name, 'Anna R.')
    await shop.host.load('services')
    assert.deepEqual(
      shop.host.services.map(({ id }) => id),
      [shop.service.id]
    )
    const then = { ...form, name: 'Anna R.', version: '' }
    const both = await press(client, shop, `${own}/services`, then)
    both.assertStatus(303)
    await shop.host.load('services')
    assert.lengthOf(shop.host.services, 2)
  })

  test('keep the details when the services or the sign-in are saved', async ({
    client,
    assert,
  }) => {
    const { shop, own, ticked } = await twoServices()
    for (const part of ['services', 'sign-in']) {
      const form = await typedIn(client, shop, { ...ticked, name: 'Typed' })
      const saved = await press(client, shop, `${own}/${part}`, { ...form, part })
      saved.assertStatus(200)
      saved.assertTextIncludes('value="Typed"')
      saved.assertTextIncludes('Not saved yet')
      assert.notEqual((await shop.host.refresh()).name, 'Typed')
    }
  })

  test('are shown as typed where one of them is refused', async ({ client, assert }) => {
    const { shop, other, own, ticked } = await twoServices()
    const tick = `service_${other.id}`
    const form = await typedIn(client, shop, { ...ticked, [tick]: 'on', name: '' })
    const refused = await press(client, shop, own, form)
    refused.assertStatus(422)
    assert.match(refused.text(), new RegExp(`name="${tick}"[^>]*checked`))
  })

  test('lead back to the page where nothing else was typed', async ({ client }) => {
    const { shop, own, ticked } = await twoServices()
    const form = await typedIn(client, shop, { ...ticked, name: 'Anna R.' })
    const saved = await press(client, shop, own, form)
    saved.assertStatus(303)
  })
})
