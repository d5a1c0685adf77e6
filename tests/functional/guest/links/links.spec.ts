import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import RevokeOneTimeLink from '#actions/links/revoke_one_time_link'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import type Host from '#models/availability/host'
import Booking from '#models/bookings/booking'
import type { ZoneSide } from '#models/links/booking_link'
import type { ClientQuestion } from '#models/services/client_question'
import type GroupSession from '#models/sessions/group_session'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { filledForm, instant, pageAt, place, tenOClock } from '#tests/support/guest'
import type { Weekday } from '#scheduling/types'
import { byOwner, makeLink, makeOneTime, placeThrough } from '#tests/support/links'
import { planSession } from '#tests/support/sessions'
import { counted, FIREFOX, look } from '#tests/support/visits'

const at = (token: string) => `/public/bookings/${token}`

function question(changes: Partial<ClientQuestion>): ClientQuestion {
  const plain = { key: 'level', type: 'text' as const, label: 'How well do you swim?' }
  return { ...plain, help: null, isRequired: true, maxLength: null, options: [], ...changes }
}

test.group('/public/bookings/{token}', (group) => {
  withGlobalTransaction(group)

  test('shows times under the link’s rules, leads through the details, and books', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const link = await makeLink(shop, { durationMinutes: 90, requiresApproval: true })
    const address = at(link.token)
    const response = await client.get(`${address}?date=${tenOClock().toFormat('yyyy-MM-dd')}`)
    response.assertStatus(200)
    response.assertHeader('referrer-policy', 'same-origin')
    response.assertHeader('cache-control', 'no-store')
    const page = response.text()
    assert.include(page, `action="${address}/details"`)
    assert.include(page, '90 min')
    assert.notInclude(page, `/book/${shop.business.slug}/${shop.service.slug}`)

    const startsAt = tenOClock().set({ hour: 9 })
    const details = await pageAt(client, `${address}/details?start=${instant(startsAt)}`)
    assert.include(details, `action="${address}/details"`)
    assert.include(details, '09:00 – 10:30')
    assert.include(details, 'Request Private lesson')

    const booked = await client
      .post(`${address}/details`)
      .form(filledForm(shop, startsAt))
      .redirects(0)
    booked.assertStatus(303)
    const booking = await Booking.findByOrFail('link_id', link.id)
    assert.equal(booked.header('location'), `/manage/${booking.manageToken}`)
    assert.equal(booking.status, 'pending')
    assert.equal(booking.endsAt.diff(booking.startsAt).as('minutes'), 90)
    const done = await pageAt(client, `/manage/${booking.manageToken}`)
    assert.include(done, 'data-steps="3"', 'as before: there was no service to choose')
  })

  test('offers nothing on dates taken out of the link, and books nothing then', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const date = tenOClock().toFormat('yyyy-MM-dd')
    const link = await makeLink(shop, { excludedDates: [{ firstDate: date, lastDate: date }] })
    const open = await pageAt(
      client,
      `/book/${shop.business.slug}/${shop.service.slug}?date=${date}`
    )
    assert.include(open, 'name="start"')
    const shut = await pageAt(client, `${at(link.token)}?date=${date}`)
    assert.notInclude(shut, 'name="start"')
    const next = tenOClock().plus({ days: 1 }).toFormat('yyyy-MM-dd')
    assert.include(await pageAt(client, `${at(link.token)}?date=${next}`), 'name="start"')
    const booked = await client
      .post(`${at(link.token)}/details`)
      .form(filledForm(shop, tenOClock()))
      .redirects(0)
    booked.assertStatus(409)
    assert.isEmpty(await Booking.all())
  })

  test('says of a day that only the link leaves out that the link has no times then', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const date = tenOClock().toISODate() ?? ''
    const weekday = (tenOClock().weekday % 7) as Weekday
    const otherDay = ((weekday + 2) % 7) as Weekday
    const start = tenOClock(4).toMillis()
    const links = [
      await makeLink(shop, { excludedDates: [{ firstDate: date, lastDate: date }] }),
      await makeLink(shop, {
        hours: {
          weeklyHours: [{ weekday: otherDay, start: '09:00', end: '12:00' }],
          overrides: [],
        },
      }),
      await makeOneTime(shop, { offeredTimes: [{ start, end: start + 3_600_000 }] }),
    ]
    const saysSo = 'This link offers no times then.'
    for (const { token } of links) {
      const page = await pageAt(client, `${at(token)}?date=${date}`)
      assert.include(page, saysSo)
      assert.notInclude(page, 'is closed then')
      const chosen = await client.get(`${at(token)}/details?start=${instant(tenOClock())}`)
      chosen.assertStatus(409)
      assert.include(chosen.text(), saysSo)
      assert.notMatch(chosen.text(), /opening hours|Nothing opens/)
    }

    const lastDate = tenOClock(400).toISODate() ?? ''
    const { token } = await makeLink(shop, {
      excludedDates: [{ firstDate: tenOClock(-1).toISODate() ?? '', lastDate }],
    })
    const nothing = await pageAt(client, at(token))
    assert.include(nothing, saysSo)
    assert.notInclude(nothing, 'no free times for')
    assert.include(await pageAt(client, `${at(token)}?lang=de`), 'Über diesen Link gibt es dann')

    await shop.service.merge({ hours: { weeklyHours: [], overrides: [] } }).save()
    assert.notInclude(await pageAt(client, `${at(links[0].token)}?date=${date}`), saysSo)
  })

  test('says the same of a form that comes for such a day, or for a time that was not picked', async ({
    client,
    assert,
  }) => {
    const weeklyHours = ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => ({
      ...{ weekday, start: '09:00', end: '17:00' },
    }))
    const shop = await openShop({ weeklyHours })
    const firstDate = tenOClock(4).toISODate() ?? ''
    const evergreen = await makeLink(shop, { excludedDates: [{ firstDate, lastDate: firstDate }] })
    const picked = tenOClock(3)
    const offeredTimes = [{ start: +picked, end: +picked.plus({ hours: 1 }) }]
    const oneTime = await makeOneTime(shop, { offeredTimes })
    const saysSo = async (token: string, start: DateTime) => {
      const address = `${at(token)}/details`
      const opened = await client.get(`${address}?start=${instant(start)}`)
      const sent = await client.post(address).form(filledForm(shop, start))
      return [opened, sent].map((page) => {
        page.assertStatus(409)
        return page.text().includes('This link offers no times then.')
      })
    }
    const leftOut = tenOClock(4)
    for (const { token } of [evergreen, oneTime]) {
      assert.deepEqual(await saysSo(token, leftOut), [true, true])
      assert.deepEqual(await saysSo(token, leftOut.set({ hour: 3 })), [true, true])
      assert.deepEqual(await saysSo(token, picked.set({ hour: 3 })), [false, false])
    }
    assert.deepEqual(await saysSo(oneTime.token, picked.set({ hour: 11 })), [true, true])
    assert.deepEqual(await saysSo(oneTime.token, picked.set({ minute: 7 })), [false, false])
  })

  test('shows times in the zone that the link says', async ({ client, assert }) => {
    const asked = '?zone=America/New_York'
    const clockOf = async (locationType: 'video' | 'in_person', timeZoneOf: ZoneSide | null) => {
      const shop = await openShop({ service: { locationType } })
      const link = await makeLink(shop, { timeZoneOf })
      const page = await pageAt(client, `${at(link.token)}${asked}`)
      return /<b>(London|New York)<\/b> time \([^)]*\)(, [a-z]+)?/.exec(page)?.slice(1)
    }
    assert.deepEqual(await clockOf('video', null), ['New York', undefined])
    assert.deepEqual(await clockOf('video', 'business'), ['London', ', as'])
    assert.deepEqual(await clockOf('in_person', null), ['London', ', where'])
    assert.deepEqual(await clockOf('in_person', 'client'), ['New York', undefined])
  })

  test('offers the link’s other times where one is gone', async ({ client, assert }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    await placeThrough(shop, link.token)
    const response = await client
      .post(`${at(link.token)}/details`)
      .form(filledForm(shop, tenOClock()))
    response.assertStatus(409)
    assert.include(response.text(), `action="${at(link.token)}/details"`)
    assert.equal(response.text().match(/class="offers__row"/g)?.length, 3)
  })

  test('fills in the recipient of a one-time link, and is spent by one booking', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const recipient = { recipientName: 'Ines Duarte', recipientEmail: 'ines@duarte.example' }
    const { token } = await makeOneTime(shop, recipient)
    const address = `${at(token)}/details`
    const details = await pageAt(client, `${address}?start=${instant(tenOClock())}`)
    assert.include(details, 'value="Ines Duarte"')
    assert.include(details, 'value="ines@duarte.example"')

    const form = filledForm(shop, tenOClock())
    const first = await client.post(address).form(form).redirects(0)
    first.assertStatus(303)
    const twice = await client.post(address).form(form).redirects(0)
    assert.equal(twice.header('location'), first.header('location'))
    const second = await client.post(address).form(filledForm(shop, tenOClock().plus({ hours: 4 })))
    second.assertStatus(409)
    assert.include(second.text(), 'This link has been used')
    const shown = await client.get(at(token))
    shown.assertStatus(410)
    assert.include(shown.text(), `href="/book/${shop.business.slug}"`)
    assert.include(shown.text(), 'This link has been used')

    await Booking.query().where({ businessId: shop.business.id }).update({ status: 'cancelled' })
    const ended = await client.get(at(token))
    ended.assertStatus(410)
    assert.include(ended.text(), 'That booking does not take place')
  })

  test('opens again once the client has cancelled, where its switch says so', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { token } = await makeOneTime(shop, { rearmsOnCancel: true })
    const placed = await placeThrough(shop, token)
    if (!('booking' in placed)) return assert.fail(placed.outcome)
    const spent = await client.get(at(token))
    spent.assertStatus(410)
    await client.post(`/manage/${placed.booking.manageToken}/cancellation`).redirects(0)
    const open = await client.get(at(token))
    open.assertStatus(200)
  })

  test('counts who looks, and changes nothing else', async ({ client, assert }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    const { oneTime, token } = await makeOneTime(shop)
    const rows = async () => ({
      link: await db.from('booking_links').where('id', link.id).firstOrFail(),
      oneTime: await db.from('one_time_links').where('id', oneTime.id).firstOrFail(),
    })
    const before = await rows()
    const looked = async (paths: string[]) => {
      for (const path of paths) await look(client, at(path))
      await counted()
      return rows()
    }
    await client.head(at(token)).header('user-agent', FIREFOX)
    await client.get(at(token)).header('user-agent', 'Slackbot-LinkExpanding 1.0')
    assert.deepEqual(await looked([]), before)

    const after = await looked([link.token, token, `${token}?month=2027-01`, `${token}/details`])
    assert.isNotNull(after.oneTime.opened_at)
    assert.deepEqual(after.link, { ...before.link, view_count: 1 })
    const { opened_at: openedAt, view_count: views } = after.oneTime
    assert.equal(views, 1)
    assert.deepEqual(after.oneTime, { ...before.oneTime, opened_at: openedAt, view_count: 1 })
  })

  test('says why it takes no booking, with a way on', async ({ client, assert }) => {
    const shop = await openShop()
    const off = await makeLink(shop, { isActive: false })
    const revoked = await makeOneTime(shop)
    await new RevokeOneTimeLink().handle({ ...byOwner(shop), oneTimeLinkId: revoked.oneTime.id })
    const over = await makeOneTime(shop)
    await db
      .from('one_time_links')
      .where('id', over.oneTime.id)
      .update({ expires_at: new Date(Date.now() - 1) })

    const words = [
      [off.token, 'This link is switched off'],
      [revoked.token, 'This link does not work any more'],
      [over.token, 'This link has expired'],
    ]
    for (const [token, title] of words) {
      const response = await client.get(at(token))
      response.assertStatus(410)
      assert.include(response.text(), title)
      assert.include(response.text(), `href="/book/${shop.business.slug}"`)
    }
    const strange = await client.get(at('A'.repeat(32)))
    strange.assertStatus(404)
  })

  test('shows the times that were offered and no other, to people and machines', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const offeredTimes = [10, 14].map((hour) => {
      const startsAt = tenOClock().set({ hour, minute: 20 })
      return { start: startsAt.toMillis(), end: startsAt.plus({ minutes: 45 }).toMillis() }
    })
    const { token } = await makeOneTime(shop, { offeredTimes, holdsTimes: true })
    const date = tenOClock().toISODate()
    const starts = (page: string) => [...page.matchAll(/name="start" value="([^"]+)"/g)]
    const instants = offeredTimes.map(({ start }) => instant(DateTime.fromMillis(start)))
    const shown = starts(await pageAt(client, at(token))).map(([, start]) => start)
    assert.sameMembers([...new Set(shown)], instants)

    assert.include(await pageAt(client, at(token)), 'keeps them free while this link is good')
    const { token: open } = await makeOneTime(shop, {
      offeredTimes: [{ start: tenOClock(4).toMillis(), end: tenOClock(4).toMillis() + 3_600_000 }],
    })
    assert.include(await pageAt(client, at(open)), 'Whoever books one first has it')

    const answer = await client.get(
      `/bookings/public/${token}/availability?from=${date}&to=${date}`
    )
    answer.assertStatus(200)
    const offered = JSON.stringify(answer.body()).match(/"starts_at":"[^"]+"/g)
    assert.lengthOf(offered ?? [], 2)
    const form = filledForm(shop, tenOClock().set({ hour: 12 }))
    const refused = await client.post(`${at(token)}/details`).form(form)
    refused.assertStatus(409)

    const ofShop = await pageAt(
      client,
      `/book/${shop.business.slug}/${shop.service.slug}?date=${date}`
    )
    assert.include(ofShop, 'name="start"')
    assert.notInclude(ofShop, instant(tenOClock().set({ hour: 14 })))
  })

  test('says that picked times are gone, and what can be done', async ({ client, assert }) => {
    const shop = await openShop()
    const start = tenOClock(4)
    const offeredTimes = [{ start: +start, end: +start.plus({ hours: 1 }) }]
    const { token } = await makeOneTime(shop, { offeredTimes })
    assert.notInclude(await pageAt(client, at(token)), 'The times picked for you are gone')
    await place(shop, start)
    const gone = await pageAt(client, at(token))
    assert.include(gone, '<h1>The times picked for you are gone</h1>')
    assert.notInclude(gone, 'No times in')
    assert.notInclude(gone, 'choose=host')
    assert.include(gone, 'who can pick others for you.')
    assert.include(gone, 'tel:')
    for (const said of ['Whoever books one first', 'This link offers no times then']) {
      assert.notInclude(gone, said)
    }
  })

  test('leaves out whom to choose where picked times are held', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const start = tenOClock(4).toMillis()
    const offeredTimes = [{ start, end: start + 3_600_000 }]
    const held = await makeOneTime(shop, { offeredTimes, holdsTimes: true })
    assert.notInclude(await pageAt(client, at(held.token)), 'Anyone')
    const open = await makeOneTime(shop)
    assert.include(await pageAt(client, at(open.token)), 'Anyone')
  })

  test('offers the lengths of the link, and no other', async ({ client, assert }) => {
    const shop = await openShop({ service: { durations: [120] } })
    const link = await makeLink(shop, { durations: [30, 45], slotIntervalMinutes: 15 })
    const address = at(link.token)
    const page = await pageAt(client, `${address}?duration=45`)
    assert.match(page, /name="duration" value="45"/)
    const strange = await client.get(`${address}?duration=120`)
    strange.assertStatus(422)
    assert.include(strange.text(), `href="${address}"`)

    const form = filledForm(shop, tenOClock(), { duration: '45' })
    await client.post(`${address}/details`).form(form).redirects(0)
    const booking = await Booking.findByOrFail('link_id', link.id)
    assert.equal(booking.endsAt.diff(booking.startsAt).as('minutes'), 45)
    for (const post of [`${address}/details`, address, `/bookings/public/${link.token}/book`]) {
      const forged = await client.post(post).header('sec-fetch-site', 'cross-site').form(form)
      forged.assertStatus(403)
      forged.assertHeader('referrer-policy', 'same-origin')
    }
  })

  test('takes several places in a session of the link’s host, and shows no other’s', async ({
    client,
    assert,
  }) => {
    const service = { capacity: 8, isPlannedOnly: true }
    const shop = await openShop({ service, weeklyHours: [], hosts: 2 })
    const [hers, his] = [
      await planSession(shop, tenOClock()),
      await planSession(shop, tenOClock().set({ hour: 14 }), { hostId: shop.hosts[1].id }),
    ]
    const link = await makeLink(shop, {}, [shop.hosts[1].id])
    const page = await pageAt(client, `${at(link.token)}?date=${tenOClock().toISODate()}`)
    assert.include(page, instant(his.startsAt))
    assert.notInclude(page, instant(hers.startsAt))

    const post = (session: GroupSession) =>
      client
        .post(`${at(link.token)}/details`)
        .form(filledForm(shop, session.startsAt, { seats: '3' }))
        .redirects(0)
    const [refused, booked] = [await post(hers), await post(his)]
    assert.deepEqual([refused.status(), booked.status()], [409, 303])
    const booking = await Booking.findByOrFail('link_id', link.id)
    assert.deepEqual([booking.sessionId, booking.seats], [his.id, 3])
  })

  test('asks the link’s questions, or else the service’s, and shows the owner the answers', async ({
    client,
    assert,
  }) => {
    const level = question({ help: 'In lengths of a pool' })
    const shop = await openShop({ service: { questions: [question({ label: 'Of the service' })] } })
    const goals = question({
      ...{ key: 'goals', type: 'checkboxes', label: 'What for?' },
      options: ['Fun', 'Fitness', 'A race'],
    })
    const born = question({ key: 'born', type: 'date', label: 'Born on', isRequired: false })
    const terms = question({ key: 'terms', type: 'consent', label: 'I can swim' })
    const link = await makeLink(shop, { questions: [level, goals, born, terms] })
    const address = `${at(link.token)}/details`

    const details = await pageAt(client, `${address}?start=${instant(tenOClock())}`)
    assert.include(details, 'How well do you swim?')
    assert.include(details, 'In lengths of a pool')
    assert.notInclude(details, 'Of the service')

    const wrong = { goals: ['Fun', 'Fitness'], born: '2010-02-30', level: '' }
    const refused = await client
      .post(address)
      .form(filledForm(shop, tenOClock(), { client_name: '', answers: wrong }))
    refused.assertStatus(422)
    const again = refused.text()
    for (const id of ['client_name', 'answers.level', 'answers.born', 'answers.terms']) {
      assert.include(again, `<a href="#${id}">`)
      assert.include(again, `id="${id}"`)
    }
    assert.notInclude(again, '<a href="#answers.goals">')
    assert.include(again, '<a href="#answers.level">Answer “How well do you swim?”</a>')
    assert.match(again, /value="Fitness" type="checkbox" name="answers\[goals\]\[\]" checked/)
    assert.include(again, 'value="2010-02-30"')

    const right = { ...wrong, level: 'Ten lengths', born: '', terms: 'on' }
    const booked = await client
      .post(address)
      .form(filledForm(shop, tenOClock(), { answers: right }))
      .redirects(0)
    booked.assertStatus(303)
    const booking = await Booking.findByOrFail('link_id', link.id)
    assert.deepEqual(booking.answers, [
      { question: 'How well do you swim?', answer: 'Ten lengths' },
      { question: 'What for?', answer: 'Fun, Fitness' },
      { question: 'I can swim', answer: 'Yes' },
    ])
    const record = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    assert.include(record.text(), 'Ten lengths')
    assert.include(await pageAt(client, `/manage/${booking.manageToken}`), 'Fun, Fitness')

    const taken = await client.post(address).form(filledForm(shop, tenOClock(), { answers: right }))
    taken.assertStatus(409)
    assert.include(taken.text(), 'name="answers[goals][1]" value="Fitness"')
    assert.include(taken.text(), 'name="answers[level]" value="Ten lengths"')
  })
})

test.group('A one-time link that 20 post at once', (group) => {
  withEmptyTables(group)

  test('makes one booking, and tells the others that it is spent', async ({ client, assert }) => {
    const shop = await openShop()
    const { oneTime, token } = await makeOneTime(shop)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, hour) =>
        client
          .post(`${at(token)}/details`)
          .form(filledForm(shop, tenOClock().set({ hour })))
          .redirects(0)
      )
    )
    const tally = Object.groupBy(answers, (answer) => String(answer.status()))
    assert.equal(tally['303']?.length, 1)
    assert.equal(tally['409']?.length, 19)
    for (const refused of tally['409'] ?? []) {
      assert.include(refused.text(), 'This link has been used')
    }
    assert.lengthOf(await Booking.query().where('one_time_link_id', oneTime.id), 1)
  })
})

test.group('A link for machines', (group) => {
  withGlobalTransaction(group)

  test('tells what it offers, and no address of anybody', async ({ client, assert }) => {
    const shop = await openShop()
    const link = await makeLink(shop, { durationMinutes: 45, questions: [question({})] })
    const { token } = await makeOneTime(shop, { recipientEmail: 'ines@duarte.example' }, link)
    for (const address of [at(token), `/bookings/public/${token}`]) {
      const response = await client.get(address).accept('json')
      response.assertStatus(200)
      response.assertBodyContains({
        service: { id: shop.service.id, durations: [45], requires_approval: false },
        is_one_time: true,
        questions: [{ key: 'level', type: 'text', is_required: true }],
      })
      assert.notMatch(response.text(), /@/)
    }
  })

  test('says who gives it, all of them where they are needed together', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2, service: { hostMode: 'collective' } })
    const [anna, tom] = shop.hosts
    const link = await makeLink(shop, {}, [anna.id])
    const shown = await client.get(at(link.token)).accept('json')
    const named = ({ id, name }: Host) => ({ id, name })
    assert.deepEqual(shown.body().service.hosts, [anna, tom].map(named))
    await shop.service.merge({ hostMode: 'any' }).save()
    const narrowed = await client.get(at(link.token)).accept('json')
    assert.deepEqual(narrowed.body().service.hosts, [named(anna)])
  })

  test('services tell their questions, and a series answers them once for all its dates', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { questions: [question({ maxLength: 40 })] } })
    const api = `/api/booking/public/${shop.business.slug}`
    const [service] = (await client.get(`${api}/services`)).body()
    assert.containSubset(service.questions, [{ key: 'level', is_required: true, max_length: 40 }])

    const wanted = {
      service_id: service.id,
      starts_at: [3, 10].map((days) => instant(tenOClock(days))),
      client_name: 'Priya Shah',
      client_email: 'priya@example.com',
    }
    const silent = await client.post(`${api}/book/series`).json(wanted)
    silent.assertStatus(422)
    assert.equal(silent.body().errors[0].pointer, '/answers/level')
    const answers = { level: 'Well' }
    const booked = await client.post(`${api}/book/series`).json({ ...wanted, answers })
    booked.assertStatus(201)
    const given = { question: 'How well do you swim?', answer: 'Well' }
    assert.deepEqual(
      (await Booking.all()).map((booking) => booking.answers),
      [[given], [given]]
    )
  })

  test('books, once, and the same key is answered again', async ({ client, assert }) => {
    const shop = await openShop({ service: { questions: [question({})] } })
    const { token } = await makeOneTime(shop)
    const date = tenOClock().toFormat('yyyy-MM-dd')
    const days = await client
      .get(`/bookings/public/${token}/availability`)
      .qs({ start_date: date, end_date: date })
    days.assertStatus(200)
    const [slot] = days.body()[date]
    const body = {
      starts_at: slot.starts_at,
      client_name: 'Priya Shah',
      client_email: 'priya@example.com',
    }
    const silent = await client.post(at(token)).json(body)
    silent.assertStatus(422)
    assert.equal(silent.body().errors[0].pointer, '/answers/level')

    const answered = { ...body, answers: { level: 'Well' } }
    const send = (key: string) =>
      client.post(`/bookings/public/${token}/book`).header('idempotency-key', key).json(answered)
    const [first, same, other] = [await send('one'), await send('one'), await send('two')]
    first.assertStatus(201)
    assert.deepEqual(same.body(), first.body())
    same.assertHeader('idempotency-replayed', 'true')
    other.assertStatus(410)
    other.assertBodyContains({ code: 'link_spent', title: 'Link spent' })
    const gone = await client.get(at(token)).accept('json')
    gone.assertStatus(410)
    gone.assertBodyContains({ code: 'link_spent' })
    const strange = await client.get(at('A'.repeat(32))).accept('json')
    strange.assertStatus(404)
    strange.assertBodyContains({ code: 'unknown_link' })
  })
})
