import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsAddress, filledForm, tenOClock } from '#tests/support/guest'
import { detailsOf } from '#tests/support/owner'

const PASSWORD = 'a-long-password'

const FROM_ELSEWHERE: Record<string, string>[] = [
  { 'origin': 'null', 'sec-fetch-site': 'cross-site' },
  { origin: 'https://evil.example' },
  { origin: 'null, null' },
]

test.group('A form whose origin the browser withholds', (group) => {
  withGlobalTransaction(group)

  test('is booked by its stamp, and by nothing without one', async ({ client }) => {
    const shop = await openShop()
    const send = (form: object) =>
      client.post(detailsAddress(shop)).header('origin', 'null').form(form).redirects(0)
    const unstamped = await send(filledForm(shop, tenOClock(), { stamp: '' }))
    unstamped.assertStatus(422)
    const booked = await send(filledForm(shop, tenOClock()))
    booked.assertStatus(303)
  })

  test('signs in by its token', async ({ client, assert }) => {
    const { user } = await openShop()
    const response = await client
      .post('/sign-in')
      .header('origin', 'null')
      .form({ email: user.email, password: PASSWORD })
      .withCsrfToken()
      .redirects(0)
    response.assertStatus(303)
    assert.equal(response.header('location'), '/admin')
  })

  test('is not sent on with a token of ours where it has none', async ({ client, assert }) => {
    const { user, business } = await openShop()
    const response = await client
      .post('/admin/settings/business')
      .header('origin', 'null')
      .form({ ...detailsOf(business), name: 'Forged' })
      .loginAs(user)
    response.assertStatus(422)
    response.assertTextIncludes('cannot tell which page it came from')
    assert.notInclude(response.text(), 'Forged')
    assert.equal((await business.refresh()).name, 'Swim School Pro')
  })

  for (const headers of FROM_ELSEWHERE) {
    test(`is refused with ${JSON.stringify(headers)}`, async ({ client }) => {
      const shop = await openShop()
      const response = await client
        .post(detailsAddress(shop))
        .headers(headers)
        .form(filledForm(shop, tenOClock()))
      response.assertStatus(403)
    })
  }
})
