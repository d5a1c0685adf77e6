import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsAddress, filledForm, instant, pageAt, tenOClock } from '#tests/support/guest'

const DETAILS = {
  ...{ name: 'Private lesson', duration_minutes: '60', price: '50.00', is_active: 'on' },
  ...{ location_type: 'in_person', requires_approval: 'inherit' },
}

test.group('What a business says of cancelling, and once it is booked', (group) => {
  withGlobalTransaction(group)

  test('stands before booking, and with each booking as it was then', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({
      service: {
        policy: 'Later than a day before we keep half.',
        confirmationMessage: 'Bring a towel.',
        confirmationUrl: 'https://welcome.example.org/first?visit=1',
      },
    })
    const start = tenOClock()
    const details = await pageAt(client, `${detailsAddress(shop)}?start=${instant(start)}`)
    assert.include(details, 'Later than a day before we keep half.')
    assert.notInclude(details, 'Bring a towel.')
    const sent = await client.post(detailsAddress(shop)).form(filledForm(shop, start)).redirects(0)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    assert.equal(sent.header('location'), `/manage/${booking.manageToken}?booked=on`)
    await shop.service.merge({ policy: 'We keep all of it.' }).save()
    const page = await pageAt(client, `/manage/${booking.manageToken}`)
    assert.include(page, 'Later than a day before we keep half.')
    assert.notInclude(page, 'We keep all of it.')
    assert.include(page, 'Bring a towel.')
    assert.include(page, 'href="https://welcome.example.org/first?visit=1"')
    assert.include(page, 'Go on to welcome.example.org')
  })

  test('leads who is booked on to another site, which is told nothing of them', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { confirmationUrl: 'https://example.org/wëlcome?a=1' } })
    await client.post(detailsAddress(shop)).form(filledForm(shop, tenOClock())).redirects(0)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    const fresh = await client.get(`/manage/${booking.manageToken}?booked=on`)
    assert.equal(fresh.header('refresh'), '20; url=https://example.org/w%C3%ABlcome?a=1')
    assert.equal(fresh.header('referrer-policy'), 'same-origin')
    fresh.assertTextIncludes('Taking you to example.org in 20 seconds.')
    fresh.assertTextIncludes(`href="/manage/${booking.manageToken}">Stay on this page`)
    assert.lengthOf(fresh.text().split('Go on to example.org'), 2)
    assert.notInclude(fresh.text(), 'id="after-booking"')

    // Neither whoever comes back, nor who kept the address, nor who is not booked.
    const kept = await client.get(`/manage/${booking.manageToken}`)
    assert.isUndefined(kept.header('refresh'))
    kept.assertTextIncludes('Go on to example.org')
    await booking.merge({ createdAt: booking.createdAt.minus({ minutes: 11 }) }).save()
    const later = await client.get(`/manage/${booking.manageToken}?booked=on`)
    assert.isUndefined(later.header('refresh'))
    await booking.merge({ createdAt: booking.createdAt, status: 'cancelled' }).save()
    const cancelled = await client.get(`/manage/${booking.manageToken}?booked=on`)
    assert.isUndefined(cancelled.header('refresh'))
  })

  test('leads nobody on who only asked, where the link stands all the same', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({
      service: { confirmationUrl: 'https://example.org/welcome', requiresApproval: true },
    })
    const form = filledForm(shop, tenOClock())
    const sent = await client.post(detailsAddress(shop)).form(form).redirects(0)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    assert.equal(sent.header('location'), `/manage/${booking.manageToken}`)
    const page = await client.get(`/manage/${booking.manageToken}?booked=on`)
    assert.isUndefined(page.header('refresh'))
    page.assertTextIncludes('Go on to example.org')
  })

  test('is set with the service', async ({ client, assert }) => {
    const { user, service } = await openShop()
    const text = { policy: 'Half of it.', confirmation_message: 'See you.' }
    const saved = await client
      .post(`/admin/services/${service.id}`)
      .form({ ...DETAILS, ...text, confirmation_url: 'https://example.org/welcome' })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    saved.assertStatus(303)
    const { policy, confirmationMessage, confirmationUrl } = await Service.findOrFail(service.id)
    assert.deepEqual(
      [policy, confirmationMessage, confirmationUrl],
      ['Half of it.', 'See you.', 'https://example.org/welcome']
    )
    const form = await client.get(`/admin/services/${service.id}`).loginAs(user)
    form.assertTextIncludes('Your own message · https://example.org/welcome')
    form.assertTextIncludes('with a policy of your own')
  })

  for (const url of ['http://example.org', 'javascript:alert(1)', 'example.org', '//example.org']) {
    test(`refuses to go on to ${url}`, async ({ client, assert }) => {
      const { user, service } = await openShop()
      const page = await client
        .post(`/admin/services/${service.id}`)
        .form({ ...DETAILS, confirmation_url: url })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
      page.assertStatus(422)
      page.assertTextIncludes('Write the whole address, beginning with https://')
      assert.isNull((await Service.findOrFail(service.id)).confirmationUrl)
    })
  }
})
