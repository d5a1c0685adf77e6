import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { instant, place, tenOClock } from '#tests/support/guest'
import { makeLink } from '#tests/support/links'

const POOL = 'https://www.pool.example'
const OTHER = 'https://other.example'

async function openWorld() {
  const shop = await openShop({ settings: { requiresApproval: false, apiSites: [POOL] } })
  const { token } = await makeLink(shop)
  const booking = await place(shop, tenOClock(5))
  return { ...shop, token, booking }
}

type World = Awaited<ReturnType<typeof openWorld>>

const READS: ((world: World) => string)[] = [
  ({ business }) => `/api/booking/public/${business.slug}/`,
  ({ token }) => `/bookings/public/${token}`,
  ({ token }) => `/public/bookings/${token}`,
  ({ booking }) => `/api/booking/public/manage/${booking.manageToken}`,
  ({ booking }) => `/schedule/manage/${booking.manageToken}`,
  ({ host }) => `/schedule/${host.pageSlug}`,
  ({ host, service }) => `/schedule/${host.pageSlug}/${service.slug}`,
  ({ host, service }) => `/schedule/${host.pageSlug}/${service.slug}/slots`,
  () => '/availability',
]

function fromSite(client: ApiClient, address: string, origin: string) {
  return client.get(address).accept('json').header('origin', origin)
}

test.group('Scripts of other sites', (group) => {
  withEmptyTables(group)

  test('may read where the business named their site, and nowhere else', async ({
    client,
    assert,
  }) => {
    const world = await openWorld()
    for (const at of READS) {
      const response = await fromSite(client, at(world), POOL)
      response.assertStatus(200)
      assert.equal(response.header('access-control-allow-origin'), POOL, at(world))
      assert.include(response.header('access-control-expose-headers'), 'ratelimit')
      assert.isUndefined(response.header('access-control-allow-credentials'))
      for (const origin of [OTHER, 'null', `${POOL}.evil.example`, 'https://pool.example']) {
        const other = await fromSite(client, at(world), origin)
        assert.isUndefined(other.header('access-control-allow-origin'), at(world))
        assert.match(other.header('vary') ?? '', /\borigin\b/i)
      }
    }
  })

  test('may read nothing of a business that named no site', async ({ client, assert }) => {
    const { business } = await openShop()
    const response = await fromSite(client, `/api/booking/public/${business.slug}`, POOL)
    response.assertStatus(200)
    assert.isUndefined(response.header('access-control-allow-origin'))
    assert.match(response.header('vary') ?? '', /\borigin\b/i)
  })

  test('ask first, and are told what they may send', async ({ client, assert }) => {
    const { business } = await openWorld()
    const ask = (origin: string, path = `/api/booking/public/${business.slug}/book`) =>
      client
        .request(path, 'OPTIONS')
        .header('origin', origin)
        .header('access-control-request-method', 'POST')
        .header('access-control-request-headers', 'content-type, idempotency-key')
    const allowed = await ask(POOL)
    allowed.assertStatus(204)
    allowed.assertHeader('access-control-allow-origin', POOL)
    allowed.assertHeader('access-control-allow-methods', 'POST')
    for (const header of ['idempotency-key', 'mcp-protocol-version']) {
      assert.include(allowed.header('access-control-allow-headers'), header)
    }
    const other = await ask(OTHER)
    other.assertStatus(204)
    assert.isUndefined(other.header('access-control-allow-origin'))
    assert.match(other.header('vary') ?? '', /\borigin\b/i)
    for (const path of [`/book/${business.slug}/lesson/details`, '/admin/settings', '/nowhere']) {
      const page = await ask(POOL, path)
      assert.isAtLeast(page.status(), 400)
      assert.isUndefined(page.header('access-control-allow-origin'))
    }
  })

  test('book from a named site, and are refused readably', async ({ client, assert }) => {
    const { business, service } = await openWorld()
    const send = (origin: string, body: object) =>
      client
        .post(`/api/booking/public/${business.slug}/book`)
        .header('origin', origin)
        .header('sec-fetch-site', 'cross-site')
        .json(body)
    const body = {
      ...{ service_id: service.id, starts_at: instant(tenOClock()) },
      ...{ client_name: 'Priya Shah', client_email: 'priya@example.com' },
    }
    const other = await send(OTHER, body)
    other.assertStatus(403)
    other.assertBodyContains({ code: 'cross_site' })
    ;(await send(POOL, body)).assertStatus(201)
    const taken = await send(POOL, body)
    taken.assertStatus(409)
    taken.assertHeader('access-control-allow-origin', POOL)
    const form = await client
      .post(`/api/booking/public/${business.slug}/book`)
      .header('origin', POOL)
      .form(body)
    form.assertStatus(415)
    assert.equal(form.header('access-control-allow-origin'), POOL)
  })
})
