import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'

const DETAILS = {
  ...{ name: 'Private lesson', length: '60', duration_minutes: '60', price: '50.00' },
  ...{ location_type: 'in_person', requires_approval: 'inherit', is_active: 'on' },
}

test.group('Further lengths of a service', (group) => {
  withGlobalTransaction(group)

  test('have a price each, kept in the currency’s digits, and say so', async ({
    client,
    assert,
  }) => {
    const { user, service } = await openShop()
    const address = `/admin/services/${service.id}`
    const saved = await client
      .post(address)
      .form({
        ...DETAILS,
        ...{ further_length_1: '90', further_price_1: '£70' },
        ...{ further_length_2: '', further_price_2: '' },
        ...{ further_length_3: '30', further_price_3: '28' },
        ...{ further_length_4: '120', further_price_4: '50.00' },
      })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    saved.assertStatus(303)
    const { durations, lengthPrices } = await Service.findOrFail(service.id)
    assert.deepEqual(durations, [30, 90, 120])
    assert.deepEqual(lengthPrices, { 30: '28.00', 90: '70.00' })
    const form = await client.get(address).loginAs(user)
    form.assertTextIncludes('30 min for £28.00, 90 min for £70.00, and 2 h')
    assert.match(form.text(), /value="28.00"[^>]*name="further_price_1"/)
    const list = await client.get('/admin/services').loginAs(user)
    list.assertTextIncludes('£28.00 – £70.00')
    const history = await client.get('/admin/history').loginAs(user)
    history.assertTextIncludes('30 min 28.00, 90 min 70.00')
  })

  for (const [what, row, field, sentence] of [
    ['what is no length', { further_length_1: 'long' }, 'durations', 'Write lengths from 5'],
    [
      'what is no price',
      { further_length_1: '30', further_price_1: 'cheap' },
      'further_price_1',
      'Write the price in GBP, for example 50',
    ],
    [
      'a length twice',
      { further_length_1: '45', further_length_2: '45', further_price_2: '45' },
      'further_length_2',
      'This length is there twice',
    ],
    [
      'a price of no length',
      { further_length_1: '', further_price_1: '9' },
      'further_length_1',
      'Write the length that this price is for',
    ],
  ] as const) {
    test(`refuses ${what}, and keeps what was typed`, async ({ client, assert }) => {
      const { user, service } = await openShop()
      const page = await client
        .post(`/admin/services/${service.id}`)
        .form({ ...DETAILS, ...row })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
      page.assertStatus(422)
      page.assertTextIncludes(`href="#${field}"`)
      page.assertTextIncludes(sentence)
      for (const typed of Object.values(row)) page.assertTextIncludes(`value="${typed}"`)
      assert.deepEqual((await Service.findOrFail(service.id)).durations, [])
    })
  }
})
