import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import CancelBooking from '#actions/bookings/cancel_booking'
import MoveBooking from '#actions/bookings/move_booking'
import ReassignBooking from '#actions/bookings/reassign_booking'
import ApproveBooking from '#actions/requests/approve_booking'
import RestoreCalendarEntry from '#actions/calendars/restore_calendar_entry'
import ChooseCalendars from '#actions/calendars/choose_calendars'
import DisconnectCalendar from '#actions/calendars/disconnect_calendar'
import WriteCalendarEntries from '#actions/calendars/write_calendar_entries'
import WriteCalendarEntry from '#actions/calendars/write_calendar_entry'
import { openShop } from '#database/factories/business'
import type Host from '#models/availability/host'
import type Booking from '#models/bookings/booking'
import Calendar from '#models/calendars/calendar'
import { calendarChoice } from '#models/calendars/calendar_choice'
import CalendarConnection from '#models/calendars/calendar_connection'
import CalendarEntry from '#models/calendars/calendar_entry'
import { bySystem, byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import { choiceVersion } from '#pages/owner/calendars/calendars_page'
import { calendarNews } from '#queries/calendars/asking_entries'
import { CalendarTrouble, type OutsideEvent } from '#services/calendars/calendar_provider'
import {
  busyFrom,
  calendarCalled,
  connect,
  sync,
  withCalendarsForTests,
} from '#tests/support/calendars'
import { openClinic } from '#tests/support/clinic'
import { withEmptyTables } from '#tests/support/database'
import { IN_THREE_DAYS, openShopByRequest, place } from '#tests/support/requests'

const write = () => new WriteCalendarEntries().handle()

/** Else all of their time is busy. */
async function connectAndRead(host: Host) {
  const connection = await connect(host, { account: host.name })
  await sync(connection)
  return connection
}

const entries = () => CalendarEntry.query().orderBy('id')

/** As if whoever held it had died, and its next try were due. */
function letPass() {
  return db.from('calendar_entries').update({
    leased_until: null,
    next_attempt_at: DateTime.utc().minus({ seconds: 1 }).toJSDate(),
  })
}

test.group('What is booked stands in the hosts’ calendars', (group) => {
  withEmptyTables(group)
  const provider = withCalendarsForTests(group)
  const written = () => [...provider.current.written.values()]

  const change = ({ businessId, id: bookingId }: Booking, userId: number) => ({
    ...{ businessId, bookingId, by: byUser(userId), version: null },
  })

  test('once it is confirmed, with the client’s name, and as it is moved and cancelled', async ({
    assert,
  }) => {
    const shop = await openShopByRequest()
    await connectAndRead(shop.host)
    const booking = await place(shop)
    assert.equal(await write(), 0, 'a request has none')
    await new ApproveBooking().handle(change(booking, shop.user.id))
    assert.equal(await write(), 1)
    const [event, ...others] = written()
    assert.lengthOf(others, 0)
    assert.include(event.title, 'Ines Duarte')
    assert.match(event.id, /^[a-v0-9]{1,100}$/)
    await booking.refresh()
    assert.equal(event.uid, booking.eventUid)
    assert.equal(event.span.start, booking.startsAt.toMillis())
    const [entry] = await entries()
    assert.deepInclude(entry.serialize(), {
      ...{ state: 'written', link: `https://calendar.example/${event.id}`, isOwed: false },
    })
    assert.equal(await write(), 0)

    await new MoveBooking().handle({
      ...change(booking, shop.user.id),
      startsAt: IN_THREE_DAYS.plus({ hours: 2 }).toMillis(),
      hostId: null,
      reason: null,
      idempotencyKey: null,
    })
    await write()
    assert.lengthOf(written(), 1)
    assert.equal(written()[0].span.start, IN_THREE_DAYS.plus({ hours: 2 }).toMillis())

    await new CancelBooking().handle({ ...change(booking, shop.user.id), reason: null })
    await write()
    assert.lengthOf(written(), 0)
    assert.equal((await entries())[0].state, 'removed')
  })

  test('of whoever gives it, and no longer of whoever gave it', async ({ assert }) => {
    const shop = await openShop({ hosts: 2, settings: { requiresApproval: false } })
    for (const host of shop.hosts) await connectAndRead(host)
    const booking = await place(shop, { hostId: shop.hosts[0].id })
    await write()
    await new ReassignBooking().handle({
      ...change(booking, shop.user.id),
      ...{ hostId: shop.hosts[1].id, reason: null },
    })
    await write()
    const [first, second] = await entries()
    assert.deepInclude(first.serialize(), { hostId: shop.hosts[0].id, state: 'removed' })
    assert.deepInclude(second.serialize(), { hostId: shop.hosts[1].id, state: 'written' })
    assert.lengthOf(written(), 1)
  })

  test('with the room that it is in by now, and in the calendar of that room alone', async ({
    assert,
  }) => {
    const shop = await openClinic(1, 2)
    const [first, second] = shop.rooms
    for (const host of shop.hosts) await connectAndRead(host)
    const booking = await place(shop)
    await write()
    const rooms = () => written().map(({ description }) => /Room: (.*)/.exec(description)?.[1])
    assert.deepEqual(rooms(), ['Room 1', 'Room 1'])
    await new ReassignBooking().handle({
      ...change(booking, shop.user.id),
      ...{ hostId: null, roomId: second.id, reason: null, tellsClient: false },
    })
    await write()
    assert.deepEqual(rooms(), ['Room 2', 'Room 2'])
    const states = new Map((await entries()).map(({ hostId, state }) => [hostId, state]))
    assert.deepEqual(
      [first, second].map(({ id }) => states.get(id)),
      ['removed', 'written']
    )
  })

  test('also what was booked before the calendar was connected', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const booking = await place(shop)
    assert.lengthOf(await entries(), 0)
    const connection = await connectAndRead(shop.host)
    await write()
    assert.lengthOf(written(), 1)

    const { businessId } = booking
    const gone = { businessId, connectionId: connection.id, by: bySystem() }
    await new DisconnectCalendar().handle(gone)
    await new CancelBooking().handle({ ...change(booking, shop.user.id), reason: null })
    await write()
    assert.lengthOf(written(), 1, 'what was written there stays there')
  })

  test('in the calendar that is chosen by now, and no longer in the former', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    provider.current.calendars = [
      calendarCalled('Work', { isPrimary: true }),
      calendarCalled('Shop'),
    ]
    const { businessId, id: connectionId } = await connectAndRead(shop.host)
    const booking = await place(shop)
    await write()
    const where = () => [...provider.current.written.keys()].map((key) => key.split('/')[0])
    assert.deepEqual(where(), ['work'])
    const choose = async (name: string) => {
      const all = await Calendar.query().where({ connectionId }).orderBy('id')
      const { id: writtenId } = all.find((each) => each.name === name)!
      const { blocks: blockingIds } = calendarChoice(all)
      const version = choiceVersion(all as never)
      const by = byUser(shop.user.id)
      const wanted = { businessId, connectionId, blockingIds, writtenId, version, by }
      assert.equal(await new ChooseCalendars().handle(wanted), 'saved')
    }
    await choose('Shop')
    // Taken out there, and whoever did it died.
    provider.current.before = async (call) => {
      if (call === 'put') throw new CalendarTrouble('unreachable')
    }
    await write()
    assert.deepEqual(where(), [])
    provider.current.before = async () => {}
    await letPass()
    await write()
    assert.deepEqual(where(), ['shop'])
    const [entry] = await entries()
    assert.deepInclude(entry.serialize(), { state: 'written', isOwed: false })

    await new CancelBooking().handle({ ...change(booking, shop.user.id), reason: null })
    await write()
    assert.deepEqual(where(), [])
  })

  test('no longer where nowhere is chosen, and again where it is: {$self}')
    .with(['in_person', 'google_meet'] as const)
    .run(async ({ assert }, locationType) => {
      const shop = await openShop({
        ...{ settings: { requiresApproval: false } },
        service: { locationType, locationDetails: null },
      })
      const { businessId, id: connectionId } = await connectAndRead(shop.host)
      const booking = await place(shop)
      const over = await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 3 }) })
      await write()
      await write()
      await over
        .merge({
          startsAt: IN_THREE_DAYS.minus({ days: 5 }),
          endsAt: IN_THREE_DAYS.minus({ days: 4 }),
        })
        .save()
      await write()
      const choose = async (writtenId: number | null) => {
        const all = await Calendar.query().where({ connectionId }).orderBy('id')
        const { blocks: blockingIds } = calendarChoice(all)
        const version = choiceVersion(all as never)
        const by = byUser(shop.user.id)
        const wanted = { businessId, connectionId, blockingIds, writtenId, version, by }
        assert.equal(await new ChooseCalendars().handle(wanted), 'saved')
      }
      const uids = () => written().map(({ uid }) => uid)
      const keeps = locationType === 'google_meet' ? [booking.eventUid] : []
      await choose(null)
      provider.current.fail('unreachable')
      await write()
      assert.lengthOf(written(), 2)
      provider.current.trouble = null
      await letPass()
      await write()
      assert.sameMembers(uids(), [...keeps, over.eventUid])

      await (await booking.refresh()).merge({ clientName: 'Ines D.' }).save()
      await over.merge({ clientName: 'Somebody else' }).save()
      await write()
      assert.sameMembers(uids(), [...keeps, over.eventUid])
      assert.isEmpty((await entries()).filter(({ isOwed }) => isOwed))

      await choose((await Calendar.query().where({ connectionId }).firstOrFail()).id)
      await write()
      assert.sameMembers(uids(), [booking.eventUid, over.eventUid])
    })

  test('elsewhere, where the former calendar no longer lets us in', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const former = await connectAndRead(shop.host)
    await place(shop)
    await write()
    await CalendarConnection.query()
      .where({ id: former.id })
      .update({ state: 'lost', lostBecause: 'access_lost' })
    await Calendar.query().update({ isWritten: false })
    provider.current.calendars = [calendarCalled('Other', { isPrimary: true })]
    const connection = await connect(shop.host, { account: 'other' })
    await sync(connection)
    await write()
    assert.sameMembers(
      [...provider.current.written.keys()].map((key) => key.split('/')[0]),
      ['work', 'other']
    )
  })

  test('exactly once, however often whoever writes it dies', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    await connectAndRead(shop.host)
    await place(shop)
    provider.current.after = () => new Promise(() => {})
    for (let nth = 0; nth < 20; nth++) {
      const [{ id: entryId }] = await entries()
      void new WriteCalendarEntry().handle({ entryId })
      while (provider.current.calls.filter((call) => call === 'put').length <= nth) {
        await new Promise((done) => setTimeout(done, 5))
      }
      assert.equal(await new WriteCalendarEntry().handle({ entryId }), 'not_due', 'it is leased')
      await letPass()
    }
    provider.current.after = async () => {}
    await write()
    assert.lengthOf(written(), 1)
    assert.equal((await entries())[0].state, 'written')
  })

  test('after a while where the calendar does not answer, and no mail waits for it', async ({
    assert,
  }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    await connectAndRead(shop.host)
    provider.current.fail('unreachable')
    const booking = await place(shop)
    const mails = await Notification.query().where({ bookingId: booking.id, channel: 'mail' })
    assert.isNotEmpty(mails)
    assert.equal(booking.status, 'approved')
    await write()
    const [entry] = await entries()
    assert.deepInclude(entry.serialize(), {
      state: 'wanted',
      lastProblem: 'unreachable',
      isOwed: true,
    })
    assert.isAbove(entry.nextAttemptAt.diffNow('seconds').seconds, 30)
    assert.equal(await write(), 0)

    provider.current.trouble = null
    await letPass()
    await write()
    assert.lengthOf(written(), 1)
    assert.isNull((await entries())[0].lastProblem)
  })

  test('also where it was given up, once the calendar is read again', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const connection = await connectAndRead(shop.host)
    await place(shop)
    provider.current.fail('unreachable')
    for (let nth = 0; nth < 8; nth++) {
      await write()
      await letPass()
    }
    await sync(connection)
    assert.deepInclude((await entries())[0].serialize(), { state: 'wanted', isOwed: false })
    provider.current.trouble = null
    assert.equal(await write(), 0)
    await sync(connection)
    assert.equal(await write(), 1)
    assert.lengthOf(written(), 1)
    await sync(connection)
    assert.equal(await write(), 0)
  })

  test('as it is by then, where it changed while it was written', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    await connectAndRead(shop.host)
    const booking = await place(shop)
    provider.current.after = async () => {
      provider.current.after = async () => {}
      await new CancelBooking().handle({ ...change(booking, shop.user.id), reason: null })
    }
    await write()
    assert.isTrue((await entries())[0].isOwed)
    await write()
    assert.lengthOf(written(), 0)
  })

  test('as booked here, where somebody changed it there', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    await connectAndRead(shop.host)
    const booking = await place(shop)
    await write()
    for (const [key, event] of provider.current.written) {
      provider.current.written.set(key, { ...event, etag: '"9"' })
    }
    await new MoveBooking().handle({
      ...change(booking, shop.user.id),
      startsAt: IN_THREE_DAYS.plus({ hours: 2 }).toMillis(),
      hostId: null,
      reason: null,
      idempotencyKey: null,
    })
    await write()
    assert.equal(written()[0].span.start, IN_THREE_DAYS.plus({ hours: 2 }).toMillis())
  })

  test('others, while one calendar hangs', async ({ assert }) => {
    const shop = await openShop({ hosts: 2, settings: { requiresApproval: false } })
    for (const host of shop.hosts) await connectAndRead(host)
    for (const { id: hostId } of shop.hosts) await place(shop, { hostId })
    let goOn = () => {}
    let hangs = true
    provider.current.before = async () => {
      if (!hangs) return
      hangs = false
      await new Promise<void>((resolve) => void (goOn = resolve))
    }
    const all = write()
    while (written().length === 0) await new Promise((done) => setTimeout(done, 10))
    goOn()
    assert.equal(await all, 2)
    assert.lengthOf(written(), 2)
  })

  test('never where it is refused for good', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    await connectAndRead(shop.host)
    await place(shop)
    provider.current.trouble = new CalendarTrouble('refused')
    for (let nth = 0; nth < 8; nth++) {
      await letPass()
      await write()
    }
    assert.deepInclude((await entries())[0].serialize(), { isOwed: false, lastProblem: 'refused' })
  })
})

test.group('What somebody changes in a calendar', (group) => {
  withEmptyTables(group)
  const provider = withCalendarsForTests(group)

  async function writtenOne() {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const connection = await connectAndRead(shop.host)
    const booking = await place(shop)
    await write()
    await booking.refresh()
    const event = (details: Partial<OutsideEvent> = {}) =>
      busyFrom(booking.startsAt.toMillis(), booking.endsAt.toMillis(), {
        ...{ id: [...provider.current.written.values()][0].id, uid: booking.eventUid },
        ...details,
      })
    const see = async (events: OutsideEvent[], goneIds: string[] = []) => {
      provider.current.changed = { events, goneIds }
      await sync(connection)
      const [entry] = await entries()
      return entry
    }
    const restore = () => {
      const { businessId, id: bookingId } = booking
      return new RestoreCalendarEntry().handle({ businessId, bookingId, by: byUser(shop.user.id) })
    }
    return { ...shop, booking, connection, event, see, restore }
  }

  test('is asked about where it was deleted, and the booking stands', async ({ assert }) => {
    const { booking, business, event, see, restore } = await writtenOne()
    const entry = await see([], [event().id])
    assert.equal(entry.asks, 'missing')
    assert.equal((await booking.refresh()).status, 'approved')
    assert.lengthOf((await calendarNews(business.id, null)).asking, 1)
    provider.current.written.clear()
    await restore()
    await write()
    assert.equal(provider.current.written.size, 1)
    assert.lengthOf((await calendarNews(business.id, null)).asking, 0)
  })

  test('is asked about where all of it was read without it, but not where it is newer', async ({
    assert,
  }) => {
    const { connection } = await writtenOne()
    await db.from('calendars').update({ sync_token: null })
    await sync(connection)
    assert.equal((await entries())[0].asks, 'missing')
    await db.from('calendar_entries').update({
      ...{ state: 'written', written_at: DateTime.utc().plus({ minutes: 1 }).toJSDate() },
    })
    await db.from('calendars').update({ sync_token: null })
    await sync(connection)
    assert.isNull((await entries())[0].asks)
  })

  test('is asked about where it was moved, until it is moved back', async ({ assert }) => {
    const { booking, event, see } = await writtenOne()
    const span = {
      start: booking.startsAt.toMillis() + 3_600_000,
      end: booking.endsAt.toMillis() + 3_600_000,
    }
    const moved = await see([event({ span })])
    assert.equal(moved.asks, 'moved_there')
    assert.equal(moved.movedStartsAt?.toMillis(), span.start)
    assert.isNull((await see([event()])).asks)
  })

  test('marks the booking where the client declined there, until the business keeps it', async ({
    assert,
  }) => {
    const { booking, event, see, restore } = await writtenOne()
    const email = String(booking.clientEmail)
    const declined = event({ answers: [{ email, answer: 'declined' }] })
    assert.equal((await see([declined])).asks, 'declined')
    await restore()
    assert.isNull((await see([declined])).asks)
  })
})
