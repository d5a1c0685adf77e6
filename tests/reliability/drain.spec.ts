import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { timesAddress } from '#tests/support/guest'
import { forkProgram, freePort } from '#tests/support/web_process'

const CLIENTS = 20

test.group('A web process that is asked to leave', (group) => {
  let port: number
  let servers: ChildProcess[] = []

  withEmptyTables(group)
  group.each.setup(async () => {
    port = await freePort()
    return () => {
      for (const server of servers) server.kill('SIGKILL')
      servers = []
    }
  })

  const startServer = async () => {
    const server = forkProgram('server', { PORT: String(port) })
    servers.push(server)
    const [message] = await Promise.race([once(server, 'message'), once(server, 'exit')])
    if (typeof message !== 'object') throw new Error('The server did not start')
    return server
  }

  test('answers what it has begun, says that it is leaving, and leaves with status 0', async ({
    assert,
  }) => {
    const shop = await openShop()
    const server = await startServer()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    assert.equal((await answer(port, '/health/ready', agent)).status, 200)

    const lock = await db.connection('owner').transaction()
    await lock.rawQuery('lock table services in access exclusive mode')
    const page = answer(port, timesAddress(shop))
    await setTimeout(500)

    const left = once(server, 'exit')
    server.kill('SIGTERM')
    const refused = await until(() => codeOf(answer(port, '/health/ready')))
    assert.equal(refused, 'ECONNREFUSED')
    assert.deepEqual(await answer(port, '/health/ready', agent), {
      status: 503,
      connection: 'close',
    })

    await lock.rollback()
    assert.deepEqual(await page, { status: 200, connection: 'close' })
    assert.deepEqual(await left, [0, null])
  })

  test('loses no request while it is started again under load', async ({ assert }) => {
    const address = timesAddress(await openShop())
    const first = await startServer()
    const failures: string[] = []
    let answered = 0
    let isOver = false

    const client = async (agent: Agent) => {
      while (!isOver) {
        const outcome = await answer(port, address, agent).catch(failureOf)
        if (typeof outcome === 'string') {
          if (outcome !== 'ECONNREFUSED') failures.push(outcome)
          await setTimeout(20)
        } else if (outcome.status === 200) answered++
        else failures.push(String(outcome.status))
      }
    }
    const clients = Array.from({ length: CLIENTS }, (_, index) =>
      client(new Agent({ keepAlive: index % 2 === 0 }))
    )

    await until(() => answered > 100)
    const left = once(first, 'exit')
    const askedAt = Date.now()
    first.kill('SIGTERM')
    assert.deepEqual(await left, [0, null])
    assert.isBelow(Date.now() - askedAt, 25_000)

    const before = answered
    await startServer()
    await until(() => answered > before + 100)
    isOver = true
    await Promise.all(clients)
    assert.deepEqual(failures, [])
  })
})

interface Answer {
  status: number
  connection: string | undefined
}

/**
 * A connection that was kept open may be closed just as it is used again, which nobody has read:
 * like any browser, this asks once more then.
 */
async function answer(port: number, path: string, agent?: Agent): Promise<Answer> {
  const request = get({ host: '127.0.0.1', port, path, agent: agent ?? false })
  try {
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    response.resume()
    await once(response, 'end')
    return { status: response.statusCode ?? 0, connection: response.headers.connection }
  } catch (error) {
    if (request.reusedSocket && failureOf(error) === 'ECONNRESET') return answer(port, path, agent)
    throw error
  }
}

function codeOf(request: Promise<Answer>): Promise<string | null> {
  return request.then(() => null, failureOf)
}

function failureOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

async function until<Value>(value: () => Value | Promise<Value>): Promise<Value> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const now = await value()
    if (now) return now
    if (Date.now() > deadline) throw new Error('It did not happen within 20 seconds')
    await setTimeout(20)
  }
}
