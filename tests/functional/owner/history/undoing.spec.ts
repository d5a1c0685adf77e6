import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { addService, openShop } from '#database/factories/business'
import Block from '#models/availability/block'
import DateOverride from '#models/availability/date_override'
import Membership from '#models/accounts/membership'
import Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'
import { weekForm } from '#tests/support/week_form'

type Shop = Awaited<ReturnType<typeof openShop>>

const RULES = {
  is_active: 'on',
  buffer_time_minutes: '10',
  booking_expiry_hours: '24',
  max_advance_booking_days: '90',
  min_advance_booking_hours: '4',
  reschedule_cutoff_minutes: '1440',
  cancel_cutoff_minutes: '60',
  max_moves: '2',
}

const entryOf = async ({ business }: Shop, action: string): Promise<number> => {
  const entries = db.from('audit_entries').where({ business_id: business.id, action })
  const { id } = await entries.orderBy('id', 'desc').firstOrFail()
  return id
}

const undoingOf = async (shop: Shop, action: string) =>
  `/admin/history/${await entryOf(shop, action)}/undoing`

const save = (client: ApiClient, { user }: Shop, path: string, form: Record<string, string>) =>
  client.post(path).form(form).loginAs(user).withCsrfToken().withVersion().redirects(0)

const setDates = (
  client: ApiClient,
  { user, host }: Shop,
  [date, until]: [string, string],
  form: Record<string, string>
) =>
  client
    .post(`/admin/availability/dates?host=${host.id}`)
    .form({ date, until, ...form })
    .loginAs(user)
    .withCsrfToken()
    .withVersion(`/admin/availability?host=${host.id}&date=${date}&until=${until}`)
    .redirects(0)

const hoursOf = async ({ host }: Shop) => {
  const overrides = await DateOverride.query().where('hostId', host.id).orderBy('date')
  return overrides.map(({ date, windows, reason }) => [date, windows, reason])
}

const MORNING = { 'kind': 'hours', 'ranges[0][from]': '10', 'ranges[0][to]': '12' }

test.group('Undoing the hours of single dates', (group) => {
  withGlobalTransaction(group)

  test('gives each date back the hours that it had, and may itself be undone', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await setDates(client, shop, ['2031-03-04', '2031-03-04'], { ...MORNING, reason: 'Fair' })
    await setDates(client, shop, ['2031-03-04', '2031-03-05'], { kind: 'closed' })
    const undoing = await undoingOf(shop, 'date_overrides.set')
    const list = await client.get('/admin/history').loginAs(shop.user)
    assert.include(list.text(), `href="${undoing}"`)

    const page = (await client.get(undoing).loginAs(shop.user)).text()
    assert.match(page, /4 March 2031<\/dt>[^]*?Closed<\/del>[^]*?10:00–12:00, Fair<\/ins>/)
    assert.match(page, /5 March 2031<\/dt>[^]*?Closed<\/del>[^]*?as in the week<\/ins>/)
    ;(await save(client, shop, undoing, {})).assertStatus(303)
    const morning = [{ start: '10:00', end: '12:00' }]
    assert.deepEqual(await hoursOf(shop), [['2031-03-04', morning, 'Fair']])

    ;(await save(client, shop, await undoingOf(shop, 'date_overrides.returned'), {})).assertStatus(
      303
    )
    assert.deepEqual(await hoursOf(shop), [
      ['2031-03-04', [], null],
      ['2031-03-05', [], null],
    ])
  })

  test('brings back what was removed', async ({ client, assert }) => {
    const shop = await openShop()
    await setDates(client, shop, ['2031-03-04', '2031-03-04'], MORNING)
    const [{ id }] = await DateOverride.query().where('hostId', shop.host.id)
    const page = `/admin/availability?host=${shop.host.id}`
    const removal = client.post(`/admin/availability/dates/${id}/removal`).form({})
    await removal.loginAs(shop.user).withCsrfToken().withVersion(page)
    assert.deepEqual(await hoursOf(shop), [])
    await save(client, shop, await undoingOf(shop, 'date_overrides.removed'), {})
    assert.deepEqual(await hoursOf(shop), [
      ['2031-03-04', [{ start: '10:00', end: '12:00' }], null],
    ])
  })

  test('is refused once they were changed again, be it while the page is open', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await setDates(client, shop, ['2031-03-04', '2031-03-05'], { kind: 'closed' })
    const undoing = await undoingOf(shop, 'date_overrides.set')
    const version = versionIn((await client.get(undoing).loginAs(shop.user)).text(), undoing)
    await setDates(client, shop, ['2031-03-05', '2031-03-05'], MORNING)
    const late = await save(client, shop, undoing, { version })
    for (const refused of [late, await client.get(undoing).loginAs(shop.user)]) {
      refused.assertStatus(409)
      refused.assertTextIncludes('This was changed again since')
    }
    assert.lengthOf(await hoursOf(shop), 2)
    ;(await save(client, shop, await undoingOf(shop, 'date_overrides.set'), {})).assertStatus(303)
    ;(await client.get(undoing).loginAs(shop.user)).assertStatus(200)
  })

  test('shows who is booked outside first', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const date = IN_THREE_DAYS.setZone(shop.host.timeZone).toFormat('yyyy-MM-dd')
    await setDates(client, shop, [date, date], { kind: 'closed' })
    const all = { 'kind': 'hours', 'ranges[0][from]': '0:00', 'ranges[0][to]': '24:00' }
    await setDates(client, shop, [date, date], all)
    await place(shop, { name: 'Grace Liu' })
    const undoing = await undoingOf(shop, 'date_overrides.set')
    const asked = await save(client, shop, undoing, {})
    asked.assertStatus(409)
    asked.assertTextIncludes('Grace Liu')
    const [, outside] = /name="outside_shown" value="([^"]+)"/.exec(asked.text()) ?? []
    ;(await save(client, shop, undoing, { outside_shown: outside })).assertStatus(303)
    assert.deepEqual(await hoursOf(shop), [[date, [], null]])
  })
})

test.group('Undoing one change of several', (group) => {
  withGlobalTransaction(group)

  test('keeps what was changed besides since', async ({ client, assert }) => {
    const shop = await openShop()
    await save(client, shop, '/admin/settings', RULES)
    const first = await entryOf(shop, 'booking_settings.updated')
    await save(client, shop, '/admin/settings', { ...RULES, booking_expiry_hours: '48' })
    const page = (await client.get(`/admin/settings?before=${first}`).loginAs(shop.user)).text()
    assert.match(page, /value="0"[^>]*name="buffer_time_minutes"/)
    assert.include(page, 'Stored now: 10')
    assert.match(page, /value="48"[^>]*name="booking_expiry_hours"/)
    assert.notInclude(page, 'Stored now: 48')
  })

  test('is refused where a later one changed the same', async ({ client }) => {
    const shop = await openShop()
    await save(client, shop, '/admin/settings', RULES)
    const first = await entryOf(shop, 'booking_settings.updated')
    await save(client, shop, '/admin/settings', { ...RULES, buffer_time_minutes: '20' })
    const refused = await client.get(`/admin/settings?before=${first}`).loginAs(shop.user)
    refused.assertStatus(409)
    refused.assertTextIncludes('Undo the later change first')
    await save(client, shop, '/admin/settings', RULES)
    ;(await client.get(`/admin/settings?before=${first}`).loginAs(shop.user)).assertStatus(200)
  })

  test('is refused for a week that was set again', async ({ client }) => {
    const shop = await openShop()
    const page = `/admin/availability?host=${shop.host.id}`
    await save(client, shop, page, weekForm({ 1: [['09:00', '12:00']] }))
    const first = await entryOf(shop, 'weekly_hours.updated')
    ;(await client.get(`${page}&before=${first}`).loginAs(shop.user)).assertStatus(200)
    await save(client, shop, page, weekForm({ 2: [['09:00', '12:00']] }))
    ;(await client.get(`${page}&before=${first}`).loginAs(shop.user)).assertStatus(409)
  })
})

test.group('Undoing blocked time', (group) => {
  withGlobalTransaction(group)

  const block = async (client: ApiClient, shop: Shop, more: Record<string, string> = {}) => {
    const typed = { date: '2031-03-04', from: '14:00', to: '16:00', repeats: 'no', ...more }
    const form = { ...typed, [`host_${shop.host.id}`]: 'on', reason: 'Dentist' }
    await client.post('/admin/blocks').form(form).loginAs(shop.user).withCsrfToken().redirects(0)
    return { form, block: await Block.findByOrFail('businessId', shop.business.id) }
  }
  const undoOf = async (client: ApiClient, shop: Shop, words: string) => {
    const list = (await client.get('/admin/history?about=block').loginAs(shop.user)).text()
    const [, href] = new RegExp(
      `${words}[^]*?href="(/admin/blocks/[^"]*(?:before|removal)[^"]*)"`
    ).exec(list) ?? ['', '']
    return href.replaceAll('&amp;', '&')
  }

  test('leads to where what was added is taken out again', async ({ client, assert }) => {
    const shop = await openShop()
    const { block: added } = await block(client, shop)
    assert.equal(await undoOf(client, shop, 'Time blocked'), `/admin/blocks/${added.id}#removal`)
    await save(client, shop, `/admin/blocks/${added.id}/removal`, { version: 'x' })
    await added.delete()
    const list = await client.get('/admin/history?about=block').loginAs(shop.user)
    list.assertTextIncludes('what it changed is no longer there')
  })

  test('fills in what was removed, to be blocked again', async ({ client, assert }) => {
    const shop = await openShop()
    const { form, block: added } = await block(client, shop)
    const page = `/admin/blocks/${added.id}`
    const removal = client.post(`${page}/removal`).form({}).loginAs(shop.user)
    await removal.withCsrfToken().withVersion(page).redirects(0)
    assert.isNull(await Block.find(added.id))
    const undo = await undoOf(client, shop, 'Blocked time opened again')
    const filled = (await client.get(undo).loginAs(shop.user)).text()
    assert.include(filled, 'As it was before it was removed')
    for (const [name, value] of Object.entries(form)) {
      if (value === 'on' || name === 'repeats') continue
      assert.match(
        filled,
        new RegExp(`value="${value}"[^>]*name="${name}"|name="${name}"[^>]*value="${value}"`)
      )
    }
    assert.match(filled, new RegExp(`name="host_${shop.host.id}"[^>]*checked`))
  })

  test('of one date of a series makes it a block of its own', async ({ client, assert }) => {
    const shop = await openShop()
    const { block: series } = await block(client, shop, { repeats: 'weekly' })
    const page = `/admin/blocks/${series.id}`
    const path = `${page}/date/removal?date=2031-03-11`
    const removal = client.post(path).form({}).loginAs(shop.user)
    await removal.withCsrfToken().withVersion(`${page}/date?date=2031-03-11`).redirects(0)
    const undo = await undoOf(client, shop, 'One date of blocked time opened again')
    const filled = (await client.get(undo).loginAs(shop.user)).text()
    assert.match(filled, /value="2031-03-11"[^>]*name="date"|name="date"[^>]*value="2031-03-11"/)
    assert.match(filled, /value="no"[^>]*(?:checked|selected)/)
  })

  test('shows what a change replaced, beside what is stored', async ({ client, assert }) => {
    const shop = await openShop()
    const { form, block: changed } = await block(client, shop)
    const page = `/admin/blocks/${changed.id}`
    await save(client, shop, page, { ...form, from: '15:00' })
    const undo = await undoOf(client, shop, 'Blocked time changed')
    const filled = (await client.get(undo).loginAs(shop.user)).text()
    assert.match(filled, /value="14:00"[^>]*name="from"|name="from"[^>]*value="14:00"/)
    assert.include(filled, 'Stored now: 15:00')
  })
})

test.group('Undoing the change of a group session', (group) => {
  withGlobalTransaction(group)

  test('fills in the places that it had, while it can still be changed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { capacity: 8, isPlannedOnly: true } })
    const session = await planSession(shop, IN_THREE_DAYS)
    const page = `/admin/sessions/${session.id}`
    const choices = { booking_deadline_hours: '24', offers: 'inherit', is_bookable: 'on' }
    ;(await save(client, shop, page, { ...choices, capacity: '1' })).assertStatus(303)
    const undo = `${page}?before=${await entryOf(shop, 'session.changed')}`
    const list = await client.get('/admin/history?about=group_session').loginAs(shop.user)
    assert.include(list.text(), `href="${undo}"`)
    const filled = (await client.get(undo).loginAs(shop.user)).text()
    assert.match(filled, /value="8"[^>]*name="capacity"/)
    assert.include(filled, 'Stored now: 1')
    assert.match(filled, /name="is_bookable"[^>]*checked/)
    ;(await save(client, shop, page, { ...choices, capacity: '8' })).assertStatus(303)
    assert.equal((await session.refresh()).capacity, 8)

    ;(await client.get(undo).loginAs(shop.user)).assertStatus(409)
    const latest = `${page}?before=${await entryOf(shop, 'session.changed')}`
    ;(await client.get(latest).loginAs(shop.user)).assertStatus(200)
    await session.merge({ status: 'cancelled' }).save()
    const over = await client.get(latest).loginAs(shop.user)
    over.assertStatus(409)
    over.assertTextIncludes('this session has begun, or was cancelled')
  })
})

test.group('Undoing the order of services', (group) => {
  withGlobalTransaction(group)

  test('puts them as they stood, unless the list has changed since', async ({ client, assert }) => {
    const shop = await openShop()
    const { business, hosts, service } = shop
    const other = await addService(business, hosts, { name: 'Assessment', position: 1 })
    const order = client.post('/admin/services/order').form({ later: `service-${service.id}` })
    await order.loginAs(shop.user).withCsrfToken().withVersion('/admin/services').redirects(0)
    const undoing = await undoingOf(shop, 'services.ordered')
    ;(await save(client, shop, undoing, {})).assertStatus(303)
    const services = await Service.query().where('businessId', business.id).orderBy('position')
    assert.deepEqual(
      services.map(({ id }) => id),
      [service.id, other.id]
    )
    ;(await client.get(undoing).loginAs(shop.user)).assertStatus(409)
  })
})

test.group('Undoing a change of role', (group) => {
  withGlobalTransaction(group)

  test('chooses the role before on their page, while they belong to the team', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { id: userId } = await joinAs('staff', shop.business)
    const member = await Membership.findByOrFail({ businessId: shop.business.id, userId })
    const page = `/admin/people/members/${member.id}`
    const change = client.post(`${page}/role`).form({ role: 'admin' }).loginAs(shop.user)
    await change.withCsrfToken().withVersion(page).redirects(0)
    const undo = `${page}?before=${await entryOf(shop, 'member.role_changed')}`
    const list = () => client.get('/admin/history?about=user').loginAs(shop.user)
    assert.include((await list()).text(), `href="${undo}"`)
    const filled = await client.get(undo).loginAs(shop.user)
    assert.match(filled.text(), /value="staff"[^>]*checked/)

    await member.delete()
    const left = (await list()).text()
    assert.notInclude(left, undo)
    assert.include(left, 'what it changed is no longer there')
  })
})

test.group('The last changes of what a page shows', (group) => {
  withGlobalTransaction(group)

  test('stand on it with undo, for those who may see the history', async ({ client, assert }) => {
    const shop = await openShop()
    await save(client, shop, '/admin/settings', RULES)
    const entry = await entryOf(shop, 'booking_settings.updated')
    const page = await client.get('/admin/settings').loginAs(shop.user)
    page.assertTextIncludes('Rules changed')
    assert.include(page.text(), `href="/admin/settings?before=${entry}"`)
    const viewer = await joinAs('viewer', shop.business)
    const seen = await client.get('/admin/settings').loginAs(viewer)
    assert.notInclude(seen.text(), 'Rules changed')
  })
})
