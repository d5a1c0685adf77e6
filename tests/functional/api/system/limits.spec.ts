import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { publicRequestsPerAddress } from '#start/limiter'
import env from '#start/env'
import { withEmptyTables } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { withRateLimits } from '#tests/support/limits'
import { queriesOf } from '#tests/support/queries'

const { most } = publicRequestsPerAddress

test.group('The limits of the API', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('are told with every answer', async ({ client, assert }) => {
    const { business } = await openShop()
    const address = `/api/booking/public/${business.slug}`
    const first = await client.get(address)
    first.assertHeader('ratelimit-policy', `"public";q=${most};w=60`)
    first.assertHeader('ratelimit', `"public";r=${most - 1};t=60`)
    first.assertHeader('x-ratelimit-limit', String(most))
    first.assertHeader('x-ratelimit-remaining', String(most - 1))
    first.assertHeader('x-ratelimit-reset', '60')
    for (const refused of [
      await client.get(`${address}/availability`).qs({ service_id: 'lesson' }),
      await client.post(`${address}/book`).form({ service_id: 1 }),
      await client.get('/api/booking/public/nobody-here'),
      await client.get('/api/nowhere'),
      await client.delete(address),
      await client.delete('/availability'),
      await client.get('/booking'),
      await client.get('/mcp'),
      await client.get(`/mcp/${business.slug}`),
      await client.get('/api/v1/bookings/%E0%A4%A'),
      await client.post('/api/webhooks/calcom').json({}),
    ]) {
      assert.isAtLeast(refused.status(), 400)
      assert.match(refused.header('ratelimit') ?? '', /^"public";r=\d+;t=\d+$/)
    }
  })

  test('of bookings stand beside those of reading, the narrower in short', async ({ client }) => {
    const { business, service } = await openShop()
    const response = await client.post(`/api/booking/public/${business.slug}/book`).json({
      ...{ service_id: service.id, starts_at: tenOClock().toUTC().toISO() },
      ...{ client_name: 'Priya Shah', client_email: 'priya@example.com' },
    })
    response.assertStatus(201)
    response.assertHeader('ratelimit-policy', `"public";q=${most};w=60, "booking";q=10;w=300`)
    response.assertHeader('ratelimit', `"public";r=${most - 1};t=60, "booking";r=9;t=300`)
    response.assertHeader('x-ratelimit-limit', '10')
    response.assertHeader('x-ratelimit-remaining', '9')
    response.assertHeader('x-ratelimit-reset', '300')
  })

  test('end in 429, which says how long to wait', async ({ client, assert }) => {
    const { business } = await openShop()
    const address = `/api/booking/public/${business.slug}`
    for (let request = 1; request <= most; request++) {
      ;(await client.get(address)).assertStatus(200)
    }
    const refused = await client.get(address)
    refused.assertStatus(429)
    refused.assertBodyContains({ status: 429, code: 'too_many_requests', errors: [] })
    assert.isAtLeast(Number(refused.header('retry-after')), 1)
    refused.assertHeader('x-ratelimit-remaining', '0')
    const page = await client.get(`/book/${business.slug}`).redirects(0)
    assert.isBelow(page.status(), 400)
  })

  test('cost reading no query', async ({ client, assert }) => {
    const { business } = await openShop()
    const address = `/api/booking/public/${business.slug}`
    const count = async () => (await queriesOf(async () => await client.get(address))).length
    await count()
    const limited = await count()
    env.set('RATE_LIMITS', 'off')
    assert.equal(limited, await count())
  })

  test('hold for what no route answers, there alone', async ({ client, assert }) => {
    for (let request = 1; request <= most; request++) {
      ;(await client.get('/api/nowhere')).assertStatus(404)
    }
    const refused = await client.put('/api/nowhere')
    refused.assertStatus(429)
    refused.assertHeader('content-type', 'application/problem+json; charset=utf-8')
    const page = await client.get('/nowhere')
    page.assertStatus(404)
    assert.isUndefined(page.header('ratelimit'))
    const unreadable = await client.get('/book/%E0%A4%A')
    unreadable.assertStatus(400)
    assert.isUndefined(unreadable.header('ratelimit'))
  })

  test('are off, and not told, where the installation says so', async ({ client, assert }) => {
    env.set('RATE_LIMITS', 'off')
    const { business } = await openShop()
    const response = await client.get(`/api/booking/public/${business.slug}`)
    assert.isUndefined(response.header('ratelimit'))
  })
})
