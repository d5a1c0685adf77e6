import { test } from '@japa/runner'
import { describedOperations } from '#controllers/guest/docs/api_description'
import { operationAddress } from '#shapes/openapi/operation'
import { type ApiWorld, openApiWorld, requestOf } from '#tests/support/api_world'
import { withRowsMadeOnce } from '#tests/support/database'

const changes = describedOperations.flatMap((change) => {
  const read = describedOperations.find(
    ({ method, path }) => method === 'GET' && path === change.path
  )
  return read && ['PUT', 'PATCH'].includes(change.method) ? [{ change, read }] : []
})

test.group('What was read of the API', (group) => {
  let world: ApiWorld
  withRowsMadeOnce(group, async () => {
    world = await openApiWorld()
  })

  for (const { change, read } of changes) {
    test(`can be sent back whole: ${operationAddress(change)}`, async ({ client, assert }) => {
      const asked = await requestOf(client, world, read)
      const stands = await asked.request
      stands.assertStatus(200)
      const send = async (body: object) =>
        (await requestOf(client, world, change)).request.json(body)

      const same = await send(stands.body())
      assert.equal(same.status(), 200, same.text())
      const { request } = await requestOf(client, world, read)
      const now = (await request).body()
      const known = Object.keys(change.body?.toJSONSchema().properties ?? {})
      const [name] = Object.keys(now).filter((field) => !known.includes(field))
      if (!name) return
      const other = await send({ ...now, [name]: 'other' })
      other.assertStatus(422)
      other.assertBodyContains({ errors: [{ pointer: `/${name}`, code: 'read_only' }] })
    })
  }

  test('goes for every resource', ({ assert }) => assert.isAbove(changes.length, 15))
})
