import { test } from '@japa/runner'
import Booking from '#models/bookings/booking'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS } from '#tests/support/requests'

test.group('A service before it is on offer', (group) => {
  withGlobalTransaction(group)

  test('is previewed as clients will see it, and cannot be booked', async ({ client, assert }) => {
    const { user, business, service } = await openShop({ service: { name: 'Aqua gym' } })
    const own = `/admin/services/${service.id}`
    assert.include((await client.get(own).loginAs(user)).text(), 'Preview it as a client')
    await service
      .merge({
        isActive: false,
        routing: {
          question: 'What brings you here?',
          answers: [{ text: 'Pain', hostId: null, serviceId: null }],
        },
      })
      .save()
    ;(await client.get(`/book/${business.slug}/${service.slug}`)).assertStatus(404)

    const page = await client.get(own).loginAs(user)
    const [path] = /\/public\/bookings\/[\w-]+/.exec(page.text()) ?? []
    if (!path) throw new Error('No preview is linked')
    const asked = await client.get(path)
    asked.assertStatus(200)
    asked.assertTextIncludes('This is a preview.')
    asked.assertTextIncludes('What brings you here?')
    asked.assertTextIncludes('£50.00')
    const times = await client.get(`${path}?answer=Pain`)
    times.assertTextIncludes('This is a preview.')
    times.assertTextIncludes('Choose a time')

    const start = IN_THREE_DAYS.toISO()
    const details = await client.get(`${path}/details`).qs({ start })
    details.assertTextIncludes('This is a preview.')
    const sent = await client.post(`${path}/details`).form({ start, client_name: 'Anna' })
    sent.assertStatus(409)
    sent.assertTextIncludes('Nothing was booked')
    assert.isNull(await Booking.findBy('serviceId', service.id))
  })

  test('shows in the editor what is typed as clients would see it, and saves nothing', async ({
    client,
    assert,
  }) => {
    const { user, service } = await openShop({ service: { name: 'Aqua gym' } })
    const preview = (changes: Record<string, string> = {}) =>
      client
        .post(`/admin/services/${service.id}`)
        .form({
          ...{ name: 'Aqua fit', length: '45', duration_minutes: '45', price: '18.5' },
          ...{ location_type: 'in_person', location_details: 'Hill pool', preview: '1' },
          ...{ requires_approval: 'yes', is_active: 'on', description: 'In warm water.' },
          ...changes,
        })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
    const shown = (await preview()).text()
    const [, seen] = /What clients see([^]*?)<\/section>/.exec(shown) ?? []
    for (const words of ['Aqua fit', 'In warm water.', '45 min', '£18.50', 'Hill pool']) {
      assert.include(seen, words)
    }
    assert.include(seen, 'They ask for a time')
    assert.include((await preview({ price: '0' })).text(), 'Free')
    assert.equal((await service.refresh()).name, 'Aqua gym')
  })

  test('has no preview under a token that was made for something else', async ({ client }) => {
    const { service } = await openShop()
    const token = service.previewToken
    ;(await client.get(`/public/bookings/${token}`)).assertStatus(200)
    ;(await client.get(`/public/bookings/${token.slice(0, 22)}zzz`)).assertStatus(404)
  })
})
