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
import { withEmptyTables } from '#tests/support/database'
import { makeKey } from '#tests/support/keys'

const reads = describedOperations.filter(({ method }) => method === 'GET')
const withExamples = describedOperations.filter(
  (operation) => operationAddress(operation) in BODY_EXAMPLES
)

async function openWorld() {
  const world = await openApiWorld()
  env.set('DEFAULT_BUSINESS', world.business.slug)
  return world
}

async function send(
  client: ApiClient,
  world: ApiWorld,
  operation: OperationDescription
): Promise<ApiResponse> {
  const request = client
    .request(addressIn(world, operation), operation.method)
    .accept('json')
    .qs(queryIn(world, operation))
  const example = BODY_EXAMPLES[operationAddress(operation)]
  if (example) request.json(exampleIn(world, example) as object)
  if (!operation.scope) return request
  const { written } = await makeKey(world.business, world.user)
  return request.header('authorization', `Bearer ${written}`)
}

test.group('Answers of the API', (group) => {
  withEmptyTables(group)
  group.each.setup(() => () => env.set('DEFAULT_BUSINESS', ''))

  for (const operation of reads) {
    test(`are as described: ${operationAddress(operation)}`, async ({ client, assert }) => {
      const response = await send(client, await openWorld(), operation)
      response.assertStatus(200)
      const { data } = response.body()
      if (operation.list) assert.isNotEmpty(data)
      assert.deepEqual(faultsOf(operation, response), [])
    })
  }

  for (const operation of withExamples) {
    test(`are as described: the example of ${operationAddress(operation)}`, async ({
      client,
      assert,
    }) => {
      const response = await send(client, await openWorld(), operation)
      response.assertStatus(operation.status ?? 200)
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
