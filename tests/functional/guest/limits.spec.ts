import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { withRateLimits } from '#tests/support/limits'
import { detailsAddress, filledForm, tenOClock } from '#tests/support/guest'

test.group('Bookings from one address', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('are refused in words after ten in five minutes, with all that was typed; mistakes are free', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const mistaken = filledForm(tenOClock(), { client_email: 'not an address' })
    for (let attempt = 1; attempt <= 12; attempt++) {
      const response = await client.post(detailsAddress(shop)).form(mistaken)
      response.assertStatus(422)
    }
    for (let attempt = 1; attempt <= 10; attempt++) {
      const response = await client
        .post(detailsAddress(shop))
        .form(filledForm(tenOClock()))
        .redirects(0)
      response.assertStatus(attempt === 1 ? 303 : 409)
    }
    const response = await client.post(detailsAddress(shop)).form(filledForm(tenOClock()))
    response.assertStatus(429)
    assert.isAbove(Number(response.header('retry-after')), 0)
    assert.include(response.text(), 'Too many bookings came from your connection')
    assert.include(response.text(), 'value="Priya Shah"')
  })
})
