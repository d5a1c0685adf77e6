import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { pageAt, place, tenOClock, timesAddress } from '#tests/support/guest'
import { placeOfBusiness, placeOfHost, placeOfService, showPicture } from '#tests/support/pictures'

test.group('Pictures on the public page', (group) => {
  withGlobalTransaction(group)

  test('stand where they belong, with their size, and go when they are replaced', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    await addService(shop.business, shop.hosts, { name: 'Assessment' })
    const address = `/book/${shop.business.slug}`
    const bare = await pageAt(client, address)
    assert.notInclude(bare, '<img')
    assert.notInclude(bare, 'Who you will meet')

    const logo = await showPicture(placeOfBusiness(shop.business, 'logo'))
    const cover = await showPicture(
      placeOfBusiness(shop.business, 'cover'),
      undefined,
      'Two swimmers'
    )
    const person = await showPicture(placeOfHost(shop.host))
    const service = await showPicture(placeOfService(shop.service))
    const page = await pageAt(client, address)
    for (const { key } of [logo, cover, person, service]) assert.include(page, `/images/${key}/`)
    assert.match(
      page,
      /<img class="cover__picture"[^>]*fetchpriority="high"[^>]*alt="Two swimmers"/
    )
    assert.lengthOf(page.match(/<img [^>]*width="\d+" height="\d+"/g) ?? [], 4)
    assert.include(page, 'Who you will meet')
    assert.match(page, /class="faces__photo" aria-hidden="true">T</)

    await showPicture(placeOfHost(shop.host))
    assert.notInclude(await pageAt(client, address), person.key)
  })

  test('a person’s photo stands where one of several is chosen', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const choice = `${timesAddress(shop)}?choose=host`
    assert.notInclude(await pageAt(client, choice), '<img')
    const { key } = await showPicture(placeOfHost(shop.host))
    const [, named] = /<nav class="choose"[^]*?<img ([^>]*)>[^]*?Anna Reed/.exec(
      await pageAt(client, choice)
    ) ?? ['', '']
    assert.include(named, key)
    assert.include(named, 'width="32" height="32"')
  })

  test('the logo stands on every page of the business', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock())
    const { key } = await showPicture(placeOfBusiness(shop.business, 'logo'))
    for (const address of [
      timesAddress(shop),
      `/manage/${booking.manageToken}`,
      `/enquiry/${shop.business.slug}`,
    ]) {
      assert.include(await pageAt(client, address), key, address)
    }
  })
})
