import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import CalendarBusy from '#models/availability/calendar_busy'
import Calendar from '#models/calendars/calendar'
import CalendarEntry from '#models/calendars/calendar_entry'
import CalendarConnection from '#models/calendars/calendar_connection'
import { BrowserSession } from '#tests/support/browser_session'
import { storeConnection, sync, withCalendarsForTests } from '#tests/support/calendars'
import { withEmptyTables } from '#tests/support/database'
import { storeBooking } from '#tests/support/diary'
import { versionIn } from '#tests/support/form_version'
import { joinAs } from '#tests/support/requests'

const PAGE = '/admin/calendars'
const SERVER = { server: 'dav.example.com', username: 'mia', password: 'a-secret-password' }

async function signedIn(as?: 'staff') {
  const shop = await openShop({ hosts: 2 })
  const user = as ? await joinAs(as, shop.business) : shop.user
  if (as) await shop.hosts[0].merge({ userId: user.id }).save()
  const browser = new BrowserSession()
  await browser.signIn(user.email, 'a-long-password')
  const page = async (path: string) => (await browser.get(path)).text()
  return { ...shop, browser, page }
}

test.group('The calendars of a business', (group) => {
  withEmptyTables(group)
  const provider = withCalendarsForTests(group)

  test('begin with none, and say how to connect one', async ({ assert }) => {
    const { page } = await signedIn()
    assert.include(await page(PAGE), 'No calendar is connected yet.')
    const ways = await page(`${PAGE}/new`)
    assert.include(ways, `href="${PAGE}/servers/new"`)
    assert.include(ways, `href="${PAGE}/feeds/new"`)
  })

  test('are connected with a password that is shown nowhere, and chosen from', async ({
    assert,
  }) => {
    const { hosts, browser, page } = await signedIn()
    const connected = await browser.submit(`${PAGE}/servers/new`, `${PAGE}/servers`, {
      ...{ ...SERVER, host: String(hosts[1].id) },
    })
    assert.equal(connected.status, 303)
    const connection = await CalendarConnection.firstOrFail()
    assert.deepInclude(provider.current.lastSecrets, {
      ...{ serverUrl: 'https://dav.example.com/', password: SERVER.password },
    })
    assert.deepInclude(connection.serialize(), { hostId: hosts[1].id, account: 'mia' })
    const own = `${PAGE}/${connection.id}`
    const shown = await page(own)
    assert.include(shown, `all of ${hosts[1].name}’s time counts as busy`)
    await sync(connection)
    assert.notInclude(await page(own), 'counts as busy')
    assert.include(await page(PAGE), 'Makes busy: Work')

    const chosen = await browser.submit(own, own, {
      ...{ writes: '', version: versionIn(await page(own), own) },
    })
    assert.equal(chosen.status, 303)
    const calendar = await Calendar.firstOrFail()
    assert.isFalse(calendar.blocks || calendar.isWritten)

    const { rows } = await db.rawQuery(
      `select calendar_connections::text as row from calendar_connections
       union all select audit_entries::text from audit_entries
       union all select form_presses::text from form_presses`
    )
    for (const { row } of rows) assert.notInclude(row, SERVER.password)
    assert.include(await page('/admin/history'), 'Calendar connected')
    assert.include(await page('/admin/history'), 'Changed which calendars count')
  })

  test('are refused at the field, with what was typed but the password', async ({ assert }) => {
    const { hosts, browser } = await signedIn()
    const host = String(hosts[0].id)
    const send = async (fields: Record<string, string>) => {
      const answer = await browser.submit(`${PAGE}/servers/new`, `${PAGE}/servers`, {
        ...{ ...SERVER, host, ...fields },
      })
      assert.equal(answer.status, 422)
      return answer.text()
    }
    assert.include(await send({ host: '' }), 'Choose whose calendar it is.')
    assert.include(await send({ server: 'http://10.0.0.1' }), 'Use an address of the internet')
    provider.current.fail('access_lost')
    const wrong = await send({})
    assert.include(wrong, 'It does not let us in.')
    assert.include(wrong, 'value="dav.example.com"')
    assert.notInclude(wrong, SERVER.password)

    const feed = await browser.submit(`${PAGE}/feeds/new`, `${PAGE}/feeds`, {
      ...{ host, address: 'https://169.254.169.254/a.ics' },
    })
    assert.equal(feed.status, 422)
    assert.include(await feed.text(), 'Use an address of the internet')
  })

  test('are read at once when somebody asks, and say what is wrong', async ({ assert }) => {
    const { host, browser, page } = await signedIn()
    const connection = await storeConnection(host)
    await sync(connection)
    const own = `${PAGE}/${connection.id}`
    assert.equal((await browser.submit(own, `${own}/sync`, {})).status, 303)
    assert.isBelow((await connection.refresh()).nextSyncAt.diffNow().toMillis(), 1)

    provider.current.fail('timeout')
    await sync(connection)
    assert.include(await page(own), 'It takes too long to answer.')
    provider.current.fail('access_lost')
    await sync(connection)
    const lost = await page(own)
    assert.include(lost, 'This calendar no longer lets us in.')
    assert.include(lost, `href="${PAGE}/servers/new?connection=${connection.id}"`)
    const again = await page(`${PAGE}/servers/new?connection=${connection.id}`)
    assert.include(again, 'value="mia@example.com"')
  })

  test('ask on Today and on the booking when one is lost, or an entry was deleted there', async ({
    assert,
  }) => {
    const shop = await signedIn()
    const { service, host, browser, page } = shop
    const connection = await storeConnection(host)
    await connection.merge({ state: 'lost', lostBecause: 'access_lost' }).save()
    const startsAt = DateTime.utc().plus({ days: 2 }).startOf('hour')
    const booking = await storeBooking({ service, host, startsAt })
    await CalendarEntry.query()
      .where({ bookingId: booking.id })
      .update({ state: 'missing', is_owed: false })
    const today = await page('/admin')
    assert.include(today, 'The calendar mia@example.com')
    assert.include(today, 'was deleted in')
    const own = `/admin/bookings/${booking.id}`
    assert.include(await page(own), 'The entry was deleted in')
    const kept = await browser.submit(own, `${own}/calendar-entry`, {})
    assert.equal(kept.status, 303)
    assert.notInclude(await page('/admin'), 'was deleted in')
  })

  test('ask whether a booking is moved where its entry was, with a way to either', async ({
    assert,
  }) => {
    const { service, host, browser, page } = await signedIn()
    await storeConnection(host)
    const startsAt = DateTime.utc().plus({ days: 2 }).startOf('hour')
    const { id } = await storeBooking({ service, host, startsAt })
    const own = `/admin/bookings/${id}`
    const moveTo = (at: DateTime, more: object = {}) =>
      CalendarEntry.query()
        .where({ bookingId: id })
        .update({
          ...{ state: 'moved_there', is_owed: false, moved_starts_at: at.toJSDate() },
          ...{ moved_ends_at: at.plus({ hours: 2 }).toJSDate(), ...more },
        })
    const there = startsAt.plus({ days: 1 })
    await moveTo(there)
    assert.include(await page('/admin'), 'Is the booking moved?')
    const asked = await page(own)
    assert.include(asked, 'Put it back')
    const local = there.setZone('Europe/London').toFormat("'date='yyyy-MM-dd'&amp;time='HH'%3A'mm")
    const desk = `/admin/bookings/new?move=${id}&amp;${local}`
    assert.include(asked, `href="${desk}"`)
    const chosen = await page(desk.replaceAll('&amp;', '&'))
    assert.include(chosen, `action="${own}/move"`)

    await moveTo(startsAt)
    assert.notInclude(await page(own), 'Move the booking there')
    await moveTo(there, { is_owed: true })
    for (const path of ['/admin', own]) assert.notInclude(await page(path), 'was moved in')
    await moveTo(there)
    await browser.submit(own, `${own}/calendar-entry`, {})
    for (const path of ['/admin', own]) assert.notInclude(await page(path), 'was moved in')
  })

  test('tell on Today of one that was never read, and do not speak of a last time', async ({
    assert,
  }) => {
    const { host, page } = await signedIn()
    const connection = await storeConnection(host)
    const since = DateTime.utc().minus({ minutes: 20 })
    await connection.merge({ failingSince: since, lastProblem: 'unreachable' }).save()
    const unread = `cannot be read. Until it is, all of ${host.name}’s time counts as busy`
    assert.include(await page('/admin'), unread)
    const own = `${PAGE}/${connection.id}`
    assert.notInclude(await page(own), 'last read still counts')

    await connection.merge({ lastSyncedAt: since }).save()
    assert.notInclude(await page('/admin'), unread)
    assert.include(await page(own), 'last read still counts')
  })

  test('are disconnected after saying what that does', async ({ assert }) => {
    const { host, browser, page } = await signedIn()
    const connection = await storeConnection(host)
    const own = `${PAGE}/${connection.id}`
    assert.include(await page(`${own}/removal`), 'Bookings that were written to it stay there')
    const gone = await browser.submit(`${own}/removal`, `${own}/removal`, {})
    assert.equal(gone.status, 303)
    assert.lengthOf(await CalendarConnection.all(), 0)
    assert.lengthOf(await CalendarBusy.all(), 0)
    assert.equal((await browser.get(own)).status, 404)
  })

  test('are called as their file says, where they are feeds', async ({ assert }) => {
    const { hosts, page } = await signedIn()
    const feed = await storeConnection(hosts[0])
    await feed.merge({ provider: 'ics', account: 'calendar.google.com' }).save()
    await Calendar.query().where('connectionId', feed.id).update({ name: 'Choir & band' })
    for (const path of [PAGE, `${PAGE}/${feed.id}`, `${PAGE}/${feed.id}/removal`]) {
      const text = await page(path)
      assert.include(text, 'Choir &amp; band')
      assert.notInclude(text, 'calendar.google.com')
    }
  })

  test('are their own to staff', async ({ assert }) => {
    const { hosts, browser, page } = await signedIn('staff')
    const own = await storeConnection(hosts[0])
    const colleagues = await storeConnection(hosts[1])
    await colleagues.merge({ account: 'colleague@example.com' }).save()
    const list = await page(PAGE)
    assert.include(list, 'mia@example.com')
    assert.notInclude(list, 'colleague@example.com')
    assert.equal((await browser.get(`${PAGE}/${own.id}`)).status, 200)
    assert.equal((await browser.get(`${PAGE}/${colleagues.id}`)).status, 403)
    const sent = await browser.submit(`${PAGE}/servers/new`, `${PAGE}/servers`, {
      ...{ ...SERVER, host: String(hosts[1].id) },
    })
    assert.equal(sent.status, 422)
    assert.lengthOf(await CalendarConnection.all(), 2)
  })
})
