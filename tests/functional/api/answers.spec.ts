import { test } from '@japa/runner'
import { apiDescription, describedOperations } from '#controllers/guest/docs/api_description'
import { BODY_EXAMPLES } from '#shapes/openapi/examples'
import {
  operationAddress,
  type OperationDescription,
  pathTemplate,
} from '#shapes/openapi/operation'
import env from '#start/env'
import { faultsOf } from '#tests/support/api_answers'
import { type ApiWorld, openApiWorld, requestOf } from '#tests/support/api_world'
import { withRowsMadeOnce } from '#tests/support/database'

const INCLUDED: Readonly<Record<string, string>> = {
  '/api/v1/bookings/:id': 'history,notes,messages',
  '/api/v1/clients/:id': 'activities,bookings',
  '/api/v1/sessions/:id': 'roster,waiting',
}

function tellsVersion(operation: OperationDescription): boolean {
  const { paths } = apiDescription().reference.document
  const described = paths[pathTemplate(operation)][operation.method.toLowerCase()]
  return JSON.stringify(described).includes('#/components/headers/ETag')
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
      const { request } = await requestOf(client, world, operation)
      const response = await request
      assert.equal(response.status(), operation.status ?? 200, response.text())
      if (operation.list) assert.isNotEmpty(response.body().data)
      assert.deepEqual(faultsOf(operation, response), [])
      if (tellsVersion(operation)) assert.match(response.header('etag') ?? '', /^"[^"]+"$/)
    })
  }

  for (const operation of describedOperations.filter(({ beside }) => beside)) {
    test(`are as described with all that may be included: ${operationAddress(operation)}`, async ({
      client,
      assert,
    }) => {
      const query = { include: INCLUDED[operation.path] }
      const { request } = await requestOf(client, world, operation, { query })
      const response = await request
      response.assertStatus(200)
      assert.containsSubset(Object.keys(response.body()), Object.keys(operation.beside ?? {}))
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
