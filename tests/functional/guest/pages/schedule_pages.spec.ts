import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import Host from '#models/availability/host'
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
import { pictureRow, placeOfHost } from '#tests/support/pictures'
import { makeTeamPage } from '#tests/support/team_pages'
import { look, visitsOf } from '#tests/support/visits'

const TOMORROW_ON = { minimumNoticeMinutes: 24 * 60 }

test.group('GET /schedule/{slug}', (group) => {
  withGlobalTransaction(group)

  test('shows who it is, and what can be booked with them', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2, service: { name: 'Private lesson' } })
    const { business, hosts, host } = shop
    await pictureRow(placeOfHost(host))
    await addService(business, [hosts[1]], { name: 'Diving' })
    await addService(business, hosts, { name: 'Trial', isHidden: true })
    await addService(business, hosts, { name: 'Given up', isActive: false })
    const response = await client.get(`/schedule/${host.pageSlug}`)

    response.assertStatus(200)
    const page = response.text()
    assert.include(page, '<h1>Anna Reed</h1>')
    assert.include(page, 'class="about__photo"')
    assert.include(page, `<title>Anna Reed – ${business.name}</title>`)
    assert.include(page, `/schedule/${host.pageSlug}">`)
    assert.match(page, /<link rel="canonical"/)
    assert.include(page, `href="${timesAddress(shop)}?host=${host.id}&amp;page=${host.pageSlug}"`)
    for (const other of ['Diving', 'Trial', 'Given up']) assert.notInclude(page, other)
    const [, structured = ''] = /"application\/ld\+json"[^>]*>([^<]+)</.exec(page) ?? []
    const { worksFor, makesOffer, ...person } = JSON.parse(structured)
    assert.containsSubset(person, { '@type': 'Person', 'name': 'Anna Reed' })
    assert.equal(worksFor.name, business.name)
    assert.deepEqual(
      makesOffer.map((offer: { itemOffered: { name: string } }) => offer.itemOffered.name),
      ['Private lesson']
    )
  })

  test('leads to the times with them', async ({ client, assert }) => {
    const { host } = await openShop({ hosts: 2 })
    const page = await pageAt(client, `/schedule/${host.pageSlug}`)
    const address = /href="([^"]+\?host=\d+)/.exec(page)?.[1]
    const times = await pageAt(client, address ?? '')
    assert.include(times, 'Anna Reed')
    assert.notInclude(times, 'Tom Okafor')
  })

  test('leads back to them from every step, and to nobody else', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    await addService(shop.business, shop.hosts, { name: 'Diving' })
    const { host, hosts } = shop
    const from = `host=${host.id}&page=${host.pageSlug}`
    const ofAnna = `href="/schedule/${host.pageSlug}"`
    const details = `${detailsAddress(shop)}?start=${instant(tenOClock(7))}`
    for (const address of [`${timesAddress(shop)}?${from}`, `${details}&${from}`]) {
      const page = await pageAt(client, address)
      assert.include(page, ofAnna)
      assert.match(page, new RegExp(`(name="page" value="|page=)${host.pageSlug}`))
    }
    const { business } = shop
    await hosts[1].merge({ pageIsActive: false }).save()
    for (const query of ['', '?page=nobody', `?page=${hosts[1].pageSlug}`]) {
      const page = await pageAt(client, `${timesAddress(shop)}${query}`)
      assert.notInclude(page, 'href="/schedule/')
      assert.notInclude(page, 'page=nobody')
      assert.include(page, `href="/book/${business.slug}"`)
    }
  })

  test('a page of several people is led back to as well', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const team = await makeTeamPage(shop.business, shop.hosts)
    const page = await pageAt(client, `/schedule/${team.pageSlug}`)
    const times = /href="(\/public\/bookings\/[^"?]+)/.exec(page)?.[1] ?? ''
    for (const address of [times, `${times}/details?start=${instant(tenOClock(7))}`]) {
      assert.include(await pageAt(client, address), `href="/schedule/${team.pageSlug}"`)
    }
  })

  test('is led back to from what was booked through it, and nowhere else', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const { business, host, hosts } = shop
    const team = await makeTeamPage(business, hosts)
    const ofTeam = await pageAt(client, `/schedule/${team.pageSlug}`)
    const link = /href="(\/public\/bookings\/[^"?]+)/.exec(ofTeam)?.[1] ?? ''
    const home = (page: string) => /class="masthead__home" href="([^"]+)"/.exec(page)?.[1]
    for (const [days, address, more, slug] of [
      [5, detailsAddress(shop), { host: host.id, page: host.pageSlug }, host.pageSlug],
      [6, `${link}/details`, {}, team.pageSlug],
    ] as const) {
      const sent = await client
        .post(address)
        .form({ ...filledForm(shop, tenOClock(days)), ...more })
        .redirects(0)
      const done = sent.header('location') ?? ''
      assert.isTrue(done.endsWith(`?page=${slug}`), done)
      const page = await pageAt(client, done)
      assert.equal(home(page), `/schedule/${slug}`)
      assert.include(page, `To the page of ${slug === team.pageSlug ? team.name : host.name}`)
      const [manage] = done.split('?')
      assert.equal(home(await pageAt(client, manage)), `/book/${business.slug}`)
    }

    const booked = await place(shop, tenOClock(7))
    const elsewhere = await openShop()
    await host.merge({ pageIsActive: false }).save()
    for (const slug of [elsewhere.host.pageSlug, host.pageSlug, 'nobody', '%00', '']) {
      const page = await pageAt(client, `/manage/${booked.manageToken}?page=${slug}`)
      assert.equal(home(page), `/book/${business.slug}`, slug)
      assert.notInclude(page, 'To the page of', slug)
    }
  })

  test('says when they are free next, not when anyone is', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2, service: TOMORROW_ON })
    const [anna, tom] = shop.hosts
    await addService(shop.business, shop.hosts, TOMORROW_ON)
    await anna.related('availabilityRules').query().delete()
    const next = /Next <\/span><b>/
    assert.match(await pageAt(client, `/schedule/${tom.pageSlug}`), next)
    assert.notMatch(await pageAt(client, `/schedule/${anna.pageSlug}`), next)
    assert.match(await pageAt(client, `/book/${shop.business.slug}`), next)
  })

  test('says so where they give nothing', async ({ client, assert }) => {
    const { host, service } = await openShop()
    await service.merge({ isHidden: true }).save()
    const hidden = await pageAt(client, `/schedule/${host.pageSlug}`)
    assert.include(hidden, 'Nothing can be booked online with Anna Reed at the moment.')
    assert.include(hidden, '/enquiry/')

    await service.related('hosts').detach()
    const none = await pageAt(client, `/schedule/${host.pageSlug}`)
    assert.include(none, 'Nothing can be booked online with Anna Reed at the moment.')
  })

  test('answers 404 for nobody, and 410 for who takes no bookings', async ({ client, assert }) => {
    const { host } = await openShop()
    await host.merge({ isActive: false }).save()
    const closed = await client.get(`/schedule/${host.pageSlug}`).accept('html')
    closed.assertStatus(410)
    closed.assertTextIncludes('tel:02079460182')
    for (const slug of ['nobody-here', 'manage', 'cancel', '%00', "x'--"]) {
      const response = await client.get(`/schedule/${slug}`).accept('html')
      response.assertStatus(404)
      assert.include(response.text(), 'There is no such page', slug)
    }
  })

  test('is there for a room that clients come to, not for one that goes along', async ({
    client,
    assert,
  }) => {
    const { business, host, service } = await openShop()
    const room = await Host.create({
      ...{ businessId: business.id, kind: 'room', name: 'Room 1', isActive: true, position: 1 },
      timeZone: 'Europe/London',
    })
    const address = `/schedule/${room.pageSlug}`
    const give = (...hosts: Host[]) => {
      const rows = hosts.map(({ id }) => [id, { business_id: business.id }])
      return service.related('hosts').sync(Object.fromEntries(rows))
    }
    const isNowhere = async (why: string) => {
      const page = await client.get(address).accept('html')
      assert.equal(page.status(), 404, why)
      assert.include(page.text(), 'There is no such page', why)
      const slots = await client.get(`${address}/${service.slug}/slots`)
      assert.equal(slots.status(), 404, why)
    }
    await isNowhere('needed for nothing')
    await give(host, room)
    await isNowhere('goes along')
    await service.merge({ hostMode: 'collective' }).save()
    await isNowhere('needed with the others')
    assert.notInclude(await pageAt(client, `/book/${business.slug}`), `href="${address}"`)
    await give(room)
    await service.merge({ hostMode: 'any' }).save()
    const page = await pageAt(client, address)
    assert.include(page, '<h1>Room 1</h1>')
    const [, structured = ''] = /"application\/ld\+json"[^>]*>([^<]+)</.exec(page) ?? []
    const { containedInPlace: house, ...itself } = JSON.parse(structured)
    assert.containsSubset(itself, { '@type': 'Place', 'name': 'Room 1' })
    assert.notProperty(itself, 'makesOffer')
    assert.equal(house.makesOffer[0].itemOffered.name, 'Private lesson')
  })

  test('is closed with the business', async ({ client, assert }) => {
    const { host, service } = await openShop({ settings: { isActive: false } })
    for (const rest of ['', `/${service.slug}`]) {
      const page = await pageAt(client, `/schedule/${host.pageSlug}${rest}`)
      assert.include(page, 'takes no bookings online now')
    }
  })

  test('counts as a look at the business', async ({ client, assert }) => {
    const { business, host } = await openShop()
    await look(client, `/schedule/${host.pageSlug}`)
    assert.deepEqual(
      (await visitsOf(business)).map(({ step }) => step),
      [1]
    )
  })

  test('is reached from the faces on the business’s page', async ({ client, assert }) => {
    const { business, hosts, host } = await openShop()
    await pictureRow(placeOfHost(host))
    await addService(business, hosts)
    const page = await pageAt(client, `/book/${business.slug}`)
    assert.include(page, `href="/schedule/${host.pageSlug}"`)
  })
})

test.group('GET /schedule/{slug}/{service}', (group) => {
  withGlobalTransaction(group)

  test('leads to the times with them, and keeps what else was said', async ({ client }) => {
    const shop = await openShop({ hosts: 2 })
    const address = `/schedule/${shop.host.pageSlug}/${shop.service.slug}`
    const response = await client.get(`${address}?name=Priya`).redirects(0)
    response.assertStatus(302)
    const { id, pageSlug } = shop.host
    const theirs = `?name=Priya&host=${id}&page=${pageSlug}`
    response.assertHeader('location', timesAddress(shop) + theirs)
  })

  test('answers 404 for what they do not give', async ({ client, assert }) => {
    const { business, hosts, host } = await openShop({ hosts: 2 })
    const other = await addService(business, [hosts[1]])
    for (const slug of [other.slug, 'nothing']) {
      const response = await client.get(`/schedule/${host.pageSlug}/${slug}`).accept('html')
      response.assertStatus(404)
      assert.include(response.text(), 'This service is not on offer')
    }
  })
})
