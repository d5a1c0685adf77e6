import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { addService, openShop } from '#database/factories/business'
import AvailabilityRule from '#models/availability/availability_rule'
import type Booking from '#models/bookings/booking'
import DateOverride from '#models/availability/date_override'
import Host from '#models/availability/host'
import Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { detailsOf } from '#tests/support/owner'
import { IN_THREE_DAYS, place } from '#tests/support/requests'
import { weekForm } from '#tests/support/week_form'

const AT = IN_THREE_DAYS.setZone('Europe/London')
const DATE = AT.toFormat('yyyy-MM-dd')
const PRESSED = 'One booking is at a time that this closes'

type Shop = Awaited<ReturnType<typeof openShop>>
type Fields = Record<string, string>

/** What closes the time of a booking, and how to tell that it is stored. */
interface Closing {
  page: string
  action?: string
  fields: Fields
  /** What was typed, as the page that asks still has it. */
  kept: RegExp
  isSaved: () => Promise<boolean>
}

const closedOn = async (host: { id: number }) =>
  (await DateOverride.query().where({ hostId: host.id, date: DATE }).first())?.windows.length === 0

/** The hours of the booking, and no others. */
async function openOnlyAt(host: Host) {
  await AvailabilityRule.query()
    .where({ hostId: host.id })
    .update({
      opens_time: AT.toFormat('HH:mm'),
      closes_time: AT.plus({ hours: 1 }).toFormat('HH:mm'),
    })
}

const CLOSINGS: Record<string, (shop: Shop) => Closing | Promise<Closing>> = {
  'a week': ({ host }) => ({
    page: `/admin/availability?host=${host.id}`,
    fields: weekForm({ [(AT.weekday + 1) % 7]: [['09:00', '12:00']] }),
    kept: /value="09:00"/,
    isSaved: async () =>
      (await AvailabilityRule.query().where({ hostId: host.id })).every(
        ({ dayOfWeek }) => dayOfWeek === (AT.weekday + 1) % 7
      ),
  }),
  'a date': ({ host }) => ({
    page: `/admin/availability?host=${host.id}`,
    action: `/admin/availability/dates?host=${host.id}`,
    fields: { date: DATE, kind: 'closed', reason: 'The pool is drained' },
    kept: /value="The pool is drained"/,
    isSaved: () => closedOn(host),
  }),
  'a closure for everyone': ({ host }) => ({
    page: `/admin/availability?host=${host.id}`,
    action: `/admin/availability/dates?host=${host.id}`,
    fields: { date: DATE, kind: 'closed', whom: 'all' },
    kept: /value="all" selected/,
    isSaved: () => closedOn(host),
  }),
  'an import of holidays': ({ host }) => ({
    page: '/admin/availability/holidays',
    fields: { [`take_${DATE}`]: 'on', [`name_${DATE}`]: 'Founders’ day' },
    kept: /Founders’ day/,
    isSaved: () => closedOn(host),
  }),
  'a host switched off': ({ host }) => ({
    page: `/admin/people/${host.id}`,
    fields: { name: host.name, time_zone: host.timeZone, daily_limit: '7' },
    kept: /name="daily_limit"[^>]*value="7"|value="7"[^>]*name="daily_limit"/,
    isSaved: async () => !(await Host.findOrFail(host.id)).isActive,
  }),
  'another clock of a host': async ({ host }) => {
    await openOnlyAt(host)
    return {
      page: `/admin/people/${host.id}`,
      fields: { name: host.name, is_active: 'on', time_zone: 'Asia/Kolkata' },
      kept: /value="Asia\/Kolkata" selected/,
      isSaved: async () => (await Host.findOrFail(host.id)).timeZone === 'Asia/Kolkata',
    }
  },
  'another clock of the business': async ({ host, business }) => {
    await openOnlyAt(host)
    return {
      page: '/admin/settings/business',
      fields: { ...detailsOf(business), tell: 'no', time_zone: 'Asia/Kolkata' },
      kept: /value="Asia\/Kolkata" selected/,
      isSaved: async () => (await Host.findOrFail(host.id)).timeZone === 'Asia/Kolkata',
    }
  },
  'the hours of a service': ({ service }) => ({
    page: `/admin/services/${service.id}/hours`,
    fields: weekForm({ [(AT.weekday + 1) % 7]: [['09:00', '12:00']] }),
    kept: /value="09:00"/,
    isSaved: async () => (await Service.findOrFail(service.id)).hours !== null,
  }),
}

test.group('Saving hours that leave somebody outside', (group) => {
  withGlobalTransaction(group)

  const send = (client: ApiClient, { user }: Shop, action: string, fields: Fields) =>
    client.post(action).form(fields).loginAs(user).withCsrfToken().redirects(0)

  const hiddenIn = (html: string) => /name="outside_shown" value="([^"]*)"/.exec(html)?.[1] ?? ''

  for (const [what, closing] of Object.entries(CLOSINGS)) {
    test(`${what}: they are shown first, and it is saved at the second press`, async ({
      client,
      assert,
    }) => {
      const shop = await openShop({ hosts: 2 })
      const booking = await place(shop, { name: 'Grace Liu', hostId: shop.host.id })
      const { page, action = page, fields, kept, isSaved } = await closing(shop)
      const opened = (await client.get(page).loginAs(shop.user)).text()
      const version = what.includes('holidays') ? await holidays() : versionIn(opened, action)

      const asked = await send(client, shop, action, { ...fields, version })
      asked.assertStatus(409)
      asked.assertTextIncludes(PRESSED)
      asked.assertTextIncludes('Grace Liu, Private lesson')
      asked.assertTextIncludes(`href="/admin/bookings/${booking.id}"`)
      asked.assertTextIncludes('Save anyway')
      assert.match(asked.text(), kept)
      assert.isFalse(await isSaved())

      const outsideShown = hiddenIn(asked.text())
      assert.equal(outsideShown, String(booking.id))
      const other = await send(client, shop, action, {
        ...fields,
        version,
        outside_shown: '987654',
      })
      other.assertStatus(409)
      const saved = await send(client, shop, action, {
        ...fields,
        version,
        outside_shown: outsideShown,
      })
      saved.assertStatus(303)
      assert.isTrue(await isSaved())
      assert.equal((await booking.refresh()).status, 'approved')

      async function holidays() {
        const calendar = [
          'BEGIN:VCALENDAR',
          'BEGIN:VEVENT',
          `DTSTART;VALUE=DATE:${DATE.replaceAll('-', '')}`,
          'SUMMARY:Founders’ day',
          'END:VEVENT',
          'END:VCALENDAR',
        ].join('\r\n')
        const review = await client
          .post('/admin/availability/holidays/review')
          .form({ calendar })
          .loginAs(shop.user)
          .withCsrfToken()
        return versionIn(review.text(), '/admin/availability/holidays')
      }
    })
  }

  test('a date that follows the week again asks as well', async ({ client, assert }) => {
    const shop = await openShop()
    const { host } = shop
    await place(shop, { name: 'Grace Liu' })
    await AvailabilityRule.query().where({ hostId: host.id }).delete()
    const windows = [{ start: '00:00', end: '24:00' }]
    const own = { businessId: shop.business.id, hostId: host.id, date: DATE, windows, reason: null }
    const override = await DateOverride.create(own)
    const page = `/admin/availability?host=${host.id}`
    const action = `/admin/availability/dates/${override.id}/removal?until=${DATE}&host=${host.id}`
    const version = versionIn((await client.get(page).loginAs(shop.user)).text(), action)

    const asked = await send(client, shop, action, { version })
    asked.assertStatus(409)
    asked.assertTextIncludes(PRESSED)
    asked.assertTextIncludes('Remove anyway')
    assert.match(asked.text(), new RegExp(`name="outside_shown"[^>]*form="removal-${override.id}"`))
    assert.isNotNull(await DateOverride.find(override.id))
    const outsideShown = hiddenIn(asked.text())
    ;(await send(client, shop, action, { version, outside_shown: outsideShown })).assertStatus(303)
    assert.isNull(await DateOverride.find(override.id))
  })

  test('whom the owner booked beyond the horizon, or for what is off by now, counts too', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ settings: { maxAdvanceBookingDays: 60 } })
    const off = await addService(shop.business, shop.hosts, { name: 'Old course' })
    const placed = await place({ ...shop, service: off }, { name: 'Omar Haddad' })
    const far = await place(shop, { name: 'Grace Liu', startsAt: IN_THREE_DAYS.plus({ days: 40 }) })
    await shop.business.related('settings').query().update({ maxAdvanceBookingDays: 10 })
    await off.merge({ isActive: false }).save()
    const page = `/admin/availability?host=${shop.host.id}`
    const version = versionIn((await client.get(page).loginAs(shop.user)).text(), page)
    const asked = await send(client, shop, page, { ...weekForm({}), version })
    asked.assertStatus(409)
    asked.assertTextIncludes('Omar Haddad, Old course')
    asked.assertTextIncludes('Grace Liu')
    assert.equal(hiddenIn(asked.text()), ids(placed, far))
  })

  test('asks nothing where nobody is left outside', async ({ client }) => {
    const shop = await openShop()
    await place(shop)
    const page = `/admin/availability?host=${shop.host.id}`
    const version = versionIn((await client.get(page).loginAs(shop.user)).text(), page)
    const everyDay = [0, 1, 2, 3, 4, 5, 6].map((day) => [day, [['00:00', '24:00']]])
    const fields = { ...weekForm(Object.fromEntries(everyDay)), version }
    ;(await send(client, shop, page, fields)).assertStatus(303)
  })

  const ids = (...bookings: Booking[]) => bookings.map(({ id }) => id).join(' ')
})
