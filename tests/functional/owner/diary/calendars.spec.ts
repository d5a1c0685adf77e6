import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import CancelBooking from '#actions/bookings/cancel_booking'
import OfferPlaces from '#actions/waitlist/offer_places'
import { openShop } from '#database/factories/business'
import DateOverride from '#models/availability/date_override'
import type Host from '#models/availability/host'
import type User from '#models/accounts/user'
import { byUser } from '#models/by'
import { blockTime } from '#tests/support/blocks'
import { atMoment } from '#tests/support/clock'
import { withGlobalTransaction } from '#tests/support/database'
import { writtenTo } from '#tests/support/enquiries'
import { hours, openDrawnDay, storeBooking, storeBusy, storeSession } from '#tests/support/diary'
import { makeOneTime } from '#tests/support/links'
import { IN_THREE_DAYS, joinAs, place } from '#tests/support/requests'
import { waitFor } from '#tests/support/waitlist'

/** What a reader sees: the text of a page's parts, without the spaces between them. */
function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/\s+/g, ' ')
}

function columnOf(html: string, host: Host): string {
  const [, rest] = html.split(`id="host-${host.id}"`)
  return textOf(rest.split('</section>')[0])
}

test.group('Today', (group) => {
  withGlobalTransaction(group)

  test('says who wrote and what came free, and begins a booking or a block', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await writtenTo(shop.business.id)
    const taken = await place(shop)
    const entry = await waitFor(shop, IN_THREE_DAYS, { email: 'sam@waits.example' })
    await new CancelBooking().handle({
      ...{ businessId: shop.business.id, bookingId: taken.id, by: byUser(shop.user.id) },
      reason: null,
    })
    await new OfferPlaces().handle()
    const page = await client.get('/admin').loginAs(shop.user)
    for (const words of [
      ...['One enquiry is waiting for an answer.', 'Free again', entry.clientName],
      ...['/admin/blocks/new?date=', '/admin/bookings/new?date='],
    ]) {
      page.assertTextIncludes(words)
    }
    const viewer = await joinAs('viewer', shop.business)
    const seen = await client.get('/admin').loginAs(viewer)
    assert.notInclude(seen.text(), '/admin/blocks/new')
  })

  test('leads from blocked time to its block, on the day and in a week of one person', async ({
    client,
  }) => {
    const shop = await openShop()
    const date = IN_THREE_DAYS.setZone('Europe/London').toFormat('yyyy-MM-dd')
    const { id } = await blockTime(shop.hosts, { firstDate: date, lastDate: date })
    for (const view of ['day', 'week']) {
      const address = `/admin/calendar?view=${view}&date=${date}&host=${shop.host.id}`
      const page = await client.get(address).loginAs(shop.user)
      page.assertTextIncludes(`href="/admin/blocks/${id}"`)
    }
  })
})

test.group('Today says when each is next free', (group) => {
  withGlobalTransaction(group)

  test('to those who may book there, with the form one press away', async ({ client, assert }) => {
    const day = await openDrawnDay('2026-01-12')
    const at = (time: string, user: typeof day.user) =>
      atMoment(day.at(time).toMillis(), async () =>
        (await client.get('/admin').header('accept-language', 'en-GB').loginAs(user)).text()
      )
    const html = await at('10:40', day.user)
    const free = textOf(html.split('id="free"')[1].split('</section>')[0])
    assert.include(free, 'Anna Reed From 11:15 with Anna Reed')
    assert.include(html, `date=2026-01-12&amp;time=11%3A15&amp;host=${day.anna.id}`)
    const late = await at('20:00', day.user)
    assert.equal(late.match(/Nothing free</g)?.length, 3)
    const viewer = await joinAs('viewer', day.business)
    assert.notInclude(await at('10:40', viewer), 'id="free"')
  })
})

test.group('The calendar’s day', (group) => {
  withGlobalTransaction(group)

  test('has a column for each person, with what each does and when', async ({ client, assert }) => {
    const day = await openDrawnDay()
    const html = await atMoment(day.at('10:40').toMillis(), async () => {
      const page = await client
        .get('/admin/calendar')
        .header('accept-language', 'en-GB')
        .loginAs(day.user)
      page.assertStatus(200)
      return page.text()
    })
    assert.include(
      textOf(html),
      '11 bookings, 2 group sessions, one waiting for you. Next free: 11:15 with Anna Reed.'
    )
    const [anna, tom, maya] = [day.anna, day.tom, day.maya].map((host) => columnOf(html, host))
    assert.include(anna, '08:30 – 19:00, 5 bookings')
    for (const words of [
      ...['Starts at 08:30', '08:30 to 09:30 Grace Liu Private lesson Came', 'No-show'],
      ...['10:30 to 11:00 Theo Lang Assessment Under way', 'Now 10:40', 'Lunch'],
      ...['Book 11:15 with Anna Reed 1 h 15 min free', 'Ines Duarte Assessment Waiting'],
      '17:30 to 19:00 Busy (calendar)',
    ]) {
      assert.include(anna, words)
    }
    for (const words of ['17:00 to 17:45 Stroke class Group session 6 of 8', 'Finishes at 18:00']) {
      assert.include(tom, words)
    }
    assert.include(maya, 'Water babies Group session Full')
    assert.notInclude(maya, 'Finishes at')
    assert.match(html, /diary__event diary__event--waiting[^"]*h16 to-h16 to-m30/)
  })

  test('opens records, requests and rosters, and the form with host, date and time', async ({
    client,
    assert,
  }) => {
    const day = await openDrawnDay()
    const html = await atMoment(day.at('10:40').toMillis(), async () =>
      (await client.get('/admin/calendar').loginAs(day.user)).text()
    )
    assert.include(html, `href="/admin/bookings/${day.leila.id}"`)
    assert.match(html, /href="\/admin\/requests\/\d+"/)
    assert.match(html, /href="\/admin\/sessions\/\d+"/)
    const query = `date=${day.date}&amp;time=11%3A15&amp;host=${day.anna.id}`
    assert.include(html, `href="/admin/bookings/new?${query}"`)
    const form = await client
      .get(`/admin/bookings/new?${query.replaceAll('&amp;', '&')}`)
      .loginAs(day.user)
    assert.include(form.text(), 'name="time" value="11:15"')
    assert.include(form.text(), `name="host" value="${day.anna.id}"`)
  })

  test('keeps day and person in the address', async ({ client, assert }) => {
    const day = await openDrawnDay('2026-01-12')
    const page = await client
      .get(`/admin/calendar?date=2026-01-12&host=${day.tom.id}`)
      .loginAs(day.user)
    const html = page.text()
    assert.include(textOf(html), 'Monday 12 January')
    assert.include(html, `id="host-${day.tom.id}"`)
    assert.notInclude(html, `id="host-${day.anna.id}"`)
    assert.include(html, `/admin/calendar?view=day&amp;date=2026-01-11&amp;host=${day.tom.id}`)
    assert.include(html, `/admin/calendar?view=day&amp;date=2026-01-13&amp;host=${day.tom.id}`)
  })

  test('leaves out what the address says wrongly', async ({ client, assert }) => {
    const { user } = await openShop()
    const today = (await client.get('/admin/calendar').loginAs(user)).text()
    const heading = (html: string) => /<h1>(.*)<\/h1>/.exec(html)?.[1]
    for (const query of [
      ...['date=2026-02-30', 'date=soon', 'date=9999-12-31', 'date=1000-01-01', 'view=year'],
      ...['date=2026-01-12&date=2026-01-13', 'host=anna', 'host=0'],
    ]) {
      const page = await client.get(`/admin/calendar?${query}`).loginAs(user)
      page.assertStatus(200)
      assert.equal(heading(page.text()), heading(today), query)
    }
  })

  test('does not know other people’s hosts, and shows none of their bookings', async ({
    client,
    assert,
  }) => {
    const day = await openDrawnDay()
    const stranger = await openShop()
    const page = await client.get('/admin/calendar').loginAs(stranger.user)
    assert.notInclude(page.text(), 'Leila Haddad')
    const theirs = await client.get(`/admin/calendar?host=${day.tom.id}`).loginAs(stranger.user)
    theirs.assertStatus(404)
  })

  test('begins with the column of whoever looks', async ({ client, assert }) => {
    const day = await openDrawnDay()
    const tom = await joinAs('staff', day.business)
    await day.tom.merge({ userId: tom.id }).save()
    const html = (await client.get('/admin/calendar').loginAs(tom)).text()
    const order = [...html.matchAll(/id="host-(\d+)"/g)].map(([, id]) => Number(id))
    assert.deepEqual(order, [day.tom.id, day.anna.id, day.maya.id])
    assert.match(html, new RegExp(`diary__day--chosen" id="host-${day.tom.id}"`))
  })

  test('offers staff free time in their own column only, and a viewer none', async ({
    client,
    assert,
  }) => {
    const day = await openDrawnDay()
    const tom = await joinAs('staff', day.business)
    await day.tom.merge({ userId: tom.id }).save()
    const viewer = await joinAs('viewer', day.business)
    await atMoment(day.at('10:40').toMillis(), async () => {
      const staff = (await client.get('/admin/calendar').loginAs(tom)).text()
      assert.include(columnOf(staff, day.tom), 'free')
      assert.notInclude(columnOf(staff, day.anna), 'free')
      const seen = (await client.get('/admin/calendar').loginAs(viewer)).text()
      assert.notInclude(seen, 'diary__gap')
      assert.notInclude(textOf(seen), 'New booking')
    })
  })

  test('names a pause, and offers a gap from where a booking fits with its pauses', async ({
    client,
    assert,
  }) => {
    const pauses = { bufferBeforeMinutes: 30, bufferAfterMinutes: 15, durationMinutes: 60 }
    const weeklyHours = ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => ({
      ...{ weekday, start: '10:00', end: '16:30' },
    }))
    const shop = await openShop({ weeklyHours, service: pauses })
    const start = IN_THREE_DAYS.setZone('Europe/London').set({ hour: 10, minute: 0 })
    for (const hour of [10, 13]) await place(shop, { startsAt: start.set({ hour }) })
    const date = start.toFormat('yyyy-MM-dd')
    const html = (await client.get(`/admin/calendar?date=${date}`).loginAs(shop.user)).text()
    const column = columnOf(html, shop.host)
    // 11:15 to 12:30 is free, too short for an hour with half of one before it and a quarter after.
    assert.notInclude(column, 'Book 11')
    assert.match(column, /10:00 to 11:00.* Pause .*13:00 to 14:00.* Pause .*Book 14:45/)
    assert.notInclude(html, 'white strip')
    assert.match(html, /<li class="diary__pause h11 to-h11 to-m15">/)
  })

  test('says why a date is closed', async ({ client, assert }) => {
    const { user, host } = await openShop()
    await host.related('dateOverrides').create({
      ...{ businessId: host.businessId, date: '2026-12-28', windows: [] },
      reason: 'Boxing Day (substitute)',
    })
    const html = (await client.get('/admin/calendar?date=2026-12-28').loginAs(user)).text()
    assert.include(columnOf(html, host), 'Boxing Day (substitute)')
  })

  test('is right on days of 23 and 25 hours', async ({ client, assert }) => {
    const { user, host, service } = await openShop()
    const at = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' })
    await storeBooking({
      service,
      host,
      startsAt: at('2026-10-25T00:30'),
      minutes: 30,
      name: 'First',
    })
    await storeBooking({
      service,
      host,
      startsAt: at('2026-10-25T01:30'),
      minutes: 30,
      name: 'Again',
    })
    await storeBooking({
      service,
      host,
      startsAt: at('2026-03-29T01:30'),
      minutes: 30,
      name: 'Spring',
    })
    const open = async (date: string) =>
      (
        await client
          .get(`/admin/calendar?date=${date}`)
          .header('accept-language', 'en-GB')
          .loginAs(user)
      ).text()

    const autumn = await open('2026-10-25')
    assert.include(autumn, 'diary h0 to-h25')
    assert.match(
      autumn,
      /h1 m30 to-h2"[^>]*>\s*<a [^>]*>\s*<span class="diary__time"><time>01:30<.*First/s
    )
    assert.match(
      autumn,
      /h2 m30 to-h3"[^>]*>\s*<a [^>]*>\s*<span class="diary__time"><time>01:30<.*Again/s
    )
    const spring = await open('2026-03-29')
    assert.include(spring, 'diary h0 to-h23')
    assert.match(spring, /h1 m30 to-h2"[^>]*>\s*<a [^>]*>\s*<span class="diary__time"><time>02:30</)
  })

  test('follows an opening past midnight, and names another zone', async ({ client, assert }) => {
    const { user, host, hosts, service } = await openShop({ hosts: 2 })
    await hours(host, [['18:00', '02:00']])
    await hours(hosts[1], [['18:00', '20:00']])
    await hosts[1].merge({ timeZone: 'Europe/Berlin' }).save()
    const late = DateTime.fromISO('2026-01-13T01:00', { zone: 'Europe/London' })
    await storeBooking({ service, host, startsAt: late, name: 'Late Guest' })
    const html = (
      await client
        .get('/admin/calendar?date=2026-01-12')
        .header('accept-language', 'en-GB')
        .loginAs(user)
    ).text()
    assert.include(html, 'diary h17 to-h26')
    assert.match(
      html,
      /h25 to-h26"[^>]*>\s*<a [^>]*>\s*<span class="diary__time"><time>01:00<.*Late Guest/s
    )
    assert.include(columnOf(html, hosts[1]), 'In Berlin: 12:00 here is 13:00 there.')
    assert.include(columnOf(html, hosts[1]), '17:00 – 19:00')
  })

  test('sets what overlaps side by side, and counts what is too much', async ({
    client,
    assert,
  }) => {
    const { user, host, service } = await openShop()
    const startsAt = DateTime.fromISO('2026-01-12T10:00', { zone: 'Europe/London' })
    const request = { service, host, startsAt, status: 'pending' as const, holdsTime: false }
    const at = startsAt.minus({ days: 1 }).toMillis()
    const open = () =>
      atMoment(at, async () =>
        (await client.get('/admin/calendar?date=2026-01-12').loginAs(user)).text()
      )
    await storeBooking({ ...request, name: 'Rival One' })
    await storeBooking({ ...request, name: 'Rival Two' })
    const two = await open()
    assert.include(two, 'lane-1 of-2 h10 to-h11')
    assert.include(two, 'lane-2 of-2 h10 to-h11')
    for (const name of ['Three', 'Four', 'Five', 'Six']) await storeBooking({ ...request, name })
    assert.include(textOf(await open()), '3 more')
  })

  test('counts a session’s requests beside its places', async ({ client, assert }) => {
    const { user, host, service } = await openShop({ service: { capacity: 8 } })
    const startsAt = DateTime.fromISO('2026-01-12T10:00', { zone: 'Europe/London' })
    const session = await storeSession({ service, host, startsAt, taken: 3 })
    await storeBooking({ service, host, startsAt, session, status: 'pending' })
    const html = await atMoment(startsAt.minus({ days: 1 }).toMillis(), async () =>
      (await client.get('/admin/calendar?date=2026-01-12').loginAs(user)).text()
    )
    assert.include(columnOf(html, host), '3 of 8, 1 waiting')
  })

  test('counts a session even while it is empty', async ({ client, assert }) => {
    const { user, host, service } = await openShop({ service: { capacity: 8 } })
    const startsAt = DateTime.fromISO('2026-01-12T10:00', { zone: 'Europe/London' })
    await storeSession({ service, host, startsAt, taken: 0 })
    const look = () =>
      atMoment(startsAt.minus({ days: 1 }).toMillis(), async () =>
        (await client.get('/admin/calendar?date=2026-01-12').loginAs(user)).text()
      )
    assert.include(await look(), 'One group session.')
    const later = startsAt.plus({ hours: 2 })
    await storeSession({ service, host, startsAt: later, taken: 2 })
    await storeBooking({ service, host, startsAt: startsAt.plus({ hours: 4 }) })
    assert.include(await look(), 'One booking, 2 group sessions.')
  })
})

test.group('The calendar’s week', (group) => {
  withGlobalTransaction(group)

  const dayOf = (html: string, date: string) => {
    const [, rest] = html.split(`aria-labelledby="day-${date}"`)
    return rest.split('</section>')[0]
  }

  test('shows everyone’s days, each event with whose it is and what is special', async ({
    client,
    assert,
  }) => {
    const day = await openDrawnDay('2026-01-12')
    const html = await atMoment(day.at('10:40').toMillis(), async () =>
      (
        await client
          .get('/admin/calendar?view=week')
          .header('accept-language', 'en-GB')
          .loginAs(day.user)
      ).text()
    )
    assert.match(html, /<h1>12.–.18 January 2026<\/h1>/)
    const monday = textOf(dayOf(html, '2026-01-12'))
    for (const words of [
      ...['Monday 12', ', today', '11 bookings, 2 group sessions'],
      '13:30 – 14:30 Leila Haddad Anna',
      ...[
        'Oliver Brandt No-show Anna',
        'Ines Duarte Waiting Anna',
        'Stroke class 6 of 8',
        'Now 10:40',
      ],
      'Closed 08:00 to 08:30',
    ]) {
      assert.include(monday, words)
    }
    for (const busy of [
      '17:30 – 19:00 Busy (calendar) Anna',
      '13:30 – 14:45 Busy (calendar) Tom',
    ]) {
      assert.include(monday, busy)
    }
    assert.include(textOf(dayOf(html, '2026-01-13')), 'Nothing booked')
    assert.include(html, '/admin/calendar?view=week&amp;date=2026-01-05')
    assert.include(html, '/admin/calendar?view=week&amp;date=2026-01-19')
  })

  test('shows once what keeps several busy, in their hours alone', async ({ client, assert }) => {
    const { user, hosts } = await openShop({ hosts: 3 })
    const [anna, tom, maya] = hosts
    const at = (time: string) => DateTime.fromISO(`2026-01-12T${time}`, { zone: 'Europe/London' })
    for (const host of hosts) {
      await hours(host, [['09:00', '17:00']])
    }
    for (const host of [anna, tom]) await storeBusy(host, at('08:00'), at('10:00'))
    await storeBusy(maya, at('12:00'), at('13:00'))
    await storeBusy(maya, at('12:30'), at('14:00'))
    await storeBusy(maya, at('18:00'), at('19:00'))
    const shown = await atMoment(at('08:30').toMillis(), async () =>
      (await client.get('/admin/calendar?view=week').loginAs(user)).text()
    )
    const monday = textOf(dayOf(shown, '2026-01-12')).replaceAll(' Book', '')
    const busy = monday.matchAll(/[\d:]+ – [\d:]+ Busy \(calendar\)(?: [A-Z]\w+| and)*/g)
    assert.deepEqual(Array.from(busy, String), [
      '09:00 – 10:00 Busy (calendar) Anna and Tom',
      '12:00 – 14:00 Busy (calendar) Mia',
    ])
  })

  test('leads from free time in the week of everybody to the desk, which asks for whom', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    await place(shop, { hostId: anna.id })
    const date = IN_THREE_DAYS.setZone('Europe/London').toFormat('yyyy-MM-dd')
    const gapsOf = async (address: string, user: User) => {
      const html = (await client.get(`/admin/calendar?${address}`).loginAs(user)).text()
      const [, rest = ''] = html.split(`id="day-${date}"`)
      const [column] = rest.split('</section>')
      return [...column.matchAll(/href="(\/admin\/bookings\/new\?[^"]*)"/g)].map(([, href]) => href)
    }
    const week = `view=week&date=${date}`
    const gaps = await gapsOf(week, shop.user)
    assert.isNotEmpty(gaps)
    const end = IN_THREE_DAYS.plus({ hours: 1 }).setZone('Europe/London')
    assert.include(
      gaps.map((href) => decodeURIComponent(href)),
      `/admin/bookings/new?date=${date}&amp;time=${end.toFormat('HH:mm')}`
    )
    for (const href of gaps) assert.notInclude(href, 'host=')
    for (const href of await gapsOf(`${week}&host=${tom.id}`, shop.user)) {
      assert.include(href, `host=${tom.id}`)
    }
    const staff = await joinAs('staff', shop.business)
    await tom.merge({ userId: staff.id }).save()
    const own = await gapsOf(week, staff)
    assert.isNotEmpty(own)
    for (const href of own) assert.include(href, `host=${tom.id}`)
    assert.isEmpty(await gapsOf(week, await joinAs('viewer', shop.business)))
  })

  test('of one person has their breaks, what keeps them busy, and gaps to book in', async ({
    client,
    assert,
  }) => {
    const day = await openDrawnDay('2026-01-12')
    await storeBusy(day.tom, day.at('16:15'), day.at('16:45'))
    const html = await atMoment(day.at('10:40').toMillis(), async () =>
      (await client.get(`/admin/calendar?view=week&host=${day.tom.id}`).loginAs(day.user)).text()
    )
    const monday = textOf(dayOf(html, '2026-01-12'))
    for (const words of ['Lunch', 'Busy', 'Ben Carter Private lesson'])
      assert.include(monday, words)
    assert.notInclude(monday, 'Leila Haddad')
    const tuesday = textOf(dayOf(html, '2026-01-13'))
    assert.include(tuesday, 'Book')
    assert.include(html, `date=2026-01-13&amp;time=09%3A00&amp;host=${day.tom.id}`)
  })

  test('begins on the business’s own first day, and says why a date is closed', async ({
    client,
    assert,
  }) => {
    const { user, host } = await openShop({ business: { weekStartsOn: 0 } })
    await host.related('dateOverrides').create({
      ...{ businessId: host.businessId, date: '2026-12-25', windows: [], reason: 'Christmas' },
    })
    const page = await client.get('/admin/calendar?view=week&date=2026-12-24').loginAs(user)
    const dates = [...page.text().matchAll(/aria-labelledby="day-([\d-]+)"/g)].map(([, on]) => on)
    assert.deepEqual([dates[0], dates.at(-1)], ['2026-12-20', '2026-12-26'])
    assert.include(textOf(dayOf(page.text(), '2026-12-25')), 'Christmas')
  })

  test('stands by the wall clock where clocks change', async ({ client, assert }) => {
    const { user, host, service } = await openShop()
    await hours(host, [['09:00', '17:00']])
    const at = (iso: string) => DateTime.fromISO(iso, { zone: 'Europe/London' })
    for (const date of ['2026-10-24', '2026-10-25', '2026-03-28', '2026-03-29']) {
      await storeBooking({ service, host, startsAt: at(`${date}T10:00`), minutes: 60 })
    }
    for (const [week, ...dates] of [
      ['2026-10-24', '2026-10-24', '2026-10-25'],
      ['2026-03-28', '2026-03-28', '2026-03-29'],
    ]) {
      const page = await client.get(`/admin/calendar?view=week&date=${week}`).loginAs(user)
      for (const date of dates) {
        assert.match(dayOf(page.text(), date), /week__event[^"]* h10 to-h11"/, date)
      }
    }
  })

  test('keeps what has no room for the list, and leads to the day', async ({ client, assert }) => {
    const { user, host, service } = await openShop()
    const startsAt = DateTime.fromISO('2026-01-12T10:00', { zone: 'Europe/London' })
    const request = { service, host, startsAt, status: 'pending' as const, holdsTime: false }
    for (let other = 0; other < 9; other++) await storeBooking({ ...request, name: `R${other}` })
    const html = await atMoment(startsAt.minus({ days: 1 }).toMillis(), async () =>
      (await client.get('/admin/calendar?view=week&date=2026-01-12').loginAs(user)).text()
    )
    const monday = dayOf(html, '2026-01-12')
    assert.equal(monday.match(/week__event--beyond/g)?.length, 2)
    assert.include(textOf(monday), '2 more')
    assert.include(html, 'week week--text-2')
    assert.match(monday, /calendar\?(view=day&(amp;)?)?date=2026-01-12/)
  })
})

test.group('The calendar’s month', (group) => {
  withGlobalTransaction(group)

  const cellOf = (html: string, date: string) => {
    const cells = html
      .split('<td ')
      .slice(1)
      .filter((cell) => cell.includes(`date=${date}`))
    return cells[0].split('</td>')[0]
  }

  test('counts each day, says what waits, and leads to the day', async ({ client, assert }) => {
    const day = await openDrawnDay('2026-01-12')
    const html = await atMoment(day.at('10:40').toMillis(), async () =>
      (
        await client
          .get('/admin/calendar?view=month')
          .header('accept-language', 'en-GB')
          .loginAs(day.user)
      ).text()
    )
    assert.include(html, '<h1>January 2026</h1>')
    const monday = cellOf(html, '2026-01-12')
    assert.include(textOf(monday), 'Monday 12 January')
    assert.include(textOf(monday), '11 bookings')
    assert.include(textOf(monday), '2 group sessions')
    assert.include(textOf(monday), '1 waiting')
    assert.include(monday, 'aria-current="date"')
    assert.match(monday, /calendar\?(view=day&(amp;)?)?date=2026-01-12/)
    assert.notInclude(textOf(cellOf(html, '2026-01-13')), 'booking')
    assert.include(html, 'view=month&amp;date=2025-12-01')
    assert.include(html, 'view=month&amp;date=2026-02-01')
  })

  test('shows whole weeks, and counts only its own days above', async ({ client, assert }) => {
    const { user, host, service } = await openShop()
    const at = (iso: string) => DateTime.fromISO(iso, { zone: 'Europe/London' })
    await storeBooking({ service, host, startsAt: at('2026-02-01T10:00') })
    await storeBooking({ service, host, startsAt: at('2026-01-31T23:30'), minutes: 60 })
    const html = (
      await client.get('/admin/calendar?view=month&date=2026-01-15').loginAs(user)
    ).text()
    assert.equal(html.match(/<td /g)?.length, 35)
    assert.include(textOf(html), 'One booking.')
    assert.include(textOf(cellOf(html, '2026-02-01')), '1 booking')
  })

  test('counts what is kept for somebody as taken, once and until it runs out', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const taken = await place(shop)
    await waitFor(shop, IN_THREE_DAYS, { email: 'sam@waits.example' })
    await new CancelBooking().handle({
      ...{ businessId: shop.business.id, bookingId: taken.id, by: byUser(shop.user.id) },
      reason: null,
    })
    await new OfferPlaces().handle()
    const later = IN_THREE_DAYS.plus({ hours: 2 }).toMillis()
    const offeredTimes = [{ start: later, end: later + 3_600_000 }]
    await makeOneTime(shop, { offeredTimes, holdsTimes: true })
    const date = IN_THREE_DAYS.setZone(shop.business.timeZone).toISODate() ?? ''
    const look = async () => {
      const page = await client.get(`/admin/calendar?view=month&date=${date}`).loginAs(shop.user)
      return cellOf(page.text(), date)
    }
    const cell = await look()
    assert.include(textOf(cell), '2 kept for somebody')
    assert.include(cell, 'data-full="4"')
    await db.from('claims').update({ expires_at: new Date() })
    assert.notInclude(textOf(await look()), 'kept for somebody')
  })

  test('says whether all are closed or one is away, and why', async ({ client, assert }) => {
    const { user, hosts } = await openShop({ hosts: 2 })
    const closed = { date: '2026-12-25', windows: [], reason: 'Christmas' }
    for (const { id, businessId } of hosts) {
      await DateOverride.create({ ...closed, hostId: id, businessId })
    }
    const [{ id, businessId }] = hosts
    await DateOverride.create({ ...closed, date: '2026-12-28', hostId: id, businessId })
    const html = (
      await client.get('/admin/calendar?view=month&date=2026-12-01').loginAs(user)
    ).text()
    assert.include(textOf(cellOf(html, '2026-12-25')), 'Closed (Christmas)')
    assert.include(textOf(cellOf(html, '2026-12-28')), 'Anna away all day (Christmas)')
    const theirs = await client
      .get(`/admin/calendar?view=month&date=2026-12-01&host=${id}`)
      .loginAs(user)
    assert.include(textOf(cellOf(theirs.text(), '2026-12-28')), 'Away all day (Christmas)')
  })
})

test.group('All three views', (group) => {
  withGlobalTransaction(group)

  const MONDAY = '2026-01-12'

  /** Of three people one is away all day, one for two hours; there is a class that nobody booked. */
  async function openHolidays() {
    const shop = await openShop({ hosts: 3, service: { capacity: 3 } })
    const { hosts, service } = shop
    for (const host of hosts) await hours(host, [['09:00', '18:00']])
    const [anna, tom, mia] = hosts
    const dates = { firstDate: MONDAY, lastDate: MONDAY }
    const wholeDay = { startsTime: '00:00', endsTime: '24:00' }
    await blockTime([tom], { ...dates, ...wholeDay, reason: 'Holiday' })
    await blockTime([anna], { ...dates, reason: 'Dentist' })
    const startsAt = DateTime.fromISO(`${MONDAY}T11:00`, { zone: 'Europe/London' })
    await storeSession({ service, host: mia, startsAt, taken: 0 })
    return { ...shop, anna, tom, mia }
  }

  const look = (client: ApiClient, query: string, user: User) =>
    atMoment(Date.parse('2026-01-11T08:00Z'), async () =>
      (
        await client
          .get(`/admin/calendar?date=${MONDAY}&${query}`)
          .header('accept-language', 'en-GB')
          .loginAs(user)
      ).text()
    )

  const keyOf = (html: string) => textOf(html.split('class="diary__key"')[1].split('</p>')[0])

  test('show who is away, the classes, and what the key calls them', async ({ client, assert }) => {
    const { user, anna, tom } = await openHolidays()
    const day = await look(client, 'view=day', user)
    assert.include(columnOf(day, tom), 'Away all day (Holiday), nothing booked')
    assert.notInclude(columnOf(day, tom), '09:00 – 18:00')
    assert.notInclude(columnOf(day, tom), 'Finishes at')
    assert.include(columnOf(day, anna), '14:00 to 16:00 Away Dentist')
    assert.include(keyOf(day), 'Group session Away or busy')

    const week = await look(client, 'view=week', user)
    const monday = textOf(week.split(`aria-labelledby="day-${MONDAY}"`)[1].split('</section>')[0])
    for (const words of [
      ...['1 group session', 'Tom away all day (Holiday)', 'Private lesson 0 of 3'],
      '14:00 – 16:00 Anna away Dentist',
    ]) {
      assert.include(monday, words)
    }
    assert.notInclude(monday, 'Nothing booked')
    assert.include(keyOf(week), 'Group session Away or busy')
    assert.notInclude(keyOf(week), 'Waiting')

    const month = await look(client, 'view=month', user)
    const [cell] = month
      .split('<td ')
      .slice(1)
      .filter((each) => each.includes(`date=${MONDAY}`))
    for (const words of [
      ...['1 group session', 'Tom away all day (Holiday)'],
      'Anna away 14:00 – 16:00 (Dentist)',
    ]) {
      assert.include(textOf(cell), words)
    }
    assert.include(keyOf(month), 'Group session Away or busy')
  })

  test('say of everyone at once that they are away, and of a day off that it is one', async ({
    client,
    assert,
  }) => {
    const { user, hosts, anna } = await openHolidays()
    const dates = { firstDate: '2026-01-13', lastDate: '2026-01-13' }
    await blockTime(hosts, { ...dates, reason: 'Pool repairs' })
    await anna.related('availabilityRules').query().where('day_of_week', 3).delete()
    const month = await look(client, 'view=month', user)
    assert.include(textOf(month), 'Everyone away 14:00 – 16:00 (Pool repairs)')
    const week = await look(client, 'view=week', user)
    assert.include(textOf(week), '14:00 – 16:00 Everyone away Pool repairs')
    const own = await look(client, `view=week&host=${anna.id}`, user)
    assert.include(textOf(own), 'Wednesday 14 Day off')
    assert.notInclude(textOf(own), 'Closed')
  })
})
