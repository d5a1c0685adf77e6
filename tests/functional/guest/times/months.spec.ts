import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import { isoMoment } from '#formats/times/times'
import { blockTime } from '#tests/support/blocks'
import { withGlobalTransaction } from '#tests/support/database'
import Booking from '#models/bookings/booking'
import Enquiry from '#models/enquiries/enquiry'
import {
  dayIn,
  detailsAddress,
  filledForm,
  instant,
  pageAt,
  place,
  type Shop,
  tenOClock,
  timesAddress,
} from '#tests/support/guest'
import { mailTo } from '#tests/support/mail_to'

const WEEKDAYS_TEN_TO_NOON = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday: weekday as 1 | 2 | 3 | 4 | 5,
  start: '10:00',
  end: '12:00',
}))

test.group('GET /book/{slug}/{service}', (group) => {
  withGlobalTransaction(group)

  test('does not say that the business is closed where only the room is', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, room] = shop.hosts
    await room.merge({ kind: 'room', name: 'Room 1' }).save()
    const date = tenOClock(3).toFormat('yyyy-MM-dd')
    const block = await blockTime([room], {
      firstDate: date,
      startsTime: '00:00',
      endsTime: '24:00',
    })
    const ofDay = `${timesAddress(shop)}?date=${date}`
    const without = await pageAt(client, ofDay)
    assert.include(without, 'No times on ')
    assert.include(without, 'Private lesson is not offered then.')
    assert.notInclude(without, 'is closed then')

    await room.merge({ isActive: false }).save()
    const off = await pageAt(client, timesAddress(shop))
    assert.include(off, 'There are no free times for Private lesson to book online')
    await room.merge({ isActive: true }).save()

    await block.delete()
    await blockTime([anna], { firstDate: date, startsTime: '00:00', endsTime: '24:00' })
    assert.include(await pageAt(client, ofDay), 'Swim School Pro is closed then.')
  })

  test('opens on the first day that has a time', async ({ client, assert }) => {
    // The notice ends in a night, whatever the time is now: no day is cut in two by it.
    const minAdvanceBookingHours = 48 - DateTime.now().setZone('Europe/London').hour
    const shop = await openShop({
      weeklyHours: WEEKDAYS_TEN_TO_NOON,
      settings: { minAdvanceBookingHours },
    })
    const page = await pageAt(client, timesAddress(shop))

    assert.match(page, /aria-current="true"[^>]*aria-label="[^"]+, 2 times"/)
    assert.equal(page.match(/<input type="radio" name="start"/g)?.length, 2)
    assert.match(page, /aria-current="step">Time</)
    assert.notInclude(page, ' checked')
  })

  test('leads from the first time of each of the next three days to the details', async ({
    client,
    assert,
  }) => {
    const days = [2, 3, 4].map((day) => tenOClock(day))
    const shop = await openShop({
      service: { bookableFrom: days[0].toISODate() },
      weeklyHours: ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => {
        return { weekday, start: '09:00', end: '12:00' }
      }),
    })
    await place(shop, days[0].set({ hour: 9 }))
    for (const query of ['', '?host=' + shop.host.id]) {
      const page = await pageAt(client, timesAddress(shop) + query)
      const links = [...page.matchAll(/class="soonest__time" href="([^"]+)"/g)].map(
        ([, href]) => new URL(href.replaceAll('&amp;', '&'), 'http://here').searchParams
      )
      assert.deepEqual(
        links.map((link) => link.get('start')),
        [10, 9, 9].map((hour, index) => isoMoment(days[index].set({ hour }), 'UTC'))
      )
      assert.equal(links[0].get('host'), query ? String(shop.host.id) : null)
    }
  })

  test('shows five weeks from this one on, and others from a day of theirs', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ settings: { maxAdvanceBookingDays: 200 } })
    const monday = DateTime.now().setZone('Europe/London').startOf('week')
    const begins = (page: string) => /data-begins="([^"]+)"/.exec(page)?.[1]
    const page = await pageAt(client, timesAddress(shop))
    assert.equal(begins(page), monday.toISODate())
    assert.equal(
      page.match(/class="month__day/g)?.length,
      36 - DateTime.now().setZone('Europe/London').weekday
    )
    assert.notMatch(page, /<details class="days__calendar"\s+open/)

    const second = monday.plus({ days: 35 })
    const soonest = /<section class="soonest"[^]+?<\/section>/.exec(page)?.[0]
    for (const query of [
      `from=${second.toISODate()}`,
      `from=${second.plus({ days: 34 }).toISODate()}`,
      `date=${second.plus({ days: 8 }).toISODate()}`,
      `from=${second.toISODate()}&choose=day`,
    ]) {
      const later = await pageAt(client, `${timesAddress(shop)}?${query}`)
      assert.equal(begins(later), second.toISODate(), query)
      assert.equal(/<section class="soonest"[^]+?<\/section>/.exec(later)?.[0], soonest, query)
      assert.equal(/<details class="days__calendar"\s+open/.test(later), query.includes('choose'))
      assert.include(later, `from=${monday.toISODate()}&amp;choose=day#month`)
    }
    const past = await pageAt(client, `${timesAddress(shop)}?from=2020-01-01`)
    assert.equal(begins(past), monday.toISODate())
  })

  test('opens later weeks by itself where the next have no time', async ({ client, assert }) => {
    const from = tenOClock(80)
    const shop = await openShop({
      settings: { maxAdvanceBookingDays: 200 },
      service: { bookableFrom: from.toISODate() },
    })
    const page = await pageAt(client, timesAddress(shop))
    assert.include(page, `<h2 id="day" tabindex="-1">${from.toFormat('cccc d LLLL')}</h2>`)
    assert.include(page, `<span class="soonest__day">${from.toFormat('ccc d LLL')}</span>`)
  })

  test('shows the day and time asked for', async ({ client, assert }) => {
    const shop = await openShop()
    const date = tenOClock(5).toFormat('yyyy-MM-dd')
    const page = await pageAt(client, `${timesAddress(shop)}?date=${date}&time=10:00`)

    assert.include(page, `<h2 id="day" tabindex="-1">${tenOClock(5).toFormat('cccc d LLLL')}</h2>`)
    assert.match(page, /value="[^"]+" required\s+checked/)
  })

  test('offers no time that is taken', async ({ client, assert }) => {
    const shop = await openShop()
    const date = tenOClock(5).toFormat('yyyy-MM-dd')
    await place(shop, tenOClock(5))
    const page = dayIn(await pageAt(client, `${timesAddress(shop)}?date=${date}`))
    assert.notInclude(page, '>10:00<')
    assert.include(page, '>11:00<')
  })

  test('offers no choice of host where all of them are needed', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2, service: { hostMode: 'collective' } })
    const date = tenOClock(5).toFormat('yyyy-MM-dd')
    await shop.hosts[1].related('availabilityRules').query().delete()
    const page = await pageAt(client, `${timesAddress(shop)}?date=${date}&host=${shop.host.id}`)
    assert.include(page, 'Anna Reed and Tom Okafor')
    assert.notInclude(page, 'choose=host')
    assert.notInclude(page, 'name="start"')
  })

  test('says why weeks are empty and leads to the next free time', async ({ client, assert }) => {
    const shop = await openShop({ settings: { maxAdvanceBookingDays: 7 } })
    const month = tenOClock().plus({ months: 3 })
    const page = await pageAt(client, `${timesAddress(shop)}?month=${month.toFormat('yyyy-MM')}`)

    assert.match(page, new RegExp(`No times in [^<]*${month.toFormat('LLL')}`))
    assert.include(page, 'Bookings open 7 days ahead, up to ')
    assert.match(page, /class="button" href="[^"]+\?date=\d{4}-\d\d-\d\d"/)
    assert.include(page, '020 7946 0182')
    assert.include(page, 'No later weeks yet')
  })

  for (const [what, shopOf, day, sentence] of [
    ['is past the last date', { service: { bookableUntil: '2020-01-01' } }, 3, 'Bookings end on '],
    [
      'is before the first date',
      { service: { bookableFrom: '2999-01-01' } },
      3,
      'Bookings begin on ',
    ],
    ['is too soon', { service: { minimumNoticeMinutes: 14_400 } }, 3, 'the earliest start is now '],
    ['is over', {}, -3, 'the earliest start is now '],
    ['is closed', { weeklyHours: [] }, 3, 'Swim School Pro is closed then.'],
    ['is full', { service: { dailyLimit: 1 } }, 3, 'Every time here is taken.'],
  ] as [string, Parameters<typeof openShop>[0], number, string][]) {
    test(`says that a day ${what}, and nothing of who or what`, async ({ client, assert }) => {
      const shop = await openShop(shopOf)
      if (what === 'is full') await place(shop, tenOClock(day))
      const date = tenOClock(day).toFormat('yyyy-MM-dd')
      const page = await pageAt(client, `${timesAddress(shop)}?date=${date}`)
      assert.include(page, sentence)
      assert.notInclude(page, 'Priya')
    })
  }

  test('says of somebody’s day off that it is theirs, and leads to the others', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const [, tom] = shop.hosts
    const date = tenOClock().toISODate() ?? ''
    const ofTom = `${timesAddress(shop)}?date=${date}&host=${tom.id}`
    const allDay = { firstDate: date, startsTime: '00:00', endsTime: '24:00' }
    await blockTime([tom], allDay)
    const off = await pageAt(client, ofTom)
    assert.include(off, 'Tom Okafor has no times then, but others do.')
    assert.notInclude(off, 'is closed then')
    const address = /href="([^"]+)"[^>]*>See the times of others, not only of Tom/.exec(off)?.[1]
    const others = await pageAt(client, (address ?? '').replaceAll('&amp;', '&'))
    assert.include(dayIn(others), 'name="start"')
    const german = await pageAt(client, `${ofTom}&lang=de`)
    assert.include(german, 'Tom Okafor hat dann keine Termine, andere aber schon.')

    const chosen = await client.get(
      `${detailsAddress(shop)}?start=${instant(tenOClock())}&host=${tom.id}`
    )
    chosen.assertStatus(409)
    chosen.assertTextIncludes('Tom Okafor has no times then.')
    assert.notMatch(chosen.text(), /opening hours|Nothing opens/)

    await blockTime([shop.hosts[0]], allDay)
    const both = await pageAt(client, ofTom)
    assert.include(both, 'Tom Okafor has no times then.')
    assert.notInclude(both, 'See the times of others')
    const anyone = await pageAt(client, `${timesAddress(shop)}?date=${date}`)
    assert.include(anyone, 'Swim School Pro is closed then.')
  })

  test('leads to the others where somebody’s day is full', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const { hostId } = await place(shop, tenOClock())
    const booked = shop.hosts.find(({ id }) => id === hostId)
    await booked?.merge({ dailyLimit: 1 }).save()
    const date = tenOClock().toISODate()
    const page = await pageAt(client, `${timesAddress(shop)}?date=${date}&host=${hostId}`)
    assert.include(page, `${booked?.name} has no times then, but others do.`)
  })

  test('does not say closed of what only some give, or has hours of its own', async ({
    client,
    assert,
  }) => {
    const date = tenOClock().toISODate() ?? ''
    const allDay = { firstDate: date, startsTime: '00:00', endsTime: '24:00' }
    const said = async (shop: Shop) => {
      const page = await pageAt(client, `${timesAddress(shop)}?date=${date}`)
      return page.includes('is not offered then') && !page.includes('is closed then')
    }
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const course = await addService(shop.business, [tom], { name: 'Course' })
    await blockTime([tom], allDay)
    assert.isTrue(await said({ ...shop, service: course }))
    await blockTime([anna], allDay)
    assert.isFalse(await said(shop))

    const own = await openShop({ service: { hours: { weeklyHours: [], overrides: [] } } })
    assert.isTrue(await said(own))
    const planned = await openShop({ service: { isPlannedOnly: true, capacity: 8 } })
    assert.isTrue(await said(planned))
  })

  test('has the whole form to write with where there is no time, and keeps what was typed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: [] })
    const page = await pageAt(client, `${timesAddress(shop)}?name=Priya+Shah`)
    assert.match(page, /<details class="page__after"\s+open/)
    assert.match(page, /<input[^>]+value="Priya Shah"[^>]+name="client_name"/)
    const stamp = /name="stamp" value="([^"]+)"/.exec(page)?.[1]
    const typed = {
      stamp,
      service: shop.service.slug,
      client_name: 'Priya Shah',
      message: 'Sunday?',
    }
    const refused = await client.post(`/enquiry/${shop.business.slug}`).form(typed)
    refused.assertStatus(422)
    assert.include(refused.text(), 'value="Priya Shah"')
    assert.match(refused.text(), />\s*Sunday\?<\/textarea>/)

    const sent = { ...typed, client_email: 'priya@example.com' }
    const response = await client.post(`/enquiry/${shop.business.slug}`).form(sent).redirects(0)
    response.assertStatus(303)
    assert.equal((await Enquiry.findByOrFail('business_id', shop.business.id)).message, 'Sunday?')
  })

  test('says that a service is not bookable while nobody gives it', async ({ client, assert }) => {
    const shop = await openShop()
    await shop.host.merge({ isActive: false }).save()
    const page = await pageAt(client, timesAddress(shop))
    assert.include(page, 'Private lesson is not bookable at the moment.')
  })

  test('says so on a day that has no times', async ({ client, assert }) => {
    const shop = await openShop({ weeklyHours: WEEKDAYS_TEN_TO_NOON })
    const saturday = tenOClock().plus({ weeks: 1 }).set({ weekday: 6 })
    const page = await pageAt(
      client,
      `${timesAddress(shop)}?date=${saturday.toFormat('yyyy-MM-dd')}`
    )
    assert.include(page, `No times on ${saturday.toFormat('cccc d LLLL')}`)
    assert.include(page, 'The next free time is')
  })

  test('turns no page back before this week', async ({ client, assert }) => {
    const shop = await openShop()
    const page = await pageAt(client, timesAddress(shop))
    assert.include(page, 'No earlier weeks')
    assert.match(page, /rel="next"/)
  })

  test('keeps to the clock of the place where people come to it', async ({ client, assert }) => {
    const shop = await openShop()
    const page = await pageAt(client, `${timesAddress(shop)}?zone=Asia/Tokyo`)
    assert.include(page, '<b>London</b> time')
    assert.include(page, 'where it takes place')
    assert.notInclude(page, 'choose=zone')
  })

  test('shows a call on the clock of the client, and the business’s beside it', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({
      service: { locationType: 'video' },
      weeklyHours: WEEKDAYS_TEN_TO_NOON,
    })
    const page = await pageAt(client, `${timesAddress(shop)}?zone=Asia/Tokyo`)
    assert.include(page, '<b>Tokyo</b> time (GMT+9)')
    assert.match(page, /Swim School Pro is in London \(GMT(\+1)?\)/)
    assert.match(page, />(18|19):00</)
  })

  test('writes the city of a zone as it is called today, however it was typed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { locationType: 'video' } })
    const page = await pageAt(client, `${timesAddress(shop)}?zone=europe/berlin`)
    assert.include(page, '<b>Berlin</b> time')
    assert.include(
      await pageAt(client, `${timesAddress(shop)}?zone=Asia/Calcutta`),
      '<b>Kolkata</b> time (GMT+5:30)'
    )
  })

  test('offers every zone in a form that needs no script', async ({ client, assert }) => {
    const shop = await openShop({ service: { locationType: 'video' } })
    const page = await pageAt(client, `${timesAddress(shop)}?choose=zone`)
    assert.include(page, '<optgroup label="Europe">')
    assert.match(page, /<option value="Asia\/Tokyo"\s*>Tokyo \(GMT\+9\), \d\d:\d\d</)
  })

  test('lets the client choose a host, anyone first', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const page = await pageAt(client, `${timesAddress(shop)}?choose=host`)
    assert.match(page, /Anyone<[\s\S]+Anna Reed<\/bdi><\/a>[\s\S]+Tom Okafor<\/bdi><\/a>/)

    await place(shop, tenOClock(5))
    await place(shop, tenOClock(5))
    const date = tenOClock(5).toFormat('yyyy-MM-dd')
    for (const host of [anna, tom]) {
      const own = await client.get(`${timesAddress(shop)}?host=${host.id}&date=${date}`)
      assert.notInclude(dayIn(own.text()), '>10:00<')
      assert.include(own.text(), `name="host" value="${host.id}"`)
    }
  })

  test('asks for a time rather than books one where requests are answered', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ settings: { requiresApproval: true } })
    assert.include(await pageAt(client, timesAddress(shop)), '<h1>Choose a time to ask for')
  })

  test('opens a hidden service by its own address', async ({ client }) => {
    const shop = await openShop({ service: { isHidden: true } })
    const response = await client.get(timesAddress(shop))
    response.assertStatus(200)
  })

  test('answers 404 in words for an inactive or unknown service', async ({ client, assert }) => {
    const shop = await openShop({ service: { isActive: false } })
    for (const address of [timesAddress(shop), `/book/${shop.business.slug}/nothing`]) {
      const response = await client.get(address)
      response.assertStatus(404)
      assert.include(response.text(), 'This service is not on offer')
      assert.include(response.text(), '020 7946 0182')
    }
  })

  for (const query of [
    'month=2026-13',
    'month=0001-01',
    'month=99999-01',
    'date=2026-02-30',
    'date=x',
    'date[]=2026-02-03',
    'date[a][b]=c',
    'time=25:00',
    'zone=Mars/Olympus',
    'zone=%00',
    'choose=everything',
  ]) {
    test(`shows the page as without ?${query}`, async ({ client, assert }) => {
      const shop = await openShop()
      const response = await client.get(`${timesAddress(shop)}?${query}`)
      response.assertStatus(200)
      assert.include(response.text(), '<b>London</b> time')
      assert.include(response.text(), 'name="start"')
    })
  }

  for (const query of ['host=abc', 'host=-1', 'host=99999999999999999999', 'host=123456789']) {
    test(`answers 422 in words for ?${query}`, async ({ client, assert }) => {
      const shop = await openShop()
      const response = await client.get(`${timesAddress(shop)}?${query}`)
      response.assertStatus(422)
      assert.include(response.text(), 'This address cannot be read')
    })
  }

  test('looks at months long gone and far ahead without a fault', async ({ client }) => {
    const shop = await openShop()
    for (const month of ['2000-01', '2199-12', '2100-02']) {
      const response = await client.get(`${timesAddress(shop)}?month=${month}`)
      response.assertStatus(200)
    }
  })

  test('writes the week and the clock as the reader’s locale does', async ({ client, assert }) => {
    const shop = await openShop()
    const american = await client.get(timesAddress(shop)).header('accept-language', 'en-US')
    assert.match(american.text(), /<th scope="col" abbr="Sunday">Su<\/th>\s*<th[^>]+Monday/)
    assert.match(american.text(), /\d:00\sAM</)
    const british = await client.get(timesAddress(shop)).header('accept-language', 'en-GB')
    assert.match(british.text(), /<tr>\s*<th scope="col" abbr="Monday">/)
  })

  test('takes the clock and the first day of the week that the reader chose all the way', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ settings: { maxAdvanceBookingDays: 200 } })
    const date = tenOClock(5).toISODate()
    const page = await pageAt(client, `${timesAddress(shop)}?date=${date}`)
    assert.match(page, /clock=24"\s+aria-current="true"/)
    assert.match(page, /href="[^"]+week=0&amp;choose=day#month"[^>]*>Weeks from Sunday</)

    const chosen = await pageAt(client, `${timesAddress(shop)}?date=${date}&clock=12&week=0`)
    assert.match(chosen, /clock=12[^"]*"\s+aria-current="true"/)
    assert.match(chosen, /<span class="time__start">10:00\sam</)
    assert.match(chosen, /<th scope="col" abbr="Sunday">Su<\/th>\s*<th[^>]+Monday/)
    assert.match(chosen, /class="soonest__time" href="[^"]+clock=12/)
    assert.match(chosen, /class="month__day"[^>]*href="[^"]+clock=12/)
    assert.include(chosen, '<input type="hidden" name="clock" value="12">')

    const start = instant(tenOClock(5))
    const details = await pageAt(client, `${detailsAddress(shop)}?start=${start}&clock=12`)
    assert.match(details, /10:00\sam\s–\s11:00\sam/)
    const action = `${detailsAddress(shop)}?clock=12`
    assert.include(details, `action="${action}"`)
    const sent = await client
      .post(action)
      .form(filledForm(shop, tenOClock(5)))
      .redirects(0)
    assert.match(String(sent.header('location')), /^\/manage\/[^?]+\?clock=12$/)
    const booking = await Booking.findByOrFail('business_id', shop.business.id)
    assert.deepEqual([booking.clientLocale, booking.clientClock], ['en-GB', '12'])
    assert.match(await pageAt(client, String(sent.header('location'))), /10:00<small>\sam/)

    // Kept with the booking, for whoever comes back and for the mails.
    const later = `/manage/${booking.manageToken}`
    assert.match(await pageAt(client, later), /10:00<small>\sam/)
    assert.notMatch(await pageAt(client, `${later}?clock=24`), /10:00<small>/)
    const { text } = await mailTo(null, 'booking_confirmed')
    assert.match(text, /10:00\sam\s–\s11:00\sam/)
  })

  test('ignores a clock or a week that there is not', async ({ client, assert }) => {
    const shop = await openShop()
    const page = await pageAt(
      client,
      `${timesAddress(shop)}?clock=13&week=9&date=${tenOClock(5).toISODate()}`
    )
    assert.match(page, /clock=24"\s+aria-current="true"/)
    assert.include(dayIn(page), '>10:00<')
  })
})
