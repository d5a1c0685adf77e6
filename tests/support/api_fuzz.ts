import { test } from '@japa/runner'
import fc from 'fast-check'
import { describedOperations } from '#controllers/guest/docs/api_description'
import { operationAddress, type OperationDescription, pathWith } from '#shapes/openapi/operation'
import env from '#start/env'
import { faultsIn } from '#tests/support/api_answers'
import { type ApiWorld, numbersIn, openApiWorld, valueIn } from '#tests/support/api_world'
import { anyRequest, type FuzzedRequest, type Named } from '#tests/support/api_requests'
import { withEmptyTables } from '#tests/support/database'
import { makeKey } from '#tests/support/keys'
import { watchLog } from '#tests/support/log'
import { answerOf } from '#tests/support/raw_requests'

/** What was changed meanwhile would leave little to ask for. */
const REQUESTS_PER_WORLD = 500

/** So that one is answered while the database thinks about another. */
const AT_ONCE = 5

/** By so many, most of what can be done was done. */
const REQUESTS_OF_EACH = 8

/** In everything that another business has. */
const OTHERS = /quokka/i
const INNARDS = /node_modules|\bat .+\(.+:\d+:\d+\)|\bselect .+ from |\binsert into |SQLSTATE/i

/** Where those of one business are told each other's mail addresses. */
const TEAM = /\/members\b/

interface Asked {
  world: ApiWorld
  other: ApiWorld
  keys: Record<'all' | 'narrow', string>
  secrets: string[]
}

/** Few of all requests reach into another business, so its world stays. */
async function openOther(): Promise<ApiWorld> {
  const other = await openApiWorld()
  await other.business.merge({ name: 'Quokka Dental', email: 'hello@quokka.example' }).save()
  await other.service.merge({ name: 'Quokka cleaning' }).save()
  for (const host of other.hosts) await host.merge({ name: `Quokka ${host.id}` }).save()
  await other.booking.merge({ clientName: 'Quokka', notes: 'Of the quokka' }).save()
  return other
}

async function openWorld(other: ApiWorld): Promise<Asked> {
  const world = await openApiWorld()
  env.set('DEFAULT_BUSINESS', world.business.slug)
  const all = (await makeKey(world.business, world.user)).written
  const narrow = (await makeKey(world.business, world.user, { scopes: ['people:read'] })).written
  const secrets = [all, narrow, world.user.password, other.booking.manageToken]
  return { world, other, keys: { all, narrow }, secrets }
}

interface Fuzz {
  requests: number
  /** Stops by then, however many there were; null asks them all. */
  withinMs: number | null
}

/** Each is answered as the document says, gives nothing away, and leaves no secret in the log. */
export function testAnyRequest({ requests, withinMs }: Fuzz): void {
  test.group('Any request that the description allows, and others', (group) => {
    withEmptyTables(group)
    group.each.setup(() => () => env.set('DEFAULT_BUSINESS', ''))

    test(`up to ${requests}: answered as described, and nothing given away`, async ({
      assert,
      cleanup,
    }) => {
      const log = watchLog(cleanup)
      const tally = new Map<string, Set<number>>()
      const other = await openOther()
      let asked = await openWorld(other)
      let count = 0

      async function ask(request: FuzzedRequest) {
        const { status = 0, headers, body } = await answerOf(written(request, asked))
        const { address } = request
        tally.set(address, (tally.get(address) ?? new Set()).add(status))

        assert.isTrue(status > 0 && status < 500, `${body}\n${log.faults()}`)
        const type = String(headers['content-type'] ?? '')
        const answer = { status, type, body }
        if (leadsElsewhere(request, answer)) return
        assert.deepEqual(faultsIn(operationAt(address), answer), [], body)
        assert.notMatch(body, OTHERS)
        assert.notMatch(body, INNARDS)
        for (const secret of asked.secrets) assert.notInclude(body, secret)
        if (!TEAM.test(address)) assert.notInclude(body, asked.world.user.email)
        assert.notInclude(body, other.user.email)
        if (status < 400) return
        const problem = JSON.parse(body)
        assert.equal(problem.status, status)
        assert.equal(problem.request_id, headers['x-request-id'])
      }

      const together = fc.array(anyRequest(), { minLength: AT_ONCE, maxLength: AT_ONCE })
      await fc.assert(
        fc.asyncProperty(together, async (batch) => {
          await Promise.all(batch.map(ask))
          const lines = log.take()
          const secrets = [...asked.secrets, asked.world.user.email, other.user.email]
          for (const secret of secrets) assert.notInclude(lines, secret)
          count += AT_ONCE
          if (count % REQUESTS_PER_WORLD === 0) asked = await openWorld(other)
        }),
        {
          numRuns: requests / AT_ONCE,
          endOnFailure: true,
          ...(withinMs && { interruptAfterTimeLimit: withinMs }),
          ...(process.env.FUZZ_SEED ? { seed: Number(process.env.FUZZ_SEED) } : {}),
        }
      )
      const answered = [...tally.values()].filter((statuses) =>
        [...statuses].some((status) => status < 300)
      )
      if (!withinMs) console.log({ count, operations: tally.size, answered: answered.length })
      // A slow machine comes to few of each by then.
      if (count >= REQUESTS_OF_EACH * tally.size) {
        assert.isAbove(answered.length, tally.size / 2)
      }
    }).timeout(withinMs ? 2 * withinMs : 7_200_000)
  })
}

const operations = new Map(
  describedOperations.map((operation) => [operationAddress(operation), operation])
)

function operationAt(address: string): OperationDescription {
  const operation = operations.get(address)
  if (!operation) throw new Error(`${address} is not described`)
  return operation
}

/** An address that nonsense turned into another one, which is not of this operation. */
function leadsElsewhere({ path }: FuzzedRequest, { status }: { status: number }): boolean {
  const isNonsense = Object.values(path).some((value) => !isNamed(value))
  return isNonsense && (status === 404 || status === 405 || status < 400)
}

function written(request: FuzzedRequest, { world, other, keys }: Asked) {
  const { path, query, body, type, key } = request
  const operation = operationAt(request.address)
  const numbers = { world, other, path: operation.path }
  const address = pathWith(operation, (name) => {
    const value = path[name]
    return isNamed(value) ? numberOf(value, numbers) : encoded(value)
  })
  const search = Object.entries(query).map(([name, value]) => {
    return `${encoded(name)}=${encoded(resolved(value, numbers))}`
  })
  const sent =
    typeof body === 'string' ? body : body === undefined ? '' : toJson(resolved(body, numbers))
  const headers: Record<string, string> = {
    accept: 'application/json',
    ...(sent && { 'content-type': type, 'content-length': String(Buffer.byteLength(sent)) }),
    ...request.headers,
  }
  if (operation.scope && key !== 'none') {
    headers.authorization = `Bearer ${key === 'mistyped' ? keys.all.slice(0, -1) : keys[key]}`
  }
  const named = search.length > 0 ? `${address}?${search.join('&')}` : address
  return { method: operation.method, path: named, headers, body: sent || undefined }
}

interface Numbers {
  world: ApiWorld
  other: ApiWorld
  path: string
}

/** Of a field by its name, otherwise of the name in the address. */
function numberOf({ number, of }: Named, { world, other, path }: Numbers): string {
  const from = number === 'own' ? world : other
  if (of === 'location_id') return '0'
  if (of === 'session_id') return String(from.session.id)
  const [found] = numbersIn(from)[of.replace(/s$/, '')] ?? []
  return found === undefined ? valueIn(from, { path }, of) : String(found)
}

function resolved(value: unknown, numbers: Numbers): unknown {
  if (isNamed(value)) return Number(numberOf(value, numbers))
  if (Array.isArray(value)) return value.map((item) => resolved(item, numbers))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, item]) => [name, resolved(item, numbers)])
  return Object.fromEntries(entries)
}

function isNamed(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && 'number' in value && 'of' in value
}

function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : toJson(value)
  return encodeURIComponent(text.slice(0, 2_000).toWellFormed())
}

const toJson = (value: unknown) => JSON.stringify(value) ?? ''
