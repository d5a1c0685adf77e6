import { test } from '@japa/runner'
import { addService } from '#database/factories/business'
import type Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsOf } from '#tests/support/owner'
import { IN_THREE_DAYS, openShopByRequest, place } from '#tests/support/requests'

const POLICY = 'Please tell us a day before.\nChildren who are ill may stay at home.'

test.group('What a business says of itself', (group) => {
  withGlobalTransaction(group)

  test('its opening times stand on its page, its policy with services that have none', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByRequest()
    const { business, hosts, service, user } = shop
    const other = await addService(business, hosts, { name: 'Group', policy: 'Two days before.' })
    const saved = await client
      .post('/admin/settings/business')
      .form({
        ...detailsOf(business),
        opening_times: 'Monday to Friday 9 to 6\nSaturday <9 to 1>',
        policy: POLICY,
      })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    saved.assertStatus(303)
    const form = await client.get('/admin/settings/business').loginAs(user)
    form.assertTextIncludes('Saturday &lt;9 to 1&gt;</textarea>')

    const page = await client.get(`/book/${business.slug}`)
    page.assertTextIncludes('<bdi>Monday to Friday </bdi><bdi>9 to 6</bdi>')
    page.assertTextIncludes('<bdi>Saturday &lt;9 to 1&gt; </bdi>')
    const details = ({ slug }: Service) =>
      client
        .get(`/book/${business.slug}/${slug}/details`)
        .qs({ start: IN_THREE_DAYS.toUTC().toISO({ suppressMilliseconds: true }) })
    assert.include((await details(service)).text(), 'Children who are ill may stay at home.')
    const own = (await details(other)).text()
    assert.include(own, 'Two days before.')
    assert.notInclude(own, 'Children who are ill')
    assert.equal((await place(shop)).policy, POLICY)
  })

  test('longer texts than there is room for are refused, and kept in the form', async ({
    client,
  }) => {
    const { business, user } = await openShopByRequest()
    const refused = await client
      .post('/admin/settings/business')
      .form({ ...detailsOf(business), opening_times: 'Monday '.repeat(80), policy: POLICY })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    refused.assertStatus(422)
    refused.assertTextIncludes('Children who are ill may stay at home.')
  })
})
