import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import PrivacySettings from '#models/privacy/privacy_settings'
import { storeConnection } from '#tests/support/calendars'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsAddress, instant, tenOClock } from '#tests/support/guest'

test.group('The privacy page of a business', (group) => {
  withGlobalTransaction(group)

  test('says who keeps what, who sees it and how long', async ({ client }) => {
    const shop = await openShop()
    await storeConnection(shop.host)
    await PrivacySettings.create({
      ...{ businessId: shop.business.id, ownText: null, replacesTemplate: false },
      ...{ keepDoneMonths: 24, keepCancelledMonths: null, keepDeclinedMonths: 1 },
    })
    const page = await client.get(`/privacy/${shop.business.slug}`)
    page.assertStatus(200)
    for (const words of [
      'Privacy at Swim School Pro',
      '14 Canal Street, London N1 8QT',
      'hello@swimschoolpro.example',
      'A calendar server, where some bookings stand',
      '24 months',
      'one month',
      'until you ask Swim School Pro to erase it',
      'See or erase what is kept about me',
    ]) {
      page.assertTextIncludes(words)
    }
  })

  test('speaks the language of whoever reads it', async ({ client }) => {
    const shop = await openShop()
    const german = await client.get(`/privacy/${shop.business.slug}?lang=de`)
    german.assertTextIncludes('Datenschutz bei Swim School Pro')
    const arabic = await client.get(`/privacy/${shop.business.slug}?lang=ar`)
    arabic.assertTextIncludes('dir="rtl"')
  })

  test('has the owner’s words beside its own, or instead of them', async ({ client, assert }) => {
    const shop = await openShop()
    const settings = await PrivacySettings.create({
      ...{ businessId: shop.business.id, ownText: 'We film the pool. <script>x</script>' },
      ...{ keepDoneMonths: null, keepCancelledMonths: null, keepDeclinedMonths: null },
      replacesTemplate: false,
    })
    const address = `/privacy/${shop.business.slug}`
    const both = await client.get(address)
    both.assertTextIncludes('We film the pool.')
    both.assertTextIncludes('Who sees it')
    assert.notInclude(both.text(), '<script>x')
    await settings.merge({ replacesTemplate: true }).save()
    const alone = await client.get(address)
    alone.assertTextIncludes('We film the pool.')
    assert.notInclude(alone.text(), 'Who sees it')
    alone.assertTextIncludes('See or erase what is kept about me')
  })

  test('is led to from the form and the foot of the booking pages', async ({ client, assert }) => {
    const shop = await openShop()
    const link = `href="/privacy/${shop.business.slug}"`
    const pages = [
      `/book/${shop.business.slug}`,
      `${detailsAddress(shop)}?start=${instant(tenOClock())}`,
    ]
    for (const address of pages) assert.include((await client.get(address)).text(), link)
    const none = await client.get('/privacy/nobody-is-here')
    none.assertStatus(404)
  })
})
