import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'
import { pageAt, place, tenOClock } from '#tests/support/guest'
import { saveService } from '#tests/support/owner'

const TITLE = '{client}: {service}'
const DETAILS = 'With {host}\nCall {phone}\n{answers}'

test.group('How a booking of a service reads in calendars', (group) => {
  withGlobalTransaction(group)

  test('is worded with the service, from the next booking on', async ({ client, assert }) => {
    const shop = await openShop()
    const earlier = await place(shop, tenOClock(4))
    const saved = await saveService(client, shop, {
      calendar_title: TITLE,
      calendar_details: DETAILS,
    })
    saved.assertStatus(303)
    const form = await client.get(`/admin/services/${shop.service.id}`).loginAs(shop.user)
    form.assertTextIncludes('“{client}: {service}” · with details of your own')
    const later = await place(shop, tenOClock(), { phone: '07700 900123' })
    const file = await pageAt(client, `/manage/${later.manageToken}/calendar.ics`)
    assert.include(file, 'SUMMARY:Priya Shah: Private lesson')
    assert.include(file, 'DESCRIPTION:With Anna Reed\\nCall 07700 900123\r\n')
    const kept = await pageAt(client, `/manage/${earlier.manageToken}/calendar.ics`)
    assert.include(kept, 'SUMMARY:Private lesson')
    assert.notInclude(kept, 'SUMMARY:Priya')
    // They stay as they were booked.
    await shop.service.refresh()
    await shop.service.merge({ calendarTitle: null }).save()
    const same = await pageAt(client, `/manage/${later.manageToken}/calendar.ics`)
    assert.include(same, 'SUMMARY:Priya Shah: Private lesson')
  })

  for (const field of ['calendar_title', 'calendar_details']) {
    test(`refuses a variable that there is not in ${field}, by its name`, async ({
      client,
      assert,
    }) => {
      const shop = await openShop()
      const page = await saveService(client, shop, { [field]: 'For {client} in {colour}' })
      page.assertStatus(422)
      page.assertTextIncludes(`href="#${field}"`)
      page.assertTextIncludes('There is no {colour}. Use these: {client}, {phone}')
      page.assertTextIncludes('For {client} in {colour}')
      assert.isNull((await Service.findOrFail(shop.service.id)).calendarTitle)
    })
  }

  test('is shown before it is saved, and nothing is saved by that', async ({ client, assert }) => {
    const shop = await openShop()
    const seen = await saveService(client, shop, {
      ...{ name: 'Aqua gym', calendar_title: TITLE, calendar_details: 'At {place}. {colour}' },
      see: 'calendar',
    })
    seen.assertStatus(200)
    seen.assertTextIncludes('Priya Shah: Aqua gym')
    seen.assertTextIncludes('At Canal Street pool, 14 Canal Street, London N1 8QT.')
    seen.assertTextIncludes('There is no {colour}')
    assert.match(seen.text(), /id="part-calendar"[^>]* open/)
    const { name, calendarTitle } = await Service.findOrFail(shop.service.id)
    assert.deepEqual([name, calendarTitle], ['Private lesson', null])
  })

  test('is not shown to another business', async ({ client }) => {
    const shop = await openShop()
    const { user } = await openShop()
    const seen = await saveService(client, { ...shop, user }, { see: 'calendar' })
    seen.assertStatus(404)
  })
})
