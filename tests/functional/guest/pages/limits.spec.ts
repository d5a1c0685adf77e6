import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { bookingBounds } from '#config/limits'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { answerTo, formQuestion } from '#models/tokens/form_question'
import { formStamp, nonceOf } from '#models/tokens/form_stamp'
import { BrowserSession } from '#tests/support/browser_session'
import { atMoment } from '#tests/support/clock'
import { withEmptyTables } from '#tests/support/database'
import { withRateLimits } from '#tests/support/limits'
import {
  detailsAddress,
  filledForm,
  instant,
  place,
  type Shop,
  tenOClock,
  timesAddress,
  waitingForm,
} from '#tests/support/guest'

const SECOND = 1_000

/** One of those that are free at a shop which is open round the clock. */
const nthHour = (nth: number) => tenOClock().startOf('day').plus({ hours: nth })

/** Somebody else each time. */
const person = (nth: number) => ({
  client_name: `Pupil ${nth}`,
  client_email: `pupil-${nth}@school.example`,
})

function send(client: ApiClient, shop: Shop, form: Record<string, unknown>) {
  return client.post(detailsAddress(shop)).form(form).redirects(0)
}

const hidden = (page: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''

/** The form of a page that asks a question, with the right answer to it. */
function answered(form: Record<string, unknown>, page: string) {
  const stamp = hidden(page, 'stamp')
  return { ...form, stamp, sum: String(answerTo(formQuestion(nonceOf(stamp)))) }
}

/** One that has been open for a while. */
async function openOldShop(): Promise<Shop> {
  return openShop({ business: { createdAt: DateTime.now().minus({ days: 60 }) } })
}

const bookingsOf = ({ service }: Shop) => Booking.query().where('service_id', service.id)

test.group('Bookings from one connection', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('of forty people who take their time are all taken, and none is asked anything', async ({
    client,
    assert,
  }) => {
    const shop = await openOldShop()
    const began = Date.now()
    for (let nth = 0; nth < 40; nth++) {
      const response = await atMoment(began + nth * 15 * SECOND, () =>
        send(client, shop, filledForm(shop, nthHour(nth), person(nth)))
      )
      response.assertStatus(303)
    }
    assert.lengthOf(await bookingsOf(shop), 40)
  })

  test('without a pause are asked a question, and pass with its answer', async ({
    client,
    assert,
  }) => {
    const shop = await openOldShop()
    const now = Date.now() - (Date.now() % 60_000)
    await atMoment(now, async () => {
      for (let nth = 0; nth < bookingBounds.pace.free; nth++) {
        const response = await send(client, shop, filledForm(shop, nthHour(nth), person(nth)))
        response.assertStatus(303)
      }
      const form = filledForm(shop, nthHour(30), { ...person(30), notes: 'Left knee' })
      const asked = await send(client, shop, form)
      asked.assertStatus(422)
      assert.match(asked.text(), /What is \w+ (plus|minus) \w+\?/)
      assert.include(asked.text(), 'Left knee')
      assert.include(asked.text(), 'value="Pupil 30"')

      const wrong = await send(client, shop, { ...answered(form, asked.text()), sum: '99' })
      wrong.assertStatus(422)
      assert.include(wrong.text(), 'That was not it')
      assert.notInclude(wrong.text(), 'value="99"')

      const right = answered(form, wrong.text())
      const booked = await send(client, shop, right)
      booked.assertStatus(303)

      const again = { ...right, start: filledForm(shop, nthHour(31)).start }
      const used = await send(client, shop, again)
      used.assertStatus(422)
      assert.include(used.text(), 'was sent before with other details')
      assert.lengthOf(await bookingsOf(shop), bookingBounds.pace.free + 1)
    })
  })

  test('of several dates are asked the same, and keep all of them', async ({ client, assert }) => {
    const shop = await openOldShop()
    await shop.service.merge({ mostDates: 3 }).save()
    const severalAt = (nth: number) => ({
      ...filledForm(shop, nthHour(nth), person(nth)),
      dates: [nthHour(nth + 1), nthHour(nth + 2)].map(instant).join('_'),
    })
    const now = Date.now() - (Date.now() % 60_000)
    await atMoment(now, async () => {
      for (let nth = 0; nth < bookingBounds.pace.free; nth++) {
        const response = await send(client, shop, severalAt(3 * nth))
        response.assertStatus(303)
      }
      const form = severalAt(30)
      const asked = await send(client, shop, form)
      asked.assertStatus(422)
      assert.equal(asked.text().match(/>Remove</g)?.length, 3)
      const booked = await send(client, shop, answered(form, asked.text()))
      booked.assertStatus(303)
      assert.lengthOf(await bookingsOf(shop), 3 * (bookingBounds.pace.free + 1))
    })
  })

  test('are asked in words and may answer in words', async ({ client }) => {
    const shop = await openOldShop()
    const form = filledForm(shop, nthHour(1))
    const now = Date.now()
    await atMoment(now, async () => {
      for (let nth = 0; nth < bookingBounds.pace.free; nth++) {
        await send(client, shop, filledForm(shop, nthHour(nth + 10), person(nth)))
      }
      const asked = await send(client, shop, form)
      const right = answered(form, asked.text())
      const words =
        'none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen'.split(
          ' '
        )
      const booked = await send(client, shop, {
        ...right,
        sum: ` ${words[Number(right.sum)].toUpperCase()} `,
      })
      booked.assertStatus(303)
    })
  })

  test('wait once they are more than any room full of people sends; mistakes are not counted', async ({
    client,
    assert,
  }) => {
    const shop = await openOldShop()
    await atMoment(Date.now(), async () => {
      const mistaken = filledForm(shop, tenOClock(), { client_email: 'not an address' })
      for (let nth = 0; nth < 40; nth++) {
        ;(await send(client, shop, mistaken)).assertStatus(422)
      }
      ;(await send(client, shop, filledForm(shop, tenOClock()))).assertStatus(303)
      const form = filledForm(shop, tenOClock(4))
      for (let nth = 1; nth < bookingBounds.pace.most; nth++) await send(client, shop, form)
      const response = await send(client, shop, form)
      response.assertStatus(429)
      const seconds = Number(response.header('retry-after'))
      assert.isAbove(seconds, 0)
      const wait = seconds === 60 ? 'one minute' : `${seconds} seconds`
      assert.include(response.text(), 'Too many bookings came from your connection')
      assert.include(response.text(), `please try again in ${wait}.`)
      assert.include(response.text(), 'value="Priya Shah"')
      assert.match(response.text(), /<h2 id="wrong">Too many for now; what you typed is kept</)
      assert.notInclude(response.text(), 'One thing to put right')
    })
  })
})

test.group('Bookings for one recipient', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('who has proven nothing are a few a day, however the address is spelled', async ({
    client,
    assert,
  }) => {
    const shop = await openOldShop()
    const spellings = [
      'victim@gmail.com',
      'Victim@Gmail.com',
      'v.ictim@gmail.com',
      'victim+9@googlemail.com',
    ]
    const { free, most } = bookingBounds.client
    let nth = 0
    const tries = async (answers: boolean) => {
      const typed = { client_email: spellings[nth % spellings.length] }
      const form = filledForm(shop, nthHour(nth++), typed)
      return atMoment(Date.now() + nth * 20 * SECOND, async () => {
        const response = await send(client, shop, form)
        if (!answers || response.status() !== 422) return response
        return send(client, shop, answered(form, response.text()))
      })
    }
    for (let done = 0; done < free; done++) (await tries(false)).assertStatus(303)
    ;(await tries(false)).assertStatus(422)
    for (let done = free; done < most; done++) (await tries(true)).assertStatus(303)
    const refused = await tries(true)
    refused.assertStatus(429)
    assert.include(refused.text(), 'follow the link in one of our mails')
    assert.lengthOf(await bookingsOf(shop), most)
  })

  test('are not counted for somebody who came by a link from a mail, nor where nothing is booked', async ({
    client,
    assert,
  }) => {
    const shop = await openOldShop()
    const { returnProof } = await place(shop, nthHour(0))
    let clock = Date.now()
    const book = (nth: number, changes: object) =>
      atMoment((clock += 20 * SECOND), () =>
        send(client, shop, filledForm(shop, nthHour(nth), { ...changes }))
      )
    for (let nth = 1; nth <= 10; nth++) {
      ;(await book(nth, { as: returnProof })).assertStatus(303)
    }
    for (let nth = 1; nth <= 10; nth++) {
      ;(await book(nth, { client_email: 'late@example.com' })).assertStatus(409)
    }
    ;(await book(20, { client_email: 'late@example.com' })).assertStatus(303)
    const other = await book(21, { as: returnProof, client_email: 'victim@example.com' })
    other.assertStatus(303)
    for (let nth = 22; nth < 25; nth++) {
      const response = await book(nth, { as: returnProof, client_email: 'victim@example.com' })
      response.assertStatus(303)
    }
    const asked = await book(25, { as: returnProof, client_email: 'victim@example.com' })
    asked.assertStatus(422)
    assert.include(asked.text(), 'name="sum"')
  })

  test('count at waiting lists and by JSON as well', async ({ client }) => {
    const shop = await openOldShop()
    const { most } = bookingBounds.client
    const { service } = shop
    const body = (nth: number) => ({
      service_id: service.id,
      starts_at: nthHour(nth).toUTC().toISO(),
      client_name: 'Priya Shah',
      client_email: 'priya@example.com',
      time_zone: 'Europe/London',
    })
    const post = (nth: number) =>
      client.post(`/api/booking/public/${shop.business.slug}/book`).json(body(nth))
    for (let nth = 0; nth < most; nth++) (await post(nth)).assertStatus(201)
    const refused = await post(most)
    refused.assertStatus(429)
    refused.assertBodyContains({ code: 'too_many_requests' })
    const waiting = await client
      .post(`${timesAddress(shop)}/waitlist`)
      .form(waitingForm(shop, nthHour(0)))
    waiting.assertStatus(429)
  })
})

test.group('Bookings at a business that is new', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('are asked a question once they are many in a day', async ({ client, assert }) => {
    const shop = await openShop()
    const began = Date.now()
    const { free } = bookingBounds.newBusiness
    const book = (nth: number) =>
      atMoment(began + nth * 15 * SECOND, () =>
        send(client, shop, filledForm(shop, nthHour(nth), person(nth)))
      )
    for (let nth = 0; nth < free; nth++) (await book(nth)).assertStatus(303)
    const asked = await book(free)
    asked.assertStatus(422)
    assert.include(asked.text(), 'name="sum"')
  })
})

test.group('A form that is sent at once', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('is shown again as it was, and goes through a moment later', async ({ client, assert }) => {
    const shop = await openOldShop()
    const now = Date.now()
    const stamp = formStamp(`booking ${shop.service.id}`, now - 2 * SECOND)
    const form = filledForm(shop, tenOClock(), { stamp, notes: 'Left knee' })
    const refused = await atMoment(now, () => send(client, shop, form))
    refused.assertStatus(422)
    assert.include(refused.text(), 'One moment')
    assert.match(refused.text(), /<h2 id="wrong">Please send it once more; what you typed is kept</)
    const german = await atMoment(now, () =>
      client.post(`${detailsAddress(shop)}?lang=de`).form(form)
    )
    assert.include(german.text(), '>Bitte noch einmal absenden; Ihre Angaben bleiben erhalten<')
    assert.include(refused.text(), 'Left knee')
    assert.lengthOf(await bookingsOf(shop), 0)

    const again = { ...form, stamp: hidden(refused.text(), 'stamp') }
    const booked = await atMoment(now + SECOND, () => send(client, shop, again))
    booked.assertStatus(303)
  })

  test('goes through at once for whoever is signed in, be it to try their own page', async ({
    assert,
  }) => {
    const shop = await openOldShop()
    const { user } = await openShop()
    const browser = new BrowserSession(undefined, { 'sec-fetch-site': 'same-origin' })
    await browser.signIn(user.email, 'a-long-password')
    const stamp = formStamp(`booking ${shop.service.id}`, Date.now())
    const form = filledForm(shop, tenOClock(), { stamp }) as Record<string, string>
    assert.equal((await browser.post(detailsAddress(shop), form)).status, 303)
    const stranger = new BrowserSession(undefined, { 'sec-fetch-site': 'same-origin' })
    assert.equal((await stranger.post(detailsAddress(shop), form)).status, 422)
  })

  test('may be put right at once, since it was open for a while before', async ({ client }) => {
    const shop = await openOldShop()
    const form = filledForm(shop, tenOClock(), { client_email: 'priya' })
    const now = Date.now()
    const refused = await atMoment(now, () => send(client, shop, form))
    refused.assertStatus(422)
    const right = { ...form, client_email: 'priya@example.com' }
    const booked = await atMoment(now + 500, () =>
      send(client, shop, { ...right, stamp: hidden(refused.text(), 'stamp') })
    )
    booked.assertStatus(303)
  })

  test('joins a waiting list once', async ({ client, assert }) => {
    const shop = await openOldShop()
    await place(shop, nthHour(0))
    await place(shop, nthHour(1))
    const form = waitingForm(shop, nthHour(0))
    const post = (changes: object) =>
      client
        .post(`${timesAddress(shop)}/waitlist`)
        .form({ ...form, ...changes })
        .redirects(0)
    ;(await post({})).assertStatus(303)
    const other = filledForm(shop, nthHour(1)).start
    const used = await post({ start: other, client_email: 'other@example.com' })
    used.assertStatus(422)
    assert.include(used.text(), 'This form was sent before')
    assert.notInclude(used.text(), 'to put right')
    assert.include(used.text(), 'value="other@example.com"')
  })
})
