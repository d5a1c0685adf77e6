import router from '@adonisjs/core/services/router'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { SCOPES } from '#models/keys/scopes'
import { operations } from '#start/routes/api'
import type { Operation } from '#start/routes/api/operation'
import { withGlobalTransaction } from '#tests/support/database'
import { makeKey } from '#tests/support/keys'

/** Of no row, and of no other parameter's kind either. */
const NOBODY = '999999999'

function send(client: ApiClient, { method, path }: Operation) {
  const address = path.replace(/\/:\w+/g, `/${NOBODY}`)
  const request = client.request(address, method)
  return method === 'GET' ? request : request.json({})
}

test.group('Every operation of the business’s API', (group) => {
  withGlobalTransaction(group)

  test('is one of the table, and has one row there', ({ assert }) => {
    const routes = Object.values(router.toJSON())
      .flat()
      .filter(({ name }) => name?.startsWith('api.v1.'))
    const listed = operations.map(({ method, path }) => `${method} ${path}`)
    assert.sameMembers(
      routes.flatMap(({ methods, pattern }) =>
        methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${pattern}`)
      ),
      listed
    )
    assert.lengthOf(new Set(listed), listed.length)
    assert.lengthOf(new Set(routes.map(({ name }) => name)), routes.length)
  })

  test('takes a key, and no cookie instead', async ({ client, assert }) => {
    const { user } = await openShop()
    for (const operation of operations) {
      const response = await send(client, operation).loginAs(user)
      assert.equal(response.status(), 401, operation.path)
      assert.equal(response.body().code, 'key_missing')
      assert.isUndefined(response.header('set-cookie'))
    }
  })

  test('takes a key for its scope', async ({ client, assert }) => {
    const { business, user } = await openShop()
    const keys = new Map<string, string>()
    for (const scope of new Set(operations.map((operation) => operation.scope))) {
      const scopes = SCOPES.filter((each) => each !== scope)
      keys.set(scope, (await makeKey(business, user, { scopes })).written)
    }
    for (const operation of operations) {
      const written = keys.get(operation.scope)
      const response = await send(client, operation).header('authorization', `Bearer ${written}`)
      assert.equal(response.status(), 403, operation.path)
      assert.equal(response.body().code, 'scope_missing')
    }
  })

  test('knows nothing under a number of nobody', async ({ client, assert }) => {
    const { business, user } = await openShop()
    const { written } = await makeKey(business, user)
    for (const operation of operations.filter(({ path }) => path.includes(':'))) {
      const response = await send(client, operation).header('authorization', `Bearer ${written}`)
      assert.equal(response.status(), 404, `${operation.method} ${operation.path}`)
    }
  })

  test('has a description of what it takes and answers', ({ assert }) => {
    for (const { path, query, body, one, list } of operations) {
      for (const described of [query, body, one, list]) {
        if (described) assert.equal(described.toJSONSchema().type, 'object', path)
      }
    }
  })
})
