import i18nManager from '@adonisjs/i18n/services/main'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ReassignBooking from '#actions/bookings/reassign_booking'
import WriteCalendarEntries from '#actions/calendars/write_calendar_entries'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byUser } from '#models/by'
import CalendarConnection, { type ConnectionProvider } from '#models/calendars/calendar_connection'
import CalendarEntry from '#models/calendars/calendar_entry'
import Notification from '#models/notifications/notification'
import { connect, sync, withCalendarsForTests } from '#tests/support/calendars'
import { withEmptyTables } from '#tests/support/database'
import { mailTo } from '#tests/support/mail_to'
import { deliverAll } from '#tests/support/outbox'
import { place, type Shop } from '#tests/support/requests'

/** Mails as text have no marks of direction around what is put in. */
const withoutIsolates = (text: string) => text.replaceAll(/[\u2068\u2069]/g, '')

const LANGUAGES = ['en', 'de', 'fr', 'es', 'ar']

test.group('A link to a call that a calendar makes', (group) => {
  withEmptyTables(group)
  const provider = withCalendarsForTests(group)
  const write = () => new WriteCalendarEntries().handle()

  async function open(service: Record<string, unknown> = {}, hosts = 1): Promise<Shop> {
    const shop = await openShop({
      ...{ hosts, settings: { requiresApproval: false } },
      service: { locationType: 'google_meet', locationDetails: null, ...service },
    })
    // What a new business calls its call may be anything, so its mails lead to the page instead.
    await shop.business.merge({ createdAt: DateTime.utc().minus({ days: 30 }) }).save()
    for (const host of shop.hosts) await sync(await connect(host, { account: host.name }))
    return shop
  }

  const linkOf = async ({ id }: Booking) => (await Booking.findOrFail(id)).wording.locationDetails
  const clientMails = () =>
    Notification.query().where('channel', 'mail').whereNull('user_id').orderBy('id')

  test('comes by a mail of its own, which changes the entry that the first one made: {$self}')
    .with(LANGUAGES)
    .run(async ({ assert, client }, language) => {
      const shop = await open()
      const booking = await place(shop)
      await Booking.query().update({ clientLocale: language })
      const first = await mailTo(null, 'booking_confirmed')
      assert.include(first.calendar, 'SEQUENCE:0')
      assert.notInclude(first.text + first.calendar, 'https://meet.example')

      await write()
      const link = String(await linkOf(booking))
      assert.match(link, /^https:\/\/meet\.example\/b/)
      const told = await mailTo(null, 'booking_changed')
      assert.include(told.text, link)
      assert.include(told.calendar, link)
      assert.include(told.calendar, 'METHOD:REQUEST')
      assert.include(told.calendar, 'SEQUENCE:1')
      assert.include(told.calendar, `UID:${booking.eventUid}`)
      const page = await client.get(`/manage/${booking.manageToken}`)
      page.assertTextIncludes(link)

      await write()
      await deliverAll()
      assert.equal(await write(), 0)
      assert.lengthOf(await clientMails(), 2)
      const [event] = [...provider.current.written.values()]
      assert.equal(event.location, link)
    })

  test('is said to follow while a calendar is about to make it, and only then: {$self}')
    .with(LANGUAGES)
    .run(async ({ assert, client }, language) => {
      const shop = await open()
      // The provider of the test stands in for CalDAV's, which makes none.
      const told = (name: ConnectionProvider) =>
        CalendarConnection.query().update({ provider: name })
      await told('google')
      const booking = await place(shop)
      await Booking.query().update({ clientLocale: language })
      const i18n = i18nManager.locale(language)
      const words = i18n.t('guest.bookings.booking.link_follows', { call: 'Google Meet' })
      const says = async () => {
        const page = await client.get(`/manage/${booking.manageToken}`)
        return page.text().includes(words)
      }
      assert.isTrue(await says())
      const mail = await mailTo(null, 'booking_confirmed')
      assert.include(mail.text, withoutIsolates(words))
      await told('outlook')
      assert.isFalse(await says(), 'Outlook makes no link of Google')
      await told('google')
      await CalendarConnection.query().update({ state: 'lost', lostBecause: 'access_lost' })
      assert.isFalse(await says(), 'nobody is asked for it')
      await CalendarConnection.query().update({ state: 'connected', lostBecause: null })
      await told('caldav')
      await write()
      await told('google')
      assert.isFalse(await says())
      assert.notInclude((await mailTo(null, 'booking_changed')).text, withoutIsolates(words))
    })

  test('is in the first mail where it is there by then', async ({ assert }) => {
    const booking = await place(await open())
    await write()
    const link = String(await linkOf(booking))
    const mails = [await mailTo(null, 'booking_confirmed'), await mailTo(null, 'booking_changed')]
    const sent = mails.filter(({ text }) => text !== '')
    assert.lengthOf(sent, 1)
    assert.include(sent[0].text, link)
    assert.include(sent[0].calendar, link)
  })

  test('is not made where somebody gave one, nor where nobody meets: {name}')
    .with([
      { name: 'of the service', locationDetails: 'https://meet.google.com/own' },
      { name: 'of Zoom', locationType: 'zoom', locationDetails: null },
      { name: 'of no call', locationType: 'in_person', locationDetails: 'Room 2' },
      { name: 'of what the calendar does not make', makes: 'video' as const },
    ])
    .run(async ({ assert }, { name: _name, makes, ...details }) => {
      if (makes) provider.current.meetings = [makes]
      await place(await open(details))
      await write()
      const [event] = [...provider.current.written.values()]
      assert.isFalse(event.wantsMeeting)
      assert.isNull((await Booking.firstOrFail()).callLink)
    })

  test('of the host comes before it', async ({ assert }) => {
    const shop = await open({ locationType: 'zoom' })
    await shop.host.merge({ meetingLink: 'https://zoom.us/j/5' }).save()
    const booking = await place(shop)
    await write()
    assert.equal(await linkOf(booking), 'https://zoom.us/j/5')
    assert.equal(await write(), 0)
  })

  test('goes with its host, and another comes', async ({ assert }) => {
    const shop = await open({}, 2)
    const booking = await place(shop, { hostId: shop.hosts[0].id })
    await write()
    const before = await linkOf(booking)
    await new ReassignBooking().handle({
      ...{ businessId: shop.business.id, bookingId: booking.id, by: byUser(shop.user.id) },
      ...{ hostId: shop.hosts[1].id, reason: null, version: null },
    })
    assert.isNull(await linkOf(booking))
    await write()
    const after = await linkOf(booking)
    assert.isString(after)
    assert.notEqual(after, before)
  })

  test('is one for all who come to a session', async ({ assert }) => {
    const shop = await open({ capacity: 3 })
    const first = await place(shop)
    const second = await place(shop, { email: 'second@client.example' })
    await write()
    const third = await place(shop, { email: 'third@client.example' })
    const links = await Promise.all([first, second, third].map(linkOf))
    assert.isString(links[0])
    assert.lengthOf(new Set(links), 1)
    assert.lengthOf(provider.current.written, 1)
  })

  test('is told after all where whoever made it died', async ({ assert }) => {
    const booking = await place(await open())
    provider.current.after = async () => {
      provider.current.after = async () => {}
      throw new Error('It died')
    }
    await write()
    assert.isNull(await linkOf(booking))
    await CalendarEntry.query().update({ nextAttemptAt: booking.createdAt.toSQL() })
    await write()
    assert.isString(await linkOf(booking))
  })
})
