import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import AskCalendarSync from '#actions/calendars/ask_calendar_sync'
import ChooseCalendars from '#actions/calendars/choose_calendars'
import ConnectCalendar from '#actions/calendars/connect_calendar'
import DisconnectCalendar from '#actions/calendars/disconnect_calendar'
import SyncCalendar from '#actions/calendars/sync_calendar'
import SyncCalendars from '#actions/calendars/sync_calendars'
import { openShop } from '#database/factories/business'
import CalendarBusy from '#models/availability/calendar_busy'
import Calendar from '#models/calendars/calendar'
import { calendarChoice } from '#models/calendars/calendar_choice'
import CalendarConnection from '#models/calendars/calendar_connection'
import { bySystem, byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import { versionOf } from '#models/version'
import { loadQuestion } from '#queries/availability/load_availability'
import { findSlots } from '#scheduling/slots/slots'
import {
  busyFrom,
  calendarCalled,
  connect,
  sync,
  withCalendarsForTests,
} from '#tests/support/calendars'
import { withEmptyTables } from '#tests/support/database'
import { storeBooking } from '#tests/support/diary'
import { joinAs, type Shop } from '#tests/support/requests'

const DAY = DateTime.utc().plus({ days: 3 }).startOf('day')
const at = (hour: number) => DAY.plus({ hours: hour }).toMillis()
const RANGE = { start: DAY.toMillis(), end: DAY.plus({ days: 1 }).toMillis() }

/** On offer that day; the answer is kept in memory until something changes. */
async function starts({ business, service }: Shop): Promise<number[]> {
  const now = DateTime.utc().toMillis()
  const question = await loadQuestion({ business, service, hostId: null, range: RANGE, now })
  return findSlots(question).map(({ start }) => start)
}

const busy = () => CalendarBusy.query().orderBy('starts_at')

test.group('Calendars kept elsewhere', (group) => {
  withEmptyTables(group)
  const provider = withCalendarsForTests(group)

  test('make their host busy until they are read, and then by what is in them', async ({
    assert,
  }) => {
    const shop = await openShop()
    const free = await starts(shop)
    assert.isNotEmpty(free)
    const connection = await connect(shop.host)
    assert.deepEqual(await starts(shop), [], 'never read')

    provider.current.events = [busyFrom(free[0], free[0] + 60_000)]
    assert.equal(await sync(connection), 'read')
    assert.notInclude(await starts(shop), free[0])
    assert.includeMembers(await starts(shop), free.slice(4))
  })

  test('change what is offered as they change, and write nothing where they do not', async ({
    assert,
  }) => {
    const shop = await openShop()
    const [first, , , , later] = await starts(shop)
    const connection = await connect(shop.host)
    provider.current.events = [
      busyFrom(first, first + 60_000, { id: 'a' }),
      busyFrom(at(1), at(2), { id: 'b/1', seriesId: 'b' }),
      busyFrom(at(2), at(3), { id: 'b/2', seriesId: 'b' }),
    ]
    await sync(connection)
    const marks = () => db.from('availability_marks').where('subject', 'host').select('id')
    const before = await marks()
    const ids = (await busy()).map(({ id }) => id)
    await sync(connection)
    assert.deepEqual(await marks(), before)

    provider.current.changed = {
      events: [
        busyFrom(later, later + 60_000, { id: 'a' }),
        busyFrom(at(2), at(3), { id: 'b/2', seriesId: 'b' }),
      ],
      goneIds: ['b'],
    }
    await sync(connection)
    assert.include(await starts(shop), first)
    assert.notInclude(await starts(shop), later)
    const after = await busy()
    assert.lengthOf(after, 2)
    assert.include(ids, after[0].id, 'what stayed the same is not written again')
    assert.deepEqual(provider.current.calls, ['list', 'whole', 'changes', 'changes'])
  })

  test('are read as a whole where the token has run out', async ({ assert }) => {
    const { host } = await openShop()
    const connection = await connect(host)
    await sync(connection)
    provider.current.tokenIsExpired = true
    provider.current.events = [busyFrom(at(9), at(10))]
    assert.equal(await sync(connection), 'read')
    assert.lengthOf(await busy(), 1)
    await Calendar.query().update({ readWholeAt: DateTime.utc().minus({ days: 1 }).toSQL() })
    await sync(connection)
    assert.equal(provider.current.calls.at(-1), 'whole', 'the window moves on')
  })

  test('are not blocked by what stands in them for our own bookings, nor by what is free', async ({
    assert,
  }) => {
    const { host, service } = await openShop()
    const booking = await storeBooking({ service, host, startsAt: DAY.plus({ hours: 12 }) })
    await booking.refresh()
    const connection = await connect(host)
    const stranger = booking.eventUid.replace(/^./, (one) => (one === '0' ? '1' : '0'))
    provider.current.events = [
      busyFrom(at(12), at(13), { uid: booking.eventUid }),
      busyFrom(at(14), at(15), { uid: stranger }),
      busyFrom(at(16), at(17), { isBusy: false }),
    ]
    await sync(connection)
    const rows = await busy()
    assert.deepEqual(
      rows.map(({ startsAt }) => startsAt.toMillis()),
      [at(14)]
    )
  })

  test('keep what was read last while they cannot be read, and are asked ever less often', async ({
    assert,
  }) => {
    const { host } = await openShop()
    const connection = await connect(host)
    provider.current.events = [busyFrom(at(9), at(10))]
    await sync(connection)
    provider.current.fail('unreachable')
    const waits: number[] = []
    for (let nth = 0; nth < 3; nth++) {
      assert.equal(await sync(connection), 'failed')
      const { nextSyncAt } = await connection.refresh()
      waits.push(Math.round(nextSyncAt.diffNow('minutes').minutes))
    }
    assert.deepEqual(waits, [1, 2, 4])
    assert.equal(connection.health, 'failing')
    assert.equal(connection.lastProblem, 'unreachable')
    assert.lengthOf(await busy(), 1)

    provider.current.trouble = null
    await sync(connection)
    assert.equal((await connection.refresh()).health, 'connected')
    assert.isNull(connection.lastProblem)
  })

  test('stay busy where they could never be read', async ({ assert }) => {
    const shop = await openShop()
    const connection = await connect(shop.host)
    provider.current.fail('too_large')
    await sync(connection)
    assert.deepEqual(await starts(shop), [])
  })

  test('are not asked again once they are lost, and whoever it concerns is told', async ({
    assert,
  }) => {
    const { business, host } = await openShop()
    const user = await joinAs('staff', business)
    await host.merge({ userId: user.id }).save()
    const connection = await connect(host)
    await sync(connection)
    provider.current.fail('access_lost')
    assert.equal(await sync(connection), 'lost')
    assert.equal((await connection.refresh()).health, 'lost')
    const mails = await Notification.query().where({ type: 'calendar_lost', channel: 'mail' })
    assert.includeMembers(
      mails.map(({ userId }) => userId),
      [user.id]
    )
    const asked = provider.current.calls.length
    assert.equal(await sync(connection), 'not_due')
    assert.lengthOf(provider.current.calls, asked)

    provider.current.trouble = null
    const again = await connect(host, { connectionId: connection.id })
    assert.equal(again.id, connection.id)
    assert.equal(await sync(connection), 'read')
  })

  test('are read by one at a time, and again by another where that one died', async ({
    assert,
  }) => {
    const { host } = await openShop()
    const connection = await connect(host)
    let goOn = () => {}
    provider.current.before = () => new Promise((resolve) => void (goOn = resolve))
    const first = sync(connection)
    while (provider.current.calls.length < 2) await new Promise((done) => setTimeout(done, 10))
    assert.equal(await new SyncCalendar().handle({ connectionId: connection.id }), 'not_due')
    await CalendarConnection.query().update({
      leasedUntil: DateTime.utc().minus({ seconds: 1 }).toSQL(),
    })
    provider.current.before = async () => {}
    provider.current.events = [busyFrom(at(9), at(10))]
    assert.equal(await new SyncCalendar().handle({ connectionId: connection.id }), 'read')
    provider.current.events = []
    goOn()
    await first
    assert.lengthOf(await busy(), 1, 'what the slow one read comes too late')
  })

  test('hold up no other when one of them hangs', async ({ assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [slow, quick] = [await connect(shop.hosts[0]), await connect(shop.hosts[1])]
    let goOn = () => {}
    let hangs = true
    provider.current.before = async () => {
      if (!hangs) return
      hangs = false
      await new Promise<void>((resolve) => void (goOn = resolve))
    }
    const all = new SyncCalendars().handle()
    for (let nth = 0; nth < 200; nth++) {
      if ((await quick.refresh()).lastSyncedAt ?? (await slow.refresh()).lastSyncedAt) break
      await new Promise((done) => setTimeout(done, 20))
    }
    await slow.refresh()
    const read = [slow, quick].filter(({ lastSyncedAt }) => lastSyncedAt !== null)
    assert.lengthOf(read, 1)
    goOn()
    assert.equal(await all, 2)
  })

  test('are looked at within a minute, or less often where they do not tell what changed', async ({
    assert,
  }) => {
    const { host } = await openShop()
    const connection = await connect(host)
    const wait = async () => (await connection.refresh()).nextSyncAt.diffNow('seconds').seconds
    await sync(connection)
    // The schedule looks for what is due every 15 seconds.
    assert.isBelow((await wait()) + 15, 60)
    provider.current.isConditional = false
    await sync(connection)
    assert.isAbove(await wait(), 240)
  })

  test('are due at once when somebody asks', async ({ assert }) => {
    const { business, host } = await openShop()
    const connection = await connect(host)
    await sync(connection)
    assert.equal(await new SyncCalendar().handle({ connectionId: connection.id }), 'not_due')
    const asked = { businessId: business.id, connectionId: connection.id, by: bySystem() }
    assert.equal(await new AskCalendarSync().handle(asked), 'asked')
    assert.equal(await new SyncCalendar().handle({ connectionId: connection.id }), 'read')
  })

  test('count as chosen: what no longer blocks is forgotten, what blocks anew is busy', async ({
    assert,
  }) => {
    const { business, host, user } = await openShop()
    provider.current.calendars = [
      calendarCalled('Work', { isPrimary: true }),
      calendarCalled('Family'),
      calendarCalled('Holidays', { canWrite: false }),
    ]
    const connection = await connect(host)
    const all = () => Calendar.query().orderBy('id')
    const [work, family, holidays] = await all()
    assert.deepEqual(calendarChoice([work, family, holidays]), {
      blocks: [work.id],
      writes: work.id,
    })
    provider.current.events = [busyFrom(at(9), at(10))]
    await sync(connection)

    const wanted = { businessId: business.id, connectionId: connection.id, by: byUser(user.id) }
    const choice = { blockingIds: [family.id], writtenId: family.id }
    const stale = versionOf(calendarChoice([family]))
    assert.equal(
      await new ChooseCalendars().handle({ ...wanted, ...choice, version: stale }),
      'stale'
    )
    const version = versionOf(calendarChoice(await all()))
    assert.equal(await new ChooseCalendars().handle({ ...wanted, ...choice, version }), 'saved')
    assert.deepEqual(calendarChoice(await all()), { blocks: [family.id], writes: family.id })
    const [unread, ...others] = await busy()
    assert.lengthOf(others, 0)
    assert.equal(unread.source, `calendar:${family.id}:unread`)

    const readOnly = { blockingIds: [], writtenId: holidays.id, version: null }
    await new ChooseCalendars().handle({ ...wanted, ...readOnly })
    assert.deepEqual(calendarChoice(await all()), { blocks: [], writes: null })
  })

  test('take their secrets and their busy time along when they are disconnected', async ({
    assert,
  }) => {
    const { business, host } = await openShop()
    const connection = await connect(host)
    assert.notInclude(connection.secrets, 'secret')
    const other = await connect(host, { account: 'other' })
    await CalendarConnection.query().where({ id: other.id }).update({ secrets: connection.secrets })
    assert.isNull((await other.refresh()).opened(), 'another row opens nothing with them')
    assert.isNotNull(connection.opened())

    for (const connectionId of [connection.id, other.id]) {
      await new DisconnectCalendar().handle({
        businessId: business.id,
        connectionId,
        by: bySystem(),
      })
    }
    assert.lengthOf(await CalendarConnection.all(), 0)
    assert.lengthOf(await busy(), 0)
    assert.lengthOf(await Calendar.all(), 0)
    while (provider.current.revoked === 0) await new Promise((done) => setTimeout(done, 10))
  })

  test('are not kept where they cannot be opened', async ({ assert }) => {
    const { host } = await openShop()
    provider.current.fail('access_lost')
    const { businessId, id: hostId } = host
    const refused = await new ConnectCalendar().handle({
      ...{ businessId, hostId, provider: 'caldav', account: 'mia', by: bySystem() },
      secrets: { kind: 'ics', url: 'https://example.com' },
    })
    assert.deepEqual(refused, { outcome: 'not_opened', trouble: 'access_lost' })
    assert.lengthOf(await CalendarConnection.all(), 0)
  })
})
