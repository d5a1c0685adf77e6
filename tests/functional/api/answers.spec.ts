import type { ApiClient, ApiResponse } from '@japa/api-client'
import { test } from '@japa/runner'
import { describedOperations } from '#controllers/guest/docs/api_description'
import { BODY_EXAMPLES } from '#shapes/openapi/examples'
import { operationAddress, type OperationDescription } from '#shapes/openapi/operation'
import env from '#start/env'
import { faultsOf } from '#tests/support/api_answers'
import {
  addressIn,
  type ApiWorld,
  exampleIn,
  openApiWorld,
  queryIn,
} from '#tests/support/api_world'
import { withRowsMadeOnce } from '#tests/support/database'
import { makeKey } from '#tests/support/keys'

async function send(
  client: ApiClient,
  world: ApiWorld,
  operation: OperationDescription
): Promise<ApiResponse> {
  const request = client
    .request(addressIn(world, operation), operation.method)
    .accept('json')
    .qs(queryIn(world, operation))
  const example = BODY_EXAMPLES[operationAddress(operation)] ?? {}
  if (operation.body) request.json(exampleIn(world, example) as object)
  if (!operation.scope) return request
  const { written } = await makeKey(world.business, world.user)
  return request.header('authorization', `Bearer ${written}`)
}

test.group('Answers of the API', (group) => {
  let world: ApiWorld
  withRowsMadeOnce(group, async () => {
    world = await openApiWorld()
    env.set('DEFAULT_BUSINESS', world.business.slug)
  })
  group.teardown(() => env.set('DEFAULT_BUSINESS', ''))

  for (const operation of describedOperations) {
    test(`are as described: ${operationAddress(operation)}`, async ({ client, assert }) => {
      const response = await send(client, world, operation)
      assert.equal(response.status(), operation.status ?? 200, response.text())
      if (operation.list) assert.isNotEmpty(response.body().data)
      assert.deepEqual(faultsOf(operation, response), [])
    })
  }

  test('have an example for every body that must be sent', ({ assert }) => {
    const without = describedOperations
      .filter(({ body }) => ((body?.toJSONSchema().required as string[]) ?? []).length > 0)
      .map(operationAddress)
      .filter((address) => !(address in BODY_EXAMPLES))
    assert.deepEqual(without, [])
  })
})
