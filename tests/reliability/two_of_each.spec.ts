import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import queueConfig from '#config/queue'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { findFaults } from '#queries/integrity/find_faults'
import { Bookers } from '#tests/support/bookers'
import { withEmptyTables } from '#tests/support/database'
import { isLong, tell } from '#tests/support/hammer'
import { compareWithSink, owedMails } from '#tests/support/owed_mails'
import { hasRedis, RedisProcess } from '#tests/support/redis_process'
import { openSmtpSink } from '#tests/support/smtp_sink'
import { SpreadingProxy } from '#tests/support/spreading_proxy'
import { until } from '#tests/support/until'
import { freePort, percentile, startProgram } from '#tests/support/web_process'

const CLIENTS = 8
/** Of one web server and of one worker; the others go on alone, and in the long form one stands in. */
const KILLS = isLong ? 10 : 1
const BOOKINGS = isLong ? 100 : 8
/** Leases end after two minutes, stalled jobs sooner; the short form does not wait for them. */
const ALL_SENT_WITHIN_MS = 600_000

test.group('Two web servers and two workers on one PostgreSQL and one Redis', (group) => {
  withEmptyTables(group)

  test('lose nothing while one of each is killed or asked to leave under load', async ({
    assert,
    cleanup,
  }) => {
    const redis = await RedisProcess.open(cleanup)
    const sink = await openSmtpSink(cleanup)
    const ports = [await freePort(), await freePort()]
    const proxy = await SpreadingProxy.open(cleanup, ports)
    const settings = {
      REDIS_URL: redis.url,
      SMTP_URL: sink.url,
      RATE_LIMITS: 'off',
      APP_URL: `http://127.0.0.1:${proxy.port}`,
    }
    const running = new Set<ChildProcess>()
    cleanup(() => running.forEach((program) => program.kill('SIGKILL')))
    const open = (program: 'server' | 'worker', own: Record<string, string> = {}) =>
      startProgram(program, { ...settings, ...own }, (forked) => running.add(forked))
    const openServer = (nth: number) => open('server', { PORT: String(ports[nth]) })
    const servers = await Promise.all([openServer(0), openServer(1)])
    const workers = await Promise.all([open('worker'), open('worker')])
    const shop = await openShop({ settings: { maxAdvanceBookingDays: 365 } })

    const bookers = new Bookers(proxy.port, shop, CLIENTS, 'each')
    /** Answers that were neither yes nor no, by status. */
    const troublesIn = async (what: () => Promise<void>) => {
      bookers.troubles.clear()
      await what()
      return [...bookers.troubles]
    }
    await bookers.more(BOOKINGS)
    assert.isAbove(Math.min(...ports.map((port) => proxy.answers.get(port) ?? 0)), 0)

    const leave = async (nth: number, signal: NodeJS.Signals) => {
      const [server, worker] = [servers[nth], workers[nth]]
      const left = Promise.all([once(server, 'exit'), once(worker, 'exit')])
      server.kill(signal)
      worker.kill(signal)
      const statuses = await left
      running.delete(server)
      running.delete(worker)
      return statuses.map(([status]) => status)
    }
    const standIn = async (nth: number) => {
      ;[servers[nth], workers[nth]] = await Promise.all([openServer(nth), open('worker')])
    }

    const whileKilled = await troublesIn(async () => {
      for (let kill = 0; kill < KILLS; kill++) {
        await leave(kill % 2, 'SIGKILL')
        await bookers.more(BOOKINGS)
        if (isLong) await standIn(kill % 2)
      }
    })
    const whileAsked = await troublesIn(async () => {
      for (let asked = 0; isLong && asked < KILLS; asked++) {
        assert.deepEqual(await leave(asked % 2, 'SIGTERM'), [0, 0])
        await bookers.more(BOOKINGS)
        await standIn(asked % 2)
      }
    })
    await bookers.stop()
    assert.deepEqual(whileAsked, [], 'who is asked to leave leaves no request behind')

    for (const { reference, startsAt } of bookers.acknowledged) {
      const booking = await Booking.findByOrFail('reference', reference)
      assert.equal(booking.startsAt.toMillis(), DateTime.fromISO(startsAt).toMillis())
      assert.equal(booking.status, 'approved')
    }
    const [{ count }] = await db.from('bookings').count('* as count')
    assert.equal(Number(count), bookers.acknowledged.length, 'no more than were acknowledged')

    if (isLong) {
      const isAllSent = async () => (await owedMails()).every(({ status }) => status === 'sent')
      await until('Everything owed, sent', isAllSent, ALL_SENT_WITHIN_MS)
    }
    const mails = await owedMails()
    assert.lengthOf(mails, 2 * bookers.acknowledged.length)
    const { missing, twice } = compareWithSink(mails, sink)
    assert.deepEqual(missing, [])
    assert.isAtMost(twice, KILLS * queueConfig.concurrency)
    const faults = (await findFaults()).filter((result) => result.faults.length > 0)
    assert.deepEqual(faults, [])
    tell('two of each', {
      'kills of each': KILLS,
      'acknowledged': bookers.acknowledged.length,
      'p95': `${percentile(bookers.times, 0.95).toFixed(0)} ms`,
      'asked again after': whileKilled.map(([status, times]) => `${times} × ${status}`).join(', '),
      'mails sent': mails.filter(({ status }) => status === 'sent').length,
      'sent twice': isLong ? twice : 'not waited for',
    })
  })
    .skip(!hasRedis, 'There is no redis-server here')
    .timeout(1_800_000)
})
