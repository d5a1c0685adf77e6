import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { TestContext } from '@japa/runner/core'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import type { ConnectionProvider } from '#models/calendars/calendar_connection'
import { caldavProvider } from '#services/calendars/caldav'
import type { CalendarSecrets } from '#services/calendars/calendar_provider'
import { wake } from '#services/queue'
import { connect, sync } from '#tests/support/calendars'
import { withEmptyTables } from '#tests/support/database'
import { davPrograms, DavServer } from '#tests/support/dav_servers'
import { BREAKS, Gate } from '#tests/support/gate'
import { GoogleCalendar } from '#tests/support/google_calendar'
import { isLong, tell } from '#tests/support/hammer'
import { OutlookCalendar } from '#tests/support/outlook_calendar'
import { IN_THREE_DAYS, place } from '#tests/support/requests'
import { until } from '#tests/support/until'
import { freePort, startProgram } from '#tests/support/web_process'

const MOST_STARTS = 10
/** For every commit one at each provider, and at each another moment. */
const KILLS = isLong ? 20 : 1

interface Elsewhere {
  gate: Gate
  secrets: CalendarSecrets
  settings: Record<string, string>
  /** Of the events that are there, as they were written: a booking's each. */
  uids(): Promise<string[]>
}

interface Target {
  provider: ConnectionProvider
  open(cleanup: TestContext['cleanup']): Promise<Elsewhere>
}

const TARGETS: Target[] = [
  {
    provider: 'google',
    open: async (cleanup) => {
      const google = await GoogleCalendar.open(cleanup)
      const gate = await Gate.open(cleanup, google.standIn.url)
      const { secrets } = google.standIn.accessTo()
      const uids = async () => google.shown.map((event) => ownUid(event.extendedProperties))
      return { gate, secrets, settings: { CALENDAR_STAND_IN: gate.url }, uids }
    },
  },
  {
    provider: 'outlook',
    open: async (cleanup) => {
      const outlook = await OutlookCalendar.open(cleanup)
      const gate = await Gate.open(cleanup, outlook.standIn.url)
      const { secrets } = outlook.standIn.accessTo()
      const uids = async () => outlook.shown.map((event) => String(event.transactionId))
      return { gate, secrets, settings: { CALENDAR_STAND_IN: gate.url }, uids }
    },
  },
  {
    provider: 'caldav',
    open: async (cleanup) => {
      const server = await DavServer.open('radicale')
      cleanup(() => server.stop())
      const calendarId = await server.makeCalendar('work')
      const gate = await Gate.open(cleanup, server.url)
      const { secrets } = server.accessBy('a password, with spaces', gate.url)
      const window = {
        start: IN_THREE_DAYS.minus({ days: 1 }).toMillis(),
        end: IN_THREE_DAYS.plus({ days: 30 }).toMillis(),
      }
      const wanted = { calendarId, token: null, window, timeZone: 'UTC' }
      const uids = async () => {
        const { events } = await caldavProvider.changes(server.access, wanted)
        return events.map(({ uid }) => String(uid))
      }
      return { gate, secrets, settings: {}, uids }
    },
  },
]

function ownUid(properties: unknown): string {
  return (properties as { private: { bellhopUid: string } }).private.bellhopUid
}

/** What was killed may still have its connections for a moment. */
async function startSometime(settings: Record<string, string>): Promise<ChildProcess> {
  for (let tries = 1; ; tries++) {
    try {
      return await startProgram('worker', settings)
    } catch (error) {
      if (tries === MOST_STARTS) throw error
    }
  }
}

/** As if the lease of whoever died had ended, and the next try were due. */
function letPass() {
  return db
    .from('calendar_entries')
    .update({ leased_until: null, next_attempt_at: db.raw('clock_timestamp()') })
}

test.group('kill -9 in the middle of a write to a calendar', (group) => {
  withEmptyTables(group)

  test('leaves exactly one event for each booking: {provider}')
    .with(
      TARGETS.filter(({ provider }) => provider !== 'caldav' || davPrograms.includes('radicale'))
    )
    .run(async ({ assert, cleanup }, { provider, open }) => {
      const { gate, secrets, settings, uids } = await open(cleanup)
      const shop = await openShop({ settings: { requiresApproval: false } })
      await sync(await connect(shop.host, { provider, account: 'ines', secrets }))
      const port = String(await freePort())
      const start = () => startSometime({ ...settings, PORT: port })
      let worker = await start()
      cleanup(() => void worker.kill('SIGKILL'))

      const first = TARGETS.findIndex((target) => target.provider === provider)
      const kills: Record<string, number> = {}
      for (let nth = 0; nth < KILLS; nth++) {
        const broken = new Promise<string>((resolve) => void (gate.broken = resolve))
        gate.next = BREAKS[(nth + first) % BREAKS.length]
        await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: nth }) })
        await wake('write_calendar_entries', {})
        const at = await broken
        worker.kill('SIGKILL')
        await once(worker, 'exit')
        kills[at] = (kills[at] ?? 0) + 1
        await letPass()
        worker = await start()
      }
      const owed = () =>
        db.from('calendar_entries').whereNot('state', 'written').orWhere('is_owed', true)
      await wake('write_calendar_entries', {})
      await until('Everything booked, written', async () => (await owed()).length === 0)

      const bookings = await Booking.query().orderBy('id')
      assert.sameMembers(
        await uids(),
        bookings.map(({ eventUid }) => eventUid)
      )
      assert.lengthOf(bookings, KILLS)
      tell(`kill -9 while ${provider} is written to`, { kills: KILLS, ...kills, events: KILLS })
    })
    .timeout(1_800_000)
})
