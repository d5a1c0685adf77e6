import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import TeamPage from '#models/availability/team_page'
import { withGlobalTransaction } from '#tests/support/database'
import { filledForm, instant, pageAt, place, tenOClock, timesAddress } from '#tests/support/guest'
import type { Shop } from '#tests/support/requests'
import { makeTeamPage } from '#tests/support/team_pages'

const OPEN = { name: 'The divers', page_slug: 'the-divers', page_is_active: 'on' }

test.group('A team’s page on the owner’s side', (group) => {
  withGlobalTransaction(group)

  const send = (client: ApiClient, { user }: Shop, path: string, form: object) =>
    client.post(path).form(form).loginAs(user).withCsrfToken().withVersion().redirects(0)

  test('is made, listed, changed and closed', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const people = { [`host_${anna.id}`]: 'on', [`host_${tom.id}`]: 'on' }
    const made = await send(client, shop, '/admin/people/pages', { ...OPEN, ...people })
    made.assertStatus(303)
    const page = await TeamPage.findByOrFail('pageSlug', 'the-divers')
    made.assertHeader('location', `/admin/people/pages/${page.id}`)
    const list = await client.get('/admin/people').loginAs(shop.user)
    list.assertTextIncludes('/schedule/the-divers')

    const path = `/admin/people/pages/${page.id}`
    const changed = { ...OPEN, page_slug: 'divers', [`host_${tom.id}`]: 'on' }
    ;(await send(client, shop, path, changed)).assertStatus(303)
    await page.refresh()
    await page.load('hosts')
    assert.deepEqual([page.pageSlug, page.hosts.map(({ id }) => id)], ['divers', [tom.id]])
    const moved = await client.get('/schedule/the-divers').redirects(0)
    moved.assertStatus(308)
    moved.assertHeader('location', '/schedule/divers')
    const history = await client.get('/admin/history').loginAs(shop.user)
    history.assertTextIncludes('Team page changed')
    history.assertTextIncludes('the-divers')
    assert.notInclude(history.text(), 'not written down here')
    const undo = /\/admin\/people\/pages\/\d+\?before=\d+/.exec(history.text())?.[0] ?? ''
    const before = await client.get(undo).loginAs(shop.user)
    before.assertTextIncludes('value="the-divers"')

    const closed = { ...changed, page_is_active: '' }
    ;(await send(client, shop, path, closed)).assertStatus(303)
    const gone = await client.get('/schedule/divers').accept('html')
    gone.assertStatus(410)
    gone.assertTextIncludes('tel:02079460182')
  })

  test('has its address from its name, tells its history, and is removed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const someone = { [`host_${shop.host.id}`]: 'on' }
    for (const slug of ['the-divers', 'the-divers-2']) {
      const form = { ...OPEN, ...someone, page_slug: '' }
      ;(await send(client, shop, '/admin/people/pages', form)).assertStatus(303)
      await TeamPage.findByOrFail('pageSlug', slug)
    }
    const page = await TeamPage.findByOrFail('pageSlug', 'the-divers')
    const path = `/admin/people/pages/${page.id}`
    const shown = await client.get(path).loginAs(shop.user)
    shown.assertTextIncludes('Team page made')
    shown.assertTextIncludes('Who is on it')
    assert.notMatch(shown.text(), /Who is away|personal page/i)

    const { name } = page
    const removed = await client
      .post(`${path}/removal`)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion(path)
    removed.assertTextIncludes(`“${name}” is removed.`)
    assert.isNull(await TeamPage.find(page.id))
    ;(await client.get('/schedule/the-divers').accept('html')).assertStatus(404)
    const history = await client.get('/admin/history').loginAs(shop.user)
    history.assertTextIncludes('Team page removed')
    history.assertTextIncludes('It is gone for good. Its people stay.')
    assert.notInclude(history.text(), `href="${path}"`)
  })

  test('is refused at its fields, with what was typed', async ({ client }) => {
    const shop = await openShop({ hosts: 2 })
    const other = await openShop()
    const someone = { [`host_${shop.host.id}`]: 'on' }
    for (const [form, field] of [
      [{ ...OPEN, ...someone, page_slug: shop.host.pageSlug }, 'page_slug'],
      [{ ...OPEN, ...someone, page_slug: other.host.pageSlug }, 'page_slug'],
      [{ ...OPEN, ...someone, page_slug: 'cancel' }, 'page_slug'],
      [{ ...OPEN, ...someone, name: '' }, 'name'],
      [OPEN, 'hosts'],
      [{ ...OPEN, [`host_${other.host.id}`]: 'on' }, 'hosts'],
    ] as const) {
      const typed = { ...form, page_description: 'Under **water**.' }
      const refused = await send(client, shop, '/admin/people/pages', typed)
      refused.assertStatus(422)
      refused.assertTextIncludes(`href="#${field}"`)
      refused.assertTextIncludes('Under **water**.</textarea>')
    }
  })
})

test.group('A team’s page for clients', (group) => {
  withGlobalTransaction(group)

  test('shows what its people give, and who they are', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 3, service: { name: 'Private lesson' } })
    const [anna, tom, third] = shop.hosts
    await addService(shop.business, [third], { name: 'Diving' })
    await addService(shop.business, shop.hosts, { name: 'Together', hostMode: 'collective' })
    await addService(shop.business, [anna, tom], { name: 'Duet', hostMode: 'collective' })
    const text = { name: 'The two', pageDescription: 'We are **two**.' }
    const team = await makeTeamPage(shop.business, [anna, tom], text)
    const page = await pageAt(client, `/schedule/${team.pageSlug}`)
    assert.include(page, '<h1>The two</h1>')
    assert.include(page, 'We are <strong>two</strong>.')
    for (const shown of ['Private lesson', 'Duet', anna.name, tom.name]) assert.include(page, shown)
    for (const other of ['Diving', 'Together', third.name]) assert.notInclude(page, other)
  })

  test('books its people in turn, and nobody else', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 3 })
    const [anna, tom, third] = shop.hosts
    const team = await makeTeamPage(shop.business, [anna, tom])
    const type = `/schedule/${team.pageSlug}/${shop.service.slug}`
    const led = await client.get(`${type}?zone=UTC`).redirects(0)
    led.assertStatus(302)
    const [address] = String(led.header('location')).split('?')
    assert.match(address, /^\/public\/bookings\/[\w-]+$/)
    const page = await pageAt(client, `/schedule/${team.pageSlug}`)
    assert.include(page, `href="${address}"`)

    const book = () =>
      client.post(`${address}/details`).form(filledForm(shop, tenOClock())).redirects(0)
    const answers = [await book(), await book(), await book()]
    assert.deepEqual(
      answers.map((answer) => answer.status()),
      [303, 303, 409]
    )
    const booked = await Booking.query().where('business_id', shop.business.id)
    assert.sameMembers(
      booked.map(({ hostId }) => hostId),
      [anna.id, tom.id]
    )
    // On the service's own page, the third is still free then.
    const own = await pageAt(client, `${timesAddress(shop)}?date=${tenOClock().toISODate()}`)
    assert.include(own, instant(tenOClock()))
    assert.equal((await place(shop, tenOClock())).hostId, third.id)

    const slots = await client.get(`${type}/slots?date=${tenOClock().toISODate()}&tz=Europe/London`)
    slots.assertStatus(200)
    assert.notInclude(slots.text(), tenOClock().toISO({ suppressMilliseconds: true }) ?? '')
  })

  test('says when its people are free next, not when anyone is', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna] = shop.hosts
    await anna.related('availabilityRules').query().delete()
    const team = await makeTeamPage(shop.business, [anna])
    const page = await pageAt(client, `/schedule/${team.pageSlug}`)
    assert.include(page, 'No free times now')
  })

  test('keeps its colour all the way to the booking', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const team = await makeTeamPage(shop.business, shop.hosts)
    await team.merge({ pageColour: '#7a1f5c' }).save()
    const type = `/schedule/${team.pageSlug}/${shop.service.slug}`
    const address = String((await client.get(type).redirects(0)).header('location'))
    const details = `${address}/details?start=${instant(tenOClock())}`
    for (const page of [`/schedule/${team.pageSlug}`, address, details]) {
      assert.include(await pageAt(client, page), '--brand: #7a1f5c', page)
    }
    assert.include(await pageAt(client, timesAddress(shop)), '--brand: #00698f')
  })

  test('takes no bookings through earlier links once it is closed', async ({ client }) => {
    const shop = await openShop({ hosts: 2 })
    const team = await makeTeamPage(shop.business, shop.hosts)
    const type = `/schedule/${team.pageSlug}/${shop.service.slug}`
    const address = String((await client.get(type).redirects(0)).header('location'))
    ;(await client.get(address)).assertStatus(200)
    await team.merge({ pageIsActive: false }).save()
    const closed = await client.get(address).accept('html')
    closed.assertStatus(410)
    closed.assertTextIncludes('tel:02079460182')
    const form = filledForm(shop, tenOClock())
    const sent = await client.post(`${address}/details`).form(form).redirects(0)
    sent.assertStatus(409)
  })

  test('takes no booking without somebody whom it needs, whoever leaves or joins', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 3, service: { hostMode: 'collective' } })
    const { service } = shop
    const [anna, tom, third] = shop.hosts
    await service.related('hosts').detach([third.id])
    const team = await makeTeamPage(shop.business, [anna, tom])
    const type = `/schedule/${team.pageSlug}/${service.slug}`
    const address = String((await client.get(type).redirects(0)).header('location'))
    const book = () =>
      client.post(`${address}/details`).form(filledForm(shop, tenOClock())).redirects(0)
    const asked = { business_id: shop.business.id }
    const body = {
      starts_at: instant(tenOClock()),
      client_name: 'Priya Shah',
      client_email: 'priya@example.com',
    }
    const api = address.replace('/public/bookings', '/bookings/public')
    const isRefused = async () => {
      ;(await client.get(address).accept('html')).assertStatus(410)
      ;(await book()).assertStatus(409)
      for (const answer of [await client.get(api), await client.post(`${api}/book`).json(body)]) {
        answer.assertStatus(410)
        answer.assertBodyContains({ code: 'link_inactive' })
      }
      assert.isNull(await Booking.findBy(asked))
    }

    await service.related('hosts').attach({ [third.id]: { business_id: shop.business.id } })
    await isRefused()
    await service.related('hosts').detach([third.id])
    await team.related('hosts').detach([tom.id])
    await isRefused()

    await team.related('hosts').attach({ [tom.id]: { business_id: shop.business.id } })
    ;(await book()).assertStatus(303)
    const { id } = await Booking.findByOrFail(asked)
    const claims = await db.from('claims').where('holder_id', id).select('host_id')
    assert.sameMembers(
      claims.map((claim) => Number(claim.host_id)),
      [anna.id, tom.id]
    )
  })

  test('nobody makes up a link of a team', async ({ client }) => {
    const shop = await openShop({ hosts: 2 })
    const team = await makeTeamPage(shop.business, [shop.host])
    const mac = 'A'.repeat(22)
    const made = `${mac}${team.id.toString(36)}_${shop.service.id.toString(36)}`
    ;(await client.get(`/public/bookings/${made}`).accept('html')).assertStatus(404)
  })
})
