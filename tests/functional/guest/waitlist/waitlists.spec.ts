import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import Client from '#models/clients/client'
import Notification from '#models/notifications/notification'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import { withGlobalTransaction } from '#tests/support/database'
import { instant, pageAt, place, tenOClock, timesAddress, waitingForm } from '#tests/support/guest'
import type { Weekday } from '#scheduling/types'
import { post } from '#tests/support/outbox'
import { planSession } from '#tests/support/sessions'
import { cancel, offerTo, waitFor } from '#tests/support/waitlist'

const WEEKDAYS: Weekday[] = [0, 1, 2, 3, 4, 5, 6]
const EVERY_MORNING = WEEKDAYS.map((weekday) => ({ weekday, start: '10:00', end: '11:00' }))

const GROUP = { capacity: 1, isPlannedOnly: true, name: 'Group lesson' }

test.group('/book/{slug}/{service}/waitlist', (group) => {
  withGlobalTransaction(group)

  test('shows a day’s taken times, from which to choose one', async ({ client, assert }) => {
    const shop = await openShop()
    const start = tenOClock()
    await place(shop, start)
    const day = `${timesAddress(shop)}/waitlist?date=${start.toISODate()}`
    const times = await pageAt(client, `${timesAddress(shop)}?date=${start.toISODate()}`)
    assert.include(times, day)
    const page = await pageAt(client, day)
    assert.include(page, '>10:00<')
    assert.notInclude(page, '>11:00<')
    const next = `${timesAddress(shop)}/waitlist?date=${start.plus({ days: 1 }).toISODate()}`
    assert.include(await pageAt(client, next), 'There is nothing to wait for')
  })

  test('is offered only where what is taken could come free', async ({ client, assert }) => {
    const shop = await openShop({
      weeklyHours: EVERY_MORNING,
    })
    const [taken, free, off] = [tenOClock(3), tenOClock(4), tenOClock(5)]
    await place(shop, taken)
    await shop.host
      .related('dateOverrides')
      .create({ businessId: shop.business.id, date: off.toISODate() ?? '', windows: [] })
    const timesOn = (date: DateTime) =>
      pageAt(client, `${timesAddress(shop)}?date=${date.toISODate()}`)
    const way = `${timesAddress(shop)}/waitlist?date=${taken.toISODate()}`
    assert.include(await timesOn(taken), way)
    assert.include(await timesOn(taken), 'Every time here is taken.')
    for (const day of [free, off, tenOClock(400)]) {
      assert.notInclude(await timesOn(day), '/waitlist?date=', day.toISO() ?? '')
    }
    assert.include(await timesOn(off), 'is closed then')

    const calendar = await pageAt(client, timesAddress(shop))
    assert.include(calendar, `aria-label="${taken.toFormat('cccc d LLLL')}, full"`)
    assert.include(calendar, 'Full days with a waitlist:')
    assert.notInclude(calendar, `aria-label="${off.toFormat('cccc d LLLL')}, full"`)
  })

  test('says that nothing opens on a day without hours', async ({ client, assert }) => {
    const shop = await openShop({ weeklyHours: [] })
    const day = tenOClock()
    const address = `${timesAddress(shop)}/waitlist?date=`
    const page = await pageAt(client, `${address}${day.toISODate()}`)
    assert.include(page, `Nothing opens on ${day.toFormat('cccc d LLLL')}`)
    assert.notInclude(page, 'is free')
    assert.include(await pageAt(client, `${address}2020-03-02`), 'Monday 2 March is over')
    assert.include(await pageAt(client, `${address}garbage`), 'Choose a time')
  })

  test('says so too where only a time that a client began was left on the day', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { capacity: 3 } })
    const start = tenOClock()
    await place(shop, start)
    const date = start.toISODate() ?? ''
    await shop.host
      .related('dateOverrides')
      .create({ businessId: shop.business.id, date, windows: [], reason: 'Closed' })
    const page = await pageAt(client, `${timesAddress(shop)}/waitlist?date=${date}`)
    assert.include(page, 'Nothing opens on')
    assert.notInclude(page, 'too far ahead')
  })

  test('takes a name and an address, and shows the position', async ({ client }) => {
    const shop = await openShop()
    const start = tenOClock()
    await place(shop, start)
    const form = await client.get(`${timesAddress(shop)}/waitlist?start=${instant(start)}`)
    form.assertStatus(200)
    const response = await client
      .post(`${timesAddress(shop)}/waitlist`)
      .form(waitingForm(shop, start))
      .redirects(0)
    response.assertStatus(303)
    const entry = await WaitlistEntry.findByOrFail('business_id', shop.business.id)
    response.assertHeader('location', `/waitlist/${entry.token}`)
    const page = await client.get(`/waitlist/${entry.token}`)
    page.assertTextIncludes('You are number 1 on the list')
    page.assertHeader('cache-control', 'no-store')
  })

  test('tells whoever waits already that nothing is wrong, and where their place is shown', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const start = tenOClock()
    await place(shop, start)
    const join = (at = start) =>
      client
        .post(`${timesAddress(shop)}/waitlist`)
        .form(waitingForm(shop, at))
        .redirects(0)
    ;(await join()).assertStatus(303)
    const again = await join()
    again.assertStatus(409)
    again.assertTextIncludes('You are on the list already')
    again.assertTextIncludes('The mail that came when you joined leads to your place.')
    again.assertTextIncludes('value="priya@example.com"')
    assert.notInclude(again.text(), 'to put right')

    const never = await join(start.plus({ minutes: 7 }))
    never.assertStatus(409)
    never.assertTextIncludes('Nobody can wait for this time')
    assert.notInclude(never.text(), 'to put right')
    assert.match(never.text(), /href="[^"]+date=[^"]+">Choose another time/)
  })

  test('takes a number alone, and says that the business calls', async ({ client, assert }) => {
    const shop = await openShop()
    const start = tenOClock()
    const booking = await place(shop, start)
    const address = `${timesAddress(shop)}/waitlist`
    const form = await client.get(`${address}?start=${instant(start)}`)
    form.assertTextIncludes(`Without an email address, ${shop.business.name} calls you here.`)
    const byPhone = { client_email: '', client_phone: '020 7946 0999' }
    const join = () =>
      client
        .post(address)
        .form(waitingForm(shop, start, byPhone))
        .redirects(0)
    const foreign = await client
      .post(address)
      .form(waitingForm(shop, start, { ...byPhone, client_phone: '0171 12345678' }))
    foreign.assertStatus(422)
    foreign.assertTextIncludes('write it with its country code')
    ;(await join()).assertStatus(303)
    const entry = await WaitlistEntry.findByOrFail('business_id', shop.business.id)
    assert.isNull(entry.clientEmail)
    const page = await client.get(`/waitlist/${entry.token}`)
    page.assertTextIncludes(`${shop.business.name} calls you on 020 7946 0999`)
    const again = await join()
    again.assertStatus(409)
    again.assertTextIncludes('The page that came when you joined shows your place.')
    await cancel(booking)
    const today = await client.get('/admin').loginAs(shop.user)
    today.assertTextIncludes('Call 020 7946 0999')
    today.assertTextIncludes('Takes the place')
    const offer = await offerTo(entry)
    const taken = await client
      .post(`/admin/offers/${offer?.id}/answers`)
      .form({ answer: 'accepted' })
      .loginAs(shop.user)
      .withCsrfToken()
      .redirects(0)
    taken.assertStatus(303)
    taken.assertHeader('location', '/admin')
    assert.equal((await entry.refresh()).status, 'booked')
    assert.isEmpty(
      await Notification.query().where({ userId: null, subjectType: 'waitlist_entry' })
    )
  })

  test('takes whoever waits among the clients, as a lead', async ({ client, assert }) => {
    const shop = await openShop()
    const start = tenOClock()
    await place(shop, start)
    const join = (fields: object) =>
      client
        .post(`${timesAddress(shop)}/waitlist`)
        .form({ ...waitingForm(shop, start), ...fields })
        .redirects(0)
    const phone = '+447700900446'
    ;(await join({ client_name: 'Fay Moss', client_email: '', client_phone: phone })).assertStatus(
      303
    )
    const fay = await Client.findByOrFail({ businessId: shop.business.id, phoneKey: phone })
    assert.deepEqual([fay.name, fay.clientSince], ['Fay Moss', null])
    const leads = await client.get('/admin/clients?view=leads').loginAs(shop.user)
    leads.assertTextIncludes('Fay Moss')
    const again = await join({ client_name: 'F. Moss', client_email: '', client_phone: phone })
    again.assertStatus(409)
    await fay.refresh()
    assert.equal(fay.name, 'Fay Moss')
  })

  test('asks whoever is blocked to call, and shows the business who it was', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const start = tenOClock()
    const { clientId } = await place(shop, start)
    const form = waitingForm(shop, start)
    const known = await Client.findOrFail(clientId)
    await known.merge({ blockedAt: DateTime.now(), emailKey: form.client_email }).save()
    const response = await client
      .post(`${timesAddress(shop)}/waitlist`)
      .form(form)
      .redirects(0)
    response.assertStatus(403)
    response.assertTextIncludes('This cannot be arranged online')
    assert.isNull(await WaitlistEntry.findBy('business_id', shop.business.id))
    const page = await client.get(`/admin/clients/${known.id}`).loginAs(shop.user)
    page.assertTextIncludes('Wanted to join the waitlist')
  })

  test('keeps what was typed where something is wrong', async ({ client }) => {
    const shop = await openShop()
    const start = tenOClock()
    await place(shop, start)
    const response = await client
      .post(`${timesAddress(shop)}/waitlist`)
      .form(waitingForm(shop, start, { client_email: '', client_name: 'Zoë Wartet' }))
    response.assertStatus(422)
    response.assertTextIncludes('Zoë Wartet')
  })

  test('says that a free time needs no waiting, and leads to it', async ({ client, assert }) => {
    const shop = await openShop()
    const response = await client
      .post(`${timesAddress(shop)}/waitlist`)
      .form(waitingForm(shop, tenOClock()))
    response.assertStatus(409)
    response.assertTextIncludes('This time is free now')
    assert.include(response.text(), `${timesAddress(shop)}/details?start=`)
  })

  test('refuses a form that nobody was shown', async ({ client, assert }) => {
    const shop = await openShop()
    await place(shop, tenOClock())
    const response = await client
      .post(`${timesAddress(shop)}/waitlist`)
      .form(waitingForm(shop, tenOClock(), { stamp: 'made-up' }))
    response.assertStatus(422)
    assert.isNull(await WaitlistEntry.findBy('business_id', shop.business.id))
  })

  test('is offered beside a full session', async ({ client, assert }) => {
    const shop = await openShop({ service: GROUP })
    const start = tenOClock()
    await planSession(shop, start, { capacity: 1 })
    await place(shop, start)
    const page = await pageAt(client, `${timesAddress(shop)}?date=${start.toISODate()}`)
    assert.include(page, 'Join waitlist')
    assert.include(page, `${timesAddress(shop)}/waitlist?start=`)
  })

  test('speaks of a place in a class, and of the time elsewhere', async ({ client, assert }) => {
    const start = tenOClock()
    const words = async (service: object) => {
      const shop = await openShop({ service })
      await place(shop, start)
      return pageAt(client, `${timesAddress(shop)}/waitlist?start=${instant(start)}`)
    }
    assert.include(await words({ capacity: 3 }), 'When a place comes free, we mail you')
    assert.include(await words({}), 'When this time comes free, we mail you')
  })
})

test.group('/waitlist/{token}', (group) => {
  withGlobalTransaction(group)

  test('is opened, offered, and taken with one button', async ({ client, assert }) => {
    const shop = await openShop()
    const start = tenOClock()
    const booking = await place(shop, start)
    await client
      .post(`${timesAddress(shop)}/waitlist`)
      .form(waitingForm(shop, start))
      .redirects(0)
    const entry = await WaitlistEntry.findByOrFail('business_id', shop.business.id)
    await cancel(booking)

    const mail = await Notification.query()
      .where({ subjectType: 'waitlist_entry', subjectId: entry.id, type: 'waitlist_offered' })
      .firstOrFail()
    const transport = post()
    const delivery = await new DeliverNotification(transport).handle({ notificationId: mail.id })
    assert.equal(delivery, 'sent')

    const page = await client.get(`/waitlist/${entry.token}`)
    page.assertTextIncludes('It is held for you until')
    assert.equal((await entry.refresh()).status, 'offered')
    const taken = await client.post(`/waitlist/${entry.token}/acceptance`).redirects(0)
    taken.assertStatus(303)
    assert.match(taken.header('location') ?? '', /^\/manage\//)
    const late = await client.post(`/waitlist/${entry.token}/departure`)
    late.assertStatus(409)
    late.assertTextIncludes('It is yours.')
  })

  test('is asked the service’s questions with the offer, by the same rules as any booking', async ({
    client,
    assert,
  }) => {
    const level = {
      ...{ key: 'level', type: 'radio' as const, label: 'How well do you swim?', help: null },
      ...{ isRequired: true, maxLength: null, options: ['Not yet', 'With ease'] },
    }
    const goal = {
      ...{ key: 'goal', type: 'text' as const, label: 'What is your goal?', help: null },
      ...{ isRequired: false, maxLength: null, options: [] },
    }
    const shop = await openShop({ service: { questions: [level, goal] } })
    const start = tenOClock()
    const booking = await place(shop, start)
    const entry = await waitFor(shop, start)
    await cancel(booking)

    const page = await pageAt(client, `/waitlist/${entry.token}`)
    assert.include(page, 'How well do you swim?')
    const taking = `/waitlist/${entry.token}/acceptance`
    const open = await client.post(taking).form({ answers: { goal: 'Crawl' } })
    open.assertStatus(422)
    open.assertTextIncludes('Answer “How well do you swim?”')
    open.assertTextIncludes('value="Crawl"')
    assert.equal((await entry.refresh()).status, 'offered')

    const answers = { level: 'Not yet', goal: 'Crawl' }
    const taken = await client.post(taking).form({ answers }).redirects(0)
    taken.assertStatus(303)
    const booked = await Booking.query().where('client_email', 'sam@example.com').firstOrFail()
    assert.deepEqual(booked.answers, [
      { question: 'How well do you swim?', answer: 'Not yet' },
      { question: 'What is your goal?', answer: 'Crawl' },
    ])
    const again = await client.post(taking).redirects(0)
    again.assertStatus(303)
  })

  test('is asked where it takes place, where there is a choice', async ({ client, assert }) => {
    const shop = await openShop({
      service: { furtherPlaces: [{ key: 2, locationType: 'zoom', locationDetails: null }] },
    })
    const start = tenOClock()
    const booking = await place(shop, start)
    const entry = await waitFor(shop, start)
    await cancel(booking)
    const taking = `/waitlist/${entry.token}/acceptance`
    const open = await client.post(taking).form({ place: '1' })
    open.assertStatus(422)
    open.assertTextIncludes('Choose where it takes place')
    const taken = await client.post(taking).form({ place: '2' }).redirects(0)
    taken.assertStatus(303)
    const booked = await Booking.query().where('client_email', 'sam@example.com').firstOrFail()
    assert.equal(booked.wording.locationType, 'zoom')
  })

  test('reads the booking that came of it, whatever became of that since', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const start = tenOClock()
    const booking = await place(shop, start)
    const entry = await waitFor(shop, start)
    await cancel(booking)
    const address = `/waitlist/${entry.token}`
    await client.post(`${address}/acceptance`).redirects(0)
    const taken = await Booking.findByOrFail('client_email', 'sam@example.com')
    assert.include(await pageAt(client, address), 'It is yours.')

    const later = start.plus({ hours: 2 })
    const changes: [Partial<Booking>, string][] = [
      [{ status: 'pending', expiresAt: later }, 'It is yours once it is confirmed.'],
      [{ status: 'rejected', expiresAt: null }, 'This time was not confirmed'],
      [
        { status: 'approved', startsAt: later, endsAt: later.plus({ hours: 1 }) },
        'Your booking is at the time above now',
      ],
    ]
    for (const [change, sentence] of changes) {
      await taken.merge(change).save()
      const page = await pageAt(client, address)
      assert.include(page, sentence)
      assert.notInclude(page, 'It is yours.')
    }

    await cancel(taken)
    const page = await pageAt(client, address)
    assert.include(page, 'the booking was cancelled since')
    assert.notInclude(page, 'It is yours.')
    assert.include(page, 'Choose another time')
    assert.include(page, `/manage/${taken.manageToken}`)
  })

  test('is left with one button, and by nobody else', async ({ client, assert }) => {
    const shop = await openShop()
    const start = tenOClock()
    await place(shop, start)
    await client
      .post(`${timesAddress(shop)}/waitlist`)
      .form(waitingForm(shop, start))
      .redirects(0)
    const entry = await WaitlistEntry.findByOrFail('business_id', shop.business.id)
    const wrong = await client.post(`/waitlist/${'A'.repeat(22)}${entry.id.toString(36)}/departure`)
    wrong.assertStatus(404)
    assert.equal((await entry.refresh()).status, 'waiting')
    const left = await client.post(`/waitlist/${entry.token}/departure`)
    left.assertTextIncludes('You wait no longer')
    assert.equal((await entry.refresh()).status, 'left')
  })
})

test.group('/manage/{token}/earlier', (group) => {
  withGlobalTransaction(group)

  test('is refused in words while there are earlier times', async ({ client }) => {
    const booking = await place(await openShop(), tenOClock())
    const response = await client.post(`/manage/${booking.manageToken}/earlier`)
    response.assertStatus(409)
    response.assertTextIncludes('There are earlier times that are free now')
  })

  test('is refused in words where the booking cannot be moved any more', async ({
    client,
    assert,
  }) => {
    const booking = await place(await openShop({ settings: { maxMoves: 0 } }), tenOClock())
    const response = await client.post(`/manage/${booking.manageToken}/earlier`)
    response.assertStatus(409)
    response.assertTextIncludes('the booking can no longer be moved here')
    assert.notInclude(response.text(), '/earlier"')
  })
})
