import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'

test.group('What a client answered to a reminder', (group) => {
  withGlobalTransaction(group)

  for (const [isComing, words] of [
    [true, 'Says they are coming'],
    [false, 'Says they are not coming'],
  ] as const) {
    test(`“${words}” stands on the record, in the day and in the calendar`, async ({
      client,
      assert,
    }) => {
      const shop = await openShop()
      const booking = await place(shop, tenOClock())
      const date = tenOClock().toISODate()
      const pages = [
        `/admin/bookings/${booking.id}`,
        `/admin?date=${date}`,
        `/admin/calendar?date=${date}&view=day`,
      ]
      for (const page of pages) {
        const shown = await client.get(page).loginAs(shop.user)
        shown.assertStatus(200)
        assert.notInclude(shown.text(), words, page)
      }
      await booking.merge({ isComing }).save()
      for (const page of pages) {
        const shown = await client.get(page).loginAs(shop.user)
        assert.include(shown.text(), words, page)
      }
    })
  }
})
