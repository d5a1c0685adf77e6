import testUtils from '@adonisjs/core/services/test_utils'
import i18nManager from '@adonisjs/i18n/services/main'
import encryption from '@adonisjs/core/services/encryption'
import db from '@adonisjs/lucid/services/db'
import type { ApiRequest, ApiResponse } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { describedOperations } from '#controllers/guest/docs/api_description'
import { openShop } from '#database/factories/business'
import { Refusal } from '#exceptions/refusal'
import { type By, byUser } from '#models/by'
import Booking from '#models/bookings/booking'
import Service from '#models/services/service'
import WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { operationAddress } from '#shapes/openapi/operation'
import AnswerOnceMiddleware from '#start/answer_once'
import env from '#start/env'
import { operations } from '#start/routes/api'
import { type ApiWorld, openApiWorld, requestOf } from '#tests/support/api_world'
import { withEmptyTables, withGlobalTransaction, withRowsMadeOnce } from '#tests/support/database'
import { instant, tenOClock } from '#tests/support/guest'
import { withKey } from '#tests/support/keys'
import { noteDone } from '#transactions'

const REPLAYED = 'idempotency-replayed'

/** As whoever was answering left them more than a minute ago. */
function leaveKeys(changed: object = {}) {
  const then = DateTime.utc().minus({ seconds: 61 }).toSQL()
  return db.from('idempotency_keys').update({ created_at: then, ...changed })
}

/** Until it is given back, no answer can be kept. */
function loseAnswers(): () => void {
  const { encrypt } = encryption
  encryption.encrypt = (...told: [unknown, undefined?, string?]) => {
    if (told[2]?.startsWith('answer ')) throw new Error('Killed before the answer is kept')
    return encrypt.apply(encryption, told)
  }
  return () => void (encryption.encrypt = encrypt)
}

/** What they ask for is so already, in the rows of that world: a second time changes nothing either. */
const CHANGES_NOTHING = new Set([
  'POST /api/v1/calendar-connections/:id/sync',
  'POST /api/v1/message-texts/:message/:language/preview',
  'POST /api/v1/services/:id/template',
  'POST /api/v1/services/:id/restore',
  'POST /api/v1/links/:id/enable',
  'POST /api/v1/clients/:id/unblock',
  'POST /api/v1/clients/:id/separate',
  'POST /api/v1/webhooks/:id/resume',
  'POST /api/v1/notifications/read',
  'POST /api/v1/notifications/:id/read',
  'POST /api/v1/enquiries/:id/reopen',
])

test.group('What is sent again with its Idempotency-Key', (group) => {
  let world: ApiWorld
  withRowsMadeOnce(group, async () => {
    world = await openApiWorld()
    env.set('DEFAULT_BUSINESS', world.business.slug)
  })
  group.teardown(() => env.set('DEFAULT_BUSINESS', ''))

  for (const operation of describedOperations.filter(({ method }) => method === 'POST')) {
    test(`is answered as the first time: ${operationAddress(operation)}`, async ({
      client,
      assert,
    }) => {
      const send = async () => {
        const { request } = await requestOf(client, world, operation)
        return request.header('idempotency-key', 'the-same')
      }
      const first = await send()
      assert.equal(first.status(), operation.status ?? 200, first.text())
      assert.isUndefined(first.header(REPLAYED))
      const second = await send()
      assert.equal(second.status(), first.status(), second.text())
      assert.deepEqual(second.body(), first.body())
      assert.equal(second.header('etag'), first.header('etag'))
      assert.equal(second.header('location'), first.header('location'))
      assert.equal(second.header(REPLAYED), 'true')
    })
  }

  for (const operation of operations.filter(
    ({ method, keepsKey }) => method === 'POST' && !keepsKey
  )) {
    const address = operationAddress(operation)
    test(`is not done twice where its answer was lost: ${address}`, async ({
      client,
      assert,
      cleanup,
    }) => {
      const send = async () => {
        const { request } = await requestOf(client, world, operation)
        return request.header('idempotency-key', 'lost')
      }
      const findAnswers = loseAnswers()
      cleanup(findAnswers)
      assert.equal((await send()).status(), 500)
      findAnswers()
      await leaveKeys()
      const second = await send()
      if (CHANGES_NOTHING.has(address)) return assert.isBelow(second.status(), 300)
      assert.equal(second.status(), 409, second.text())
      assert.equal(second.body().code, 'answer_lost')
    })
  }
})

test.group('An Idempotency-Key', (group) => {
  withGlobalTransaction(group)

  const lesson = { name: 'Lesson', duration_minutes: 30 }

  test('of what was done and refused all the same waits for no answer', async ({ assert }) => {
    const { business, user } = await openShop()
    const ask = async (next: (by: By) => Promise<void>) => {
      const ctx = await testUtils.createHttpContext()
      ctx.request.request.headers['idempotency-key'] = 'once'
      Object.assign(ctx, { business, by: byUser(user.id), i18n: i18nManager.locale('en') })
      return new AnswerOnceMiddleware().handle(ctx, () => next(ctx.by))
    }
    const gone = new Refusal(404, 'not_found')
    const refused = ask(async ({ keyed }) => {
      await noteDone(db.connection(), business.id, keyed)
      throw gone
    })
    await assert.rejects(() => refused, gone.message)
    const askedAt = Date.now()
    const again = await ask(async () => {}).catch((error) => error)
    assert.equal(again.code, 'answer_lost')
    assert.isBelow(Date.now() - askedAt, 5_000)
  })

  test('is for one request, and for one that was done', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const post = (path: string, body: object) =>
      api.post(path).header('idempotency-key', '"once"').json(body)
    ;(await post('/services', { name: 'Lesson' })).assertStatus(422)
    const made = await post('/services', lesson)
    made.assertStatus(201)
    for (const other of [
      await post('/services', { ...lesson, duration_minutes: 45 }),
      await post('/scheduling/meeting-types', lesson),
      await post('/bookings', { service_id: 1, starts_at: '2027-01-01T10:00:00Z' }),
    ]) {
      other.assertStatus(422)
    }
    const reused = await post('/services', { ...lesson, duration_minutes: 45 })
    reused.assertBodyContains({ code: 'idempotency_key_reused' })
    ;(await post('/services', lesson)).assertHeader(REPLAYED, 'true')
    const foreign = await withKey(client, await openShop())
    const theirs = await foreign.post('/services').header('idempotency-key', 'once').json(lesson)
    theirs.assertStatus(201)
    assert.isUndefined(theirs.header(REPLAYED))
    const spaced = await api.post('/services').header('idempotency-key', 'a b').json(lesson)
    spaced.assertBodyContains({ code: 'idempotency_key_invalid' })
    assert.lengthOf(
      await Service.query().where({ businessId: shop.business.id, name: 'Lesson' }),
      1
    )
  })

  test('is begun anew where nothing was done before', async ({ client }) => {
    const api = await withKey(client, await openShop())
    const post = () => api.post('/services').header('idempotency-key', 'once').json(lesson)
    ;(await post()).assertStatus(201)
    await leaveKeys({ outcome: null })
    const second = await post()
    second.assertStatus(201)
    second.assertHeaderMissing(REPLAYED)
  })
})

const TWENTY = Array.from({ length: 20 })

test.group('Twenty requests at once with one Idempotency-Key', (group) => {
  withEmptyTables(group)

  function sendTwenty(key: string, request: () => ApiRequest): Promise<ApiResponse[]> {
    return Promise.all(TWENTY.map(async () => request().header('idempotency-key', key)))
  }

  function bodiesOf(answers: ApiResponse[]): Set<string> {
    return new Set(answers.map((answer) => `${answer.status()} ${answer.text()}`))
  }

  test('make one booking, by key and without', async ({ client, assert, cleanup }) => {
    const shop = await openShop()
    const { business, service } = shop
    const api = await withKey(client, shop)
    // More than one recipient may be mailed in a day; none is mailed twice.
    env.set('RATE_LIMITS', 'on')
    cleanup(() => env.set('RATE_LIMITS', 'off'))
    const body = {
      ...{ service_id: service.id, client_name: 'Priya Shah', client_email: 'priya@example.com' },
    }
    const keyed = await sendTwenty('one', () =>
      api.post('/bookings').json({ ...body, starts_at: instant(tenOClock(4)) })
    )
    env.set('RATE_LIMITS', 'off')
    const open = await sendTwenty('two', () =>
      client
        .post(`/api/booking/public/${business.slug}/book`)
        .json({ ...body, starts_at: instant(tenOClock(5)) })
    )
    for (const answers of [keyed, open]) {
      assert.equal(answers[0].status(), 201, answers[0].text())
      assert.equal(bodiesOf(answers).size, 1)
      assert.lengthOf(
        answers.filter((answer) => answer.header(REPLAYED) === undefined),
        1
      )
    }
    assert.lengthOf(await Booking.all(), 2)
  }).timeout(30_000)

  test('make one service and one webhook, whose secret is told again', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    for (const [path, body] of [
      ['/services', { name: 'Lesson', duration_minutes: 30 }],
      ['/webhooks', { url: 'https://crm.example/hooks' }],
    ] as const) {
      const answers = await sendTwenty(path, () => api.post(path).json(body))
      assert.equal(answers[0].status(), 201, answers[0].text())
      assert.equal(bodiesOf(answers).size, 1)
      assert.lengthOf(
        answers.filter((answer) => answer.header(REPLAYED) === undefined),
        1
      )
    }
    assert.lengthOf(await Service.query().where('name', 'Lesson'), 1)
    assert.lengthOf(await WebhookEndpoint.all(), 1)
    assert.notInclude(JSON.stringify(await db.from('idempotency_keys')), 'whsec_')
  }).timeout(30_000)
})
