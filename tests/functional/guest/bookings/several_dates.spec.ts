import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import PlaceSeries from '#actions/bookings/place_series'
import type { LinkDetails } from '#actions/links/save_booking_link'
import { openShop } from '#database/factories/business'
import { byClient } from '#models/by'
import Booking from '#models/bookings/booking'
import { teamToken } from '#models/links/team_token'
import type { Weekday } from '#scheduling/types'
import { withGlobalTransaction } from '#tests/support/database'
import {
  detailsAddress,
  filledForm,
  instant,
  pageAt,
  place,
  type Shop,
  tenOClock,
  timesAddress,
} from '#tests/support/guest'
import { makeLink, makeOneTime } from '#tests/support/links'
import { PRIYA } from '#tests/support/named_clients'
import { makeTeamPage } from '#tests/support/team_pages'

type World = Parameters<typeof openShop>[0]

const DAYS = [3, 4, 5]
const THREE = DAYS.map((day) => tenOClock(day))
const MOST = 3

const openSeveral = ({ service, settings, ...world }: NonNullable<World> = {}) =>
  openShop({
    ...world,
    service: { mostDates: MOST, ...service },
    settings: { requiresApproval: false, ...settings },
  })

const written = (dates: DateTime[]) => dates.map(instant).join('_')

const formOf = (shop: Shop, [first, ...others]: DateTime[], changes = {}) =>
  filledForm(shop, first, { ...(others.length > 0 && { dates: written(others) }), ...changes })

const bookedAt = async ({ business }: Pick<Shop, 'business'>) => {
  const bookings = await Booking.query().where({ businessId: business.id }).orderBy('starts_at')
  return bookings.map(({ startsAt }) => startsAt.toMillis())
}

const moments = (dates: DateTime[]) => dates.map((date) => date.toMillis())

/** What a hidden field carries on, its moments as the tests write them. */
const hidden = (page: string, name: string) =>
  new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`)
    .exec(page)?.[1]
    .replaceAll('+00:00', 'Z')

const hrefOf = (page: string, words: string) =>
  new RegExp(`href="([^"]*)"[^>]*>${words}`).exec(page)?.[1].replaceAll('&amp;', '&') ?? ''

test.group('Several dates with one press', (group) => {
  withGlobalTransaction(group)

  test('are chosen one after another, kept in the address, and each can be removed', async ({
    client,
    assert,
  }) => {
    const shop = await openSeveral()
    const [first, second] = THREE
    const one = await pageAt(client, `${detailsAddress(shop)}?start=${instant(first)}`)
    assert.include(one, '1 date chosen')
    assert.notInclude(one, '>Remove<')
    const times = await pageAt(client, hrefOf(one, 'Add another date'))
    assert.include(times, '<h1>Add another date</h1>')
    assert.equal(hidden(times, 'dates'), instant(first))
    assert.include(times, 'You can book up to 3 dates at once')

    const two = await pageAt(
      client,
      `${detailsAddress(shop)}?start=${instant(second)}&dates=${written([first])}`
    )
    assert.include(two, '2 dates chosen')
    assert.include(two, '>Book 2 dates</button>')
    assert.include(two, '2 dates, <b>£100.00 in all</b>')
    assert.equal(hidden(two, 'start'), instant(first))
    assert.equal(hidden(two, 'dates'), instant(second))
    const without = await pageAt(client, hrefOf(two, 'Remove'))
    assert.equal(hidden(without, 'start'), instant(second))
    assert.isUndefined(hidden(without, 'dates'))
    const goOn = await pageAt(client, hrefOf(times, 'Go on with these dates'))
    assert.equal(hidden(goOn, 'start'), instant(first))
    const emptied = await pageAt(client, hrefOf(times, 'Remove'))
    assert.notInclude(emptied, 'name="dates"')
  })

  test('are not offered a second time', async ({ client, assert }) => {
    const shop = await openSeveral()
    const [first] = THREE
    const day = `${timesAddress(shop)}?date=${first.toISODate()}`
    const offered = (page: string) =>
      [first.minus({ hours: 1 }), first, first.plus({ hours: 1 })].map((start) =>
        page.replaceAll('+00:00', 'Z').includes(`name="start" value="${instant(start)}"`)
      )
    assert.deepEqual(offered(await pageAt(client, day)), [true, true, true])
    const more = await pageAt(client, `${day}&dates=${instant(first)}`)
    assert.deepEqual(offered(more), [true, false, true])
  })

  test('count towards the limits of the link and the service while more are chosen', async ({
    client,
    assert,
  }) => {
    const [first, second] = THREE
    const nextWeek = first.plus({ weeks: 1 })
    const offeredOn = async (base: string, chosen: DateTime[], date: DateTime) => {
      const dates = chosen.length > 0 ? `&dates=${written(chosen)}` : ''
      const page = await pageAt(client, `${base}?date=${date.toISODate()}${dates}`)
      return page.includes('name="start"')
    }
    const limited = await openSeveral({ service: { dailyLimit: 1 } })
    assert.isTrue(await offeredOn(timesAddress(limited), [], first))
    assert.isFalse(await offeredOn(timesAddress(limited), [first], first))
    assert.isTrue(await offeredOn(timesAddress(limited), [first], second))

    const shop = await openSeveral()
    const at = async (limit: Partial<LinkDetails>) =>
      `/public/bookings/${(await makeLink(shop, limit)).token}`
    const daily = await at({ dailyLimit: 1 })
    assert.isTrue(await offeredOn(daily, [], first))
    assert.isFalse(await offeredOn(daily, [first], first))
    assert.isTrue(await offeredOn(daily, [first], second))
    const weekly = await at({ weeklyLimit: 1 })
    assert.isFalse(await offeredOn(weekly, [first], first.startOf('week').plus({ days: 4 })))
    assert.isTrue(await offeredOn(weekly, [first], nextWeek))
    assert.isTrue(await offeredOn(timesAddress(shop), [first], first))
  })

  test('count towards the limits of whoever gives them, with the pauses around them', async ({
    client,
    assert,
  }) => {
    const [first] = THREE
    const offeredBeside = async (shop: Shop, chosen: DateTime[], query = '') => {
      const dates = chosen.length > 0 ? `&dates=${written(chosen)}` : ''
      const address = `${timesAddress(shop)}?date=${first.toISODate()}${dates}${query}`
      const page = (await pageAt(client, address)).replaceAll('+00:00', 'Z')
      return (hours: number) =>
        page.includes(`name="start" value="${instant(first.plus({ hours }))}"`)
    }
    const pauses = await openSeveral({ service: { bufferAfterMinutes: 60 } })
    const between = await offeredBeside(pauses, [first])
    assert.deepEqual([-2, -1, 1, 2].map(between), [true, false, false, true])

    const shop = await openSeveral({ hosts: 2 })
    const [anna, tom] = shop.hosts
    await anna.merge({ dailyLimit: 1 }).save()
    const withAnna = `&host=${anna.id}`
    assert.isTrue((await offeredBeside(shop, [], withAnna))(2))
    assert.isFalse((await offeredBeside(shop, [first], withAnna))(2))
    assert.isTrue((await offeredBeside(shop, [first]))(2))
    await tom.merge({ weeklyLimit: 1 }).save()
    assert.isTrue((await offeredBeside(shop, [first]))(2))
    const both = [first, first.plus({ hours: 1 })]
    assert.isFalse((await offeredBeside(shop, both))(3))
    const elsewhere = first.plus({ weeks: 6 })
    assert.isTrue((await offeredBeside(shop, [elsewhere], withAnna))(2))
  })

  test('are named as what fills a day, and nobody else’s bookings nor the link', async ({
    client,
    assert,
  }) => {
    const [first, second] = THREE
    const saidOf = async (base: string, date: DateTime, more = '') => {
      const page = await pageAt(client, `${base}?date=${date.toISODate()}${more}`)
      return {
        isChosen: page.includes('The dates you chose leave no other time then.'),
        isOther: /Every time here is taken|This link offers no times|is closed then/.test(page),
      }
    }
    const chosen = { isChosen: true, isOther: false }
    const beside = `&dates=${instant(first)}`
    const shop = await openSeveral()
    const link = await makeLink(shop, { dailyLimit: 1 })
    assert.deepEqual(await saidOf(`/public/bookings/${link.token}`, first, beside), chosen)
    const weekday = (first.weekday % 7) as Weekday
    const only = await openSeveral({ weeklyHours: [{ weekday, start: '10:00', end: '11:00' }] })
    assert.deepEqual(await saidOf(timesAddress(only), first, beside), chosen)
    const limited = await openSeveral({ service: { dailyLimit: 1 } })
    assert.deepEqual(await saidOf(timesAddress(limited), first, beside), chosen)
    const german = `${timesAddress(limited)}?date=${first.toISODate()}${beside}&lang=de`
    assert.include(await pageAt(client, german), 'Neben den Terminen, die Sie gewählt haben')
    await place(limited, second)
    assert.deepEqual(await saidOf(timesAddress(limited), second, beside), {
      isChosen: false,
      isOther: true,
    })
  })

  test('are said with the end of changes of each, and without room for one more', async ({
    client,
    assert,
  }) => {
    const shop = await openSeveral()
    const page = await pageAt(client, `${detailsAddress(shop)}?dates=${written(THREE)}`)
    assert.notInclude(page, 'Add another date')
    for (const date of THREE) {
      assert.include(page, `${date.toFormat('cccc d LLLL')}, 10:00 – 11:00`)
      assert.include(page, `${date.toFormat('ccc d LLLL')}: Can be moved or cancelled until`)
    }
    const french = await pageAt(client, `${detailsAddress(shop)}?dates=${written(THREE)}&lang=fr`)
    const [day] = THREE.map((date) => date.setLocale('fr').toFormat('ccc d LLLL'))
    assert.include(french, `${day}\u00a0: `)
    assert.include(french, `<span class="hidden-text">\u00a0: ${day}`)
  })

  test('are all booked, together and once', async ({ client, assert }) => {
    const shop = await openSeveral()
    const form = formOf(shop, THREE)
    const send = () => client.post(detailsAddress(shop)).form(form).redirects(0)
    const booked = await send()
    booked.assertStatus(303)
    assert.deepEqual(await bookedAt(shop), moments(THREE))
    const address = String(booked.header('location'))
    assert.include(await pageAt(client, address), '3 dates, booked together')

    const again = await send()
    again.assertStatus(303)
    assert.equal(again.header('location'), address)
    assert.lengthOf(await bookedAt(shop), 3)

    const other = await client
      .post(detailsAddress(shop))
      .form({ ...form, dates: instant(tenOClock(6)) })
    other.assertStatus(422)
    other.assertTextIncludes('sent before with other details')
    assert.lengthOf(await bookedAt(shop), 3)
  })

  test('are requested together where the business approves first', async ({ client, assert }) => {
    const shop = await openSeveral({
      settings: { requiresApproval: true, acceptsCompetingRequests: true },
    })
    const page = await pageAt(client, `${detailsAddress(shop)}?dates=${written(THREE)}`)
    assert.include(page, '>Request 3 dates</button>')
    assert.include(page, 'the time is held for you until then')
    const sent = await client.post(detailsAddress(shop)).form(formOf(shop, THREE)).redirects(0)
    sent.assertStatus(303)
    const bookings = await Booking.query().where({ businessId: shop.business.id })
    assert.deepEqual(
      bookings.map(({ status }) => status),
      ['pending', 'pending', 'pending']
    )
  })

  test('are none booked where one is gone: its nearest times are offered, the others and all that was typed kept', async ({
    client,
    assert,
  }) => {
    const shop = await openSeveral()
    const [first, second, third] = THREE
    await place(shop, second)
    const typed = { notes: 'Left shoulder', client_phone: '07700 900 461' }
    const turned = { ...typed, client_name: 'Priya \u202EShah' }
    const refused = await client.post(detailsAddress(shop)).form(formOf(shop, THREE, turned))
    refused.assertStatus(409)
    assert.notInclude(refused.text(), '\u202E')
    assert.deepEqual(await bookedAt(shop), moments([second]))
    const page = refused.text()
    assert.include(page, 'One of your dates is not free')
    assert.include(page, '10:00 was just taken')
    assert.equal(hidden(page, 'dates'), written([first, third]))
    for (const value of ['Priya Shah', 'priya@example.com', ...Object.values(typed)]) {
      assert.include(page, `value="${value}"`)
    }
    const offered = [...page.matchAll(/name="replacements\[1\]" value="([^"]+)"/g)]
    assert.lengthOf(offered, 4)
    assert.equal(offered[3][1], 'none')

    const form = formOf(shop, [first, third], typed)
    const { start, ...kept } = form
    const settled = await client
      .post(detailsAddress(shop))
      .form({ ...kept, dates: written([first, third]), replacements: { 1: offered[0][1] } })
      .redirects(0)
    settled.assertStatus(303)
    assert.sameMembers(await bookedAt(shop), [...moments(THREE), Date.parse(offered[0][1])])
  })

  test('go on without one that was left out', async ({ client, assert }) => {
    const shop = await openSeveral()
    const [first, , third] = THREE
    const { start, ...form } = formOf(shop, [first])
    const sent = await client
      .post(detailsAddress(shop))
      .form({ ...form, dates: written([first, third]), replacements: { 1: 'none' } })
      .redirects(0)
    sent.assertStatus(303)
    assert.deepEqual(await bookedAt(shop), moments([first, third]))
  })

  test('lead to the times where all are left out', async ({ client, assert }) => {
    const shop = await openSeveral()
    const { start, ...form } = formOf(shop, THREE.slice(0, 1))
    const sent = await client
      .post(detailsAddress(shop))
      .form({ ...form, replacements: ['none', 'none'] })
      .redirects(0)
    sent.assertStatus(303)
    assert.match(String(sent.header('location')), new RegExp(`^${timesAddress(shop)}`))
  })

  test('are looked at before anything is typed', async ({ client, assert }) => {
    const shop = await openSeveral()
    await place(shop, THREE[1])
    const response = await client.get(`${detailsAddress(shop)}?dates=${written(THREE)}`)
    response.assertStatus(409)
    const page = response.text()
    assert.include(page, 'One of your dates is not free')
    assert.include(page, '10:00 is no longer free')
    assert.match(page, /<form[^>]*method="get"/)
    const [, instead] = /name="replacements\[1\]" value="([^"]+)"/.exec(page) ?? []
    const chosen = await pageAt(
      client,
      `${detailsAddress(shop)}?dates=${hidden(page, 'dates')}&replacements[1]=${encodeURIComponent(instead)}`
    )
    assert.include(chosen, '3 dates chosen')
  })

  test('do not overlap each other', async ({ client, assert }) => {
    const shop = await openSeveral()
    const [first] = THREE
    const response = await client.get(
      `${detailsAddress(shop)}?dates=${written([first, first.plus({ minutes: 30 })])}`
    )
    response.assertStatus(409)
    assert.include(response.text(), 'One of your dates is not free')
  })

  for (const [title, most, sentence] of [
    ['more than the service takes', 2, 'You can book up to 2 dates at once.'],
    ['of a service that takes one', 1, 'Only one date can be booked at a time here.'],
  ] as const) {
    test(`are refused where they are ${title}, all of them still there`, async ({
      client,
      assert,
    }) => {
      const shop = await openSeveral({ service: { mostDates: most } })
      const sent = await client
        .post(detailsAddress(shop))
        .form(formOf(shop, THREE, { notes: 'Left shoulder' }))
      const looked = await client.get(`${detailsAddress(shop)}?dates=${written(THREE)}`)
      for (const response of [sent, looked]) {
        response.assertStatus(422)
        response.assertTextIncludes(sentence)
        assert.equal(response.text().match(/>Remove</g)?.length, 3)
      }
      assert.include(sent.text(), 'Left shoulder')
      assert.isEmpty(await bookedAt(shop))
    })
  }

  test('are refused with what is wrong in the form, and with a form that was open too long', async ({
    client,
    assert,
  }) => {
    const shop = await openSeveral()
    for (const changes of [{ client_name: '' }, { stamp: 'old' }]) {
      const response = await client.post(detailsAddress(shop)).form(formOf(shop, THREE, changes))
      assert.equal(hidden(response.text(), 'dates'), written(THREE.slice(1)))
      assert.include(response.text(), 'value="priya@example.com"')
      assert.isEmpty(await bookedAt(shop))
    }
  })

  for (const dates of [
    'garbage',
    `${instant(THREE[0])}_`,
    Array.from({ length: 13 }, (_, day) => instant(tenOClock(day + 3))).join('_'),
  ]) {
    test(`are not read from "${dates.slice(0, 30)}"`, async ({ client, assert }) => {
      const shop = await openSeveral()
      const start = instant(THREE[0])
      const looked = await client.get(`${detailsAddress(shop)}?start=${start}&dates=${dates}`)
      looked.assertStatus(200)
      looked.assertTextIncludes('1 date chosen')
      const sent = await client
        .post(detailsAddress(shop))
        .form(filledForm(shop, THREE[0], { dates }))
      sent.assertStatus(422)
      assert.isEmpty(await bookedAt(shop))
    })
  }

  test('take places of a group each, as many as all have', async ({ client, assert }) => {
    const shop = await openSeveral({ service: { capacity: 4 } })
    await place(shop, THREE[1])
    const page = await pageAt(client, `${detailsAddress(shop)}?dates=${written(THREE)}`)
    assert.include(page, '3 places left')
    const counted = await client
      .post(detailsAddress(shop))
      .form(formOf(shop, THREE, { seats: '2', counted: '1' }))
    assert.include(counted.text(), '3 dates, 2 places, <b>£300.00 in all</b>')
    const sent = await client
      .post(detailsAddress(shop))
      .form(formOf(shop, THREE, { seats: '2', counted: '2' }))
      .redirects(0)
    sent.assertStatus(303)
    const seats = await Booking.query().where({ businessId: shop.business.id, seats: 2 })
    assert.lengthOf(seats, 3)
  })

  test('are not offered by a one-time link, nor for a service that takes one', async ({
    client,
    assert,
  }) => {
    const alone = await openShop()
    const query = `?start=${instant(THREE[0])}`
    const page = await pageAt(client, `${detailsAddress(alone)}${query}`)
    assert.notInclude(page, 'Add another date')

    const shop = await openSeveral()
    const { token } = await makeOneTime(shop)
    const address = `/public/bookings/${token}/details`
    assert.notInclude(await pageAt(client, `${address}${query}`), 'Add another date')
    const sent = await client.post(address).form(formOf(shop, THREE))
    sent.assertStatus(422)
    assert.isEmpty(await bookedAt(shop))
    const { outcome } = await new PlaceSeries().handle({
      ...{ businessId: shop.business.id, serviceId: shop.service.id, linkToken: token },
      ...{ starts: moments(THREE), hostId: null, client: PRIYA, idempotencyKey: null },
      by: byClient(),
    })
    assert.equal(outcome, 'link_spent')
  })
})

test.group('Several dates through a link', (group) => {
  withGlobalTransaction(group)

  const through = ({ token }: { token: string }) => `/public/bookings/${token}`

  test('are chosen and booked under its rules, and counted as its own', async ({
    client,
    assert,
  }) => {
    const shop = await openSeveral()
    const rules = { durationMinutes: 90, slotIntervalMinutes: 60, requiresApproval: true }
    const link = await makeLink(shop, rules)
    const address = through(link)
    const one = await pageAt(client, `${address}/details?start=${instant(THREE[0])}`)
    const times = await pageAt(client, hrefOf(one, 'Add another date'))
    assert.include(times, '<h1>Add another date</h1>')
    assert.include(times, `action="${address}/details"`)
    const all = await pageAt(client, `${address}/details?dates=${written(THREE)}`)
    assert.include(all, '3 dates chosen')
    assert.include(all, '10:00 – 11:30')
    assert.include(all, '>Request 3 dates</button>')

    const form = formOf(shop, THREE)
    const send = () => client.post(`${address}/details`).form(form).redirects(0)
    const sent = await send()
    sent.assertStatus(303)
    const bookings = await Booking.query().where({ linkId: link.id }).orderBy('starts_at')
    assert.deepEqual(
      bookings.map(({ startsAt, endsAt, status }) => [
        ...[startsAt.toMillis(), endsAt.diff(startsAt).as('minutes'), status],
      ]),
      moments(THREE).map((start) => [start, 90, 'pending'])
    )
    assert.lengthOf(new Set(bookings.map(({ seriesId }) => seriesId)), 1)
    const again = await send()
    assert.equal(again.header('location'), sent.header('location'))
    assert.lengthOf(await bookedAt(shop), 3)
  })

  const [first, second, third] = THREE
  const day = (date: DateTime) => date.toFormat('yyyy-MM-dd')
  const mornings = ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => ({
    ...{ weekday, start: '09:00', end: '12:00' },
  }))
  const sameDay = [first, first.plus({ hours: 2 })]
  const without = { firstDate: day(second), lastDate: day(second) }
  const cases: [string, LinkDetails, DateTime[], number][] = [
    ['its daily limit', { dailyLimit: 1 }, sameDay, 1],
    ['its weekly limit', { weeklyLimit: 1 }, sameDay, 1],
    ['the dates taken out of it', { excludedDates: [without] }, THREE, 1],
    ['its first date', { bookableFrom: day(second) }, THREE, 0],
    ['its last date', { bookableUntil: day(second) }, THREE, 2],
    ['its window', { horizonDays: 4 }, [first, tenOClock(9)], 1],
    [
      'its hours',
      { hours: { weeklyHours: mornings, overrides: [] } },
      [first, second.plus({ hours: 4 }), third],
      1,
    ],
  ]
  for (const [title, rules, dates, refused] of cases) {
    test(`keep ${title}, each of them`, async ({ client, assert }) => {
      const shop = await openSeveral()
      const link = await makeLink(shop, rules)
      const address = `${through(link)}/details`
      const looked = await client.get(`${address}?dates=${written(dates)}`)
      const sent = await client.post(address).form(formOf(shop, dates))
      for (const response of [looked, sent]) {
        response.assertStatus(409)
        const page = response.text()
        assert.include(page, 'One of your dates is not free')
        const kept = dates.filter((_, nth) => nth !== refused)
        assert.equal(hidden(page, 'dates'), written(kept))
        const others = [...page.matchAll(/name="replacements\[\d+\]" value="([^"]+)"/g)]
          .map(([, value]) => value)
          .filter((value) => value !== 'none')
        assert.isNotEmpty(others)
        for (const other of others) {
          const rest = written([...kept, DateTime.fromISO(other, { zone: 'utc' })])
          ;(await client.get(`${address}?dates=${rest}`)).assertStatus(200)
        }
      }
      assert.isEmpty(await bookedAt(shop))
    })
  }

  test('are refused by a link that was switched off meanwhile', async ({ client, assert }) => {
    const shop = await openSeveral()
    const link = await makeLink(shop)
    await link.merge({ isActive: false }).save()
    const sent = await client.post(`${through(link)}/details`).form(formOf(shop, THREE))
    sent.assertStatus(409)
    assert.include(sent.text(), 'This link is switched off')
    assert.isEmpty(await bookedAt(shop))
  })

  test('are booked with a team alone from its page', async ({ client, assert }) => {
    const shop = await openSeveral({ hosts: 3 })
    const [, tom, mia] = shop.hosts
    const team = await makeTeamPage(shop.business, [tom, mia])
    const token = teamToken({ teamPageId: team.id, serviceId: shop.service.id })
    const sent = await client.post(`${through({ token })}/details`).form(formOf(shop, THREE))
    sent.assertStatus(200)
    const bookings = await Booking.query().where({ businessId: shop.business.id })
    assert.lengthOf(bookings, 3)
    for (const { hostId } of bookings) assert.include([tom.id, mia.id], hostId)
  })
})
