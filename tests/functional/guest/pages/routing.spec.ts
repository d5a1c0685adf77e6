import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withGlobalTransaction } from '#tests/support/database'
import {
  detailsAddress,
  filledForm,
  instant,
  pageAt,
  tenOClock,
  timesAddress,
} from '#tests/support/guest'

const QUESTION = 'What brings you here?'

/** The first answer leads to the second host, the next to a hidden service, the last to anyone. */
async function askingShop() {
  const shop = await openShop({ hosts: 2 })
  const hidden = { name: 'Baby class', slug: 'baby-class', isHidden: true }
  const pool = await addService(shop.business, [shop.hosts[1]], hidden)
  const answers = [
    { text: 'Fear of water', hostId: shop.hosts[1].id, serviceId: null },
    { text: 'A baby & I', hostId: null, serviceId: pool.id },
    { text: 'Just for fun', hostId: null, serviceId: null },
  ]
  await shop.service.merge({ routing: { question: QUESTION, answers } }).save()
  return { ...shop, pool }
}

test.group('A question before the times', (group) => {
  withGlobalTransaction(group)

  test('stands alone until it is answered, unless a host is chosen', async ({ client, assert }) => {
    const shop = await askingShop()
    const page = await pageAt(client, `${timesAddress(shop)}?zone=Europe/Paris`)
    assert.include(page, `<h1>${QUESTION}</h1>`)
    assert.include(page, `?zone=Europe%2FParis&amp;answer=Fear+of+water"`)
    assert.include(page, '>Something else</a>')
    assert.notInclude(page, 'name="start"')

    const withHost = await pageAt(client, `${timesAddress(shop)}?host=${shop.host.id}`)
    assert.include(withHost, 'name="start"')
    const stale = await pageAt(client, `${timesAddress(shop)}?answer=Gone`)
    assert.include(stale, `<h1>${QUESTION}</h1>`)
  })

  test('leads to a host, and is booked with the answer', async ({ client, assert }) => {
    const shop = await askingShop()
    const times = await pageAt(client, `${timesAddress(shop)}?answer=Fear+of+water`)
    assert.match(times, /<dt>You said<\/dt>\s*<dd class="facts__value">Fear of water/)
    assert.match(times, /<dd class="facts__value">Tom Okafor/)
    assert.include(times, 'name="answer" value="Fear of water"')
    assert.notInclude(times, 'choose=host')

    const query = `start=${instant(tenOClock())}&answer=Fear+of+water`
    const details = await pageAt(client, `${detailsAddress(shop)}?${query}`)
    assert.include(details, 'name="answer" value="Fear of water"')
    assert.include(details, `name="host" value="${shop.hosts[1].id}"`)

    const response = await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, tenOClock(), { answer: 'Fear of water' }))
      .redirects(0)
    response.assertStatus(303)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    assert.equal(booking.hostId, shop.hosts[1].id)
    assert.deepEqual(booking.answers, [{ question: QUESTION, answer: 'Fear of water' }])
  })

  test('leads to a service off the page, with date and zone', async ({ client, assert }) => {
    const shop = await askingShop()
    const date = tenOClock(5).toFormat('yyyy-MM-dd')
    const response = await client
      .get(`${timesAddress(shop)}?date=${date}&zone=Europe/Paris&answer=A+baby+%26+I`)
      .redirects(0)
    response.assertStatus(303)
    const carried = `via=${shop.service.id}&answer=A+baby+%26+I`
    const address = timesAddress({ business: shop.business, service: shop.pool })
    response.assertHeader('location', `${address}?date=${date}&zone=Europe%2FParis&${carried}`)

    const times = await pageAt(client, `${address}?${carried}`)
    assert.match(times, /<dd class="facts__value">A baby &amp; I/)
    assert.include(times, `href="${timesAddress(shop)}?date=`)
    const booked = await client
      .post(`${address}/details`)
      .form(
        filledForm({ service: shop.pool }, tenOClock(), {
          answer: 'A baby & I',
          via: shop.service.id,
        })
      )
      .redirects(0)
    booked.assertStatus(303)
    const booking = await Booking.findByOrFail('service_id', shop.pool.id)
    assert.deepEqual(booking.answers, [{ question: QUESTION, answer: 'A baby & I' }])
  })

  test('leaves all else to anyone, who can be chosen then', async ({ client, assert }) => {
    const shop = await askingShop()
    for (const [answer, words] of [
      ['Just+for+fun', 'Just for fun'],
      ['*', 'Something else'],
    ]) {
      const page = await pageAt(client, `${timesAddress(shop)}?answer=${answer}`)
      assert.include(page, `<dd class="facts__value">${words}`)
      assert.match(page, /<dd class="facts__value">Anyone/)
      assert.include(page, 'choose=host')
    }
    await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, tenOClock(), { answer: '*' }))
      .redirects(0)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    assert.deepEqual(booking.answers, [{ question: QUESTION, answer: 'Something else' }])
  })

  test('leads to anyone where the host or the service is switched off', async ({
    client,
    assert,
  }) => {
    const shop = await askingShop()
    await shop.hosts[1].merge({ isActive: false }).save()
    await shop.pool.merge({ isActive: false }).save()
    for (const answer of ['Fear+of+water', 'A+baby+%26+I']) {
      const response = await client.get(`${timesAddress(shop)}?answer=${answer}`).redirects(0)
      response.assertStatus(200)
      assert.match(response.text(), /<dd class="facts__value">Anna Reed/)
      assert.include(response.text(), 'name="start"')
    }
  })

  test('never mistakes one business’s services for another’s', async ({ client, assert }) => {
    const [shop, other] = [await askingShop(), await openShop()]
    const page = await pageAt(client, `${timesAddress(other)}?answer=*&via=${shop.service.id}`)
    assert.notInclude(page, QUESTION)
    assert.include(page, 'name="start"')
  })

  test('is told by the API with what to ask for', async ({ client, assert }) => {
    const shop = await askingShop()
    const response = await client.get(`/api/booking/public/${shop.business.slug}/services`)
    assert.deepEqual(response.body()[0].routing, {
      question: QUESTION,
      answers: [
        { text: 'Fear of water', host_id: shop.hosts[1].id, service_id: null },
        { text: 'A baby & I', host_id: null, service_id: shop.pool.id },
        { text: 'Just for fun', host_id: null, service_id: null },
      ],
    })
  })
})
