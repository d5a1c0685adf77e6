import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import RemoveBlock from '#actions/availability/remove_block'
import { openShop } from '#database/factories/business'
import Block from '#models/availability/block'
import type Host from '#models/availability/host'
import { byUser } from '#models/by'
import type User from '#models/accounts/user'
import { blockTime } from '#tests/support/blocks'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { IN_THREE_DAYS, joinAs, place } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'

const HERE = IN_THREE_DAYS.setZone('Europe/London')
const DATE = HERE.toFormat('yyyy-MM-dd')
const NEXT = HERE.plus({ weeks: 1 }).toFormat('yyyy-MM-dd')
const TIMES = { from: HERE.toFormat('HH:mm'), to: HERE.plus({ hours: 1 }).toFormat('HH:mm') }
const TYPED = { date: DATE, ...TIMES, repeats: 'no', reason: ' First aid ' }
const WEEKLY = { firstDate: DATE, lastDate: null, weeklyDays: 1 }

type Fields = Record<string, string>

const send = (client: ApiClient, user: User, path: string, form: Fields) =>
  client.post(path).form(form).loginAs(user).withCsrfToken().redirects(0)

const stored = async () => {
  const [block] = await Block.query().preload('hosts')
  return { ...block.dates, hostIds: block.hostIds, reason: block.reason }
}

test.group('Blocking time on the owner’s side', (group) => {
  withGlobalTransaction(group)

  test('saves whom, when and why, and shows it in the list and above the hours', async ({
    client,
    assert,
  }) => {
    const { user, hosts } = await openShop({ hosts: 2 })
    const form = { ...TYPED, [`host_${hosts[1].id}`]: 'on' }
    const saved = await send(client, user, '/admin/blocks', form)
    saved.assertStatus(303)
    saved.assertHeader('location', '/admin/blocks')
    assert.deepEqual(await stored(), {
      ...{ firstDate: DATE, lastDate: DATE, weeklyDays: null, skippedDates: [] },
      ...{ start: TIMES.from, end: TIMES.to, hostIds: [hosts[1].id], reason: 'First aid' },
    })
    for (const page of ['/admin/blocks', `/admin/availability?host=${hosts[1].id}`]) {
      const list = await client.get(page).loginAs(user)
      list.assertTextIncludes('Tom Okafor, First aid')
    }
    const other = await client.get(`/admin/blocks?host=${hosts[0].id}`).loginAs(user)
    other.assertTextIncludes('Anna Reed has no blocked time.')
    ;(await client.get('/admin/blocks?host=999999').loginAs(user)).assertStatus(404)
  })

  test('takes everyone, whole days of a range, and every week until a date', async ({
    client,
    assert,
  }) => {
    const { user, hosts } = await openShop({ hosts: 2 })
    const days = { date: DATE, last_date: NEXT, all_day: 'on', repeats: 'no', everyone: 'on' }
    ;(await send(client, user, '/admin/blocks', days)).assertStatus(303)
    const { hostIds, lastDate, start, end } = await stored()
    assert.deepEqual([hostIds, lastDate], [hosts.map(({ id }) => id), NEXT])
    assert.deepEqual([start, end], ['00:00', '24:00'])

    await Block.query().delete()
    const weekly = { ...TYPED, repeats: 'weekly', repeats_until: NEXT, everyone: 'on' }
    ;(await send(client, user, '/admin/blocks', weekly)).assertStatus(303)
    const { lastDate: until, weeklyDays } = await stored()
    assert.deepEqual([until, weeklyDays], [NEXT, 1])
  })

  test('lists what is booked inside first, keeps what was typed, and saves all the same', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { user, host } = shop
    const booking = await place(shop, { name: 'Max Bauer' })
    const form = { ...TYPED, [`host_${host.id}`]: 'on' }
    const seen = await send(client, user, '/admin/blocks', { ...form, preview: '1' })
    seen.assertStatus(200)
    seen.assertTextIncludes('One booking is inside')
    const asked = await send(client, user, '/admin/blocks', form)
    asked.assertStatus(409)
    for (const words of [
      ...['One booking is inside', 'Max Bauer', `/admin/bookings/${booking.id}`],
      ...[
        'Block the time and do as chosen',
        'First aid',
        `name="inside_shown" value="${booking.id}"`,
      ],
    ]) {
      asked.assertTextIncludes(words)
    }
    assert.isEmpty(await Block.all())
    const shown = { inside_shown: String(booking.id) }
    ;(await send(client, user, '/admin/blocks', { ...form, ...shown })).assertStatus(303)
    assert.equal((await booking.refresh()).status, 'approved')
  })

  test('counts a client once who is booked inside several times, and what they booked apart', async ({
    client,
  }) => {
    const shop = await openShop()
    const { user, host } = shop
    const day = { ...TYPED, all_day: 'on', [`host_${host.id}`]: 'on', preview: '1' }
    const ask = () => send(client, user, '/admin/blocks', day)
    for (const hours of [0, 1]) await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours }) })
    ;(await ask()).assertTextIncludes('2 bookings are inside, all of one client')
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }), email: 'max@bauer.example' })
    ;(await ask()).assertTextIncludes('3 bookings are inside, of 2 clients')
  })

  test('counts a client once who has several places in a session inside', async ({ client }) => {
    const shop = await openShop({ service: { capacity: 8 } })
    const { user, host } = shop
    const session = await planSession(shop, IN_THREE_DAYS)
    for (const name of ['Max Bauer', 'Ida Bauer', 'Max Bauer']) {
      await place(shop, { name, email: 'max@bauer.example' })
    }
    const form = { ...TYPED, [`host_${host.id}`]: 'on', preview: '1' }
    const seen = await send(client, user, '/admin/blocks', form)
    seen.assertTextIncludes('3 bookings, all of one client')
    seen.assertTextIncludes('Cancel it, told by mail: 1')
    const page = await client.get(`/admin/sessions/${session.id}`).loginAs(user)
    page.assertTextIncludes('One client gets a mail with these words.')
  })

  for (const [what, wrong, sentence] of [
    ['nobody', {}, 'Choose who is away'],
    ['a date that is over', { date: '2020-01-01' }, 'Choose today or a later date'],
    ['no time', { from: 'noon' }, 'Write a time, as 09:00'],
    ['no length', { to: TIMES.from }, 'It cannot end when it starts'],
    ['days backwards', { last_date: '2020-01-01' }, 'Choose a date that is not before'],
    ['a year and more', { last_date: '2999-01-01' }, 'At most 366 days at once'],
    [
      'more than a week every week',
      { last_date: HERE.plus({ days: 7 }).toFormat('yyyy-MM-dd'), repeats: 'weekly' },
      'Time that repeats every week can last seven days at most',
    ],
  ] as [string, Fields, string][]) {
    test(`refuses ${what} at the field, and loses nothing`, async ({ client, assert }) => {
      const { user, host } = await openShop()
      const whom: Fields = what === 'nobody' ? {} : { [`host_${host.id}`]: 'on' }
      const refused = await send(client, user, '/admin/blocks', { ...TYPED, ...whom, ...wrong })
      refused.assertStatus(422)
      refused.assertTextIncludes(sentence)
      refused.assertTextIncludes('First aid')
      assert.isEmpty(await Block.all())
    })
  }

  test('lets staff block, change and open their own time only', async ({ client, assert }) => {
    const { user, business, hosts } = await openShop({ hosts: 2 })
    const staff = await joinAs('staff', business)
    const [other, own] = hosts
    await own.merge({ userId: staff.id }).save()
    const theirs = await send(client, staff, '/admin/blocks', {
      ...TYPED,
      [`host_${other.id}`]: 'on',
    })
    theirs.assertStatus(422)
    ;(await send(client, staff, '/admin/blocks', { ...TYPED, everyone: 'on' })).assertStatus(303)
    assert.deepEqual((await stored()).hostIds, [own.id])

    const [{ id }] = await Block.all()
    ;(await client.get(`/admin/blocks/${id}`).loginAs(staff)).assertStatus(200)
    const shared = await blockTime(hosts)
    for (const path of [`/admin/blocks/${shared.id}`, `/admin/blocks/${shared.id}/removal`]) {
      ;(await send(client, staff, path, TYPED)).assertStatus(403)
    }
    const viewer = await joinAs('viewer', business)
    const list = await client.get('/admin/blocks').loginAs(viewer)
    assert.notInclude(list.text(), '/removal')
    assert.include((await client.get('/admin/blocks').loginAs(user)).text(), '/removal')
  })
})

test.group('Blocked time that repeats', (group) => {
  withGlobalTransaction(group)

  test('shows staff what was removed of their own time only', async ({ client, assert }) => {
    const { business, user, hosts } = await openShop({ hosts: 2 })
    const staff = await joinAs('staff', business)
    await hosts[1].merge({ userId: staff.id }).save()
    const removed = async (blocked: Host[]) => {
      const { id: blockId } = await blockTime(blocked, { reason: 'Doctor' })
      const by = byUser(user.id)
      await new RemoveBlock().handle({ businessId: business.id, blockId, version: null, by })
      const entry = await db.from('audit_entries').orderBy('id', 'desc').firstOrFail()
      return `/admin/blocks/new?before=${entry.id}`
    }
    for (const others of [[hosts[0]], hosts]) {
      const foreign = await removed(others)
      assert.equal((await client.get(foreign).loginAs(staff)).status(), 403)
      const seen = await client.get(foreign).loginAs(user)
      seen.assertTextIncludes('Doctor')
    }
    const own = await client.get(await removed([hosts[1]])).loginAs(staff)
    own.assertTextIncludes('Doctor')
  })

  test('is changed or opened on one date, or as a whole', async ({ client, assert }) => {
    const { user, host } = await openShop()
    const block = await blockTime([host], WEEKLY)
    const page = `/admin/blocks/${block.id}/date?date=${NEXT}`
    const opened = await client.get(page).loginAs(user)
    opened.assertTextIncludes('The other dates stay as they are.')
    const version = versionIn(opened.text(), page)
    const whom = { [`host_${host.id}`]: 'on' }
    const form = { ...whom, date: NEXT, from: '10:00', to: '11:00', version }
    ;(await send(client, user, page, form)).assertStatus(303)
    assert.deepEqual((await block.refresh()).skippedDates, [NEXT])
    assert.lengthOf(await Block.all(), 2)
    // It is no date of that block any more.
    ;(await send(client, user, page, form)).assertStatus(404)
    ;(await client.get(page).loginAs(user)).assertStatus(404)

    const first = `/admin/blocks/${block.id}/date?date=${DATE}`
    const removal = first.replace('?', '/removal?')
    ;(await send(client, user, removal, { version })).assertStatus(409)
    const fresh = versionIn((await client.get(first).loginAs(user)).text(), first)
    ;(await send(client, user, removal, { version: fresh })).assertStatus(303)
    assert.deepEqual((await block.refresh()).skippedDates, [DATE, NEXT])
  })

  test('is not opened where it was changed meanwhile: both are shown', async ({
    client,
    assert,
  }) => {
    const { user, host } = await openShop()
    const block = await blockTime([host], WEEKLY)
    const path = `/admin/blocks/${block.id}/removal`
    const version = versionIn((await client.get('/admin/blocks').loginAs(user)).text(), path)
    await block.merge({ endsTime: '17:00' }).save()
    const refused = await send(client, user, path, { version, shown: 'Lunch' })
    refused.assertStatus(409)
    refused.assertTextIncludes('Your page showed: Lunch.')
    refused.assertTextIncludes('17:00')
    const fresh = versionIn(refused.text(), path)
    ;(await send(client, user, path, { version: fresh })).assertStatus(303)
    assert.isEmpty(await Block.all())
  })
})
