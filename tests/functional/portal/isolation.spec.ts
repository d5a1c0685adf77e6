import router from '@adonisjs/core/services/router'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { namesInPath, pathWith } from '#shapes/openapi/operation'
import { BrowserSession } from '#tests/support/browser_session'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { portalOf } from '#tests/support/portal'

function portalRoutes() {
  return Object.values(router.toJSON())
    .flat()
    .filter(({ pattern }) => /^(\/api)?\/portal(\/|$)/.test(pattern))
    .flatMap(({ methods, pattern }) =>
      methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({ method, pattern, names: namesInPath({ path: pattern }) }))
    )
}

const about = () => portalRoutes().filter(({ names }) => names.includes('id'))

test.group('Two clients', (group) => {
  withEmptyTables(group)

  test('know nothing of each other’s bookings, at any address', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const own = await place(shop, tenOClock(3))
    const other = await place(shop, tenOClock(4), { email: 'quokka@example.com', name: 'Quokka' })
    const kept = async () => JSON.stringify(await Booking.query().orderBy('id'))
    const before = await kept()
    const browser = await portalOf('priya@example.com')
    assert.isAbove(about().length, 1)
    for (const { method, pattern } of about()) {
      const to = (id: number) => pathWith({ path: pattern }, () => String(id))
      for (const id of [other.id, 999_999_999]) {
        const answer = await browser.send(method, to(id), {})
        assert.equal(answer.status, 404, `${method} ${pattern}`)
        assert.notMatch(await answer.text(), /quokka/i)
      }
      const theirs = await browser.send(method, to(own.id), {})
      assert.notEqual(theirs.status, 404, `${method} ${pattern} finds one’s own`)
      if (method === 'GET') assert.equal(await kept(), before)
    }
    const lists = portalRoutes().filter(
      ({ method, names }) => method === 'GET' && names.length === 0
    )
    for (const { pattern } of lists) {
      const answer = await browser.send('GET', pattern)
      assert.notMatch(await answer.text(), /quokka/i, pattern)
    }
  })

  test('are asked to sign in at every address but that of the sign-in', async ({ assert }) => {
    const browser = new BrowserSession()
    const open = new Set(['/portal', '/portal/sign-in/:token', '/portal/sign-out'])
    const closed = portalRoutes().filter(({ method, pattern }) => {
      return !open.has(pattern) && !(method === 'GET' && pattern.startsWith('/portal/sign-out'))
    })
    await browser.get('/portal')
    for (const { method, pattern } of closed) {
      const answer = await browser.send(
        method,
        pathWith({ path: pattern }, () => '1'),
        {}
      )
      const isApi = pattern.startsWith('/api/')
      assert.equal(answer.status, isApi ? 401 : method === 'GET' ? 302 : 303, pattern)
      if (!isApi) assert.match(answer.headers.get('location') ?? '', /^\/portal(\?|$)/)
    }
  })
})
