import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import Membership from '#models/accounts/membership'
import { withGlobalTransaction } from '#tests/support/database'
import { joinAs, place } from '#tests/support/requests'
import { makeTeamPage } from '#tests/support/team_pages'

const OFF = 'Tom Okafor (takes no bookings)'

async function shopOfLeaver() {
  const shop = await openShop({ hosts: 3 })
  const [, tom] = shop.hosts
  await addService(shop.business, shop.hosts, { name: 'Group lesson', capacity: 4 })
  await tom.merge({ isActive: false }).save()
  return { ...shop, tom }
}

test.group('Somebody who takes no bookings any more', (group) => {
  withGlobalTransaction(group)

  test('is offered nowhere for what is to come', async ({ client, assert }) => {
    const shop = await shopOfLeaver()
    const booking = await place(shop, { hostId: shop.host.id })
    const addresses = [
      '/admin',
      '/admin/bookings/new?who=new',
      `/admin/bookings/new?move=${booking.id}`,
      `/admin/bookings/shift?ids=${booking.id}`,
      '/admin/sessions/new',
      '/admin/services/new',
      '/admin/blocks',
      '/admin/blocks/new',
      '/admin/links/one-time/new',
      '/admin/people/new',
      '/admin/people/pages/new',
      '/admin/people/invitations/new',
    ]
    for (const address of addresses) {
      const page = await client.get(address).loginAs(shop.user)
      page.assertStatus(200)
      page.assertTextIncludes('Mia Brandt')
      assert.notInclude(page.text(), 'Okafor', address)
    }
  })

  test('stays where they were chosen before, and is marked', async ({ client, assert }) => {
    const { business, user, hosts, service, tom } = await shopOfLeaver()
    const page = await makeTeamPage(business, [hosts[0], tom])
    for (const address of [
      `/admin/people/pages/${page.id}`,
      `/admin/services/${service.id}`,
      `/admin/availability?host=${tom.id}`,
      '/admin/people',
    ]) {
      const shown = await client.get(address).loginAs(user)
      shown.assertStatus(200)
      shown.assertTextIncludes(OFF)
    }
    const other = await addService(business, [hosts[0]])
    const unused = await client.get(`/admin/services/${other.id}`).loginAs(user)
    assert.notInclude(unused.text(), 'Okafor')
  })

  test('gives up a booking at the desk to whoever is free', async ({ client }) => {
    const shop = await shopOfLeaver()
    await shop.tom.merge({ isActive: true }).save()
    const booking = await place(shop, { hostId: shop.tom.id })
    await shop.tom.merge({ isActive: false }).save()
    const desk = await client.get(`/admin/bookings/new?move=${booking.id}`).loginAs(shop.user)
    desk.assertStatus(200)
    desk.assertTextIncludes('Anyone')
    desk.assertTextIncludes('name="time"')
  })
})

test.group('A team page', (group) => {
  withGlobalTransaction(group)

  const NOTHING = 'Nobody on it takes bookings'

  test('is named before somebody on it leaves', async ({ client, assert }) => {
    const { business, hosts } = await openShop({ hosts: 2 })
    const owner = await joinAs('owner', business)
    const [anna, tom] = hosts
    const leaver = await joinAs('staff', business)
    await tom.merge({ userId: leaver.id }).save()
    const { id } = await Membership.findByOrFail({ businessId: business.id, userId: leaver.id })
    const both = await makeTeamPage(business, [anna, tom], { name: 'Both of us' })
    const leaving = await client.get(`/admin/people/members/${id}`).loginAs(owner)
    leaving.assertTextIncludes(`/admin/people/pages/${both.id}`)
    leaving.assertTextIncludes('which shows only who takes bookings')
    await both.related('hosts').detach([anna.id])
    const alone = await client.get(`/admin/people/members/${id}`).loginAs(owner)
    alone.assertTextIncludes('Nobody else on this team page takes bookings')
    assert.notInclude(alone.text(), 'which shows only who takes bookings')
  })

  test('says when nobody is left on it', async ({ client, assert }) => {
    const { business, user, hosts, tom } = await shopOfLeaver()
    const page = await makeTeamPage(business, [tom])
    const addresses = ['/admin/people', `/admin/people/pages/${page.id}`]
    for (const address of addresses) {
      const shown = await client.get(address).loginAs(user)
      shown.assertTextIncludes(NOTHING)
    }
    const off = await client.get(`/admin/people/${tom.id}`).loginAs(user)
    off.assertTextIncludes(`/admin/people/pages/${page.id}`)
    await page.related('hosts').attach({ [hosts[0].id]: { business_id: business.id } })
    for (const address of addresses) {
      const shown = await client.get(address).loginAs(user)
      assert.notInclude(shown.text(), NOTHING)
    }
  })
})
