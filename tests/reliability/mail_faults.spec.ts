import { test } from '@japa/runner'
import SweepOutbox from '#actions/notifications/sweep_outbox'
import queueConfig from '#config/queue'
import { openShop } from '#database/factories/business'
import { findFaults } from '#queries/integrity/find_faults'
import { Bookers } from '#tests/support/bookers'
import { withEmptyTables } from '#tests/support/database'
import { isLong, tell } from '#tests/support/hammer'
import {
  compareWithSink,
  letRetriesComeDue,
  mailsInHand,
  mailsUntried,
  owedMails,
} from '#tests/support/owed_mails'
import { openSmtpSink } from '#tests/support/smtp_sink'
import { until } from '#tests/support/until'
import { freePort, percentile, startProgram } from '#tests/support/web_process'

const CLIENTS = 4
/** Hundreds of mails by one worker, five at a time. */
const ALL_SENT_WITHIN_MS = isLong ? 600_000 : 60_000
/** Bookings under each behaviour of the mail server. */
const BOOKINGS = isLong ? 200 : 8

test.group('A mail server that hangs or refuses', (group) => {
  withEmptyTables(group)

  test('keeps no booking waiting, and costs no message', async ({ assert, client, cleanup }) => {
    const answers: Record<string, string | null> = {}
    const sink = await openSmtpSink(cleanup, { answers })
    const port = await freePort()
    const settings = { SMTP_URL: sink.url, RATE_LIMITS: 'off', PORT: String(port) }
    const programs = await Promise.all([
      startProgram('server', settings),
      startProgram('worker', settings),
    ])
    cleanup(() => programs.forEach((program) => program.kill('SIGKILL')))
    const shop = await openShop({ settings: { maxAdvanceBookingDays: 365 } })
    const failedWith = async (error: string) =>
      (await owedMails()).some(({ last_error: last }) => last === error)

    const bookers = new Bookers(port, shop, CLIENTS, 'mail')
    const p95: Record<string, string> = {}
    const during = async (name: string, seen: () => boolean | Promise<boolean>) => {
      const before = bookers.times.length
      const known = bookers.acknowledged.length
      await bookers.more(BOOKINGS)
      await until(`A mail server that is ${name}, as the worker sees it`, seen)
      p95[`p95 ${name}`] = `${percentile(bookers.times.slice(before), 0.95).toFixed(0)} ms`
      return bookers.acknowledged.slice(known).map(({ reference }) => reference)
    }

    await during('healthy', () => sink.messages.length > 0)
    answers.greeting = null
    const booked = await during(
      'hanging',
      async () => (await mailsInHand()) === queueConfig.concurrency
    )
    assert.isNotEmpty(await mailsUntried(booked), 'answered before the mail server was')
    if (isLong) await until('The end of waiting', () => failedWith('SMTP ETIMEDOUT'))
    answers.greeting = '421 4.3.2 Come back later'
    sink.hangUp()
    await during('busy (421)', () => failedWith('SMTP 421'))
    delete answers.greeting
    answers.RCPT = '550 5.1.1 Nobody of that name'
    await during('refusing (550)', () => failedWith('SMTP 550'))
    await bookers.stop()
    assert.equal(bookers.troubles.size, 0, 'all bookings are answered, with yes or no')

    delete answers.RCPT
    await until('The last try under the old conditions', async () => (await mailsInHand()) === 0)
    const left = await owedMails()
    assert.lengthOf(left, 2 * bookers.acknowledged.length)
    const refused = left.filter(({ status }) => status === 'failed')
    assert.isNotEmpty(refused)
    assert.deepEqual([...new Set(refused.map(({ last_error: last }) => last))], ['SMTP 550'])

    const allSent = async () => (await owedMails()).every(({ status }) => status !== 'queued')
    await letRetriesComeDue()
    await until(
      'Everything owed, sent',
      async () => {
        await new SweepOutbox().handle()
        return allSent()
      },
      ALL_SENT_WITHIN_MS
    )

    const dead = await client.get('/admin/delivery').loginAs(shop.user)
    dead.assertTextIncludes('SMTP 550')
    for (const { id } of refused) {
      const again = client.post(`/admin/delivery/${id}/attempt`).loginAs(shop.user)
      const answer = await again.withCsrfToken().redirects(0)
      answer.assertStatus(303)
    }
    await until('Everything sent again, sent', allSent, ALL_SENT_WITHIN_MS)

    const mails = await owedMails()
    assert.deepEqual([...new Set(mails.map(({ status }) => status))], ['sent'])
    const { missing, twice } = compareWithSink(mails, sink)
    assert.deepEqual(missing, [])
    const faults = (await findFaults()).filter((result) => result.faults.length > 0)
    assert.deepEqual(faults, [])
    tell('a mail server that fails', {
      'acknowledged': bookers.acknowledged.length,
      ...p95,
      'refused for good': refused.length,
      'mails sent': mails.length,
      'sent twice': twice,
    })
  }).timeout(1_800_000)
})
