import type { ApiClient, ApiResponse } from '@japa/api-client'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import type User from '#models/accounts/user'
import Block from '#models/availability/block'
import Notification from '#models/notifications/notification'
import { findFaults } from '#queries/integrity/find_faults'
import { heldBy, openClinic } from '#tests/support/clinic'
import { withGlobalTransaction } from '#tests/support/database'
import { rowVersionsIn, versionIn } from '#tests/support/form_version'
import { IN_THREE_DAYS as START, joinAs, place } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'
import { queriesOf } from '#tests/support/queries'
import { waitFor } from '#tests/support/waitlist'

const DATE = START.setZone('Europe/London').toFormat('yyyy-MM-dd')
const NEW = '/admin/blocks/new'

/** Anna is ill, with three bookings; Tom has one himself at the time of the third. */
async function openThree() {
  const shop = await openShop({ hosts: 3 })
  const [anna, tom, mia] = shop.hosts
  const at = (hours: number) => START.plus({ hours: 2 * hours })
  const ofAnna = (name: string, hours: number) =>
    place(shop, { hostId: anna.id, name, startsAt: at(hours), email: `${name}@example.com` })
  const bookings = [await ofAnna('first', 0), await ofAnna('second', 1), await ofAnna('third', 2)]
  await place(shop, { hostId: tom.id, name: 'His own', startsAt: at(2) })
  return { shop, anna, tom, mia, bookings }
}

const awayPage = ({ id }: { id: number }) =>
  `${NEW}?host=${id}&date=${DATE}&all_day=on&away=on&reason=Ill`

const optionsOf = (html: string, { id }: { id: number }) => {
  const [select] = new RegExp(`<select[^>]*name="inside_${id}"[\\s\\S]*?</select>`).exec(html) ?? [
    '',
  ]
  return [...select.matchAll(/<option value="(\w+)"( selected)?/g)].map(
    ([, value, selected]) => `${value}${selected ?? ''}`
  )
}

async function openForm(client: ApiClient, user: User, path: string) {
  const html = (await client.get(path).loginAs(user)).text()
  const [, shown] = /name="inside_shown" value="([^"]*)"/.exec(html) ?? []
  return { html, sent: { ...rowVersionsIn(html), inside_shown: shown } }
}

const send = (client: ApiClient, user: User, path: string, form: Record<string, unknown>) =>
  client.post(path).form(form).loginAs(user).withCsrfToken().redirects(0)

/** What a browser shows next, and again after a reload. */
async function follow(client: ApiClient, user: User, response: ApiResponse) {
  response.assertStatus(303)
  return client.get(response.header('location') ?? '').loginAs(user)
}

const blocked = (host: { id: number }) => ({
  ...{ [`host_${host.id}`]: 'on', date: DATE, all_day: 'on', repeats: 'no', reason: 'Ill' },
})

test.group('What is booked inside blocked time', (group) => {
  withGlobalTransaction(group)

  test('is offered to colleagues who are free, shared out where somebody is ill', async ({
    client,
    assert,
  }) => {
    const { shop, anna, tom, mia, bookings } = await openThree()
    const { html } = await openForm(client, shop.user, awayPage(anna))
    assert.deepEqual(
      bookings.map((booking) => optionsOf(html, booking)),
      [
        ['leave', `give_${tom.id} selected`, `give_${mia.id}`, 'cancel'],
        ['leave', `give_${tom.id}`, `give_${mia.id} selected`, 'cancel'],
        ['leave', `give_${mia.id} selected`, 'cancel'],
      ]
    )
    assert.include(html, `/admin/availability/handover?host=${anna.id}`)
    const kept = 'Kept unless you move or cancel them'
    const proposed =
      'What we propose: colleagues or rooms that are free take them, unless you change it'
    assert.include(html, proposed)
    assert.notInclude(html, kept)

    // Nothing is chosen for those who did not say that somebody is ill.
    const plain = await openForm(client, shop.user, awayPage(anna).replace('&away=on', ''))
    assert.include(optionsOf(plain.html, bookings[0]), 'leave selected')
    assert.include(plain.html, kept)
    assert.notInclude(plain.html, proposed)
    // Nobody gives it who is away as well.
    const both = await openForm(client, shop.user, `${awayPage(anna)}&host_${tom.id}=on`)
    assert.deepEqual(optionsOf(both.html, bookings[1]), [
      ...['leave', `give_${mia.id} selected`, 'cancel'],
    ])
  })

  test('is a group session too, which takes place or is called off there', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { capacity: 4, name: 'Aqua gym' } })
    const session = await planSession(shop, START)
    await place(shop)
    await place(shop, { name: 'Zoe Lin', email: null, phone: '07700 900318' })
    const { html, sent } = await openForm(client, shop.user, awayPage(shop.host))
    assert.include(html, 'One group session is inside')
    assert.deepEqual(optionsOf(html, session), ['leave selected', 'cancel'])
    assert.include(html, 'Cancel it, told by mail: 1, to call: 1')

    const staff = await joinAs('staff', shop.business)
    await shop.host.merge({ userId: staff.id }).save()
    const theirs = await openForm(client, staff, awayPage(shop.host))
    assert.isEmpty(optionsOf(theirs.html, session))
    const form = { ...blocked(shop.host), ...sent, inside_reason: 'The pool is closed' }
    const way = `inside_${session.id}`
    await send(client, staff, '/admin/blocks', { ...form, [way]: 'cancel', only_inside: '1' })
    assert.equal((await session.refresh()).status, 'scheduled')
    const stale = { ...form, [way]: 'cancel', [`versions[b${session.id}]`]: 'older' }
    const refused = await send(client, shop.user, '/admin/blocks', { ...stale, only_inside: '1' })
    refused.assertStatus(409)
    refused.assertTextIncludes('it was changed meanwhile and stays for now')

    await send(client, shop.user, '/admin/blocks', { ...form, [way]: 'leave' })
    assert.equal((await session.refresh()).status, 'scheduled')
    const [{ id }] = await Block.all()
    const page = await openForm(client, shop.user, `/admin/blocks/${id}`)
    const again = { ...blocked(shop.host), ...page.sent, [way]: 'cancel' }
    const sentOnly = await send(client, shop.user, `/admin/blocks/${id}`, {
      ...{ ...again, inside_reason: 'The pool is closed', only_inside: '1' },
      version: versionIn(page.html, `/admin/blocks/${id}`),
    })
    const done = await follow(client, shop.user, sentOnly)
    assert.match(done.text(), /Aqua gym<\/a>[^<]*: cancelled/)
    assert.lengthOf(done.text().match(/Zoe Lin was not told\./g) ?? [], 1)
    done.assertTextIncludes('value="Ill"')
    await session.refresh()
    assert.deepEqual([session.status, session.cancelReason], ['cancelled', 'The pool is closed'])
    assert.isNotEmpty(await Notification.query().where({ type: 'booking_cancelled' }))
  })

  test('is a group session that a colleague can take whole, suggested where somebody is ill', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 3, service: { capacity: 4, name: 'Aqua gym' } })
    const [anna, tom, mia] = shop.hosts
    const session = await planSession(shop, START)
    await planSession({ ...shop, host: tom }, START)
    await place(shop)
    const { html, sent } = await openForm(client, shop.user, awayPage(anna))
    assert.deepEqual(optionsOf(html, session), ['leave', `give_${mia.id} selected`, 'cancel'])
    const plain = await openForm(client, shop.user, awayPage(anna).replace('&away=on', ''))
    assert.include(optionsOf(plain.html, session), 'leave selected')

    const form = { ...blocked(anna), ...sent, only_inside: '1' }
    const way = `inside_${session.id}`
    const busy = await send(client, shop.user, '/admin/blocks', {
      ...form,
      [way]: `give_${tom.id}`,
    })
    busy.assertStatus(409)
    busy.assertTextIncludes(`that colleague is not free then any more. It stays with ${anna.name}.`)
    const given = await send(client, shop.user, '/admin/blocks', {
      ...{ ...form, [way]: `give_${mia.id}` },
    })
    const done = await follow(client, shop.user, given)
    assert.match(done.text(), new RegExp(`Aqua gym</a>[^<]*: given to ${mia.name}`))
    assert.equal((await session.refresh()).hostId, mia.id)
    assert.isEmpty((await findFaults()).flatMap(({ faults }) => faults))
  })

  test('counts who is told for many sessions in as many queries as for one', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { capacity: 1, isPlannedOnly: true } })
    const at = (hours: number) => START.plus({ hours })
    const plan = (hours: number) => planSession(shop, at(hours), { capacity: 1 })
    const sessions = [await plan(0)]
    await place(shop)
    await waitFor(shop, START)
    const open = () => openForm(client, shop.user, awayPage(shop.host))
    const ofOne = await queriesOf(open)
    sessions.push(await plan(2), await plan(4))
    await place(shop, { startsAt: at(2), email: null, phone: '07700 900318' })
    await waitFor(shop, at(2))
    await waitFor(shop, at(2), { email: 'zoe@example.com' })
    const ofMany = await queriesOf(open)
    assert.isAtMost(ofMany.length, ofOne.length)
    const { html } = await open()
    const told = sessions.map((session) => {
      const [, counts] = new RegExp(`name="inside_${session.id}"[^]*?Cancel it([^<]*)<`).exec(html)!
      return counts.trim()
    })
    assert.deepEqual(told, [', told by mail: 2', ', told by mail: 2, to call: 1', ''])
  })

  test('names the number of whoever gets no mail about it, and keeps the call on Today', async ({
    client,
    assert,
  }) => {
    const { shop, anna, bookings } = await openThree()
    const [first, second] = bookings
    for (const booking of [first, second]) {
      await booking.merge({ clientEmail: null, clientPhone: '07700 900318' }).save()
    }
    const { sent } = await openForm(client, shop.user, awayPage(anna))
    const form = { ...blocked(anna), ...sent, [`inside_${first.id}`]: 'cancel' }
    const saved = await send(client, shop.user, '/admin/blocks', form)
    const page = await follow(client, shop.user, saved)
    page.assertTextIncludes('first was not told.')
    page.assertTextIncludes('Call 07700 900318')
    assert.notInclude(page.text(), 'second was not told.')
    const today = await client.get('/admin').loginAs(shop.user)
    assert.lengthOf([...today.text().matchAll(/\/admin\/calls\/\d+/g)], 1)
  })

  test('is given away, cancelled or left in one form, with what became of each', async ({
    client,
    assert,
  }) => {
    const { shop, anna, tom, bookings } = await openThree()
    const [first, second, third] = bookings
    const { sent } = await openForm(client, shop.user, awayPage(anna))
    const saved = await send(client, shop.user, '/admin/blocks', {
      ...{ ...blocked(anna), ...sent, inside_reason: 'Anna is ill' },
      ...{ [`inside_${first.id}`]: `give_${tom.id}`, [`inside_${second.id}`]: 'cancel' },
      [`inside_${third.id}`]: 'leave',
    })
    const done = await follow(client, shop.user, saved)
    for (const words of [
      `given to ${tom.name}`,
      ': cancelled',
      'One more is inside and stays as it is: third',
    ]) {
      done.assertTextIncludes(words)
    }
    const [{ id }] = await Block.all()
    done.assertTextIncludes(`<a href="/admin/blocks/${id}">see what is left</a>`)
    const day = (await client.get(`/admin?date=${DATE}`).loginAs(shop.user)).text()
    assert.lengthOf(day.match(/In blocked time/g) ?? [], 1)
    const said = day.replaceAll(/<[^>]+>/g, '')
    assert.notInclude(said, `${anna.name} is away`)
    assert.include(said, `${tom.name} is away`)
    assert.lengthOf(await Block.all(), 1)
    assert.equal((await first.refresh()).hostId, tom.id)
    assert.equal((await second.refresh()).status, 'cancelled')
    assert.deepEqual([(await third.refresh()).hostId, third.status], [anna.id, 'approved'])
    const told = await Notification.query().where({ type: 'booking_cancelled' })
    assert.isNotEmpty(told.filter(({ bookingId }) => bookingId === second.id))
    assert.deepEqual(
      (await findFaults()).filter(({ faults }) => faults.length > 0),
      []
    )
  })

  test('is gone through before anything is blocked, and the form keeps what was typed', async ({
    client,
    assert,
  }) => {
    const { shop, anna, tom, bookings } = await openThree()
    const [first, , third] = bookings
    const { sent } = await openForm(client, shop.user, awayPage(anna))
    const done = await send(client, shop.user, '/admin/blocks', {
      ...{ ...blocked(anna), ...sent, only_inside: '1' },
      ...{ [`inside_${first.id}`]: `give_${tom.id}`, [`inside_${third.id}`]: `give_${tom.id}` },
    })
    done.assertStatus(409)
    for (const words of [
      ...['Nothing is blocked yet', `given to ${tom.name}`, 'value="Ill"'],
      ...['that colleague is not free then any more', `/admin/bookings/${third.id}#reason`],
    ]) {
      done.assertTextIncludes(words)
    }
    assert.isEmpty(await Block.all())
    assert.isEmpty(optionsOf(done.text(), first))
    assert.equal((await third.refresh()).hostId, anna.id)
  })

  test('gets another room that is free, where only its room is blocked', async ({
    client,
    assert,
  }) => {
    const { people, rooms, ...shop } = await openClinic(2, 3)
    const [anna] = people
    const [first, second, third] = rooms
    const one = await place(shop, { hostId: anna.id })
    const other = await place(shop, { hostId: people[1].id, email: 'other@example.com' })
    assert.deepEqual(await heldBy(one), [anna.id, first.id])
    const { html, sent } = await openForm(client, shop.user, awayPage(first))
    assert.deepEqual(optionsOf(html, one), ['leave', `room_${third.id} selected`, 'cancel'])
    assert.include(html, 'Room 3 instead')
    assert.isEmpty(optionsOf(html, other))

    const form = { ...blocked(first), ...sent, inside_reason: 'The ceiling drips' }
    const saved = await send(client, shop.user, '/admin/blocks', {
      ...form,
      [`inside_${one.id}`]: `room_${third.id}`,
    })
    const done = await follow(client, shop.user, saved)
    done.assertTextIncludes(': in another room now')
    assert.deepEqual(await heldBy(one), [anna.id, third.id])

    // Now both others are taken then.
    const full = await openForm(client, shop.user, awayPage(second))
    assert.deepEqual(optionsOf(full.html, other), ['leave selected', 'cancel'])
    assert.include(full.html, 'No other room is free then.')
  })

  test('is moved at the desk, which leads back to the form as it was typed', async ({
    client,
    assert,
  }) => {
    const { shop, anna, bookings } = await openThree()
    const [first] = bookings
    const { html } = await openForm(client, shop.user, awayPage(anna))
    const [, link] =
      new RegExp(`href="([^"]*move=${first.id}&amp;return_to[^"]*)"`).exec(html) ?? []
    const desk = await client.get(link.replaceAll('&amp;', '&')).loginAs(shop.user)
    desk.assertStatus(200)
    const back = new URL(link.replaceAll('&amp;', '&'), 'http://x').searchParams.get('return_to')
    const at = START.plus({ days: 1 }).setZone('Europe/London')
    const moved = await send(client, shop.user, `/admin/bookings/${first.id}/move`, {
      ...{ date: at.toFormat('yyyy-MM-dd'), time: at.toFormat('HH:mm'), host: anna.id },
      ...{ version: versionIn(desk.text(), `/admin/bookings/${first.id}/move`), return_to: back },
    })
    moved.assertStatus(303)
    moved.assertHeader('location', back as string)
    const again = await openForm(client, shop.user, back as string)
    for (const field of ['name="reason" type="text"', `name="host_${anna.id}"`]) {
      assert.include(again.html, field)
    }
    assert.match(again.html, /value="Ill"/)
    assert.match(again.html, /name="all_day" type="checkbox" checked/)
    assert.isEmpty(optionsOf(again.html, first))

    // Nowhere else than here.
    const elsewhere = await send(client, shop.user, `/admin/bookings/${first.id}/move`, {
      ...{ date: DATE, time: START.setZone('Europe/London').toFormat('HH:mm'), host: anna.id },
      ...{ version: (await first.refresh()).version, return_to: 'https://evil.example/' },
    })
    elsewhere.assertHeader('location', `/admin/bookings/${first.id}`)
  })

  test('stays where it was changed meanwhile, and is not staff’s to give away', async ({
    client,
    assert,
  }) => {
    const { shop, anna, tom, bookings } = await openThree()
    const [first, second] = bookings
    const { sent } = await openForm(client, shop.user, awayPage(anna))
    await first.merge({ clientName: 'Renamed' }).save()
    const stale = await send(client, shop.user, '/admin/blocks', {
      ...{ ...blocked(anna), ...sent, only_inside: '1', [`inside_${first.id}`]: 'cancel' },
    })
    stale.assertStatus(409)
    stale.assertTextIncludes('it was changed meanwhile and stays for now')
    assert.equal((await first.refresh()).status, 'approved')

    const staff = await joinAs('staff', shop.business)
    await anna.merge({ userId: staff.id }).save()
    const own = await openForm(client, staff, awayPage(anna))
    assert.deepEqual(optionsOf(own.html, second), ['leave selected', 'cancel'])
    const given = await send(client, staff, '/admin/blocks', {
      ...{ ...blocked(anna), ...own.sent, only_inside: '1' },
      [`inside_${second.id}`]: `give_${tom.id}`,
    })
    given.assertTextIncludes('not yours to change')
    assert.equal((await second.refresh()).hostId, anna.id)

    const other = await openShop()
    const theirs = await send(client, other.user, '/admin/blocks', {
      ...{ ...blocked(other.host), only_inside: '1', [`inside_${second.id}`]: 'cancel' },
    })
    assert.notInclude(theirs.text(), 'cancelled')
    assert.equal((await second.refresh()).status, 'approved')
  })

  test('is shown at once after blocking, where some of it is left', async ({ client, assert }) => {
    const { shop, anna, bookings } = await openThree()
    const { sent } = await openForm(client, shop.user, awayPage(anna))
    const done = await send(client, shop.user, '/admin/blocks', { ...blocked(anna), ...sent })
    done.assertStatus(303)
    const [block] = await Block.all()
    done.assertHeader('location', `/admin/blocks/${block.id}`)
    const page = await client.get(`/admin/blocks/${block.id}`).loginAs(shop.user)
    page.assertTextIncludes(`/admin/availability/handover?host=${anna.id}`)
    assert.include(optionsOf(page.text(), bookings[0]), 'leave selected')
  })

  test('is reached from today and from the head of a day', async ({ client, assert }) => {
    const { shop, anna } = await openThree()
    const address = `${NEW}?host=${anna.id}&amp;date=${DATE}&amp;all_day=on&amp;away=on`
    const pages = [`/admin?date=${DATE}`, `/admin/calendar?view=day&date=${DATE}`]
    for (const page of pages)
      (await client.get(page).loginAs(shop.user)).assertTextIncludes(address)
    const viewer = await joinAs('viewer', shop.business)
    for (const page of pages) {
      assert.notInclude((await client.get(page).loginAs(viewer)).text(), 'away=on')
    }
  })
})
