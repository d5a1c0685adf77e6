import { test } from '@japa/runner'
import { withEmptyTables } from '#tests/support/database'
import { queriesOf } from '#tests/support/queries'
import { makeLink, makeOneTime, makeTemplate } from '#tests/support/links'
import { makeTeamPage } from '#tests/support/team_pages'
import { listen } from '#tests/support/webhooks'
import { IN_THREE_DAYS, openShopByRequest, place, type Shop } from '#tests/support/requests'

/** The queries that a page may cost, the four of sign-in and business included. */
const BUDGET: Record<string, number> = {
  '/admin': 20,
  '/admin/calendar': 8,
  '/admin/calendar?view=week': 8,
  '/admin/calendar?view=month': 7,
  '/admin/calendar/feed': 6,
  '/admin/requests': 23,
  '/admin/requests/:booking': 26,
  '/admin/bookings': 12,
  '/admin/bookings/:booking': 16,
  '/admin/bookings/several?do=cancel&all=on': 8,
  '/admin/bookings/:booking/correction': 10,
  '/admin/messages/new?booking=:booking': 8,
  '/admin/clients': 8,
  '/admin/clients/:client': 16,
  '/admin/services': 6,
  '/admin/services/:service': 10,
  '/admin/services/:service/questions': 5,
  '/admin/bookings/new?q=client': 12,
  '/admin/bookings/new?who=none': 12,
  '/admin/sessions': 8,
  '/admin/sessions?when=month': 7,
  '/admin/availability': 8,
  '/admin/availability/why': 9,
  '/admin/availability/why?time=9': 10,
  '/admin/people': 12,
  '/admin/people/pages/:team': 9,
  '/admin/people/:host': 13,
  '/admin/people/:host/page': 8,
  '/admin/blocks': 7,
  '/admin/blocks/new': 12,
  [`/admin/blocks/new?host=:host&date=${IN_THREE_DAYS.toISODate()}&all_day=on`]: 21,
  '/admin/links': 11,
  '/admin/links/page': 5,
  '/admin/links/templates': 5,
  '/admin/links/one-time': 8,
  '/admin/links/one-time/new': 14,
  '/admin/links/one-time/:oneTime': 10,
  '/admin/links/:link': 20,
  '/admin/links/:link/availability': 9,
  '/admin/links/:link/template': 9,
  '/admin/links/:link/questions': 9,
  '/admin/notifications': 8,
  '/admin/notifications/choice': 6,
  '/admin/delivery?tab=waiting': 10,
  '/admin/history': 12,
  '/admin/numbers': 7,
  '/admin/numbers/visits': 6,
  '/admin/settings': 5,
  '/admin/settings/business': 7,
  '/admin/settings/messages': 5,
  '/admin/settings/messages/booking_confirmed/en': 10,
  '/admin/settings/messages/booking_confirmed/en/preview': 7,
  '/admin/settings/mail': 6,
  '/admin/settings/webhooks': 5,
  '/admin/settings/webhooks/:webhook': 7,
  '/admin/settings/calcom': 10,
  '/admin/settings/cover': 6,
  '/admin/people/:host/photo': 7,
}

/** Every other one by the same client. */
async function placeSeveral(shop: Shop, first: number, several: number) {
  for (let index = first; index < first + several; index++) {
    const email = index % 2 === 0 ? undefined : `client-${index}@example.com`
    const startsAt = IN_THREE_DAYS.plus({ hours: index })
    await place(shop, { name: `Client ${index}`, email, startsAt })
  }
}

test.group('What a page asks of the database', (group) => {
  withEmptyTables(group)

  test('stays within its budget, however much there is to show', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop, { startsAt: IN_THREE_DAYS })
    await placeSeveral(shop, 1, 2)
    const link = await makeLink(shop)
    await makeTemplate(shop)
    const { oneTime } = await makeOneTime(shop)
    const team = await makeTeamPage(shop.business, shop.hosts)
    const ids = {
      team: team.id,
      oneTime: oneTime.id,
      link: link.id,
      webhook: (await listen(shop.business)).endpoint.id,
      ...{ booking: booking.id, service: shop.service.id, host: shop.host.id },
      client: booking.clientId as number,
    }
    const count = async (pattern: string) => {
      const path = pattern.replace(/:(\w+)/, (_, name: keyof typeof ids) => String(ids[name]))
      const asked = await queriesOf(() => client.get(path).loginAs(shop.user))
      // `loginAs` opens a sign-in each time, which is no part of the page.
      return asked.filter((sql) => !sql.startsWith('insert into "sign_ins"')).length
    }

    for (const [pattern, budget] of Object.entries(BUDGET)) {
      assert.isAtMost(await count(pattern), budget, pattern)
    }
    // What changes seldom is kept by now; both times the bookings have just changed.
    await placeSeveral(shop, 3, 1)
    const few: Record<string, number> = {}
    for (const pattern of Object.keys(BUDGET)) few[pattern] = await count(pattern)
    await placeSeveral(shop, 4, 11)
    for (const name of ['One', 'Two', 'Three']) {
      await makeLink(shop, { name }, [shop.host.id])
      await makeOneTime(shop, { recipientName: name })
      await makeTemplate(shop, { name })
    }
    for (const pattern of Object.keys(BUDGET)) {
      // Fewer where what is free that day was read for another page a moment before.
      assert.isAtMost(await count(pattern), few[pattern], `${pattern} with more to show`)
    }
  })
})
