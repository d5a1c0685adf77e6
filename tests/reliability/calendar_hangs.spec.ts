import type { ChildProcess } from 'node:child_process'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { findFaults } from '#queries/integrity/find_faults'
import { wake } from '#services/queue'
import { Bookers } from '#tests/support/bookers'
import { connect, sync } from '#tests/support/calendars'
import { withEmptyTables } from '#tests/support/database'
import { Gate } from '#tests/support/gate'
import { GoogleCalendar } from '#tests/support/google_calendar'
import { isLong, tell } from '#tests/support/hammer'
import { compareWithSink, owedMails } from '#tests/support/owed_mails'
import { openSmtpSink } from '#tests/support/smtp_sink'
import { until } from '#tests/support/until'
import { freePort, percentile, startProgram } from '#tests/support/web_process'

const CLIENTS = 4
/** How often it answers and then hangs, and how long each: a minute, or until so many are booked. */
const TURNS = isLong ? 2 : 1
const TURN_MS = isLong ? 60_000 : 0
const BOOKINGS = 8
/** So that the machine is not at its limit, where nothing but itself would be measured. */
const PAUSE_MS = isLong ? 1_000 : 200
/** In the long form whoever tries again does so when it is due by the worker's own rules. */
const ALL_DONE_WITHIN_MS = isLong ? 600_000 : 60_000

test.group('A calendar that hangs', (group) => {
  withEmptyTables(group)

  test('keeps neither bookings nor mails waiting, and has all of them once it answers', async ({
    assert,
    cleanup,
  }) => {
    const sink = await openSmtpSink(cleanup)
    const google = await GoogleCalendar.open(cleanup)
    const gate = await Gate.open(cleanup, google.standIn.url)
    const shop = await openShop({
      settings: { requiresApproval: false, maxAdvanceBookingDays: 365 },
    })
    const { secrets } = google.standIn.accessTo()
    await sync(await connect(shop.host, { provider: 'google', account: 'ines', secrets }))
    const port = await freePort()
    const settings = {
      ...{ SMTP_URL: sink.url, RATE_LIMITS: 'off', PORT: String(port) },
      CALENDAR_STAND_IN: gate.url,
    }
    const toBeKilled = (program: ChildProcess) => cleanup(() => void program.kill('SIGKILL'))
    await Promise.all([
      startProgram('server', settings, toBeKilled),
      startProgram('worker', settings, toBeKilled),
    ])

    const bookers = new Bookers(port, shop, CLIENTS, 'calendar', PAUSE_MS)
    const during = async () => {
      const before = bookers.times.length
      const known = bookers.acknowledged.length
      const endsAt = performance.now() + TURN_MS
      do await bookers.more(BOOKINGS)
      while (performance.now() < endsAt)
      return {
        times: bookers.times.slice(before),
        references: bookers.acknowledged.slice(known).map(({ reference }) => reference),
      }
    }
    /** The first requests to processes that have just started are no measure. */
    await bookers.more(BOOKINGS)

    const answering: number[] = []
    const hanging: number[] = []
    const mailed: Record<string, number[]> = { answering: [], hanging: [] }
    const mailsOut = async (state: string, booked: Booked) => {
      const from = performance.now()
      const isOut = async () => (await mailsOf(booked)) === 0
      await until(`Their mails, while the calendar is ${state}`, isOut, ALL_DONE_WITHIN_MS)
      mailed[state].push(performance.now() - from)
    }
    const caughtUp: number[] = []
    for (let turn = 0; turn < TURNS; turn++) {
      const before = await during()
      answering.push(...before.times)
      await mailsOut('answering', before)

      gate.hangs = true
      await bookers.more(1)
      await wake('write_calendar_entries', {})
      await until('A write that hangs', () => gate.waiting > 0)
      const booked = await during()
      hanging.push(...booked.times)
      await mailsOut('hanging', booked)
      assert.isTrue(gate.hangs && gate.waiting > 0)
      const events = google.shown.length
      assert.isBelow(events, bookers.acknowledged.length)

      const openedAt = performance.now()
      gate.open()
      await until(
        'Those booked while it hung, in the calendar',
        async () => {
          if (!isLong) await letPass()
          return (await entriesOwed(booked)) === 0
        },
        ALL_DONE_WITHIN_MS
      )
      caughtUp.push(performance.now() - openedAt)
    }
    await bookers.stop()
    assert.equal(bookers.troubles.size, 0, 'all bookings are answered, with yes or no')

    await until(
      'Everything booked, in the calendar, and mailed',
      async () => {
        const mails = await owedMails()
        const owed = await db.from('calendar_entries').where('is_owed', true)
        return owed.length === 0 && mails.every(({ status }) => status === 'sent')
      },
      ALL_DONE_WITHIN_MS
    )
    const bookings = await Booking.query().where('status', 'approved')
    assert.sameMembers(
      bookings.map(({ reference }) => reference),
      bookers.acknowledged.map(({ reference }) => reference)
    )
    assert.sameMembers(
      google.shown.map(({ extendedProperties }) => (extendedProperties as Own).private.bellhopUid),
      bookings.map(({ eventUid }) => eventUid)
    )
    const mails = await owedMails()
    assert.lengthOf(mails, 2 * bookings.length)
    const { missing, twice } = compareWithSink(mails, sink)
    assert.deepEqual(missing, [])
    const faults = (await findFaults()).filter((result) => result.faults.length > 0)
    assert.deepEqual(faults, [])

    const p95 = { answering: percentile(answering, 0.95), hanging: percentile(hanging, 0.95) }
    tell('a calendar that hangs', {
      'p95 answering': `${p95.answering.toFixed(0)} ms of ${answering.length}`,
      'p95 hanging': `${p95.hanging.toFixed(0)} ms of ${hanging.length}`,
      'ratio': (p95.hanging / p95.answering).toFixed(2),
      'booked': bookings.length,
      'events': google.shown.length,
      'mails': mails.length,
      'sent twice': twice,
      'mails out after s, answering': inSeconds(mailed.answering),
      'hanging': inSeconds(mailed.hanging),
      'written after s': inSeconds(caughtUp),
    })
  }).timeout(1_800_000)
})

function inSeconds(times: number[]): string {
  return times.map((ms) => (ms / 1_000).toFixed(1)).join(' ')
}

interface Own {
  private: { bellhopUid: string }
}

interface Booked {
  references: string[]
}

function idsOf({ references }: Booked) {
  return db.from('bookings').whereIn('reference', references).select('id')
}

async function mailsOf(booked: Booked): Promise<number> {
  const waiting = await db
    .from('notifications')
    .where({ channel: 'mail' })
    .whereNot('status', 'sent')
    .whereIn('booking_id', idsOf(booked))
  return waiting.length
}

async function entriesOwed(booked: Booked): Promise<number> {
  const owed = await db
    .from('calendar_entries')
    .where((query) => void query.where('is_owed', true).orWhereNot('state', 'written'))
    .whereIn('booking_id', idsOf(booked))
  return owed.length
}

/** As if the time until the next try had gone by, for those that have to wait. */
async function letPass(): Promise<void> {
  const waiting = await db
    .from('calendar_entries')
    .where('is_owed', true)
    .whereRaw('next_attempt_at > clock_timestamp() and leased_until is null')
    .update({ next_attempt_at: db.raw('clock_timestamp()') })
  if (Number(waiting) > 0) await wake('write_calendar_entries', {})
}
