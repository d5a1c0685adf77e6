import type { ApiRequest } from '@japa/api-client'
import { test } from '@japa/runner'
import { describedOperations } from '#controllers/guest/docs/api_description'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { operationAddress } from '#shapes/openapi/operation'
import { withRowsMadeOnce } from '#tests/support/database'
import { makeKey } from '#tests/support/keys'
import { makeLink } from '#tests/support/links'
import { tenOClock } from '#tests/support/guest'

const LEVEL = {
  ...{ key: 'level', type: 'text' as const, label: 'How well do you swim?', help: null },
  ...{ isRequired: false, maxLength: null, options: [] },
}
const starts = tenOClock().toUTC().toISO({ suppressMilliseconds: true })

test.group('What the API does not know', (group) => {
  type Shop = Awaited<ReturnType<typeof openShop>>
  let shop: Shop
  let address: string
  let written: string
  withRowsMadeOnce(group, async () => {
    shop = await openShop({ service: { questions: [LEVEL] } })
    address = `/api/booking/public/${shop.business.slug}`
    written = (await makeKey(shop.business, shop.user)).written
  })

  const keyed = (request: ApiRequest) => request.header('authorization', `Bearer ${written}`)
  const refusedFields = ({ errors }: { errors: { pointer: string; code: string }[] }) =>
    errors.map(({ pointer, code }) => `${pointer} ${code}`)

  test('is named in one answer with everything else that is wrong', async ({ client, assert }) => {
    const body = { service_id: shop.service.id, starts_at: 'soon', colour: 'red', shade: 1 }
    const clientSide = await client.post(`${address}/book`).json({ ...body, client_phone: '0' })
    const byKey = await keyed(client.post('/api/v1/bookings')).json({ ...body, seats: 0 })
    for (const response of [clientSide, byKey]) {
      response.assertStatus(422)
      const unknown = ['/colour unknown_field', '/shade unknown_field', '/starts_at invalid']
      assert.includeMembers(refusedFields(response.body()), unknown)
      assert.include(response.body().detail, '“colour”'.replace(/[“”]/g, '"'))
    }
    assert.include(refusedFields(clientSide.body()), '/client_name invalid')
    assert.include(refusedFields(byKey.body()), '/seats invalid')
    assert.lengthOf(await Booking.all(), 0)
  })

  test('is refused in what clients ask and change, too', async ({ client, assert }) => {
    const { token } = await makeLink(shop)
    const stray = { start: '2026-12-02' }
    const answers = [
      await client.get(`${address}/availability`).qs({ service_id: shop.service.id, ...stray }),
      await client.get(`/bookings/public/${token}/availability`).qs(stray),
      await client.post(`${address}/book/series`).json(stray),
      await client.post(`/bookings/public/${token}/book`).json(stray),
    ]
    for (const answer of answers) {
      answer.assertStatus(422)
      assert.include(refusedFields(answer.body()), '/start unknown_field')
    }
  })

  test('of answers is named by its key', async ({ client, assert }) => {
    const order = { service_id: shop.service.id, starts_at: starts, client_name: 'Priya Shah' }
    const body = { ...order, client_email: 'priya@example.com', answers: { height: '180' } }
    const answers = [
      await client.post(`${address}/book`).json(body),
      await keyed(client.post('/api/v1/bookings')).json(body),
    ]
    for (const answer of answers) {
      answer.assertStatus(422)
      assert.deepEqual(refusedFields(answer.body()), ['/answers/height unknown_question'])
      assert.include(answer.body().detail, '"height"')
    }
    assert.lengthOf(await Booking.all(), 0)
  })

  test('is not what a service asks: the document has a field for that', ({ assert }) => {
    const booking = describedOperations.filter(
      ({ method, path }) => method === 'POST' && /\/book(ing)?(\/series)?$|^\/public\//.test(path)
    )
    assert.lengthOf(booking, 6)
    for (const operation of booking) {
      const { answers } = operation.body!.toJSONSchema().properties as Record<
        string,
        { type?: string }
      >
      assert.equal(answers?.type, 'object', operationAddress(operation))
    }
  })
})
