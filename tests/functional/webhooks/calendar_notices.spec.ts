import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import type { TestContext } from '@japa/runner/core'
import { DateTime } from 'luxon'
import ChooseCalendars from '#actions/calendars/choose_calendars'
import DisconnectCalendar from '#actions/calendars/disconnect_calendar'
import SyncCalendars from '#actions/calendars/sync_calendars'
import { appUrl } from '#config/app'
import calendars from '#config/calendars'
import { openShop } from '#database/factories/business'
import { bySystem } from '#models/by'
import Calendar from '#models/calendars/calendar'
import CalendarConnection from '#models/calendars/calendar_connection'
import type { CalendarSecrets } from '#services/calendars/calendar_provider'
import { openQueue } from '#services/queue'
import env from '#start/env'
import { calendarNoticesPerAddress } from '#start/limiter'
import { connect, sync } from '#tests/support/calendars'
import { withEmptyTables } from '#tests/support/database'
import { davPrograms, DavServer } from '#tests/support/dav_servers'
import { GoogleCalendar } from '#tests/support/google_calendar'
import { instant, type Shop, tenOClock, timesAddress } from '#tests/support/guest'
import { OutlookCalendar } from '#tests/support/outlook_calendar'
import { until } from '#tests/support/until'

const TEN = tenOClock()
const BUSY = { start: TEN.toMillis(), end: TEN.plus({ hours: 1 }).toMillis() }

interface Provider {
  name: 'google' | 'outlook'
  open(cleanup: TestContext['cleanup']): Promise<Opened>
}

interface Opened {
  secrets: CalendarSecrets
  /** How many channels are open. */
  watches(): number
  makeBusy(span: typeof BUSY): void
  notify(changes?: Record<string, string>): Promise<{ status: number }[]>
  /** As whoever does not know the token would. */
  forge(): Promise<{ status: number }[]>
}

const PROVIDERS: Provider[] = [
  {
    name: 'google',
    open: async (cleanup) => {
      const google = await GoogleCalendar.open(cleanup)
      const at = (moment: number) => ({ dateTime: new Date(moment).toISOString() })
      return {
        secrets: google.standIn.accessTo().secrets,
        watches: () => google.channels.size,
        makeBusy: ({ start, end }) => google.store('busy', { start: at(start), end: at(end) }),
        notify: (changes) => google.notify(changes),
        forge: async () => [
          ...(await google.notify({ 'x-goog-channel-token': 'guessed' })),
          ...(await google.notify({ 'x-goog-channel-token': '' })),
        ],
      }
    },
  },
  {
    name: 'outlook',
    open: async (cleanup) => {
      const outlook = await OutlookCalendar.open(cleanup)
      const at = (moment: number) => ({
        dateTime: new Date(moment).toISOString().slice(0, 19),
        timeZone: 'UTC',
      })
      return {
        secrets: outlook.standIn.accessTo().secrets,
        watches: () => outlook.subscriptions.size,
        makeBusy: ({ start, end }) => outlook.store('busy', { start: at(start), end: at(end) }),
        notify: (changes) => outlook.notify(changes),
        forge: async () => [
          ...(await outlook.notify({ clientState: 'guessed' })),
          ...(await outlook.notify({ clientState: null })),
          ...(await outlook.notify({ clientState: { toString: 'no' } })),
        ],
      }
    },
  },
]

/** As if the time until the next look had passed. */
function letComeDue() {
  return CalendarConnection.query().update({ nextSyncAt: DateTime.utc().toSQL() })
}

async function isOffered(client: ApiClient, shop: Shop): Promise<boolean> {
  const page = await client.get(timesAddress(shop)).qs({ date: TEN.toISODate(), zone: 'UTC' })
  page.assertStatus(200)
  return page.text().includes(instant(TEN))
}

test.group('Calendars whose provider tells of changes', (group) => {
  withEmptyTables(group)
  const woken: string[] = []

  group.each.setup(() => {
    const { noticesTo } = calendars
    calendars.noticesTo = 'https://bellhop.example'
    const queue = openQueue()
    const { add } = queue
    woken.length = 0
    Object.assign(queue, { add: async (name: string) => void woken.push(name) })
    return () => {
      calendars.noticesTo = noticesTo
      Object.assign(queue, { add })
    }
  })

  async function openWatched({ name, open }: Provider, cleanup: TestContext['cleanup']) {
    const shop = await openShop()
    const opened = await open(cleanup)
    const { secrets } = opened
    const connection = await connect(shop.host, { provider: name, account: name, secrets })
    const tick = () => new SyncCalendars().handle()
    await tick()
    // Else what it is told now would have to wait a few seconds.
    const letPass = () =>
      CalendarConnection.query().update({ lastSyncedAt: DateTime.utc().minus(60_000).toSQL() })
    await letPass()
    woken.length = 0
    return { shop, connection, tick, letPass, ...opened }
  }

  test('a change is on the public page by the next look, which a notice brings: {name}')
    .with(PROVIDERS)
    .run(async ({ assert, client, cleanup }, provider) => {
      const opened = await openWatched(provider, cleanup)
      const { shop, connection, tick } = opened
      assert.equal(opened.watches(), 1)
      await connection.refresh()
      assert.isAbove(connection.nextSyncAt.diffNow('seconds').seconds, 240)
      assert.isTrue(await isOffered(client, shop))
      opened.makeBusy(BUSY)
      assert.equal(await tick(), 0, 'it is not due')
      assert.isTrue(await isOffered(client, shop))

      assert.deepEqual(
        (await opened.notify()).map(({ status }) => status),
        [202]
      )
      assert.deepEqual(woken, ['sync_calendars'])
      assert.equal(await tick(), 1)
      assert.isFalse(await isOffered(client, shop))
    })

  test('nobody else wakes anything: {name}')
    .with(PROVIDERS)
    .run(async ({ assert, client, cleanup }, provider) => {
      const opened = await openWatched(provider, cleanup)
      opened.makeBusy(BUSY)
      for (const { status } of await opened.forge()) assert.equal(status, 403)
      const [{ watchId }] = await Calendar.query().whereNotNull('watch_id')
      const at = `/webhooks/calendars/${watchId}`
      for (const body of ['', '{', '[]', 'null', '{"value":[null,1,{}]}']) {
        const forged = await fetch(appUrl + at, { method: 'POST', body })
        assert.equal(forged.status, 403)
      }
      const unknown = await client.post(`/webhooks/calendars/${'x'.repeat(32)}`)
      unknown.assertStatus(403)
      const greeting = await client.post(at).qs({ validationToken: '<script>' })
      greeting.assertStatus(403)
      assert.deepEqual(woken, [])
      assert.equal(await opened.tick(), 0)
    })

  test('the same notice again, or many, is no more than one look: {name}')
    .with(PROVIDERS)
    .run(async ({ assert, cleanup }, provider) => {
      const { notify, tick } = await openWatched(provider, cleanup)
      for (let nth = 0; nth < 5; nth++) await notify()
      assert.lengthOf(woken, 1)
      assert.equal(await tick(), 1)
      await notify()
      assert.equal(await tick(), 0, 'it was read a moment ago')
    })

  test('it is asked again before it ends, and stopped at the end: {name}')
    .with(PROVIDERS)
    .run(async ({ assert, cleanup }, provider) => {
      const { connection, watches, notify } = await openWatched(provider, cleanup)
      const [first] = await Calendar.query().whereNotNull('watch_id')
      assert.notInclude(JSON.stringify(first.$attributes), 'token-')
      assert.match(String(first.watchTokenHash), /^[\da-f]{64}$/)
      const hours = first.watchUntil?.diffNow('hours').hours ?? 0
      assert.isTrue(hours > 47 && hours <= 48)

      await sync(connection)
      assert.equal((await first.refresh()).watchId, first.$original.watchId)
      await first.merge({ watchDueAt: DateTime.utc().minus({ seconds: 1 }) }).save()
      const before = first.watchId
      await sync(connection)
      assert.notEqual((await first.refresh()).watchId, before)
      assert.equal(watches(), 1)
      assert.deepEqual(
        (await notify()).map(({ status }) => status),
        [202]
      )

      const { businessId, id: connectionId } = connection
      await new DisconnectCalendar().handle({ businessId, connectionId, by: bySystem() })
      await until('The end of it', () => watches() === 0)
    })

  test('one that is not read any more is not watched either: {name}')
    .with(PROVIDERS)
    .run(async ({ assert, cleanup }, provider) => {
      const { connection, watches } = await openWatched(provider, cleanup)
      const { businessId, id: connectionId } = connection
      const nothing = { blockingIds: [], writtenId: null, version: null }
      await new ChooseCalendars().handle({ businessId, connectionId, ...nothing, by: bySystem() })
      await sync(connection)
      assert.equal(watches(), 0)
      assert.lengthOf(await Calendar.query().whereNotNull('watch_id'), 0)
    })

  test('without an address on the internet it is looked at more often: {$self}')
    .with(['http://bellhop.example', 'https://localhost:3333', 'https://10.1.2.3'])
    .run(async ({ assert, cleanup }, address) => {
      calendars.noticesTo = address
      const { connection, watches } = await openWatched(PROVIDERS[0], cleanup)
      assert.equal(watches(), 0)
      await connection.refresh()
      assert.isBelow(connection.nextSyncAt.diffNow('seconds').seconds, 41)
    })

  test('one that cannot be watched is read all the same, and tried again later', async ({
    assert,
    cleanup,
  }) => {
    const google = await GoogleCalendar.open(cleanup)
    const { secrets } = google.standIn.accessTo()
    const shop = await openShop()
    const connection = await connect(shop.host, { provider: 'google', account: 'a', secrets })
    const refused = { error: { errors: [{ reason: 'push.webhookUrlUnauthorized' }] } }
    // Its token is renewed, and refused again.
    google.standIn.instead.push({ status: 401, body: refused }, { status: 401, body: refused })
    assert.equal(await sync(connection), 'read')
    await connection.refresh()
    assert.equal(connection.state, 'connected')
    assert.isBelow(connection.nextSyncAt.diffNow('seconds').seconds, 41)
    const asked = () => google.standIn.requests.filter(({ url }) => /watch$/.test(url.pathname))
    assert.lengthOf(asked(), 2)
    await sync(connection)
    assert.lengthOf(asked(), 2)
    await Calendar.query().update({ watchDueAt: DateTime.utc().minus({ seconds: 1 }).toSQL() })
    await sync(connection)
    assert.equal(google.channels.size, 1)
  })

  test('whoever sends too many, or too much, is told so', async ({ assert, cleanup }) => {
    const { most } = calendarNoticesPerAddress
    env.set('RATE_LIMITS', 'on')
    cleanup(() => {
      calendarNoticesPerAddress.most = most
      env.set('RATE_LIMITS', 'off')
    })
    const at = `${appUrl}/webhooks/calendars/${'x'.repeat(32)}`
    const body = 'x'.repeat(1024 * 1024 + 1)
    const large = await fetch(at, { method: 'POST', body }).catch(() => null)
    // Whoever still sends when the answer comes may not read it.
    assert.equal(large?.status ?? 413, 413)
    calendarNoticesPerAddress.most = 1
    const send = async () => (await fetch(at, { method: 'POST' })).status
    assert.deepEqual([await send(), await send()], [403, 429])
  })

  test('what Google says to begin with is no change', async ({ assert, cleanup }) => {
    const { notify } = await openWatched(PROVIDERS[0], cleanup)
    const [{ status }] = await notify({ 'x-goog-resource-state': 'sync' })
    assert.equal(status, 202)
    assert.deepEqual(woken, [])
  })

  test('where Microsoft is about to stop, or has stopped, it is asked again: {$self}')
    .with(['reauthorizationRequired', 'subscriptionRemoved', 'missed'])
    .run(async ({ assert, cleanup }, lifecycleEvent) => {
      const { notify, tick, watches } = await openWatched(PROVIDERS[1], cleanup)
      const [{ watchId: before }] = await Calendar.query().whereNotNull('watch_id')
      await notify({ lifecycleEvent })
      assert.equal(await tick(), 1)
      const [{ watchId }] = await Calendar.query().whereNotNull('watch_id')
      assert.notEqual(watchId, before)
      assert.equal(watches(), 1)
    })

  test('one that was lost is not woken, nor one that has to wait', async ({ assert, cleanup }) => {
    const { connection, notify, tick } = await openWatched(PROVIDERS[0], cleanup)
    await connection.merge({ failingSince: DateTime.utc(), lastProblem: 'limited' }).save()
    await notify()
    await connection.merge({ failingSince: null, lastProblem: null }).save()
    await connection.merge({ state: 'lost', lostBecause: 'access_lost' }).save()
    await notify()
    assert.deepEqual(woken, [])
    assert.equal(await tick(), 0)
  })
})

test.group('Calendars that are looked at', (group) => {
  withEmptyTables(group)
  const tick = () => new SyncCalendars().handle()

  group.each.setup(() => {
    const queue = openQueue()
    const { add } = queue
    Object.assign(queue, { add: async () => undefined })
    return () => void Object.assign(queue, { add })
  })

  test('a change at a real server is on the public page after one look', async ({
    assert,
    client,
    cleanup,
  }) => {
    const server = await DavServer.open('radicale')
    cleanup(() => server.stop())
    const url = await server.makeCalendar('work')
    const shop = await openShop()
    const { secrets } = server.access
    await connect(shop.host, { account: 'ines', secrets })
    assert.isFalse(await isOffered(client, shop), 'never read')
    await tick()
    assert.isTrue(await isOffered(client, shop))
    const [start, end] = [instant(TEN), instant(TEN.plus({ hours: 1 }))]
    const stamp = (moment: string) => moment.replaceAll(/[-:]/g, '')
    const lines = ['UID:a', `DTSTART:${stamp(start)}`, `DTEND:${stamp(end)}`]
    const event = ['BEGIN:VEVENT', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT']
    const file = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...event, 'END:VCALENDAR']
    await server.send('PUT', `${url}a.ics`, `${file.join('\r\n')}\r\n`, {
      'content-type': 'text/calendar',
    })
    await letComeDue()
    assert.equal(await tick(), 1)
    assert.isFalse(await isOffered(client, shop))
    await server.send('DELETE', `${url}a.ics`)
    await letComeDue()
    await tick()
    assert.isTrue(await isOffered(client, shop))
  }).skip(!davPrograms.includes('radicale'), 'There is no radicale here')
})
