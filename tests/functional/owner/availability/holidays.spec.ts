import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import DateOverride, { overridesInWords } from '#models/availability/date_override'
import { versionOf } from '#models/version'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { IN_THREE_DAYS, place } from '#tests/support/requests'

const day = (days: number) => DateTime.utc().plus({ days }).toFormat('yyyy-MM-dd')

const calendar = (...events: [date: string, name: string][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap(([date, name]) => [
      'BEGIN:VEVENT',
      `DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`,
      `SUMMARY:${name}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ].join('\r\n')

test.group('Public holidays from a calendar file', (group) => {
  withGlobalTransaction(group)

  const LIST = calendar([day(10), 'Harvest'], [day(20), '<b>Snow</b> Day'], [day(-9), 'Past'])

  test('shows the dates to come for review, and saves nothing', async ({ client, assert }) => {
    const { user, business, host } = await openShop()
    const taken = { businessId: business.id, hostId: host.id, windows: [] }
    await DateOverride.create({ ...taken, date: day(20) })
    const page = await client
      .post('/admin/availability/holidays/review')
      .field('calendar', LIST)
      .loginAs(user)
      .withCsrfToken()
    page.assertStatus(200)
    page.assertTextIncludes('2 dates were found.')
    assert.match(page.text(), new RegExp(`name="take_${day(10)}"[^>]*checked`))
    assert.notMatch(page.text(), new RegExp(`name="take_${day(20)}"[^>]*checked`))
    page.assertTextIncludes('Has its own hours already')
    page.assertTextIncludes('&lt;b&gt;Snow&lt;/b&gt; Day')
    assert.lengthOf(await DateOverride.query().where('host_id', host.id), 1)
  })

  test('reads an uploaded file', async ({ client }) => {
    const { user } = await openShop()
    const page = await client
      .post('/admin/availability/holidays/review')
      .file('file', Buffer.from(LIST), { filename: 'holidays.ics' })
      .loginAs(user)
      .withCsrfToken()
    page.assertTextIncludes('2 dates were found.')
  })

  test('closes the ticked dates for everyone, each with its name', async ({ client, assert }) => {
    const { user, business, hosts } = await openShop({ hosts: 2 })
    const response = await client
      .post('/admin/availability/holidays')
      .form({
        [`name_${day(10)}`]: 'Harvest',
        [`take_${day(10)}`]: 'on',
        [`name_${day(11)}`]: 'Not ticked',
        host: '',
        version: versionOf(overridesInWords([])),
      })
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
    response.assertStatus(303)
    const overrides = await DateOverride.query()
      .where('business_id', business.id)
      .orderBy('host_id')
    assert.deepEqual(
      overrides.map(({ hostId, date, windows, reason }) => [hostId, date, windows, reason]),
      hosts.map(({ id }) => [id, day(10), [], 'Harvest'])
    )
  })

  test('closes them for one host, in place of other hours', async ({ client, assert }) => {
    const { user, business, hosts } = await openShop({ hosts: 2 })
    const [, tom] = hosts
    const hours = { businessId: business.id, windows: [{ start: '10:00', end: '12:00' }] }
    await DateOverride.create({ ...hours, hostId: tom.id, date: day(10) })
    const read = await DateOverride.query().where('host_id', tom.id)
    const version = versionOf(overridesInWords(read))
    await client
      .post('/admin/availability/holidays')
      .form({ [`name_${day(10)}`]: '', [`take_${day(10)}`]: 'on', host: String(tom.id), version })
      .loginAs(user)
      .withCsrfToken()
    const [override, ...others] = await DateOverride.query().where('business_id', business.id)
    assert.isEmpty(others)
    assert.equal(override.hostId, tom.id)
    assert.isEmpty(override.windows)
    assert.isNull(override.reason)
  })

  test('replaces no hours that somebody gave a date after the list was read', async ({
    client,
    assert,
  }) => {
    const { user, business, hosts } = await openShop({ hosts: 2 })
    const review = await client
      .post('/admin/availability/holidays/review')
      .field('calendar', LIST)
      .loginAs(user)
      .withCsrfToken()
    const version = versionIn(review.text(), '/admin/availability/holidays')
    const hours = { businessId: business.id, windows: [{ start: '10:00', end: '12:00' }] }
    const given = await DateOverride.create({ ...hours, hostId: hosts[1].id, date: day(10) })
    const form = { [`name_${day(10)}`]: 'Harvest', [`take_${day(10)}`]: 'on', host: '' }
    const close = (own: Record<string, string>) =>
      client
        .post('/admin/availability/holidays')
        .form({ [`name_${day(20)}`]: 'Snow', ...form, ...own })
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)

    const refused = await close({ version })
    refused.assertStatus(409)
    refused.assertTextIncludes('Not saved yet: some of these dates were changed meanwhile')
    refused.assertTextIncludes('Has its own hours already')
    assert.match(refused.text(), new RegExp(`name="take_${day(10)}"[^>]*checked`))
    ;(await close({})).assertStatus(409)
    assert.deepEqual((await given.refresh()).windows, hours.windows)

    const fresh = versionIn(refused.text(), '/admin/availability/holidays')
    ;(await close({ version: fresh })).assertStatus(303)
    assert.isEmpty((await given.refresh()).windows)
  })

  test('shows first which bookings fall in them', async ({ client, assert }) => {
    const shop = await openShop()
    await place(shop, { name: 'Grace Liu' })
    const date = IN_THREE_DAYS.setZone('Europe/London').toISODate()
    const page = await client
      .post('/admin/availability/holidays')
      .form({ preview: '1', [`name_${date}`]: 'Harvest', [`take_${date}`]: 'on' })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertTextIncludes('One booking is outside the hours.')
    page.assertTextIncludes('Grace Liu')
    assert.match(page.text(), new RegExp(`name="take_${date}"[^>]*checked`))
    assert.isNull(await DateOverride.findBy('hostId', shop.host.id))
  })

  for (const [what, text, sentence] of [
    ['nothing', '', 'Choose a calendar file, or paste its text'],
    ['what is no calendar', 'Christmas', 'This is not a calendar file'],
    ['a calendar that is over', calendar([day(-9), 'Past']), 'no all-day dates'],
    ['a megabyte, nearly, of one letter', 'A'.repeat(900_000), 'This is not a calendar file'],
  ]) {
    test(`refuses ${what}`, async ({ client }) => {
      const { user } = await openShop()
      const page = await client
        .post('/admin/availability/holidays/review')
        .field('calendar', text)
        .loginAs(user)
        .withCsrfToken()
      page.assertStatus(422)
      page.assertTextIncludes(sentence)
    })
  }

  test('refuses more than a megabyte in words', async ({ client }) => {
    const { user } = await openShop()
    const page = await client
      .post('/admin/availability/holidays/review')
      .file('file', Buffer.alloc(1_200_000, 'A'), { filename: 'holidays.ics' })
      .header('accept', 'text/html')
      .loginAs(user)
      .withCsrfToken()
    page.assertStatus(413)
    page.assertTextIncludes('<h1')
  })

  for (const [what, form, sentence] of [
    ['an empty list', {}, 'Choose at least one date'],
    ['a list without a tick', { [`name_${day(10)}`]: 'Harvest' }, 'Choose at least one date'],
    [
      'a date that does not exist',
      { 'name_2027-02-30': 'X', 'take_2027-02-30': 'on' },
      'Choose at least one date',
    ],
    [
      'a name without end',
      { [`name_${day(10)}`]: 'x'.repeat(90_000), [`take_${day(10)}`]: 'on' },
      'longer than 255 characters',
    ],
    [
      'a host of nobody',
      { [`name_${day(10)}`]: 'X', [`take_${day(10)}`]: 'on', host: '999999999' },
      'Choose one from the list',
    ],
  ] as [string, Record<string, string>, string][]) {
    test(`refuses ${what}`, async ({ client, assert }) => {
      const { user, host } = await openShop()
      const page = await client
        .post('/admin/availability/holidays')
        .form(form)
        .loginAs(user)
        .withCsrfToken()
      page.assertStatus(422)
      page.assertTextIncludes(sentence)
      assert.isNull(await DateOverride.findBy('hostId', host.id))
    })
  }
})
