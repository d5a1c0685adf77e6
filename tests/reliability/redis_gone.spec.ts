import { test } from '@japa/runner'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import queueConfig from '#config/queue'
import schedule from '#config/schedule'
import { openShop } from '#database/factories/business'
import { findFaults } from '#queries/integrity/find_faults'
import { Bookers } from '#tests/support/bookers'
import { withEmptyTables } from '#tests/support/database'
import { isLong, tell } from '#tests/support/hammer'
import { compareWithSink, mailsUntried, owedMails } from '#tests/support/owed_mails'
import { hasRedis, RedisProcess } from '#tests/support/redis_process'
import { openSmtpSink } from '#tests/support/smtp_sink'
import { until } from '#tests/support/until'
import { freePort, percentile, startProgram } from '#tests/support/web_process'

const CLIENTS = 4
/** Hundreds of mails by one worker, five at a time. */
const ALL_SENT_WITHIN_MS = isLong ? 600_000 : 60_000
/** Bookings in each state of Redis. */
const BOOKINGS = isLong ? 200 : 8

test.group('A Redis that goes away', (group) => {
  withEmptyTables(group)

  test('keeps no booking waiting, and costs no message', async ({ assert, cleanup }) => {
    const redis = await RedisProcess.open(cleanup)
    const sink = await openSmtpSink(cleanup)
    const port = await freePort()
    const settings = {
      REDIS_URL: redis.url,
      SMTP_URL: sink.url,
      RATE_LIMITS: 'off',
      PORT: String(port),
    }
    const programs = await Promise.all([
      startProgram('server', settings),
      startProgram('worker', settings),
    ])
    cleanup(() => programs.forEach((program) => program.kill('SIGKILL')))
    const shop = await openShop({ settings: { maxAdvanceBookingDays: 365 } })

    const bookers = new Bookers(port, shop, CLIENTS, 'redis')
    const p95: Record<string, string> = {}
    const during = async (state: string) => {
      const [before, known] = [bookers.times.length, bookers.acknowledged.length]
      await bookers.more(BOOKINGS)
      p95[`p95 ${state}`] = `${percentile(bookers.times.slice(before), 0.95).toFixed(0)} ms`
      return bookers.acknowledged.slice(known).map(({ reference }) => reference)
    }

    await during('there')
    await until('A mail, by way of Redis', () => sink.messages.length > 0)
    redis.freeze()
    await during('silent')
    redis.thaw()
    await redis.kill()
    const booked = await during('gone')
    assert.isNotEmpty(await mailsUntried(booked), 'acknowledged with nobody to send their mails')
    await redis.start()
    await during('back')
    await bookers.stop()
    assert.equal(bookers.troubles.size, 0, 'all bookings are answered, with yes or no')

    const connection = new Redis(redis.url, { maxRetriesPerRequest: null })
    const queue = new Queue(queueConfig.name, { connection })
    cleanup(() => queue.close().then(() => connection.disconnect()))
    await until('The schedule, in a Redis that knew nothing', async () => {
      const known = await queue.getJobSchedulers()
      return schedule.every(({ job }) => known.some(({ key }) => key === job))
    })
    await until(
      'Everything owed, sent',
      async () => {
        if (!isLong) await sweepNow(queue)
        const mails = await owedMails()
        return mails.every(({ status }) => status === 'sent')
      },
      ALL_SENT_WITHIN_MS
    )

    const mails = await owedMails()
    assert.lengthOf(mails, 2 * bookers.acknowledged.length)
    const { missing, twice } = compareWithSink(mails, sink)
    assert.deepEqual(missing, [])
    assert.deepEqual(
      programs.map(({ exitCode, signalCode }) => exitCode ?? signalCode),
      [null, null]
    )
    const faults = (await findFaults()).filter((result) => result.faults.length > 0)
    assert.deepEqual(faults, [])
    tell('a Redis that goes away', {
      'acknowledged': bookers.acknowledged.length,
      ...p95,
      'mails sent': mails.length,
      'sent twice': twice,
    })
  })
    .skip(!hasRedis, 'There is no redis-server here')
    .timeout(1_800_000)
})

/** As if the half minute until the next sweep had gone by. */
async function sweepNow(queue: Queue): Promise<void> {
  const delayed = await queue.getDelayed()
  const next = delayed.find(({ name }) => name === 'sweep_outbox')
  await next?.promote()
}
