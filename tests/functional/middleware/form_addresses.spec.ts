import router from '@adonisjs/core/services/router'
import { test } from '@japa/runner'

/** What programs send to, where no page is expected. */
const MACHINES =
  /^\/((api|webhooks|bookings\/(public|links))\/|mcp(\/|$)|booking$|schedule\/:host\/:service\/book$)/

test.group('Addresses of forms', () => {
  test('are asked for too: by a reload, or a link that was kept', ({ assert }) => {
    const routes = Object.values(router.toJSON()).flat()
    const withMethod = (method: string) =>
      routes.filter(({ methods }) => methods.includes(method)).map(({ pattern }) => pattern)
    const pages = withMethod('GET')
    const forms = withMethod('POST').filter((pattern) => !MACHINES.test(pattern))
    assert.isAbove(forms.length, 40)
    assert.deepEqual(
      forms.filter((pattern) => !pages.includes(pattern)),
      []
    )
  })
})
