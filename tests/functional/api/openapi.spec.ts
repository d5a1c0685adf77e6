import { Validator } from '@seriousme/openapi-schema-validator'
import router from '@adonisjs/core/services/router'
import { test } from '@japa/runner'
import { pathTemplate } from '#shapes/openapi/operation'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Where people are led on, where agents speak a protocol of their own, and what only the portal's session opens. */
const NOT_DESCRIBED = /^api\.(schedule\.ask|agents|keyed\.agents|portal\..*)$/

test.group('GET /openapi.json', () => {
  test('is an OpenAPI 3.1 document, kept by whoever has it', async ({ client, assert }) => {
    const response = await client.get('/openapi.json')
    response.assertStatus(200)
    assert.match(response.header('content-type') ?? '', /^application\/json/)
    const { valid, errors } = await new Validator().validate(response.body())
    assert.isTrue(valid, JSON.stringify(errors))
    assert.match(response.body().openapi, /^3\.1\./)
    const again = await client
      .get('/openapi.json')
      .header('if-none-match', response.header('etag') ?? '')
    again.assertStatus(304)
  })

  test('describes every operation that the router has', async ({ client, assert }) => {
    const { paths } = (await client.get('/openapi.json')).body()
    const described = Object.entries<object>(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
    )
    const routed = Object.values(router.toJSON())
      .flat()
      .filter(({ name }) => name?.startsWith('api.') && !NOT_DESCRIBED.test(name))
      .flatMap(({ methods, pattern }) =>
        methods
          .filter((method) => METHODS.includes(method))
          .map((method) => `${method} ${pathTemplate({ path: pattern })}`)
      )
    assert.sameMembers(described, routed)
  })
})
