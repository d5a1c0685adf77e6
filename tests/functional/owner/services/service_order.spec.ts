import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import Service from '#models/services/service'
import type Business from '#models/settings/business'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'

async function openList() {
  const shop = await openShop({ service: { name: 'Private lesson', category: 'Lessons' } })
  const { business, hosts } = shop
  const group = await addService(business, hosts, { name: 'Course', category: 'Together' })
  const trial = await addService(business, hosts, { name: 'Trial lesson', category: 'Lessons' })
  for (const [position, service] of [shop.service, group, trial].entries()) {
    await service.merge({ position }).save()
  }
  return { ...shop, ids: { private: shop.service.id, group: group.id, trial: trial.id } }
}

async function orderOf(business: Business): Promise<number[]> {
  const services = await Service.query()
    .where({ businessId: business.id })
    .orderBy('position')
    .orderBy('id')
  return services.map(({ id }) => id)
}

test.group('The order of services', (group) => {
  withGlobalTransaction(group)

  test('is that of the list, by heading, and is changed by buttons', async ({ client, assert }) => {
    const { user, business, ids } = await openList()
    const list = await client.get('/admin/services').loginAs(user)
    assert.match(
      list.text(),
      /<h2[^>]*>Lessons[\s\S]+Private lesson[\s\S]+Trial lesson[\s\S]+<h2[^>]*>Together[\s\S]+Course/
    )
    const press = async (fields: Record<string, string>) => {
      const page = await client.get('/admin/services').loginAs(user)
      const version = versionIn(page.text(), '/admin/services/order')
      return client
        .post('/admin/services/order')
        .form({ ...fields, version })
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
    }
    ;(await press({ earlier: `service-${ids.trial}` })).assertStatus(303)
    assert.deepEqual(await orderOf(business), [ids.trial, ids.private, ids.group])
    ;(await press({ later: `group-${ids.trial}` })).assertStatus(303)
    assert.deepEqual(await orderOf(business), [ids.group, ids.trial, ids.private])
    const page = await client.get(`/book/${business.slug}`)
    assert.match(page.text(), /Together[\s\S]+Course[\s\S]+Lessons[\s\S]+Trial[\s\S]+Private/)
  })

  test('keeps the button that was pressed under the finger', async ({ client, assert }) => {
    const { user, ids } = await openList()
    const page = await client.get('/admin/services').loginAs(user)
    const moved = await client
      .post('/admin/services/order')
      .form({
        earlier: `service-${ids.trial}`,
        version: versionIn(page.text(), '/admin/services/order'),
      })
      .loginAs(user)
      .withCsrfToken()
    // It is the first by now, so it can only go back.
    assert.match(moved.text(), new RegExp(`name="later" value="service-${ids.trial}"\\s+autofocus`))
  })

  test('is sent whole where it was dragged', async ({ client, assert }) => {
    const { user, business, ids } = await openList()
    const wanted = [ids.trial, ids.private, ids.group]
    const page = await client.get('/admin/services').loginAs(user)
    const version = versionIn(page.text(), '/admin/services/order')
    const send = (order: unknown[]) =>
      client
        .post('/admin/services/order')
        .json({ order, version })
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
    ;(await send([ids.trial])).assertStatus(409)
    ;(await send([...wanted, ids.trial])).assertStatus(409)
    ;(await send(['nothing', {}, null])).assertStatus(409)
    ;(await send(wanted)).assertStatus(303)
    assert.deepEqual(await orderOf(business), wanted)
  })

  test('has no place for the services of others', async ({ client, assert }) => {
    const { business, ids } = await openList()
    const stranger = await openShop()
    const page = await client.get('/admin/services').loginAs(stranger.user)
    const version = versionIn(page.text(), '/admin/services/order')
    const sent = await client
      .post('/admin/services/order')
      .json({ order: [ids.trial, ids.group, ids.private], version })
      .loginAs(stranger.user)
      .withCsrfToken()
      .redirects(0)
    sent.assertStatus(409)
    assert.deepEqual(await orderOf(business), [ids.private, ids.group, ids.trial])
  })

  test('a new service comes last', async ({ client, assert }) => {
    const { user, business } = await openList()
    await client
      .post('/admin/services')
      .form({
        ...{ name: 'Zumba', duration_minutes: '60', price: '0' },
        ...{ location_type: 'in_person', requires_approval: 'inherit' },
      })
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
    const last = await Service.query()
      .where({ businessId: business.id })
      .orderBy('position', 'desc')
      .firstOrFail()
    assert.equal(last.name, 'Zumba')
  })
})
