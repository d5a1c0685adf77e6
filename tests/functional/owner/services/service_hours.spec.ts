import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, joinAs, place, type Shop } from '#tests/support/requests'
import { type Ranges, weekForm } from '#tests/support/week_form'
import { NINE_TO_FIVE } from '#tests/support/weeks'

const DAY = DateTime.now().setZone('Europe/London').startOf('day').plus({ days: 3 })
const WEEKDAY = DAY.weekday % 7
const date = DAY.toISODate() ?? ''

const addressOf = ({ service }: Shop) => `/admin/services/${service.id}/hours`

const hoursOf = async ({ service }: Shop) =>
  (await Service.findOrFail(service.id)).hours?.weeklyHours.map(
    ({ weekday, start, end }) => `${weekday} ${start}–${end}`
  )

test.group('Hours of a service', (group) => {
  withGlobalTransaction(group)

  test('can be booked where they and those of the host meet, until they are removed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const say = (form: Record<string, string>) =>
      client
        .post(addressOf(shop))
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const startsOf = async () => {
      const { business, service } = shop
      const month = await client.get(`/book/${business.slug}/${service.slug}`).qs({ date })
      return [...month.text().matchAll(/class="time__start">(\d\d:\d\d)/g)].map(([, at]) => at)
    }
    const whole = await startsOf()
    assert.lengthOf(whole, 8)

    const evening = { [WEEKDAY]: [['14:00', '22:00']] as Ranges }
    ;(await say(weekForm(evening))).assertStatus(303)
    assert.deepEqual(await hoursOf(shop), [`${WEEKDAY} 14:00–22:00`])
    assert.deepEqual(await startsOf(), ['14:00', '15:00', '16:00'])

    const page = await client.get(addressOf(shop)).loginAs(shop.user)
    page.assertTextIncludes('This service has hours of its own.')
    page.assertTextIncludes('value="22:00"')
    const form = await client.get(`/admin/services/${shop.service.id}`).loginAs(shop.user)
    form.assertTextIncludes('It has hours of its own: change them')

    const preview = await say({ follow: '1', preview: '1' })
    assert.match(preview.text(), /Removes no open time, adds \d+/)
    assert.lengthOf((await hoursOf(shop)) ?? [], 1)
    ;(await say({ follow: '1' })).assertStatus(303)
    assert.isUndefined(await hoursOf(shop))
    assert.deepEqual(await startsOf(), whole)
    const entries = await db
      .from('audit_entries')
      .where({ business_id: shop.business.id, action: 'service_hours.updated' })
      .orderBy('id')
    assert.deepEqual(
      entries.map(({ changes }) => changes),
      [
        { hours: { from: null, to: [`${WEEKDAY} 14:00–22:00`] } },
        { hours: { from: [`${WEEKDAY} 14:00–22:00`], to: null } },
      ]
    )
  })

  for (const [what, days, field, sentence] of [
    [
      'overlapping hours',
      {
        1: [
          ['09:00', '13:00'],
          ['12:30', '15:00'],
        ],
      },
      'days.1.ranges.1.from',
      'Monday: 09:00–13:00 and 12:30–15:00 overlap',
    ],
    ['what is no time', { 1: [['25:00', '9']] }, 'days.1.ranges.0.from', 'Write a time, as 09:00'],
    ['no day at all', {}, 'week', 'Choose at least one day'],
  ] as [string, Record<number, Ranges>, string, string][]) {
    test(`refuses ${what} and saves nothing`, async ({ client, assert }) => {
      const shop = await openShop()
      const page = await client
        .post(addressOf(shop))
        .form(weekForm(days))
        .loginAs(shop.user)
        .withCsrfToken()
      page.assertStatus(422)
      page.assertTextIncludes(`href="#${field}"`)
      page.assertTextIncludes(sentence)
      assert.isUndefined(await hoursOf(shop))
    })
  }

  test('shows what they would change, and saves nothing', async ({ client, assert }) => {
    const shop = await openShop()
    await place(shop, { startsAt: IN_THREE_DAYS, name: 'Grace Liu' })
    const never = { [(WEEKDAY + 3) % 7]: [['10:00', '11:00']] as Ranges }
    const page = await client
      .post(addressOf(shop))
      .form({ ...weekForm(never), preview: '1' })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertStatus(200)
    assert.match(page.text(), /Removes 1[,.]?\d{3} open times, adds none/)
    page.assertTextIncludes('One booking is outside the hours.')
    page.assertTextIncludes('Grace Liu, Private lesson')
    page.assertTextIncludes('value="10:00"')
    assert.isUndefined(await hoursOf(shop))
  })

  test('adds and copies ranges without script, and lets a viewer only look', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const page = await client
      .post(addressOf(shop))
      .form({ ...weekForm({ 1: [['08:00', '11:00']] }), add: '1' })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertStatus(200)
    page.assertTextIncludes('id="days.1.ranges.1.from"')
    assert.isUndefined(await hoursOf(shop))

    const viewer = await joinAs('viewer', shop.business)
    const seen = await client.get(addressOf(shop)).loginAs(viewer)
    assert.notInclude(seen.text(), 'name="add"')
  })
})
