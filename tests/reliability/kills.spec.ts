import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { setTimeout as sleep } from 'node:timers/promises'
import queueConfig from '#config/queue'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { findFaults } from '#queries/integrity/find_faults'
import { Bookers } from '#tests/support/bookers'
import { isLong, tell } from '#tests/support/hammer'
import { Killable, type Victim } from '#tests/support/killable'
import { messageIdsIn, openSmtpSink, type SmtpSink } from '#tests/support/smtp_sink'

const ROUNDS = isLong ? 20 : 1
const CLIENTS = 4
const VICTIMS: Victim[] = ['server', 'worker', 'postgres']
/** Leases end after two minutes, stalled jobs sooner. */
const ALL_SENT_WITHIN_MS = 300_000

test.group('kill -9', () => {
  test('loses no booking that was acknowledged, doubles none, and loses no message', async ({
    assert,
    cleanup,
  }) => {
    const sink = await openSmtpSink(cleanup)
    const program = await Killable.open({ SMTP_URL: sink.url, RATE_LIMITS: 'off' })
    cleanup(() => program.close())
    const shop = await openShop({ settings: { maxAdvanceBookingDays: 365 } })
    await program.start()

    const bookers = new Bookers(program.port, shop, CLIENTS, 'kill')
    for (let round = 0; round < ROUNDS; round++) {
      for (const victim of VICTIMS) {
        await bookers.more(5)
        await program.kill(victim)
      }
    }
    await bookers.more(10)
    await bookers.stop()

    const { acknowledged, troubles } = bookers
    for (const { reference, startsAt } of acknowledged) {
      const booking = await Booking.findByOrFail('reference', reference)
      assert.equal(booking.startsAt.toMillis(), DateTime.fromISO(startsAt).toMillis())
      assert.equal(booking.status, 'approved')
    }
    const [{ count }] = await db.from('bookings').count('* as count')
    assert.equal(Number(count), acknowledged.length, 'no more than were acknowledged')

    const sentTwice = isLong ? await allSent(sink) : null
    const faults = (await findFaults()).filter((result) => result.faults.length > 0)
    assert.deepEqual(faults, [])
    const mails = await db
      .from('notifications')
      .where('channel', 'mail')
      .select('status', 'message_id')
    assert.lengthOf(mails, 2 * acknowledged.length)
    const received = new Set(messageIdsIn(sink))
    const lost = mails.filter((mail) => mail.status === 'sent' && !received.has(mail.message_id))
    assert.deepEqual(lost, [])
    if (sentTwice !== null) assert.isAtMost(sentTwice, ROUNDS * 3 * queueConfig.concurrency)
    tell(`${ROUNDS * VICTIMS.length} kills`, {
      'acknowledged': acknowledged.length,
      ...Object.fromEntries([...troubles].map(([status, times]) => [`status ${status}:`, times])),
      'mails sent': mails.filter(({ status }) => status === 'sent').length,
      'sent twice': sentTwice ?? 'not waited for',
    })
  }).timeout(3_600_000)
})

/** Waits until nothing is left to send; how many more came than there are. */
async function allSent(sink: SmtpSink): Promise<number> {
  const until = performance.now() + ALL_SENT_WITHIN_MS
  for (;;) {
    const [{ count }] = await db
      .from('notifications')
      .where({ channel: 'mail', status: 'queued' })
      .count('* as count')
    if (Number(count) === 0) break
    if (performance.now() > until) throw new Error(`${count} mails are still to be sent`)
    await sleep(500)
  }
  const ids = messageIdsIn(sink)
  return ids.length - new Set(ids).size
}
