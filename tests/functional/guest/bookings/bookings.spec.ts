import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import { formStamp } from '#models/tokens/form_stamp'
import Booking from '#models/bookings/booking'
import { withGlobalTransaction } from '#tests/support/database'
import {
  detailsAddress,
  filledForm,
  instant,
  pageAt,
  place,
  tenOClock,
  timesAddress,
} from '#tests/support/guest'

const DAY = 86_400_000

test.group('GET /book/{slug}/{service}/details', (group) => {
  withGlobalTransaction(group)

  test('asks for name, email or phone, and names the button for its result', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const response = await client.get(`${detailsAddress(shop)}?start=${instant(tenOClock())}`)
    response.assertStatus(200)
    const page = response.text()
    assert.match(page, /name="client_name"[^>]*autocomplete="name"/)
    assert.match(page, /name="client_email" type="email" autocomplete="email"/)
    assert.match(page, /name="client_phone" type="tel" autocomplete="tel"/)
    assert.include(page, '>Book Private lesson</button>')
    assert.match(page, /aria-current="step">Details</)
    assert.include(page, `${tenOClock().toFormat('cccc d LLLL')}, 10:00 – 11:00`)
  })

  test('asks for a request where the business approves first', async ({ client, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: true } })
    const page = await client.get(`${detailsAddress(shop)}?start=${instant(tenOClock())}`)
    assert.include(page.text(), '>Request Private lesson</button>')
  })

  test('fills in what the address brings, escaped', async ({ client, assert }) => {
    const shop = await openShop()
    const query = new URLSearchParams({
      start: instant(tenOClock()),
      name: '"><script>alert(1)</script>',
      email: 'priya@example.com',
      notes: '</textarea><b>',
    })
    const page = await pageAt(client, `${detailsAddress(shop)}?${query}`)
    assert.include(page, 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"')
    assert.include(page, 'value="priya@example.com"')
    assert.include(page, '&lt;/textarea&gt;&lt;b&gt;</textarea>')
  })

  test('offers what is near when the time is gone', async ({ client, assert }) => {
    const shop = await openShop()
    await place(shop, tenOClock())
    const response = await client.get(`${detailsAddress(shop)}?start=${instant(tenOClock())}`)
    response.assertStatus(409)
    assert.include(response.text(), '10:00 is no longer free')
    assert.equal(response.text().match(/class="offers__row" href=/g)?.length, 3)
  })

  test('leads back to the times when none was chosen', async ({ client }) => {
    const shop = await openShop()
    const response = await client.get(detailsAddress(shop)).redirects(0)
    response.assertStatus(303)
  })

  for (const query of [
    'start=garbage',
    'start=2026-01-01',
    'start=2026-02-31T25:00:00Z',
    'start=+010000-01-01T00:00:00Z',
    'start[]=2026-01-01T10:00:00Z',
  ]) {
    test(`leads back to the times for ?${query}`, async ({ client, assert }) => {
      const shop = await openShop()
      const response = await client.get(`${detailsAddress(shop)}?${query}&zone=Europe/London`)
      response.assertStatus(200)
      assert.include(response.text(), 'Choose a time')
    })
  }

  for (const query of ['zone=Nowhere', `name=${'x'.repeat(300)}`, 'answer[]=1', 'via=x']) {
    test(`ignores ?${query.slice(0, 60)}`, async ({ client }) => {
      const shop = await openShop()
      const start = instant(tenOClock())
      const response = await client.get(`${detailsAddress(shop)}?start=${start}&${query}`)
      response.assertStatus(200)
    })
  }

  test('says of a time in the past that it is over, and offers the next free ones', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const gone = 'start=2020-03-02T10:00:00Z'
    for (const address of [detailsAddress(shop), `${timesAddress(shop)}/waitlist`]) {
      const response = await client.get(`${address}?${gone}`)
      response.assertStatus(409)
      const page = response.text()
      assert.include(page, 'Mon 2 March, 10:00 is over')
      assert.include(page, 'These are the next free times.')
      assert.equal(page.match(/class="offers__row" href=/g)?.length, 3)
      assert.notInclude(page, 'taken or closed')
      assert.notMatch(page, /facts__aside"><a[^>]*\/waitlist/)
    }
    const posted = await client
      .post(detailsAddress(shop))
      .form({ ...filledForm(shop, tenOClock()), start: '2020-03-02T10:00:00Z' })
    posted.assertStatus(409)
    assert.include(posted.text(), 'Mon 2 March, 10:00 is over')
  })

  for (const query of ['start=2026-01-01T10:00:00Z&host=abc']) {
    test(`answers 422 in words for ?${query.slice(0, 60)}`, async ({ client, assert }) => {
      const shop = await openShop()
      const response = await client.get(`${detailsAddress(shop)}?${query}`)
      response.assertStatus(422)
      assert.include(response.text(), 'This address cannot be read')
    })
  }
})

test.group('POST /book/{slug}/{service}/details', (group) => {
  withGlobalTransaction(group)

  test('books and leads to the confirmation', async ({ client, assert }) => {
    const shop = await openShop()
    const response = await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, tenOClock(), { client_phone: '07700 900 461', notes: 'First time' }))
      .redirects(0)

    response.assertStatus(303)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    response.assertHeader('location', `/manage/${booking.manageToken}`)
    assert.equal(booking.status, 'approved')
    assert.equal(booking.startsAt.toMillis(), tenOClock().toMillis())
    assert.equal(booking.clientName, 'Priya Shah')
    assert.equal(booking.clientPhone, '07700 900 461')
    assert.equal(booking.notes, 'First time')
    assert.isUndefined(response.header('set-cookie'))
  })

  test('counts as many steps afterwards as before', async ({ client, assert }) => {
    const shop = await openShop()
    const stepsAt = async (address: string) =>
      /data-steps="(\d)"/.exec(await pageAt(client, address))?.[1]
    const all = async (startsAt: DateTime) => {
      const form = filledForm(shop, startsAt)
      const booked = await client.post(detailsAddress(shop)).form(form).redirects(0)
      return [
        await stepsAt(timesAddress(shop)),
        await stepsAt(`${detailsAddress(shop)}?start=${instant(tenOClock(5))}`),
        await stepsAt(String(booked.header('location'))),
      ]
    }
    await addService(shop.business, shop.hosts, { isHidden: true })
    assert.deepEqual(await all(tenOClock(3)), ['3', '3', '3'])
    await addService(shop.business, shop.hosts)
    assert.deepEqual(await all(tenOClock(4)), ['4', '4', '4'])
  })

  test('keeps no more of the reader’s locale than its language and region', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const response = await client
      .post(detailsAddress(shop))
      .header('accept-language', 'en-US-u-ca-buddhist-x-very-long-private-part,en-IE;q=0.5')
      .form(filledForm(shop, tenOClock()))
      .redirects(0)
    response.assertStatus(303)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    assert.equal(booking.clientLocale, 'en-IE')
  })

  test('takes a phone number instead of an email address', async ({ client, assert }) => {
    const shop = await openShop()
    const form = filledForm(shop, tenOClock(), {
      client_email: '',
      client_phone: '+44 20 7946 0182',
    })
    const response = await client.post(detailsAddress(shop)).form(form).redirects(0)
    response.assertStatus(303)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    assert.isNull(booking.clientEmail)
  })

  test('books the same once when the same form comes twice', async ({ client, assert }) => {
    const shop = await openShop()
    const form = filledForm(shop, tenOClock())
    const first = await client.post(detailsAddress(shop)).form(form).redirects(0)
    const second = await client.post(detailsAddress(shop)).form(form).redirects(0)
    assert.equal(second.header('location'), first.header('location'))
    assert.lengthOf(await Booking.query().where('service_id', shop.service.id), 1)
  })

  test('books nothing else with the same form, and shows it again with another stamp', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const form = filledForm(shop, tenOClock())
    await client.post(detailsAddress(shop)).form(form).redirects(0)
    const other = { ...form, start: instant(tenOClock(4)), client_name: 'Sam Okoro' }
    const response = await client.post(detailsAddress(shop)).form(other)
    response.assertStatus(422)
    assert.include(response.text(), 'was sent before with other details')
    assert.notInclude(response.text(), 'to put right')
    assert.include(response.text(), 'value="Sam Okoro"')
    assert.notInclude(response.text(), form.stamp)
    const stamp = hidden(response.text(), 'stamp')
    const again = await client
      .post(detailsAddress(shop))
      .form({ ...other, stamp })
      .redirects(0)
    again.assertStatus(303)
  })

  test('says what is wrong at the field and at the top, and keeps what was typed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const response = await client.post(detailsAddress(shop)).form(
      filledForm(shop, tenOClock(), {
        client_name: ' ',
        client_email: 'priya.example.com',
        client_phone: '07700 900 461',
        notes: 'Kept\nas typed',
      })
    )
    response.assertStatus(422)
    const page = response.text()
    assert.include(page, '<title>Error: Your details – Swim School Pro</title>')
    assert.match(page, /role="alert"[\s\S]+Two things to put right/)
    assert.include(page, '<a href="#client_name">Your name: Enter your name</a>')
    assert.include(page, '<a href="#client_email">Email: Check the email address: it needs an @')
    assert.match(
      page,
      /value="priya\.example\.com"[^>]+aria-invalid="true" aria-describedby="client_email-error either"/
    )
    assert.include(page, 'value="07700 900 461"')
    assert.include(page, 'Kept\nas typed</textarea>')
    assert.lengthOf(await Booking.query().where('service_id', shop.service.id), 0)
  })

  test('says what an address lacks, and asks about a likely slip without holding it up', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const post = (changes: Record<string, unknown>) =>
      client
        .post(detailsAddress(shop))
        .form(filledForm(shop, tenOClock(), changes))
        .redirects(0)
    const short = await post({ client_email: 'kim@example' })
    short.assertStatus(422)
    assert.include(short.text(), 'its end is missing, as .com')
    assert.notInclude(short.text(), 'needs an @')

    const slip = { client_email: 'kim@gmial.com', notes: 'Left knee' }
    const refused = (await post({ ...slip, client_name: '' })).text()
    assert.include(refused, 'name="instead" value="kim@gmail.com"')
    const corrected = await post({ ...slip, client_name: '', instead: 'kim@gmail.com' })
    corrected.assertStatus(200)
    assert.include(corrected.text(), '<input value="kim@gmail.com"')
    assert.include(corrected.text(), 'Left knee')

    const booked = await post(slip)
    booked.assertStatus(303)
    const page = await pageAt(client, String(booked.header('location')))
    assert.include(page, 'name="client_email" value="kim@gmail.com"')
  })

  for (const [what, notes] of [
    ['far too long', 'x'.repeat(2001)],
    ['no text', { of: 'no page' }],
  ] as const) {
    test(`keeps the rest when the notes are ${what}`, async ({ client, assert }) => {
      const shop = await openShop()
      const form = { ...filledForm(shop, tenOClock()), client_name: 'Priya Kept', notes }
      const response = await client.post(detailsAddress(shop)).json(form).accept('html')
      response.assertStatus(422)
      assert.include(response.text(), 'value="Priya Kept"')
      assert.include(response.text(), 'href="#notes"')
    })
  }

  test('asks for email or phone when neither came', async ({ client, assert }) => {
    const shop = await openShop()
    const form = filledForm(shop, tenOClock(), { client_email: '' })
    const response = await client.post(detailsAddress(shop)).form(form)
    response.assertStatus(422)
    assert.include(response.text(), 'Enter an email address or a phone number')
  })

  test('says that the time was just taken, keeps the details and offers three that book', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await place(shop, tenOClock())
    const form = filledForm(shop, tenOClock(), { notes: 'Left knee' })
    const response = await client.post(detailsAddress(shop)).form(form)

    response.assertStatus(409)
    const page = response.text()
    assert.include(page, '10:00 was just taken')
    assert.include(page, 'Left knee')
    const { service, host } = shop
    const day = tenOClock().toFormat('d LLLL')
    assert.match(
      page,
      new RegExp(`<b>${service.name} · [^<]*${day}[^<]*10:00[^<]* · ${host.name}</b>`)
    )
    const offers = [...page.matchAll(/<button class="offers__row" name="start" value="([^"]+)"/g)]
    assert.lengthOf(offers, 3)

    const again = await client
      .post(detailsAddress(shop))
      .form({ ...form, start: offers[0][1], stamp: hidden(page, 'stamp') })
      .redirects(0)
    again.assertStatus(303)
  })

  test('lets the kept details be changed before one of the times offered instead is booked', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await place(shop, tenOClock())
    const form = filledForm(shop, tenOClock(), { notes: 'Left knee' })
    const page = (await client.post(detailsAddress(shop)).form(form)).text()
    assert.include(page, '<button class="link-button" form="change" name="change" value="on">')
    const [, kept] = /<form id="change"([^]*?)<\/form>/.exec(page) ?? []
    const fields = Object.fromEntries(
      [...kept.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])
    )
    const shown = await client.post(detailsAddress(shop)).form({ ...fields, change: 'on' })
    shown.assertStatus(200)
    shown.assertTextIncludes('Left knee')
    shown.assertTextIncludes('value="Priya Shah"')
    assert.equal(hidden(shown.text(), 'start'), fields.start)
    assert.notEqual(fields.start, form.start)
  })

  test('names the reason for a time that is not on offer', async ({ client, assert }) => {
    const shop = await openShop({
      settings: { minAdvanceBookingHours: 24, maxAdvanceBookingDays: 7 },
    })
    const soon = DateTime.utc().plus({ hours: 3 }).startOf('hour')
    const cases = [
      [soon, 'is too soon now'],
      [tenOClock(30), 'is too far ahead'],
      [tenOClock().plus({ minutes: 7 }), 'Nothing begins at 10:07'],
    ] as const
    for (const [startsAt, words] of cases) {
      const response = await client.post(detailsAddress(shop)).form(filledForm(shop, startsAt))
      response.assertStatus(409)
      assert.include(response.text(), words)
    }
  })

  test('refuses in words once the page is switched off', async ({ client, assert }) => {
    const shop = await openShop({ settings: { isActive: false } })
    const response = await client.post(detailsAddress(shop)).form(filledForm(shop, tenOClock()))
    response.assertStatus(409)
    assert.include(response.text(), 'takes no bookings online now')
    assert.include(response.text(), 'value="priya@example.com"')
  })

  const now = Date.now()
  for (const [name, stampOf] of [
    ['none', () => ''],
    ['a forged one', () => `${now.toString(36)}.AAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA`],
    ['one of yesterday', (id) => formStamp(`booking ${id}`, now - DAY - 1000)],
    ['one from the future', (id) => formStamp(`booking ${id}`, now + DAY)],
    ['one of another service', (id) => formStamp(`booking ${id + 1}`, now - 10_000)],
    ['one of another form', (id) => formStamp(`waitlist ${id}`, now - 10_000)],
  ] as [string, (serviceId: number) => string][]) {
    test(`asks to send the form once more when its stamp is ${name}`, async ({
      client,
      assert,
    }) => {
      const shop = await openShop()
      const response = await client
        .post(detailsAddress(shop))
        .form(filledForm(shop, tenOClock(), { stamp: stampOf(shop.service.id) }))
      response.assertStatus(422)
      assert.include(response.text(), 'open for too long')
      assert.include(response.text(), 'value="Priya Shah"')
      assert.lengthOf(await Booking.query().where('service_id', shop.service.id), 0)
    })
  }

  test('refuses a form whose hidden field a program filled in', async ({ client }) => {
    const shop = await openShop()
    const form = filledForm(shop, tenOClock(), { website: 'https://spam.example' })
    const response = await client.post(detailsAddress(shop)).form(form)
    response.assertStatus(422)
  })

  test('refuses a form sent from another site', async ({ client }) => {
    const shop = await openShop()
    const response = await client
      .post(detailsAddress(shop))
      .header('sec-fetch-site', 'cross-site')
      .form(filledForm(shop, tenOClock()))
      .accept('html')
    response.assertStatus(403)
    response.assertTextIncludes('This form came from another site')
  })

  test('strips what no keyboard types', async ({ client, assert }) => {
    const shop = await openShop()
    const form = filledForm(shop, tenOClock(), {
      client_name: 'Pri\u0000ya\u0007',
      notes: 'a\u0000b',
    })
    const response = await client.post(detailsAddress(shop)).json(form).redirects(0)
    response.assertStatus(303)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    assert.equal(booking.clientName, 'Priya')
    assert.equal(booking.notes, 'ab')
  })

  const nested = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`)
  for (const [name, changes] of Object.entries<Record<string, unknown>>({
    'lists for text': { client_name: ['a'], client_email: ['b'], notes: [1] },
    'objects for text': { client_name: { a: 1 }, client_email: { b: {} } },
    'numbers for text': { client_name: 7, client_email: 8, client_phone: 9 },
    'a long name': { client_name: 'x'.repeat(50_000) },
    'a long phone number': { client_phone: '1'.repeat(5000) },
    'a phone number of letters': { client_phone: 'call me' },
    'half a surrogate pair for a name': { client_name: '\ud83d'.repeat(300) },
    'deep nesting': { client_name: nested },
    'a list for a stamp': { stamp: ['x'] },
  })) {
    test(`answers 422 for ${name}`, async ({ client }) => {
      const shop = await openShop()
      const response = await client
        .post(detailsAddress(shop))
        .json(filledForm(shop, tenOClock(), changes))
        .accept('html')
      response.assertStatus(422)
    })
  }

  test('asks for the country code of a number that is none from here', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const send = (client_phone: string) =>
      client
        .post(detailsAddress(shop))
        .form(filledForm(shop, tenOClock(), { client_phone, client_email: '' }))
        .redirects(0)
    const typed = await send('0171 12345678')
    typed.assertStatus(422)
    typed.assertTextIncludes('write it with its country code, like +49\u00a030\u00a01234567')
    typed.assertTextIncludes('0171 12345678')
    ;(await send('+49 171 12345678')).assertStatus(303)
    const booking = await Booking.findByOrFail('business_id', shop.business.id)
    assert.equal(booking.clientPhone, '+49 171 12345678')
  })

  test('reads a number as one of where the client is, in any digits, and says so', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { locationType: 'video' } })
    const abroad = { zone: 'Europe/Berlin', client_email: '', client_phone: '٠٣٠ ٢٣١٢٥ ٤٦١' }
    const form = await client.get(detailsAddress(shop)).qs({
      start: tenOClock().toUTC().toISO({ suppressMilliseconds: true }) ?? '',
      zone: 'Europe/Berlin',
    })
    form.assertTextIncludes('A number without its country code is read with +49 (Germany).')
    const response = await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, tenOClock(), abroad))
      .redirects(1)
    response.assertTextIncludes('<bdi dir="ltr">+49 30 23125461</bdi>')
    const booking = await Booking.findByOrFail('business_id', shop.business.id)
    assert.equal(booking.clientPhone, '+49 30 23125461')
  })

  test('reads a number as one from here for whoever comes to the place', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { locationType: 'in_person' } })
    const abroad = { zone: 'Europe/Berlin', client_email: '', client_phone: '020 7946 0182' }
    const response = await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, tenOClock(), abroad))
      .redirects(0)
    response.assertStatus(303)
    const booking = await Booking.findByOrFail('business_id', shop.business.id)
    assert.equal(booking.clientPhone, '020 7946 0182')
  })

  test('says that it cannot read what is nested deeper than any form', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const deep = `{"client_name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
    const response = await client.post(detailsAddress(shop)).json(deep).accept('html')
    response.assertStatus(400)
    assert.include(response.text(), 'This could not be read')
  })
})

function hidden(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
}
