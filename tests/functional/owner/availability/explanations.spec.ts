import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import DateOverride from '#models/availability/date_override'
import type Service from '#models/services/service'
import type { WeeklyRange } from '#scheduling/types'
import { storeBusyAtWork } from '#tests/support/calendars'
import { withGlobalTransaction } from '#tests/support/database'
import { place, type Shop } from '#tests/support/requests'
import { NINE_TO_FIVE } from '#tests/support/weeks'

const DAY = DateTime.now().setZone('Europe/London').startOf('day').plus({ days: 3 })
const date = DAY.toISODate() ?? ''
const AFTERNOON = { start: '13:00', end: '17:00' }
const at = (hour: number) => DAY.plus({ hours: hour })

const openShopByDay = (options: Parameters<typeof openShop>[0] = {}) =>
  openShop({ weeklyHours: NINE_TO_FIVE, ...options })

test.group('Why a time is not offered', (group) => {
  withGlobalTransaction(group)

  test('leads to the session that has the time', async ({ client }) => {
    const shop = await openShopByDay()
    const lesson = await addService(shop.business, shop.hosts, {
      capacity: 8,
      name: 'Group lesson',
    })
    const { sessionId } = await place({ ...shop, service: lesson }, { startsAt: at(10).toUTC() })
    const page = await client
      .get('/admin/availability/why')
      .qs({ service: shop.service.id, date, time: '10:00' })
      .loginAs(shop.user)
    page.assertTextIncludes(`href="/admin/sessions/${sessionId}"`)
    page.assertTextIncludes('Group lesson, 10:00')
  })

  test('names the calendar elsewhere that has the time', async ({ client, assert }) => {
    const shop = await openShopByDay({ service: { bufferBeforeMinutes: 15 } })
    const { id } = await storeBusyAtWork(shop.host, at(10), at(11))
    const ask = async (time: string) =>
      (
        await client
          .get('/admin/availability/why')
          .qs({ service: shop.service.id, date, time })
          .loginAs(shop.user)
      ).text()
    const met = await ask('10:00')
    assert.include(met, 'The calendar “Work” is busy, 10:00')
    assert.include(met, `href="/admin/calendars/${id}"`)
    assert.notInclude(met, 'is booked')
    assert.include(await ask('11:00'), 'too close to what is busy in the calendar “Work”')
  })

  test('is asked about one of several lengths', async ({ client, assert }) => {
    const shop = await openShopByDay({ service: { durations: [120], slotIntervalMinutes: 60 } })
    const ask = (length: string) =>
      client
        .get('/admin/availability/why')
        .qs({ service: shop.service.id, date, time: '16:00', length })
        .loginAs(shop.user)
    const usual = await ask('')
    usual.assertTextIncludes('can be booked')
    assert.match(usual.text(), /<option value="120"/)
    const longer = await ask('120')
    longer.assertTextIncludes('cannot be booked')
    longer.assertTextIncludes('2 h')
    assert.match(longer.text(), /href="[^"]*length=120[^"]*time=15%3A00/)
    const foreign = await ask('45')
    foreign.assertTextIncludes('can be booked')
    const wrong = await ask('4')
    wrong.assertStatus(422)
    wrong.assertTextIncludes('href="#length"')
  })

  interface Case {
    what: string
    service?: Partial<Service>
    /** Changes the shop before it is asked. */
    given?: (shop: Shop) => Promise<unknown>
    time: string
    /** Another day than in three days. */
    on?: string
    sentence: string
    leads: (shop: Shop) => string
  }

  const cases: Case[] = [
    {
      what: 'the page is switched off',
      given: ({ business }) => business.settings.merge({ isActive: false }).save(),
      time: '10:00',
      sentence: 'Booking is switched off.',
      leads: () => '/admin/settings#is_active',
    },
    {
      what: 'the service is switched off',
      service: { isActive: false },
      time: '10:00',
      sentence: 'Booking is switched off.',
      leads: ({ service }) => `/admin/services/${service.id}#is_active`,
    },
    {
      what: 'it is too soon for the settings',
      given: ({ business }) => business.settings.merge({ minAdvanceBookingHours: 720 }).save(),
      time: '10:00',
      sentence: 'with 720 h notice',
      leads: () => '/admin/settings#min_advance_booking_hours',
    },
    {
      what: 'it is too soon for the service',
      service: { minimumNoticeMinutes: 14_400 },
      time: '10:00',
      sentence: 'with 240 h notice',
      leads: ({ service }) => `/admin/services/${service.id}#minimum_notice_minutes`,
    },
    {
      what: 'it is too far ahead',
      given: ({ business }) => business.settings.merge({ maxAdvanceBookingDays: 1 }).save(),
      time: '10:00',
      sentence: 'bookings open one day ahead',
      leads: () => '/admin/settings#max_advance_booking_days',
    },
    {
      what: 'the service begins later',
      service: { bookableFrom: '2999-01-01' },
      time: '10:00',
      sentence: '1 January 2999',
      leads: ({ service }) => `/admin/services/${service.id}#bookable_from`,
    },
    {
      what: 'the service has ended',
      service: { bookableUntil: '2020-01-01' },
      time: '10:00',
      sentence: '1 January 2020',
      leads: ({ service }) => `/admin/services/${service.id}#bookable_until`,
    },
    {
      what: 'it lies outside the hours',
      time: '20:00',
      sentence: 'outside the opening hours',
      leads: ({ host }) => `/admin/availability?host=${host.id}#week`,
    },
    {
      what: 'it lies outside the hours of the service',
      service: {
        hours: {
          weeklyHours: [{ weekday: DAY.weekday % 7, ...AFTERNOON }] as WeeklyRange[],
          overrides: [],
        },
      },
      time: '10:00',
      sentence: 'outside the opening hours',
      leads: ({ service }) => `/admin/services/${service.id}/hours`,
    },
    {
      what: 'the date is closed',
      given: ({ business, host }) =>
        DateOverride.create({ businessId: business.id, hostId: host.id, date, windows: [] }),
      time: '10:00',
      sentence: 'Closed on ',
      leads: ({ host }) => `/admin/availability?host=${host.id}#dates`,
    },
    {
      what: 'it does not fit',
      time: '16:30',
      sentence: 'It takes 60 min, and the hours end at 17:00.',
      leads: ({ service }) => `/admin/services/${service.id}#duration_minutes`,
    },
    {
      what: 'it is no start',
      time: '10:10',
      sentence: 'a start every 60 min',
      leads: ({ service }) => `/admin/services/${service.id}#slot_interval_minutes`,
    },
    {
      what: 'it is not among the fixed starts',
      service: { startTimes: [{ start: '11:00' }] },
      time: '10:00',
      sentence: 'not one of the fixed start times',
      leads: ({ service }) => `/admin/services/${service.id}#start_times`,
    },
    {
      what: 'the day is full',
      service: { dailyLimit: 1 },
      given: (shop) => place(shop, { startsAt: at(15) }),
      time: '10:00',
      sentence: 'The limit of 1 booking a day for Private lesson is reached',
      leads: ({ service }) => `/admin/services/${service.id}#daily_limit`,
    },
    {
      what: 'the day of the host is full',
      given: async (shop) => {
        await shop.host.merge({ dailyLimit: 1 }).save()
        await place(shop, { startsAt: at(15) })
      },
      time: '10:00',
      sentence: 'The limit of 1 booking a day is reached',
      leads: ({ host }) => `/admin/people/${host.id}#daily_limit`,
    },
    {
      what: 'the week is full',
      service: { weeklyLimit: 1 },
      given: (shop) => place(shop, { startsAt: at(15) }),
      time: '10:00',
      sentence: 'The limit of 1 booking a week',
      leads: ({ service }) => `/admin/services/${service.id}#weekly_limit`,
    },
  ]

  for (const { what, service, given, time, sentence, leads } of cases) {
    test(`says that ${what}`, async ({ client }) => {
      const shop = await openShopByDay({ service })
      await given?.(shop)
      const page = await client
        .get('/admin/availability/why')
        .qs({ service: shop.service.id, date, time })
        .loginAs(shop.user)
      page.assertStatus(200)
      page.assertTextIncludes('cannot be booked')
      page.assertTextIncludes(sentence)
      page.assertTextIncludes(`href="${leads(shop)}"`)
    })
  }

  test('names the hours of the host, of the service or both, whichever close it', async ({
    client,
    assert,
  }) => {
    const weekday = (DAY.weekday % 7) as WeeklyRange['weekday']
    const evening = [{ weekday, start: '15:30', end: '22:00' }]
    const shop = await openShopByDay({
      service: { hours: { weeklyHours: evening, overrides: [] }, slotIntervalMinutes: 30 },
    })
    const linked = async (time: string) => {
      const query = { service: shop.service.id, date, time }
      const page = await client.get('/admin/availability/why').qs(query).loginAs(shop.user)
      const [, section] = page.text().split('cannot be booked')
      return {
        host: section.includes(`/admin/availability?host=${shop.host.id}#week`),
        service: section.includes(`/admin/services/${shop.service.id}/hours`),
      }
    }
    assert.deepEqual(await linked('10:00'), { host: false, service: true })
    assert.deepEqual(await linked('18:00'), { host: true, service: false })
    assert.deepEqual(await linked('23:00'), { host: true, service: true })
  })

  test('names the booking whose time, and the one whose pause, is met', async ({ client }) => {
    const shop = await openShopByDay({
      service: { bufferAfterMinutes: 30, slotIntervalMinutes: 30 },
    })
    const { id } = await place(shop, { startsAt: at(12), name: 'Grace Liu' })
    const ask = (time: string) =>
      client.get('/admin/availability/why').qs({ date, time }).loginAs(shop.user)

    const taken = await ask('12:30')
    taken.assertTextIncludes('That time is booked, 12:00 – 13:00.')
    taken.assertTextIncludes(`href="/admin/bookings/${id}"`)
    taken.assertTextIncludes('Grace Liu, 12:00 – 13:00')
    const pause = await ask('13:00')
    pause.assertTextIncludes('which lasts 12:00 – 13:30 with its pauses')
    pause.assertTextIncludes(`href="/admin/bookings/${id}"`)
    pause.assertTextIncludes(`href="/admin/services/${shop.service.id}#buffer_after_minutes"`)
  })

  test('says when it is on offer, with the public link', async ({ client, assert }) => {
    const { user, business, service } = await openShopByDay()
    const page = await client.get('/admin/availability/why').qs({ date, time: '9' }).loginAs(user)
    page.assertTextIncludes('can be booked')
    assert.notInclude(page.text(), 'cannot be booked')
    const [, link] = /href="(\/book\/[^"]+)"/.exec(page.text()) ?? []
    assert.equal(
      link.replaceAll('&amp;', '&'),
      `/book/${business.slug}/${service.slug}?date=${date}&time=09%3A00`
    )
  })

  test('lists the starts of the day, each with its first reason', async ({ client, assert }) => {
    const shop = await openShopByDay()
    await place(shop, { startsAt: at(12) })
    const page = await client.get('/admin/availability/why').qs({ date }).loginAs(shop.user)
    const starts = [...page.text().matchAll(/<b>(\d\d:\d\d)<\/b> <span>([^<]+)/g)]
    assert.deepEqual(
      starts.map(([, time, state]) => `${time} ${state}`),
      ['09', '10', '11', '12', '13', '14', '15', '16'].map(
        (hour) => `${hour}:00 ${hour === '12' ? 'Taken' : 'Can be booked'}`
      )
    )
  })

  test('keeps the reasons of each host apart, and reads the clock of the one asked for', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByDay({ hosts: 2 })
    await shop.hosts[1].merge({ timeZone: 'Europe/Berlin' }).save()
    const ask = (query: Record<string, string | number>) =>
      client
        .get('/admin/availability/why')
        .qs({ date, ...query })
        .loginAs(shop.user)

    const team = await ask({ time: '20:00' })
    team.assertTextIncludes('One person who is free would be enough.')
    assert.match(team.text(), /Anna Reed<\/h3>[^]*Tom Okafor<\/h3>/)
    const one = await ask({ time: '09:00', host: shop.hosts[1].id })
    one.assertTextIncludes('Times in Berlin')
    one.assertTextIncludes('can be booked')
  })

  test('says that a host does not give the service', async ({ client }) => {
    const shop = await openShopByDay({ hosts: 2 })
    const other = await addService(shop.business, [shop.hosts[0]])
    const page = await client
      .get('/admin/availability/why')
      .qs({ service: other.id, host: shop.hosts[1].id, date, time: '10:00' })
      .loginAs(shop.user)
    page.assertTextIncludes('Nobody gives Private lesson')
    page.assertTextIncludes(`href="/admin/services/${other.id}#hosts"`)
  })

  test('has words where there is nothing to book', async ({ client }) => {
    const { user, service } = await openShopByDay()
    await service.related('hosts').detach()
    await service.delete()
    const page = await client.get('/admin/availability/why').loginAs(user)
    page.assertStatus(200)
    page.assertTextIncludes('There is no service to book yet')
  })

  for (const [field, value] of [
    ['service', '999999999'],
    ['service', 'x'],
    ['host', '999999999'],
    ['date', '2026-02-30'],
    ['date', '9'.repeat(8000)],
    ['time', 'noon'],
    ['time', '9'.repeat(8000)],
  ]) {
    test(`refuses ${field} "${value.slice(0, 12)}" at the field`, async ({ client }) => {
      const { user } = await openShopByDay({ hosts: 2 })
      const page = await client
        .get('/admin/availability/why')
        .qs({ [field]: value })
        .loginAs(user)
      page.assertStatus(422)
      page.assertTextIncludes(`id="${field}-error"`)
    })
  }
})
