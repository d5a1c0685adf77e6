import type { ChildProcess } from 'node:child_process'
import { Agent } from 'node:http'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { findFaults } from '#queries/integrity/find_faults'
import { withEmptyTables } from '#tests/support/database'
import { isLong, tell } from '#tests/support/hammer'
import { IN_THREE_DAYS, type Shop } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'
import { freePort, percentile, postJson, startProgram } from '#tests/support/web_process'

const CONNECTIONS = 50
const POSTS = isLong ? 10_000 : 250
const SLOTS = isLong ? 100 : 10
const SESSIONS = isLong ? 50 : 2
const SEATS = 20

test.group('Over HTTP, fifty at once', (group) => {
  let port: number
  let server: ChildProcess

  withEmptyTables(group)
  group.setup(async () => {
    port = await freePort()
    server = await startProgram('server', { PORT: String(port) })
    return () => void server.kill('SIGKILL')
  })

  test('each slot is booked once, and all others hear that it is taken', async ({ assert }) => {
    const shop = await openShop()
    const answers = await rush(port, shop, (nth) => ({
      service_id: shop.service.id,
      starts_at: IN_THREE_DAYS.plus({ hours: nth % SLOTS }).toISO(),
    }))
    assert.deepEqual(answers, { 201: SLOTS, 409: POSTS - SLOTS })
    const [{ count }] = await db.from('bookings').count('* as count')
    assert.equal(Number(count), SLOTS)
    assert.deepEqual(await faults(), [])
  })

  test('each session is filled to its last place, and not one further', async ({ assert }) => {
    const shop = await openShop({ service: { capacity: SEATS } })
    const sessions: number[] = []
    for (let nth = 0; nth < SESSIONS; nth++) {
      const startsAt = IN_THREE_DAYS.plus({ hours: nth })
      sessions.push((await planSession(shop, startsAt, { capacity: SEATS })).id)
    }
    const answers = await rush(port, shop, (nth) => ({
      session_id: String(sessions[nth % SESSIONS]),
    }))
    assert.deepEqual(answers, { 201: SESSIONS * SEATS, 409: POSTS - SESSIONS * SEATS })
    const filled = await db
      .from('session_seats')
      .whereNull('released_at')
      .groupBy('session_id')
      .count('* as seats')
    assert.deepEqual(
      filled.map(({ seats }) => Number(seats)),
      sessions.map(() => SEATS)
    )
    assert.deepEqual(await faults(), [])
  })
})

/** All posts over fifty connections; how many answers there were of each status. */
async function rush(port: number, { business }: Shop, wanted: (nth: number) => object) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const statuses = new Map<number, number>()
  const times: number[] = []
  const began = performance.now()
  let posts = 0

  const client = async () => {
    while (posts < POSTS) {
      const body = { ...wanted(posts++), client_name: 'Sam', client_phone: '07700 900461' }
      const path = `/api/booking/public/${business.slug}/book`
      const answer = await postJson(port, path, body, { agent })
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      times.push(answer.milliseconds)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, client))
  agent.destroy()
  const figures = Object.fromEntries(statuses)
  tell(`${POSTS} posts`, {
    ...figures,
    seconds: ((performance.now() - began) / 1000).toFixed(1),
    p50: percentile(times, 0.5).toFixed(0),
    p99: percentile(times, 0.99).toFixed(0),
  })
  return figures
}

async function faults() {
  return (await findFaults()).filter((result) => result.faults.length > 0)
}
