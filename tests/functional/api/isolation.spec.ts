import router from '@adonisjs/core/services/router'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { describedOperations } from '#controllers/guest/docs/api_description'
import {
  namesInPath,
  operationAddress,
  type OperationDescription,
  pathWith,
} from '#shapes/openapi/operation'
import { sentSchema } from '#shapes/openapi/schemas'
import env from '#start/env'
import {
  type ApiWorld,
  numbersIn,
  openApiWorld,
  requestOf,
  valueIn,
} from '#tests/support/api_world'
import { withRowsMadeOnce } from '#tests/support/database'

/** What anybody may name, or what is itself the secret. */
const NOT_OF_A_BUSINESS = new Set([
  ...['date', 'provider', 'tag', 'token', 'key', 'file', 'slug', 'channel', 'what'],
  ...['message', 'language'],
])

const keyed = describedOperations.filter(({ scope }) => scope !== undefined)

interface Pointed {
  pointer: string
}

/** Fields that hold numbers: "service_id", "host_ids". */
function idsOf(described: OperationDescription['body'], operation: OperationDescription) {
  const { properties = {} } = described ? sentSchema(described, operation) : {}
  return Object.keys(properties).filter((name) => /_ids?$/.test(name))
}

test.group('Two businesses', (group) => {
  let own: ApiWorld
  let other: ApiWorld
  let theirs: string

  withRowsMadeOnce(group, async () => {
    own = await openApiWorld()
    other = await openApiWorld()
    await other.business.merge({ name: 'Quokka Dental' }).save()
    await other.service.merge({ name: 'Quokka cleaning' }).save()
    for (const host of other.hosts) await host.merge({ name: `Quokka ${host.id}` }).save()
    env.set('DEFAULT_BUSINESS', own.business.slug)
    theirs = await rowsOf(other)
  })
  group.teardown(() => env.set('DEFAULT_BUSINESS', ''))

  for (const operation of keyed) {
    for (const name of namesInPath(operation).filter((each) => !NOT_OF_A_BUSINESS.has(each))) {
      test(`know nothing of each other’s ${name}: ${operationAddress(operation)}`, async ({
        client,
        assert,
      }) => {
        const address = pathWith(operation, (each) =>
          valueIn(each === name ? other : own, operation, each)
        )
        const { request } = await requestOf(client, own, operation, { address })
        const response = await request
        response.assertStatus(404)
        assert.notMatch(response.text(), /quokka/i)
        assert.equal(await rowsOf(other), theirs)
      })
    }
  }

  for (const operation of describedOperations) {
    const { body, query } = operation
    const fields = [
      ...idsOf(body, operation).map((name) => ({ name, where: 'body' as const })),
      ...idsOf(query, operation).map((name) => ({ name, where: 'query' as const })),
    ].filter(({ name }) => otherNumber(name) !== null)
    for (const { name, where } of fields) {
      test(`take no ${name} of each other: ${operationAddress(operation)}`, async ({
        client,
        assert,
      }) => {
        const id = Number(otherNumber(name)?.(other))
        const sent = { [name]: name.endsWith('s') ? [id] : id }
        const { request } = await requestOf(client, own, operation, { [where]: sent })
        const response = await request
        assert.notMatch(response.text(), /quokka/i)
        assert.isBelow(response.status(), 500)
        assert.equal(await rowsOf(other), theirs)
        if (where === 'query' && response.status() === 200) {
          const { data = [] } = response.body()
          return assert.isEmpty(data)
        }
        assert.include([404, 422], response.status(), response.text())
        const pointers = response.body().errors.map(({ pointer }: Pointed) => pointer)
        if (response.status() === 422) assert.match(String(pointers[0]), new RegExp(`^/${name}`))
      })
    }
  }

  test('share no page: every address that names a service beside whose it is', async ({
    client,
    assert,
  }) => {
    const routes = allRoutes().filter(
      ({ names, pattern }) => names.includes('service') && !pattern.startsWith('/admin')
    )
    assert.isAbove(routes.length, 5)
    for (const { method, pattern } of routes) {
      const address = pathWith({ path: pattern }, (name) => {
        if (name === 'service') return other.service.slug
        if (name === 'file') return '0123456789abcdef.png'
        return name === 'host' ? own.host.pageSlug : own.business.slug
      })
      const request = client.request(address, method).redirects(0)
      const response = await (method === 'GET' ? request : request.json({}))
      assert.equal(response.status(), 404, `${method} ${address}`)
      assert.notMatch(response.text(), /quokka/i)
    }
  })

  test('have no address that this does not look at', ({ assert }) => {
    const known = new Set([...NOT_OF_A_BUSINESS, 'host', 'service'])
    const described = new Set(keyed.map(operationAddress))
    const missed = allRoutes().filter(({ method, pattern, names }) => {
      if (pattern.startsWith('/dev/')) return false
      // The owner's screens are walked by roles.spec.ts, by the number that each is about.
      const walked = ['id', 'token', 'provider', 'message', 'language']
      if (pattern.startsWith('/admin')) return names.some((name) => !walked.includes(name))
      if (described.has(`${method} ${pattern}`)) return false
      // The portal knows clients, not businesses; portal/isolation.spec.ts walks it.
      if (/^(\/api)?\/portal\//.test(pattern)) return false
      return names.some((name) => !known.has(name))
    })
    assert.deepEqual(missed, [])
  })
})

/** Of a field: "host_ids"; null where a field of that name is of nobody's. */
function otherNumber(name: string): ((world: ApiWorld) => number) | null {
  const single = name.replace(/s$/, '')
  const others: Readonly<Record<string, (world: ApiWorld) => number>> = {
    session_id: ({ session }) => session.id,
    user_id: ({ user }) => user.id,
    scheduling_page_id: ({ teamPageId }) => teamPageId,
  }
  if (single in others) return others[single]
  return single === 'location_id' || single === 'subject_id'
    ? null
    : (world) => numbersIn(world)[single][0]
}

function allRoutes() {
  return Object.values(router.toJSON())
    .flat()
    .flatMap(({ methods, pattern }) =>
      methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({ method, pattern, names: namesInPath({ path: pattern }) }))
    )
}

/** All that is kept of a business, as one text. */
async function rowsOf({ business }: ApiWorld): Promise<string> {
  const { rows } = await db.rawQuery<{ rows: { table_name: string }[] }>(
    `select table_name from information_schema.columns join information_schema.tables
       using (table_schema, table_name)
      where column_name = 'business_id' and table_schema = 'public' and table_type = 'BASE TABLE'
        and table_name not in ('api_keys', 'audit_chain') order by table_name`
  )
  const parts = rows.map(
    ({ table_name: name }) =>
      `select '${name}' as name, coalesce(string_agg(kept::text, ' ' order by kept::text), '') as written
         from ${name} as kept where business_id = :id`
  )
  const kept = await db.rawQuery<{ rows: unknown[] }>(
    `select md5(string_agg(name || written, ' ' order by name)) as sum
       from (${parts.join(' union all ')}) as all_rows`,
    { id: business.id }
  )
  return JSON.stringify(kept.rows)
}
