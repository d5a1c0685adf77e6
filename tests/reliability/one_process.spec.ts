import { once } from 'node:events'
import { get } from 'node:http'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { timesAddress } from '#tests/support/guest'
import { IN_THREE_DAYS, place } from '#tests/support/requests'
import { openSmtpSink } from '#tests/support/smtp_sink'
import { until } from '#tests/support/until'
import { freePort, startProgram } from '#tests/support/web_process'

const SENDS_FOR_MS = 1_500

test.group('Web and worker in one process', (group) => {
  withEmptyTables(group)

  test('answers and sends, and ends a page and a message it has begun before it leaves', async ({
    assert,
    cleanup,
  }) => {
    const delays: Record<string, number> = {}
    const sink = await openSmtpSink(cleanup, { delays })
    const port = await freePort()
    const shop = await openShop()
    const one = await startProgram('one', { PORT: String(port), SMTP_URL: sink.url })
    cleanup(() => void one.kill('SIGKILL'))
    assert.equal(await statusOf(port, '/health/ready'), 200)

    await place(shop)
    await until('the first messages are sent', async () => (await mails('sent')) === 2)

    delays.end = SENDS_FOR_MS
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
    const texts = () => sink.commands.filter((command) => /^DATA/i.test(command)).length
    await until('another is being sent', () => texts() > 2)
    const lock = await db.connection('owner').transaction()
    await lock.rawQuery('lock table services in access exclusive mode')
    const page = statusOf(port, timesAddress(shop))
    await until('a page waits', async () => (await waitingForLock()) > 0)

    const left = once(one, 'exit')
    one.kill('SIGTERM')
    await until('nobody is let in', async () => {
      return (await statusOf(port, '/health/live')) === 'ECONNREFUSED'
    })
    await lock.rollback()
    assert.equal(await page, 200)
    assert.deepEqual(await left, [0, null])
    assert.isAbove(sink.messages.length, 2)
    assert.equal(await mails('sent'), sink.messages.length)
  })
})

async function mails(status: string): Promise<number> {
  const [{ total }] = await db
    .from('notifications')
    .where({ channel: 'mail', status })
    .count('* as total')
  return Number(total)
}

async function waitingForLock(): Promise<number> {
  const [{ count }] = await db.from('pg_locks').where('granted', false).count('* as count')
  return Number(count)
}

/** Of an answer, or the code of the failure where there is none. */
function statusOf(port: number, path: string): Promise<number | string> {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    }).on('error', (error) => resolve('code' in error ? String(error.code) : error.message))
  })
}
