import { test } from '@japa/runner'
import ICAL from 'ical.js'
import { DateTime } from 'luxon'
import type { ApiClient } from '@japa/api-client'
import CancelBooking from '#actions/bookings/cancel_booking'
import { openShop } from '#database/factories/business'
import Membership from '#models/accounts/membership'
import type User from '#models/accounts/user'
import { byUser } from '#models/by'
import CalendarFeed from '#models/feeds/calendar_feed'
import { blockTime } from '#tests/support/blocks'
import { readCalendarFile } from '#tests/support/calendar_file'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { IN_THREE_DAYS, joinAs, place } from '#tests/support/requests'

const PAGE = '/admin/calendar/feed'

function send(client: ApiClient, user: User, path: string, fields: Record<string, string> = {}) {
  return client.post(path).form(fields).loginAs(user).withCsrfToken().redirects(0)
}

function addressIn(page: string): string {
  const [, path = ''] = /(\/feeds\/[\w-]{22,64}\/bookings\.ics)/.exec(page) ?? []
  return path
}

async function make(client: ApiClient, user: User, shows: 'names' | 'busy', host?: number) {
  const path = host ? `${PAGE}?host=${host}` : PAGE
  const made = await send(client, user, path, { shows, version: '' })
  made.assertStatus(200)
  return addressIn(made.text())
}

/** By another's parser. */
function eventsIn(file: string): ICAL.Event[] {
  readCalendarFile(file)
  const calendar = new ICAL.Component(ICAL.parse(file))
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
}

test.group('Feeds for calendars', (group) => {
  withGlobalTransaction(group)

  test('have what is booked and blocked, and nothing cancelled', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const startsAt = IN_THREE_DAYS
    const booking = await place(shop, { startsAt, hostId: anna.id })
    await place(shop, { startsAt, hostId: tom.id, name: 'Tom’s client', email: 'b@b.example' })
    const off = await place(shop, { startsAt: startsAt.plus({ hours: 2 }), hostId: anna.id })
    await new CancelBooking().handle({
      ...{ businessId: shop.business.id, bookingId: off.id, reason: null, version: null },
      by: byUser(shop.user.id),
    })
    const day = startsAt.plus({ days: 5 }).toISODate() as string
    const wholeDay = { firstDate: day, lastDate: day, startsTime: '00:00', endsTime: '24:00' }
    await blockTime([anna], { ...wholeDay, reason: 'Holiday' })

    const own = await client.get(await make(client, shop.user, 'names', anna.id))
    own.assertStatus(200)
    own.assertHeader('content-type', 'text/calendar; charset=utf-8')
    own.assertHeader('cache-control', 'private, no-cache')
    own.assertHeader('referrer-policy', 'same-origin')
    assert.isUndefined(own.headers()['set-cookie'])
    const [lesson, holiday, ...others] = eventsIn(own.text())
    assert.lengthOf(others, 0)
    assert.equal(lesson.uid, booking.eventUid)
    assert.equal(lesson.summary, 'Private lesson, Ines Duarte')
    assert.equal(lesson.startDate.toJSDate().getTime(), startsAt.toMillis())
    assert.equal(lesson.endDate.toJSDate().getTime(), startsAt.plus({ hours: 1 }).toMillis())
    assert.equal(holiday.summary, 'Holiday')
    assert.isTrue(holiday.startDate.isDate)
    assert.equal(holiday.startDate.toString(), day)
    assert.equal(
      holiday.endDate.toString(),
      DateTime.fromISO(day).plus({ days: 1 }).toISODate() as string
    )
    assert.notInclude(own.text(), 'ines@duarte.example')

    const all = await client.get(await make(client, shop.user, 'names'))
    assert.sameMembers(
      eventsIn(all.text()).map(({ summary }) => summary),
      [
        'Private lesson, Ines Duarte (Anna Reed)',
        'Private lesson, Tom’s client (Tom Okafor)',
        'Holiday (Anna Reed)',
      ]
    )
  })

  test('say “Busy” alone where they should, and go no further than a year', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop)
    await blockTime([shop.host], { firstDate: '2020-01-01', lastDate: null, weeklyDays: 1 })
    const path = await make(client, shop.user, 'busy')
    const file = (await client.get(path)).text()
    const events = eventsIn(file)
    assert.deepEqual([...new Set(events.map(({ summary }) => summary))], ['Busy'])
    assert.notInclude(file, booking.reference)
    assert.notInclude(file, 'Ines')
    assert.isAbove(events.length, 50)
    assert.isBelow(events.length, 65)
    const days = events.map(({ startDate }) => DateTime.fromJSDate(startDate.toJSDate()))
    const now = DateTime.now()
    assert.isTrue(
      days.every((day) => day > now.minus({ days: 31 }) && day < now.plus({ days: 367 }))
    )
  })

  test('are the same until something changes: 304, and then not', async ({ client, assert }) => {
    const shop = await openShop()
    await place(shop)
    const path = await make(client, shop.user, 'names')
    const first = await client.get(path)
    const tag = first.header('etag') as string
    const again = await client.get(path).header('if-none-match', `"other", ${tag}`)
    again.assertStatus(304)
    assert.equal(again.text() ?? '', '')
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 3 }) })
    const changed = await client.get(path).header('if-none-match', tag)
    changed.assertStatus(200)
    assert.notEqual(changed.header('etag'), tag)
    assert.isNotNull((await CalendarFeed.findByOrFail({ businessId: shop.business.id })).lastReadAt)
  })

  test('keep a hash alone, get a new address, and are switched off', async ({ client, assert }) => {
    const { user, business } = await openShop()
    const path = await make(client, user, 'names')
    const feed = await CalendarFeed.findByOrFail({ businessId: business.id })
    assert.notInclude(JSON.stringify(feed.$attributes), path.split('/')[2])
    const page = (await client.get(PAGE).loginAs(user)).text()
    assert.equal(addressIn(page), '')

    const action = `${PAGE}/${feed.id}/address`
    const version = versionIn(page, action)
    const renewed = await send(client, user, action, { version })
    renewed.assertStatus(200)
    renewed.assertHeader('cache-control', 'no-store')
    const next = addressIn(renewed.text())
    assert.notEqual(next, path)
    ;(await client.get(path)).assertStatus(404)
    ;(await client.get(next)).assertStatus(200)
    ;(await send(client, user, action, { version })).assertStatus(409)
    ;(await client.get(next)).assertStatus(200)

    ;(await send(client, user, `${PAGE}/${feed.id}/ending`)).assertStatus(303)
    ;(await client.get(next)).assertStatus(404)
  })

  test('stop when whoever made them leaves, or may see less', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const staff = await joinAs('staff', shop.business)
    const tom = shop.hosts[1]
    await tom.merge({ userId: staff.id }).save()
    const path = await make(client, staff, 'names')
    ;(await client.get(path)).assertStatus(200)
    assert.include((await client.get(PAGE).loginAs(staff)).text(), tom.name)
    const others = await client.get(`${PAGE}?host=${shop.hosts[0].id}`).loginAs(staff)
    others.assertStatus(403)

    await tom.merge({ userId: null }).save()
    ;(await client.get(path)).assertStatus(404)
    await tom.merge({ userId: staff.id }).save()
    ;(await client.get(path)).assertStatus(200)
    await Membership.query().where({ userId: staff.id }).delete()
    ;(await client.get(path)).assertStatus(404)
  })

  test('nobody reaches those of another', async ({ client }) => {
    const shop = await openShop()
    const path = await make(client, shop.user, 'names')
    const feed = await CalendarFeed.findByOrFail({ businessId: shop.business.id })
    const admin = await joinAs('admin', shop.business)
    ;(await send(client, admin, `${PAGE}/${feed.id}/ending`)).assertStatus(404)
    ;(await client.get(`${path.slice(0, -16)}x/bookings.ics`)).assertStatus(404)
    const viewer = await joinAs('viewer', shop.business)
    ;(await send(client, viewer, PAGE, { shows: 'names' })).assertStatus(403)
  })

  test('the second of two tabs is shown what the first saved', async ({ client, assert }) => {
    const { user } = await openShop()
    await make(client, user, 'names')
    const version = versionIn((await client.get(PAGE).loginAs(user)).text(), PAGE)
    ;(await send(client, user, PAGE, { shows: 'busy', version })).assertStatus(303)
    const refused = await send(client, user, PAGE, { shows: 'names', version })
    refused.assertStatus(409)
    refused.assertTextIncludes('You saved it in another tab or window, on ')
    assert.equal((await send(client, user, PAGE, { shows: 'none', version })).status(), 422)
  })
})
