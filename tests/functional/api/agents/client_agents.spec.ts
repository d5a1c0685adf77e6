import { test } from '@japa/runner'
import type { DateTime } from 'luxon'
import features from '#config/features'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import type Service from '#models/services/service'
import { openAgent } from '#tests/support/agents'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { withRateLimits } from '#tests/support/limits'

interface Terms {
  digest: string
  price: string
  what_happens_next: string
  changes: string[]
}

const momentOf = (startsAt: DateTime) => startsAt.toUTC().toISO()

function wanted({ id }: Service, startsAt: DateTime, key = 'one') {
  return {
    service_id: id,
    starts_at: momentOf(startsAt),
    client_name: 'Priya Shah',
    client_email: 'priya@example.com',
    idempotency_key: key,
  }
}

async function termsFor(call: Awaited<ReturnType<typeof openAgent>>['call'], service: Service) {
  const { answer } = await call('find_times', { service_id: service.id })
  return answer.terms as Terms
}

test.group('The agent of a client', (group) => {
  withEmptyTables(group)

  test('is told which tools there are, and what each does to things', async ({
    assert,
    cleanup,
  }) => {
    const { business } = await openShop()
    const { agent } = await openAgent(cleanup, `/mcp/${business.slug}`)
    assert.include(agent.getInstructions(), business.name)
    const { tools } = await agent.listTools()
    const hints = tools.map(({ name, annotations }) => [
      ...[name, annotations?.readOnlyHint, annotations?.destructiveHint],
      annotations?.idempotentHint,
    ])
    assert.deepEqual(hints, [
      ['list_services', true, false, true],
      ['find_times', true, false, true],
      ['book', false, false, true],
      ['get_booking', true, false, true],
      ['move', false, true, true],
      ['cancel', false, true, true],
    ])
    for (const { title, description, inputSchema } of tools) {
      assert.notMatch(`${title} ${description}`, /agents\.|translation/)
      assert.equal(inputSchema.additionalProperties, false)
    }
  })

  test('books, looks, moves and cancels', async ({ assert, cleanup }) => {
    const { business, service, hosts } = await openShop({ service: { cancelCutoffMinutes: 1440 } })
    await addService(business, hosts, { name: 'Secret lesson', isHidden: true })
    const { call } = await openAgent(cleanup, `/mcp/${business.slug}`)

    const listed = await call('list_services')
    const [first, ...others] = listed.answer.services as { id: number; terms: Terms[] }[]
    assert.isEmpty(others)
    assert.equal(first.id, service.id)
    assert.equal(first.terms[0].price, '50.00')
    assert.include(first.terms[0].changes.join(), 'cancelled until 24 h before the start')

    const date = tenOClock().toFormat('yyyy-MM-dd')
    const days = { start_date: date, end_date: date }
    const found = await call('find_times', { service_id: service.id, ...days })
    const times = found.answer.times as Record<string, { starts_at: string }[]>
    assert.equal((found.answer.terms as Terms).digest, first.terms[0].digest)
    const starts = times[date].map(({ starts_at: startsAt }) => Date.parse(startsAt))
    assert.include(starts, tenOClock().toMillis())
    assert.notInclude(found.text, 'session_id')

    const booked = await call('book', {
      ...wanted(service, tenOClock()),
      ...{ confirmed: true, terms: first.terms[0].digest },
    })
    assert.isFalse(booked.isRefused, booked.text)
    assert.equal(booked.answer.status, 'approved')
    const manage = { manage_token: String(booked.answer.manage_token) }
    const moved = await call('move', { ...manage, starts_at: momentOf(tenOClock(4)) })
    assert.isFalse(moved.isRefused, moved.text)
    const seen = await call('get_booking', manage)
    assert.equal(Date.parse(String(seen.answer.starts_at)), tenOClock(4).toMillis())
    const cancelled = await call('cancel', { ...manage, reason: 'Ill' })
    assert.equal(cancelled.answer.status, 'cancelled')
    const booking = await Booking.query().firstOrFail()
    assert.equal(booking.status, 'cancelled')
  })

  test('books nothing before its client said yes to the terms as they are', async ({
    assert,
    cleanup,
  }) => {
    const { business, service } = await openShop()
    const { call } = await openAgent(cleanup, `/mcp/${business.slug}`)
    const body = wanted(service, tenOClock())
    const { digest } = await termsFor(call, service)
    await service.merge({ price: '80.00' }).save()
    for (const yes of [
      {},
      { terms: digest },
      { confirmed: true },
      { confirmed: false, terms: digest },
      { confirmed: true, terms: digest },
    ]) {
      const { answer, isRefused } = await call('book', { ...body, ...yes })
      assert.isFalse(isRefused)
      assert.isFalse(answer.booked)
      assert.equal((answer.terms as Terms).price, '80.00')
      assert.match(String(answer.ask), /^Nothing was booked by this call/)
    }
    assert.lengthOf(await Booking.all(), 0)
    const { digest: now } = await termsFor(call, service)
    const { answer } = await call('book', { ...body, confirmed: true, terms: now })
    assert.isTrue(answer.booked)
  })

  test('says of a request that it waits', async ({ assert, cleanup }) => {
    const { business, service } = await openShop({ settings: { requiresApproval: true } })
    const { call } = await openAgent(cleanup, `/mcp/${business.slug}`)
    const terms = await termsFor(call, service)
    assert.match(terms.what_happens_next, /^By request/)
    const yes = { confirmed: true, terms: terms.digest }
    const { answer } = await call('book', { ...wanted(service, tenOClock()), ...yes })
    assert.equal(answer.status, 'pending')
    assert.match(String(answer.what_happens_next), /not confirmed/)
  })

  test('books an alternative as it was named', async ({ assert, cleanup }) => {
    const { business, service, host } = await openShop()
    await place({ business, service }, tenOClock())
    const { call } = await openAgent(cleanup, `/mcp/${business.slug}`)
    const yes = { confirmed: true, terms: (await termsFor(call, service)).digest }
    const taken = await call('book', { ...wanted(service, tenOClock()), host_id: host.id, ...yes })
    assert.isTrue(taken.isRefused)
    const [{ session_id: named, starts_at: startsAt }] = taken.answer.alternatives as {
      session_id: string
      starts_at: string
    }[]
    const order = { ...wanted(service, tenOClock()), idempotency_key: 'other', ...yes }
    const other = await call('book', { ...order, session_id: named, starts_at: startsAt })
    assert.isTrue(other.answer.booked, other.text)
  })

  test('books once with one key, however often it asks', async ({ assert, cleanup }) => {
    const { business, service } = await openShop()
    const { call } = await openAgent(cleanup, `/mcp/${business.slug}`)
    const { digest } = await termsFor(call, service)
    const yes = { confirmed: true, terms: digest }
    const body = { ...wanted(service, tenOClock()), ...yes }
    const answers = await Promise.all([1, 2, 3, 4].map(() => call('book', body)))
    const references = answers.map(({ answer }) => answer.reference)
    assert.lengthOf(new Set(references), 1)
    assert.isString(references[0])
    assert.lengthOf(await Booking.all(), 1)
    const other = await call('book', { ...body, starts_at: momentOf(tenOClock(4)) })
    assert.isTrue(other.isRefused)
    assert.equal(other.answer.code, 'idempotency_key_reused')
  })

  test('is told by code and sentence what cannot be done', async ({ assert, cleanup }) => {
    const shop = await openShop()
    const { business, service } = shop
    await place(shop, tenOClock())
    const { call } = await openAgent(cleanup, `/mcp/${business.slug}`)
    const { digest } = await termsFor(call, service)
    const yes = { confirmed: true, terms: digest }
    const body = { ...wanted(service, tenOClock()), ...yes }

    const taken = await call('book', body)
    assert.isTrue(taken.isRefused)
    assert.equal(taken.answer.code, 'slot_taken')
    assert.isNotEmpty(taken.answer.alternatives)
    assert.equal(taken.text, `slot_taken: ${String(taken.answer.detail)}`)

    const odd = await call('book', { ...body, starts_at: 'at ten' })
    assert.equal(odd.answer.code, 'invalid')
    assert.containsSubset(odd.answer.errors, [{ pointer: '/starts_at' }])
    const unknown = await call('book', { ...body, price: '0.00' })
    assert.containsSubset(unknown.answer.errors, [{ pointer: '/price', code: 'unknown_field' }])
    const keyless = await call('book', { ...body, idempotency_key: undefined })
    assert.containsSubset(keyless.answer.errors, [{ pointer: '/idempotency_key' }])
    const nothing = await call('find_times', { service_id: 999_999 })
    assert.equal(nothing.answer.code, 'unknown_service')
  })

  test('knows no booking by a wrong token, nor one of another business', async ({
    assert,
    cleanup,
  }) => {
    const other = await openShop()
    const { manageToken: token } = await place(other, tenOClock())
    const { business } = await openShop()
    const { call } = await openAgent(cleanup, `/mcp/${business.slug}`)
    const startsAt = momentOf(tenOClock(4))
    for (const manage of [{ manage_token: 'x'.repeat(24) }, { manage_token: token }]) {
      for (const [name, sent] of [
        ['get_booking', manage],
        ['move', { ...manage, starts_at: startsAt }],
        ['cancel', manage],
      ] as const) {
        const { answer, isRefused } = await call(name, sent)
        assert.isTrue(isRefused)
        assert.equal(answer.code, 'unknown_booking', name)
      }
    }
    const foreign = await call('find_times', { service_id: other.service.id })
    assert.equal(foreign.answer.code, 'unknown_service')
    const booking = await Booking.query().firstOrFail()
    assert.notEqual(booking.status, 'cancelled')
  })

  test('sends one message at a time, to a business that is there', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { business } = await openShop()
    const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
    const send = (slug: string) =>
      client.post(`/mcp/${slug}`).header('accept', 'application/json, text/event-stream')
    const one = await send(business.slug).json(list)
    one.assertStatus(200)
    one.assertHeader('cache-control', 'no-store')
    assert.isUndefined(one.header('set-cookie'))
    ;(await send(business.slug).json([list, list])).assertStatus(400)
    ;(await send('nobody-here').json(list)).assertStatus(404)
    ;(await client.get(`/mcp/${business.slug}`)).assertStatus(405)
    const strange = await send(business.slug).header('origin', 'https://evil.example').json(list)
    strange.assertStatus(403)
    features.api = false
    cleanup(() => void (features.api = true))
    ;(await send(business.slug).json(list)).assertStatus(404)
  })
})

test.group('What the agent of a client may ask for', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('is as much as by the API', async ({ assert, cleanup }) => {
    const { business, service } = await openShop()
    const { call } = await openAgent(cleanup, `/mcp/${business.slug}`)
    const { digest } = await termsFor(call, service)
    const yes = { confirmed: true, terms: digest }
    const outcomes: unknown[] = []
    for (let nth = 0; nth < 11; nth++) {
      const { answer } = await call('book', { ...wanted(service, tenOClock(), `n${nth}`), ...yes })
      outcomes.push(answer.code)
    }
    assert.equal(outcomes.at(-1), 'too_many_requests')
    assert.notEqual(outcomes[0], 'too_many_requests')
  })
})
