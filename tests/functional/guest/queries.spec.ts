import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { instant, place, tenOClock } from '#tests/support/guest'
import { makeTeamPage } from '#tests/support/team_pages'
import { queriesOf } from '#tests/support/queries'

/** The queries of an address at first, and again while nothing has changed. */
const BUDGET: Record<string, [first: number, again: number]> = {
  '/': [1, 1],
  '/book': [1, 1],
  '/book/{business}': [3, 1],
  '/book/{business}/{service}': [3, 1],
  '/book/{business}/{service}?date={day}': [3, 1],
  '/book/{business}/{service}/details?start={start}': [3, 1],
  '/book/{business}/{service}/details?dates={dates}&host={hostId}': [3, 1],
  '/book/{business}/{service}?dates={dates}&host={hostId}': [3, 1],
  '/manage/{token}': [7, 7],
  '/api/booking/public/{business}': [1, 1],
  '/api/booking/public/{business}/services': [1, 1],
  '/api/booking/public/{business}/availability?service_id={id}&start_date={day}': [3, 1],
  '/schedule/{host}': [3, 1],
  '/schedule/{host}/{service}': [1, 1],
  '/schedule/{team}': [3, 1],
  '/schedule/{team}/{service}': [1, 1],
  '/schedule/{host}/{service}/slots?date={day}': [3, 1],
}

test.group('What a public address asks of the database', (group) => {
  withEmptyTables(group)

  test('{0}')
    .with(Object.entries(BUDGET))
    .run(async ({ client, assert }, [pattern, [first, again]]) => {
      const few = await openMarket(1)
      assert.deepEqual(await counts(few), [first, again], 'one host, two services')
      const many = await openMarket(5, 8)
      if (pattern.includes('{')) assert.deepEqual(await counts(many), [first, again], 'with more')

      async function counts(fill: (pattern: string) => string): Promise<number[]> {
        const count = async () => {
          const asked = await queriesOf(() => client.get(fill(pattern)).redirects(0))
          return asked.length
        }
        return [await count(), await count()]
      }
    })
})

/** A business with bookings; gives what fills the addresses. */
async function openMarket(hosts: number, services = 2) {
  const shop = await openShop({ hosts, service: { isHidden: false, mostDates: 3 } })
  // An address that this process has never answered, like that of the business.
  await shop.host.merge({ pageSlug: `${shop.business.slug}-anna` }).save()
  for (let index = 1; index < services; index++) await addService(shop.business, shop.hosts)
  const booking = await place(shop, tenOClock())
  for (let hour = 1; hour < hosts; hour++) await place(shop, tenOClock().plus({ hours: hour }))

  const day = tenOClock()
  const values: Record<string, string> = {
    business: shop.business.slug,
    service: shop.service.slug,
    host: shop.host.pageSlug,
    hostId: String(shop.host.id),
    team: (await makeTeamPage(shop.business, shop.hosts)).pageSlug,
    id: String(shop.service.id),
    token: booking.manageToken,
    day: day.toFormat('yyyy-MM-dd'),
    start: instant(day.plus({ hours: 8 })),
    dates: [8, 10, 12].map((hour) => instant(day.plus({ days: hour, hours: 8 }))).join('_'),
  }
  return (pattern: string) => pattern.replace(/\{(\w+)\}/g, (_, name: string) => values[name])
}
