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
    assert.notInclude((await client.get(own).loginAs(user)).text(), 'Preview it as a client')
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

  test('has no preview under a token that was made for something else', async ({ client }) => {
    const { service } = await openShop()
    const token = service.previewToken
    ;(await client.get(`/public/bookings/${token}`)).assertStatus(200)
    ;(await client.get(`/public/bookings/${token.slice(0, 22)}zzz`)).assertStatus(404)
  })
})
