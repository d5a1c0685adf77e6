import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import type { WeeklyRange } from '#scheduling/types'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsAddress, instant, place, timesAddress } from '#tests/support/guest'

const IN_HOURS: WeeklyRange[] = ([1, 2, 3, 4, 5, 6] as const).map((weekday) => ({
  ...{ weekday, start: '09:00', end: '17:00' },
}))
const WAIT = 'Wait for'

const openInHours = () =>
  openShop({ weeklyHours: IN_HOURS, service: { slotIntervalMinutes: 60, durationMinutes: 60 } })

/** The next day of that weekday after three days. */
function next(weekday: number): DateTime {
  const from = DateTime.now().setZone('Europe/London').plus({ days: 3 }).startOf('day')
  return from.plus({ days: (weekday - from.weekday + 7) % 7 })
}

const THURSDAY = next(4)
const SUNDAY = next(7)

test.group('A start that never is', (group) => {
  withGlobalTransaction(group)

  for (const [what, start, sentence] of [
    ['before the doors open', THURSDAY.set({ minute: 7 }), '00:07 is not on offer'],
    ['beside the grid', THURSDAY.set({ hour: 10, minute: 7 }), 'Nothing begins at 10:07'],
    ['on a day without hours', SUNDAY.set({ hour: 10 }), 'Nothing opens on'],
  ] as const) {
    test(`${what} is neither gone nor to be waited for: the nearest free times are shown`, async ({
      client,
      assert,
    }) => {
      const shop = await openInHours()
      for (const address of [detailsAddress(shop), `${timesAddress(shop)}/waitlist`]) {
        const page = await client.get(`${address}?start=${instant(start)}`)
        page.assertStatus(409)
        page.assertTextIncludes(sentence)
        assert.equal(page.text().match(/class="offers__row" href=/g)?.length, 3)
        for (const untrue of [WAIT, 'taken or closed', 'name="client_email"']) {
          const [beforeEnquiry] = page.text().split('<details class="page__after"')
          assert.notInclude(beforeEnquiry, untrue)
        }
      }
    })
  }

  test('is told from one that is taken, which can be waited for', async ({ client }) => {
    const shop = await openInHours()
    const start = THURSDAY.set({ hour: 10 })
    await place(shop, start)
    const gone = await client.get(`${detailsAddress(shop)}?start=${instant(start)}`)
    gone.assertStatus(409)
    gone.assertTextIncludes('10:00 is no longer free')
    gone.assertTextIncludes(`${WAIT} 10:00 instead`)
    const form = await client.get(`${timesAddress(shop)}/waitlist?start=${instant(start)}`)
    form.assertStatus(200)
    form.assertTextIncludes('name="client_email"')
  })

  test('is told from one that is free, which can be booked at once', async ({ client }) => {
    const shop = await openInHours()
    const start = instant(THURSDAY.set({ hour: 10 }))
    const page = await client.get(`${timesAddress(shop)}/waitlist?start=${start}`)
    page.assertStatus(200)
    page.assertTextIncludes('This time is free now')
  })
})
