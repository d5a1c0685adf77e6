import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { openShop } from '#database/factories/business'
import Block from '#models/availability/block'
import DateOverride from '#models/availability/date_override'
import Host from '#models/availability/host'
import { versionOf } from '#models/version'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { IN_THREE_DAYS, joinAs, type Shop } from '#tests/support/requests'

const DATE = IN_THREE_DAYS.setZone('Europe/London').toFormat('yyyy-MM-dd')
/** No date has hours of its own. */
const NONE = versionOf([])
const DAY_OFF = { date: DATE, all_day: 'on', repeats: 'no', reason: 'Stocktaking' }

const send = (client: ApiClient, user: Shop['user'], path: string, form: Record<string, string>) =>
  client.post(path).form(form).loginAs(user).withCsrfToken().redirects(0)

async function addMia(client: ApiClient, { user }: Shop): Promise<Host> {
  const form = { kind: 'person', name: 'Mia Brandt', time_zone: 'Europe/London' }
  const added = await send(client, user, '/admin/people', form)
  added.assertStatus(303)
  return Host.query().where('name', 'Mia Brandt').firstOrFail()
}

async function awayOn({ id }: Host): Promise<(string | null)[]> {
  const blocks = await Block.query().whereHas('hosts', (hosts) => hosts.where('hosts.id', id))
  const closed = await DateOverride.query().where('hostId', id)
  return [...blocks, ...closed].map(({ reason }) => reason)
}

test.group('What is closed for everyone', (group) => {
  withGlobalTransaction(group)

  test('is blocked for whoever is added later, by one person alone too', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { user, host } = shop
    const form = await client.get('/admin/blocks/new').loginAs(user)
    form.assertTextIncludes('also those you add later')
    ;(await send(client, user, '/admin/blocks', { ...DAY_OFF, everyone: 'on' })).assertStatus(303)
    const own = { ...DAY_OFF, reason: 'Dentist', [`host_${host.id}`]: 'on' }
    ;(await send(client, user, '/admin/blocks', own)).assertStatus(303)

    const mia = await addMia(client, shop)
    assert.deepEqual(await awayOn(mia), ['Stocktaking'])
    const list = await client.get(`/admin/blocks?host=${mia.id}`).loginAs(user)
    list.assertTextIncludes('Everyone, Stocktaking')
  })

  test('is closed for whoever is added later: from set-up, the hours, a list of holidays', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { user, host } = shop
    const setup = { date_0: '2031-12-24', reason_0: 'Christmas' }
    ;(await send(client, user, '/admin/setup/closures', setup)).assertStatus(303)
    const dates = `/admin/availability/dates?host=${host.id}`
    for (const [date, whom, reason] of [
      ['2031-08-01', 'all', 'Works'],
      ['2031-08-02', String(host.id), 'My birthday'],
    ]) {
      ;(
        await send(client, user, dates, { date, whom, kind: 'closed', reason, version: NONE })
      ).assertStatus(303)
    }
    const holiday = {
      'take_2031-05-01': 'on',
      'name_2031-05-01': 'May Day',
      'host': '',
      'version': NONE,
    }
    ;(await send(client, user, '/admin/availability/holidays', holiday)).assertStatus(303)

    const mia = await addMia(client, shop)
    assert.sameMembers(await awayOn(mia), ['Christmas', 'Works', 'May Day'])
  })

  test('holds for whoever comes back, and keeps the hours that they gave a date', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const { user, hosts } = shop
    const [anna, tom] = hosts
    await tom.merge({ isActive: false }).save()
    await DateOverride.create({
      ...{ businessId: tom.businessId, hostId: tom.id, date: '2031-12-24' },
      ...{ windows: [{ start: '10:00', end: '12:00' }], reason: 'Mornings' },
    })
    ;(await send(client, user, '/admin/blocks', { ...DAY_OFF, everyone: 'on' })).assertStatus(303)
    await DateOverride.create({
      ...{ businessId: tom.businessId, hostId: anna.id, date: '2031-12-24', windows: [] },
      ...{ reason: 'Christmas', isForEveryone: true },
    })
    assert.deepEqual(await awayOn(tom), ['Mornings'])
    const back = { name: tom.name, time_zone: tom.timeZone, is_active: 'on', tell: 'no' }
    const saved = await client
      .post(`/admin/people/${tom.id}`)
      .form(back)
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    saved.assertStatus(303)
    assert.sameMembers(await awayOn(tom), ['Stocktaking', 'Mornings'])
  })

  test('is for those alone who are left once it names them', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const { user, hosts } = shop
    await send(client, user, '/admin/blocks', { ...DAY_OFF, everyone: 'on' })
    const [block] = await Block.query()
    const path = `/admin/blocks/${block.id}`
    const page = await client.get(path).loginAs(user)
    assert.match(page.text(), /name="everyone"[^>]* checked/)
    const form = {
      ...DAY_OFF,
      [`host_${hosts[0].id}`]: 'on',
      version: versionIn(page.text(), path),
    }
    ;(await send(client, user, path, form)).assertStatus(303)
    const mia = await addMia(client, shop)
    assert.deepEqual(await awayOn(mia), [])
    assert.deepEqual(await awayOn(hosts[1]), [])
  })

  test('is not for staff to say', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const staff = await joinAs('staff', shop.business)
    await shop.hosts[1].merge({ userId: staff.id }).save()
    const form = await client.get('/admin/blocks/new').loginAs(staff)
    form.assertStatus(200)
    assert.notInclude(form.text(), 'name="everyone"')
    const typed = { ...DAY_OFF, everyone: 'on', [`host_${shop.hosts[1].id}`]: 'on' }
    ;(await send(client, staff, '/admin/blocks', typed)).assertStatus(303)
    assert.deepEqual(await awayOn(shop.hosts[0]), [])
    assert.deepEqual(await awayOn(await addMia(client, shop)), [])
  })
})
