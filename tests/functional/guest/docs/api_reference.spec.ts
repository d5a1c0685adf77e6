import { test } from '@japa/runner'
import { describedOperations } from '#controllers/guest/docs/api_description'
import { operationId, resourceOf } from '#shapes/openapi/operation'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'

test.group('GET /docs/api', (group) => {
  withGlobalTransaction(group)

  test('explains every operation, with its scope, codes and an example', async ({
    client,
    assert,
  }) => {
    const overview = await client.get('/docs/api')
    overview.assertStatus(200)
    let text = ''
    for (const resource of new Set(describedOperations.map(resourceOf))) {
      const page = await client.get('/docs/api').qs({ of: resource })
      page.assertStatus(200)
      text += page.text()
    }
    for (const operation of describedOperations) {
      const id = operationId(operation)
      assert.include(overview.text(), `#${id}"`)
      assert.include(text, `id="${id}"`)
    }
    text += (await client.get('/docs/api?of=refusals')).text()
    text += (await client.get('/docs/api?of=schemas')).text()
    assert.include(text, 'id="schema-Booking"')
    assert.isBelow(overview.text().length, 100_000)
    for (const shown of ['bookings:write', '/docs/problems#slot_taken', 'Approve a booking']) {
      assert.include(text, shown)
    }
    assert.include(text, 'curl -X POST')
    assert.notMatch(text, /\[object|undefined|reference\.(?!css|js)\w/)
  })

  test('is searched by address, title and field', async ({ client, assert }) => {
    const found = await client.get('/docs/api').qs({ q: 'APPROVE booking' })
    assert.include(found.text(), 'id="post_api_v1_bookings_id_approve"')
    assert.notInclude(found.text(), 'id="get_api_v1_hosts"')
    const fields = await client.get('/docs/api').qs({ q: 'keeps_booked' })
    assert.include(fields.text(), 'id="put_api_v1_hosts_id_hours"')
    for (const nothing of ['<b>zebra</b>', 'zebra']) {
      const none = await client.get('/docs/api').qs({ q: nothing })
      none.assertStatus(200)
      assert.notInclude(none.text(), '<b>zebra')
      assert.include(none.text(), 'Nothing here is about')
    }
    ;(await client.get('/docs/api?q[]=x&of[]=y')).assertStatus(200)
    assert.include((await client.get('/docs/api?of=zebra')).text(), 'Nothing here is about')
  })

  test('is where the screen of keys leads', async ({ client, assert }) => {
    const { user } = await openShop()
    const page = await client.get('/admin/settings/keys').loginAs(user)
    assert.include(page.text(), 'href="/docs/api"')
  })
})
