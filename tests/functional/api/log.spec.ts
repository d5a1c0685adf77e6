import { setTimeout as pause } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { describedOperations } from '#controllers/guest/docs/api_description'
import { BODY_EXAMPLES } from '#shapes/openapi/examples'
import { operationAddress } from '#shapes/openapi/operation'
import env from '#start/env'
import { type ApiWorld, openApiWorld, requestOf } from '#tests/support/api_world'
import { withEmptyTables } from '#tests/support/database'
import { makeKey } from '#tests/support/keys'
import { watchLog } from '#tests/support/log'
import { type Asked, answerOf } from '#tests/support/raw_requests'

const ONCE = 'canary-of-an-idempotency-key'

/** What is written into most rows, and read by most operations. */
const TABLES = [
  ...['bookings', 'clients', 'client_notes', 'booking_links', 'one_time_links', 'services'],
  ...['blocks', 'waitlist_entries', 'enquiries', 'webhook_endpoints', 'booking_templates'],
  ...['date_overrides', 'group_sessions', 'team_pages', 'booking_settings', 'move_requests'],
  ...['invitations', 'erasures', 'calendar_feeds', 'pictures', 'message_texts', 'session_series'],
]

/** Names, addresses and numbers of the examples and of the world, and what opens something. */
function secretsOf(world: ApiWorld): string[] {
  const sent = JSON.stringify(BODY_EXAMPLES)
  const told = sent.match(/[\w.]+@[\w.]+|\b07[\d ]{9,}/g) ?? []
  const named = ['Priya', 'Sam Okoro', 'Lee Park', 'Nadia Osei', 'Comes by train', 'I am ill']
  const asked = ['Ana Reyes', 'Ines Duarte', 'An invoice is not paid']
  const opens = [world.token, world.booking.manageToken, world.user.password, ONCE]
  return [...told, ...named, ...asked, ...opens, world.user.email, world.user.fullName]
}

const asOwner = (statements: string) => db.connection('owner').rawQuery(statements)

test.group('The log', (group) => {
  withEmptyTables(group)
  group.each.setup(() => () => env.set('DEFAULT_BUSINESS', ''))

  /** A world, and what says of a request that nothing it must not tell was logged of it. */
  async function watched({ assert, cleanup }: Pick<Context, 'assert' | 'cleanup'>) {
    const world = await openApiWorld()
    env.set('DEFAULT_BUSINESS', world.business.slug)
    const log = watchLog(cleanup)
    const secrets = secretsOf(world)
    const lines = (of: string, further: string[] = []) => {
      const all = log.take()
      for (const secret of [...secrets, ...further]) assert.notInclude(all, secret, of)
      return all
    }
    return { world, lines }
  }

  type Context = Parameters<NonNullable<Parameters<typeof test>[1]>>[0]

  /** How many of all the operations broke, with a line in the log each. */
  async function askAll({ client, assert, cleanup }: Context, breakIt: () => Promise<unknown>) {
    const { world, lines } = await watched({ assert, cleanup })
    const { written: key } = await makeKey(world.business, world.user)
    await breakIt()
    let broken = 0
    for (const operation of describedOperations) {
      const { request } = await requestOf(client, world, operation, { key })
      const response = await request.header('idempotency-key', ONCE)
      const all = lines(operationAddress(operation), [key])
      if (response.status() < 500) continue
      broken++
      assert.include(all, response.body().request_id)
    }
    return broken
  }

  test('tells nobody’s name and no secret where no row can be written', async (context) => {
    const broken = await askAll(context, async () => {
      for (const table of TABLES) {
        await asOwner(`alter table ${table} add constraint broken check (false) not valid`)
        context.cleanup(() => asOwner(`alter table ${table} drop constraint broken`))
      }
    })
    context.assert.isAbove(broken, describedOperations.length / 6)
  }).timeout(90_000)

  test('tells nobody’s name and no secret where nothing can be read', async (context) => {
    const broken = await askAll(context, async () => {
      for (const table of TABLES) {
        await asOwner(`alter table ${table} rename to ${table}_gone`)
        context.cleanup(() => asOwner(`alter table ${table}_gone rename to ${table}`))
      }
    })
    context.assert.isAbove(broken, describedOperations.length / 2)
  }).timeout(90_000)

  test('tells nothing of what is refused, or leads nowhere', async ({ assert, cleanup }) => {
    const { world, lines } = await watched({ assert, cleanup })
    const { written: key } = await makeKey(world.business, world.user)
    const { manageToken } = world.booking
    const post = (body: string, type = 'application/json', path = '/api/v1/bookings'): Asked => ({
      ...{ method: 'POST', path, body },
      headers: {
        'authorization': `Bearer ${key}`,
        'content-type': type,
        'content-length': String(Buffer.byteLength(body)),
      },
    })
    const book = '/booking'
    const person = '"client_name": "Priya Shah", "client_email": "priya@example.com"'
    const asked: Record<string, Asked> = {
      'cut off': post(`{${person}`),
      'no JSON': post('priya@example.com'),
      'a field that is unknown': post('{"priya@example.com": "Priya Shah"}'),
      'of wrong types': post('{"service_id": "Priya Shah", "starts_at": "priya@example.com"}'),
      'of a wrong type': post(`{${person}}`, 'text/priya@example.com'),
      'in parts': post(person, 'multipart/form-data; boundary=Priya'),
      'too large': post(`{${person}, "notes": "${'x'.repeat(300_000)}"}`),
      'without a key': post(`{${person}}`, 'application/json', book),
      'no JSON, without a key': post(person, 'application/json', book),
      'a mistyped key': { path: '/api/v1/bookings', headers: { authorization: `Bearer ${key}x` } },
      'no address': { path: `/api/v1/clients/priya@example.com?email=priya@example.com` },
      'no address of a token': { path: `/api/booking/public/manage/${manageToken}/nothing` },
      'no page of a token': { path: `/booking/manage/${manageToken}/nothing?token=${manageToken}` },
      'no method of a token': { method: 'PUT', path: `/api/booking/public/manage/${manageToken}` },
      'no text': { path: '/%ff/priya@example.com' },
      'a search': { ...post(''), method: 'GET', path: '/api/v1/clients?search=Priya&limit=Priya' },
    }
    for (const [name, request] of Object.entries(asked)) {
      const { status = 0 } = await answerOf(request)
      assert.isTrue(status >= 400 && status < 500, `${name}: ${status}`)
      lines(name, [key])
    }
  }).timeout(60_000)

  test('tells nothing of what hung until it was ended', async ({ assert, client, cleanup }) => {
    const { world, lines } = await watched({ assert, cleanup })
    const operation = describedOperations.find(
      (each) => operationAddress(each) === 'PATCH /api/v1/clients/:id'
    )
    assert.exists(operation)
    if (!operation) return
    const { request, key = '' } = await requestOf(client, world, operation, {
      body: { name: 'Priya Shah', email: 'priya@example.com' },
    })
    const locking = await db.connection('owner').transaction()
    cleanup(() => locking.rollback())
    await locking.rawQuery('lock table clients')
    const ends = (async () => {
      for (let waiting = 0; waiting === 0; await pause(50)) {
        const { rows } = await locking.rawQuery(
          `select pg_cancel_backend(pid) from pg_locks where not granted`
        )
        waiting = rows.length
      }
    })()
    const [response] = await Promise.all([request, ends])
    assert.isAtLeast(response.status(), 500)
    assert.include(lines('ended', [key]), response.body().request_id)
  }).timeout(30_000)
})
