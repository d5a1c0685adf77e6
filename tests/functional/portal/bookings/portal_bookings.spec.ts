import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import CancelBooking from '#actions/bookings/cancel_booking'
import MoveBooking from '#actions/bookings/move_booking'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import { withEmptyTables } from '#tests/support/database'
import { writtenTo } from '#tests/support/enquiries'
import { detailsAddress, filledForm, instant, place, tenOClock } from '#tests/support/guest'
import { portalOf } from '#tests/support/portal'

const PRIYA = 'priya@example.com'
const textOf = async (answer: Response | Promise<Response>) => (await answer).text()
const titlesIn = (page: string) =>
  [...page.matchAll(/ledger__who"><a href="\/portal\/bookings\/(\d+)/g)].map(([, id]) => Number(id))

/** Two businesses; a past, a coming and a cancelled booking of one client, and one of another. */
async function twoShops() {
  const first = await openShop({ settings: { requiresApproval: false } })
  const second = await openShop({ settings: { requiresApproval: false } })
  await second.business.merge({ name: 'Harbour Barbers' }).save()
  const lesson = await place(first, tenOClock(4))
  const haircut = await place(second, tenOClock(3), { email: 'Priya@Example.com' })
  const past = await place(first, tenOClock(5))
  await db.from('bookings').where('id', past.id).update({
    starts_at: '2026-01-15T10:00:00Z',
    ends_at: '2026-01-15T11:00:00Z',
    status: 'completed',
  })
  const cancelled = await place(second, tenOClock(6))
  await new CancelBooking().handle({
    ...{ businessId: second.business.id, bookingId: cancelled.id },
    ...{ reason: 'A cold', by: byClient() },
  })
  const others = await place(first, tenOClock(7), { email: 'omar@example.com' })
  return { first, second, lesson, haircut, past, cancelled, others }
}

test.group('A client’s bookings', (group) => {
  withEmptyTables(group)

  test('stand together, of all businesses, in two tabs with counts', async ({ assert }) => {
    const { lesson, haircut, past, cancelled } = await twoShops()
    const hidden = await place(
      await openShop({ settings: { requiresApproval: false } }),
      tenOClock()
    )
    await db.from('bookings').where('id', hidden.id).update({ tells_client: false })
    const browser = await portalOf(PRIYA)
    const page = await textOf(browser.get('/portal/bookings'))
    assert.deepEqual(titlesIn(page), [haircut.id, lesson.id])
    assert.include(page, 'Upcoming (2)')
    assert.include(page, 'Past and cancelled (2)')
    const over = await textOf(browser.get('/portal/bookings?view=past'))
    assert.deepEqual(titlesIn(over), [cancelled.id, past.id])
  })

  test('stand on one clock in the list and on their page, in a language without a region', async ({
    assert,
  }) => {
    const { lesson } = await twoShops()
    const browser = await portalOf(PRIYA, { 'accept-language': 'ar' })
    const clocks = async (path: string) =>
      (await textOf(browser.get(path))).match(/10:00[^–<]*/g) ?? []
    const list = await clocks('/portal/bookings')
    const page = await clocks(`/portal/bookings/${lesson.id}`)
    assert.isNotEmpty(list)
    assert.isNotEmpty(page)
    for (const time of [...list, ...page]) assert.notMatch(time, /[صم]/)
  })

  test('lead to their changes in the language that is read', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const booking = await place(shop, tenOClock(4), { locale: 'de-DE' })
    const browser = await portalOf(PRIYA, { 'accept-language': 'en-GB' })
    const page = await textOf(browser.get(`/portal/bookings/${booking.id}`))
    for (const part of ['move', 'cancellation']) {
      const [, address = ''] = new RegExp(`href="([^"]*/${part}[^"]*)"`).exec(page) ?? []
      const change = await textOf(browser.get(address.replaceAll('&amp;', '&')))
      assert.include(change, '<html lang="en"')
    }
  })

  test('are found by words, business and state, in the file too', async ({ assert }) => {
    const { second, lesson, haircut, past, cancelled } = await twoShops()
    await lesson.refresh()
    const browser = await portalOf(PRIYA)
    const { slug } = second.business
    const found: [string, Booking[]][] = [
      [`search=harbour`, [haircut]],
      [`search=${lesson.reference.toLowerCase()}`, [lesson]],
      [`search=100%25`, []],
      [`business=${slug}`, [haircut]],
      [`business=${slug}&view=past`, [cancelled]],
      [`view=past&status=completed`, [past]],
      [`view=nonsense&status=nonsense`, [haircut, lesson]],
    ]
    for (const [query, bookings] of found) {
      const page = await textOf(browser.get(`/portal/bookings?${query}`))
      assert.deepEqual(
        titlesIn(page),
        bookings.map(({ id }) => id),
        query
      )
      const file = await textOf(browser.get(`/portal/bookings/file.csv?${query}`))
      const rows = file.trim().split('\r\n')
      assert.isTrue(file.startsWith('Reference,State,'), query)
      assert.deepEqual(
        rows.slice(1).map((row) => row.split(',')[0]),
        bookings.map(({ reference }) => reference),
        query
      )
    }
  })

  test('fill pages, and go on beyond the first', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    for (let day = 1; day <= 21; day++) await place(shop, tenOClock(day))
    const browser = await portalOf(PRIYA)
    const first = await textOf(browser.get('/portal/bookings'))
    assert.lengthOf(titlesIn(first), 20)
    assert.include(first, 'Page 1 of 2')
    for (const page of [2, 99]) {
      const last = await textOf(browser.get(`/portal/bookings?page=${page}`))
      assert.lengthOf(titlesIn(last), 1)
    }
  })

  test('go into a calendar, one or all to come', async ({ assert }) => {
    const { lesson, haircut, cancelled } = await twoShops()
    const browser = await portalOf(PRIYA)
    const all = await textOf(browser.get('/portal/bookings/calendar.ics'))
    assert.lengthOf(all.match(/BEGIN:VEVENT/g) ?? [], 2)
    for (const booking of [lesson, haircut]) assert.include(all, booking.calendarUid)
    const one = await browser.get(`/portal/bookings/${lesson.id}/calendar.ics`)
    assert.match(one.headers.get('content-type') ?? '', /^text\/calendar/)
    assert.include(await one.text(), lesson.calendarUid)
    const off = await textOf(browser.get(`/portal/bookings/${cancelled.id}/calendar.ics`))
    assert.include(off, 'METHOD:CANCEL')
    const nobody = await portalOf('nobody@example.com')
    assert.equal((await nobody.get('/portal/bookings/calendar.ics')).status, 404)
  })

  test('show the way into a call from a quarter of an hour before', async ({ assert }) => {
    const { business, hosts } = await openShop({ settings: { requiresApproval: false } })
    const service = await addService(business, hosts, {
      name: 'Advice',
      locationType: 'video',
      locationDetails: 'https://meet.example/advice',
    })
    const booking = await place({ business, service }, tenOClock())
    const browser = await portalOf(PRIYA)
    const beginsIn = async (minutes: number) => {
      const startsAt = DateTime.now().plus({ minutes })
      await db
        .from('bookings')
        .where('id', booking.id)
        .update({
          starts_at: startsAt.toJSDate(),
          ends_at: startsAt.plus({ minutes: 30 }).toJSDate(),
        })
      return textOf(browser.get('/portal/bookings'))
    }
    assert.notInclude(await beginsIn(17), 'https://meet.example/advice')
    assert.include(await beginsIn(14), 'https://meet.example/advice')
    assert.include(await beginsIn(-5), 'https://meet.example/advice')
  })

  test('say what happened to each, by whom, and what the business notes for its client', async ({
    assert,
  }) => {
    const { first, lesson, cancelled } = await twoShops()
    await new MoveBooking().handle({
      ...{ businessId: first.business.id, bookingId: lesson.id, hostId: null, version: null },
      ...{ startsAt: tenOClock(8).toMillis(), reason: null, by: byUser(first.user.id) },
    })
    await Booking.query()
      .where('id', lesson.id)
      .update({ client_note: 'Bring goggles', private_note: 'Pays late' })
    const browser = await portalOf(PRIYA)
    const page = await textOf(browser.get(`/portal/bookings/${lesson.id}`))
    assert.include(page, 'Bring goggles')
    assert.notInclude(page, 'Pays late')
    assert.match(page, /Booked<\/span>[^]*By you[^]*Moved<\/span>/)
    assert.include(page, `By ${first.business.name}`)
    const token = (await Booking.findOrFail(lesson.id)).manageToken
    assert.include(page, `/manage/${token}/cancellation`)
    assert.include(page, `/manage/${token}/move?as=`)
    const off = await textOf(browser.get(`/portal/bookings/${cancelled.id}`))
    assert.include(off, 'A cold')
  })

  test('book a returning client again at once, who is signed in; typing the address does not', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({
      settings: { requiresApproval: true, autoApproveReturningClients: true },
    })
    const visit = await place(shop, tenOClock(2))
    await db
      .from('bookings')
      .where('id', visit.id)
      .update({
        ...{ status: 'completed', expires_at: null },
        ...{ starts_at: '2026-01-15T10:00:00Z', ends_at: '2026-01-15T11:00:00Z' },
      })
    const browser = await portalOf(PRIYA)
    const page = await textOf(browser.get(`/portal/bookings/${visit.id}`))
    const [, as] = /href="\/book\/[^"]*[?&;]as=([\w-]+)/.exec(page) ?? []
    assert.isDefined(as)
    const bookedWith = async (day: number, proof: Record<string, string>) => {
      const sent = await client
        .post(detailsAddress(shop))
        .header('sec-fetch-site', 'same-origin')
        .form(filledForm(shop, tenOClock(day), proof))
        .redirects(0)
      sent.assertStatus(303)
      return Booking.query().orderBy('id', 'desc').firstOrFail()
    }
    assert.equal((await bookedWith(4, { as })).status, 'approved')
    assert.equal((await bookedWith(5, {})).status, 'pending')
    assert.isNotEmpty(instant(tenOClock(4)))
  })

  test('come with all that is kept under the address, and nothing of the business’s own', async ({
    assert,
  }) => {
    const { first, lesson, past, haircut, cancelled } = await twoShops()
    await Booking.query()
      .where('id', lesson.id)
      .update({ client_note: 'Bring goggles', private_note: 'Pays late' })
    await db.from('clients').update({ notes: 'Owes us a towel' })
    await writtenTo(first.business.id, { clientEmail: PRIYA, message: 'Is there a shower?' })
    const browser = await portalOf(PRIYA)
    const answer = await browser.get('/portal/account/about-me.json')
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment/)
    const text = await answer.text()
    for (const canary of ['Pays late', 'towel', 'omar']) assert.notInclude(text, canary)
    const { email, bookings, enquiries, known_at: knownAt, sign_ins: signIns } = JSON.parse(text)
    assert.equal(email, PRIYA)
    assert.sameMembers(
      bookings.map(({ id }: { id: number }) => id),
      [lesson, past, haircut, cancelled].map(({ id }) => id)
    )
    const shown = bookings.find(({ id }: { id: number }) => id === lesson.id)
    assert.equal(shown.noted_for_you, 'Bring goggles')
    assert.containsSubset(shown.history, [{ what: 'booked', by: 'client' }])
    assert.equal(enquiries[0].message, 'Is there a shower?')
    assert.lengthOf(knownAt, 2)
    assert.lengthOf(signIns, 1)
  })

  test('are nobody else’s', async ({ assert }) => {
    const { others } = await twoShops()
    const browser = await portalOf(PRIYA)
    const page = await browser.get(`/portal/bookings/${others.id}`)
    assert.equal(page.status, 404)
    assert.notInclude(await page.text(), 'omar')
  })
})
