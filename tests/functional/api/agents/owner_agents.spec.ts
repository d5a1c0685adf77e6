import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import type User from '#models/accounts/user'
import Block from '#models/availability/block'
import type Business from '#models/settings/business'
import { openAgent } from '#tests/support/agents'
import { withEmptyTables } from '#tests/support/database'
import { instant, place, tenOClock } from '#tests/support/guest'
import { makeKey } from '#tests/support/keys'
import { joinAs } from '#tests/support/requests'

type Cleanup = Parameters<typeof openAgent>[0]

async function agentOf(
  cleanup: Cleanup,
  { business, user }: { business: Business; user: User },
  scopes = ['all']
) {
  const { key, written } = await makeKey(business, user, { scopes })
  return { key, ...(await openAgent(cleanup, '/mcp', { authorization: `Bearer ${written}` })) }
}

const requested = { settings: { requiresApproval: true } }

test.group('The agent of a business', (group) => {
  withEmptyTables(group)

  test('is told the tools that its key is for', async ({ assert, cleanup }) => {
    const shop = await openShop()
    const namesFor = async (scopes: string[]) => {
      const { agent } = await agentOf(cleanup, shop, scopes)
      const { tools } = await agent.listTools()
      return tools.map(({ name }) => name)
    }
    assert.deepEqual(await namesFor(['all']), [
      ...['agenda', 'pending', 'approve', 'reject', 'explain_time', 'block_time'],
    ])
    assert.deepEqual(await namesFor(['bookings:read']), ['agenda', 'pending'])
    assert.deepEqual(await namesFor(['availability:write']), ['block_time'])

    const { agent } = await agentOf(cleanup, shop)
    const { tools } = await agent.listTools()
    const hinted = (hint: 'readOnlyHint' | 'destructiveHint') =>
      tools.filter(({ annotations }) => annotations?.[hint]).map(({ name }) => name)
    assert.deepEqual(hinted('readOnlyHint'), ['agenda', 'pending', 'explain_time'])
    assert.deepEqual(hinted('destructiveHint'), ['reject'])
  })

  test('reads the agenda and decides what waits', async ({ assert, cleanup }) => {
    const shop = await openShop(requested)
    const first = await place(shop, tenOClock())
    const second = await place(shop, tenOClock(4))
    const { key, call } = await agentOf(cleanup, shop)

    const agenda = await call('agenda', {
      from: instant(tenOClock().startOf('day')),
      to: instant(tenOClock().endOf('day').startOf('minute')),
    })
    assert.containsSubset(agenda.answer, { data: [{ id: first.id }], next_cursor: null })
    assert.lengthOf(agenda.answer.data as unknown[], 1)
    const today = await call('agenda')
    assert.isEmpty(today.answer.data)
    const pending = await call('pending')
    assert.lengthOf(pending.answer.data as unknown[], 2)

    const yes = { booking_id: first.id, idempotency_key: 'yes-1' }
    const approved = await call('approve', yes)
    assert.equal(approved.answer.status, 'approved', approved.text)
    const again = await call('approve', yes)
    assert.equal(again.answer.status, 'approved')
    const rejected = await call('reject', { booking_id: second.id, reason: 'Away that week' })
    assert.equal(rejected.answer.status, 'rejected')
    const itsDay = {
      from: instant(tenOClock(4).startOf('day')),
      to: instant(tenOClock(4).endOf('day').startOf('minute')),
    }
    assert.isEmpty((await call('agenda', itsDay)).answer.data)
    const declined = await call('agenda', { ...itsDay, status: 'rejected' })
    assert.lengthOf(declined.answer.data as unknown[], 1)
    const late = await call('approve', { booking_id: second.id })
    assert.isTrue(late.isRefused)
    assert.equal(late.answer.code, 'already_decided')

    const events = await db.from('booking_events').where('booking_id', first.id)
    assert.include(JSON.stringify(events), String(key.id))
  })

  test('explains a time, and blocks it', async ({ assert, cleanup }) => {
    const shop = await openShop()
    const { service, host } = shop
    const { call } = await agentOf(cleanup, shop)
    const at = { service_id: service.id, starts_at: instant(tenOClock()) }
    assert.isTrue((await call('explain_time', at)).answer.can_be_booked)

    const date = tenOClock().toFormat('yyyy-MM-dd')
    const block = { host_ids: [host.id], first_date: date, idempotency_key: 'closed-1' }
    const blocked = await call('block_time', block)
    assert.isFalse(blocked.isRefused, blocked.text)
    assert.deepEqual((await call('block_time', block)).answer, blocked.answer)
    assert.lengthOf(await Block.all(), 1)
    const other = await call('block_time', { ...block, reason: 'Holidays' })
    assert.equal(other.answer.code, 'idempotency_key_reused')
    const { answer } = await call('explain_time', at)
    assert.isFalse(answer.can_be_booked)
    const [reason] = answer.reasons as { code: string; host_id: number; detail: string }[]
    assert.equal(reason.code, 'blocked')
    assert.equal(reason.host_id, host.id)
    assert.notMatch(reason.detail, /owner\.|translation/)
  })

  test('says who is booked where it would block', async ({ assert, cleanup }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock())
    const { call } = await agentOf(cleanup, shop)
    const date = tenOClock().toFormat('yyyy-MM-dd')
    const { answer } = await call('block_time', { is_for_everyone: true, first_date: date })
    assert.equal(answer.code, 'booked_outside')
    assert.deepEqual(answer.booking_ids, [booking.id])
    assert.lengthOf(await Block.all(), 0)
  })

  test('does nothing beyond its scopes, its member’s role or its business', async ({
    assert,
    cleanup,
  }) => {
    const shop = await openShop(requested)
    const booking = await place(shop, tenOClock())
    const yes = { booking_id: booking.id }

    const reading = await agentOf(cleanup, shop, ['bookings:read'])
    const unscoped = await reading.call('approve', yes)
    assert.isTrue(unscoped.isRefused)
    assert.containsSubset(unscoped.answer, { code: 'scope_missing', scope: 'bookings:write' })

    const viewer = await joinAs('viewer', shop.business)
    const looking = await agentOf(cleanup, { business: shop.business, user: viewer })
    const forbidden = await looking.call('approve', yes)
    assert.isTrue(forbidden.isRefused)
    assert.equal(forbidden.answer.status, 403)

    const strangers = await agentOf(cleanup, await openShop())
    for (const [name, sent] of [
      ['approve', yes],
      ['reject', { ...yes, reason: 'No' }],
      ['explain_time', { service_id: shop.service.id, starts_at: instant(tenOClock()) }],
    ] as const) {
      const { answer } = await strangers.call(name, sent)
      assert.equal(answer.status, 404, name)
    }
    const date = tenOClock().toFormat('yyyy-MM-dd')
    const block = { host_ids: [shop.host.id], first_date: date }
    assert.equal((await strangers.call('block_time', block)).answer.code, 'invalid')
    await booking.refresh()
    assert.equal(booking.status, 'pending')
  })

  test('has a key, and no cookie instead', async ({ client, assert }) => {
    const { business, user } = await openShop()
    const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
    const cookie = await client.post('/mcp').json(list).loginAs(user)
    cookie.assertStatus(401)
    cookie.assertBodyContains({ code: 'key_missing' })
    const wrong = await client.post('/mcp').json(list).header('authorization', 'Bearer bellhop_x')
    wrong.assertStatus(401)
    wrong.assertHeader('www-authenticate', 'Bearer realm="Bellhop", error="invalid_token"')
    const { written } = await makeKey(business, user)
    const right = await client
      .post('/mcp')
      .header('authorization', `Bearer ${written}`)
      .header('accept', 'application/json, text/event-stream')
      .json(list)
    right.assertStatus(200)
    right.assertHeader('cache-control', 'no-store')
    assert.notInclude(JSON.stringify(right.body()), written)
  })
})
