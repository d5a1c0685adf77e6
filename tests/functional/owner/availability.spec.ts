import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import AvailabilityRule from '#models/availability_rule'
import DateOverride from '#models/date_override'
import type Host from '#models/host'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, place } from '#tests/support/requests'
import { type Ranges, weekForm } from '#tests/support/week_form'

const hoursOf = async (host: Host) =>
  (
    await AvailabilityRule.query()
      .where('host_id', host.id)
      .orderBy('day_of_week')
      .orderBy('opens_time')
  ).map(({ dayOfWeek, opensTime, closesTime }) => `${dayOfWeek} ${opensTime}–${closesTime}`)

test.group('Weekly hours', (group) => {
  withGlobalTransaction(group)

  test('replaces the week as a whole, past midnight too', async ({ client, assert }) => {
    const { user, host } = await openShop()
    const response = await client
      .post('/admin/availability')
      .form(
        weekForm({
          1: [
            ['8.30', '12:30'],
            ['1:30 pm', '7pm'],
          ],
          5: [['22:00', '02:00']],
          6: [['02:00', '24:00']],
        })
      )
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
    response.assertStatus(303)
    assert.deepEqual(await hoursOf(host), [
      '1 08:30–12:30',
      '1 13:30–19:00',
      '5 22:00–02:00',
      '6 02:00–24:00',
    ])
  })

  for (const [said, ranges, field, sentence] of [
    [
      'overlapping hours',
      [
        ['09:00', '13:00'],
        ['12:30', '15:00'],
      ],
      'days.1.ranges.1.from',
      'Monday: 09:00–13:00 and 12:30–15:00 overlap',
    ],
    ['an end before the start', [['17:00', '09:00']], 'days.1.ranges.0.to', 'It ends before 17:00'],
    ['no length', [['09:00', '09:00']], 'days.1.ranges.0.to', 'It ends when it starts'],
    ['what is no time', [['nine', '17:00']], 'days.1.ranges.0.from', 'Write a time, as 09:00'],
    ['half a range', [['09:00', '']], 'days.1.ranges.0.to', 'Write a time, as 09:00'],
    ['a ticked day without hours', [['', '']], 'days.1.ranges.0.from', 'Add hours, or untick'],
  ] as [string, Ranges, string, string][]) {
    test(`refuses ${said} at the field and saves nothing`, async ({ client, assert }) => {
      const { user, host } = await openShop()
      const before = await hoursOf(host)
      const response = await client
        .post('/admin/availability')
        .form(weekForm({ 1: ranges }))
        .loginAs(user)
        .withCsrfToken()
      response.assertStatus(422)
      response.assertTextIncludes(`href="#${field}"`)
      response.assertTextIncludes(sentence)
      response.assertTextIncludes('<title>Error: ')
      assert.deepEqual(await hoursOf(host), before)
    })
  }

  test('adds, removes and copies without script, and saves nothing yet', async ({
    client,
    assert,
  }) => {
    const { user, host } = await openShop()
    const before = await hoursOf(host)
    const press = (button: Record<string, string>) =>
      client
        .post('/admin/availability')
        .form({ ...weekForm({ 1: [['08:00', '11:00']] }), ...button })
        .loginAs(user)
        .withCsrfToken()
    const added = await press({ add: '1' })
    added.assertStatus(200)
    added.assertTextIncludes('id="days.1.ranges.1.from"')
    const removed = await press({ remove: '1.0' })
    assert.notMatch(removed.text(), /name="days\[d1\]\[open\]"[^>]*checked/)
    const copied = await press({ copy: '1' })
    assert.lengthOf(copied.text().match(/value="08:00"/g) ?? [], 5)
    for (const [name, value] of Object.entries({ add: 'x', remove: '9.9', copy: '77' })) {
      ;(await press({ [name]: value })).assertStatus(200)
    }
    assert.deepEqual(await hoursOf(host), before)
  })

  test('refuses a body that is not a whole week, and closes nothing', async ({
    client,
    assert,
  }) => {
    const { user, host } = await openShop()
    const before = await hoursOf(host)
    const week = Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((day) => [`d${day}`, { ranges: [] }]))
    for (const days of [
      undefined,
      null,
      'text',
      ['a'],
      { d1: { open: 'on', ranges: [] } },
      { ...week, d1: 'x' },
      { ...week, d1: { open: 'on' } },
      { ...week, d1: { open: { x: '1' }, ranges: [] } },
      { ...week, d1: { open: 'on', ranges: 'x' } },
      { ...week, d1: { open: 'on', ranges: [{ from: ['09:00'], to: '10:00' }] } },
    ]) {
      const response = await client
        .post('/admin/availability')
        .json({ days })
        .header('accept', 'text/html')
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
      response.assertStatus(422)
      assert.deepEqual(await hoursOf(host), before)
    }
  })

  test('keeps each host apart', async ({ client, assert }) => {
    const { user, hosts } = await openShop({ hosts: 2 })
    const page = await client.get(`/admin/availability?host=${hosts[1].id}`).loginAs(user)
    page.assertTextIncludes('Tom Okafor')
    await client
      .post(`/admin/availability?host=${hosts[1].id}`)
      .form(weekForm({ 2: [['10:00', '18:00']] }))
      .loginAs(user)
      .withCsrfToken()
    assert.deepEqual(await hoursOf(hosts[1]), ['2 10:00–18:00'])
    assert.lengthOf(await hoursOf(hosts[0]), 7)

    const stranger = await openShop()
    const foreign = await client.get(`/admin/availability?host=${stranger.host.id}`).loginAs(user)
    foreign.assertStatus(404)
  })
})

test.group('Dates with their own hours', (group) => {
  withGlobalTransaction(group)

  const date = DateTime.utc().plus({ days: 10 }).toFormat('yyyy-MM-dd')

  test('closes a date, then gives it other hours, then lets it go', async ({ client, assert }) => {
    const { user, host } = await openShop()
    const say = (form: Record<string, string>) =>
      client
        .post(`/admin/availability/dates?host=${host.id}`)
        .form({ date, ...form })
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
    ;(await say({ kind: 'closed', reason: 'Repairs' })).assertStatus(303)
    ;(await say({ kind: 'hours', from: '10', to: '2 pm' })).assertStatus(303)

    const [override, ...others] = await DateOverride.query().where('host_id', host.id)
    assert.lengthOf(others, 0)
    assert.deepEqual(override.windows, [{ start: '10:00', end: '14:00' }])

    const removal = await client
      .post(`/admin/availability/dates/${override.id}/removal`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
    removal.assertStatus(303)
    assert.isNull(await DateOverride.find(override.id))
  })

  test('closes dates in a row, shows them as one line and lets them go together', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { user, host } = shop
    const inThreeDays = IN_THREE_DAYS.toISODate() ?? ''
    const until = IN_THREE_DAYS.plus({ days: 13 }).toISODate() ?? ''
    await place(shop, { name: 'Grace Liu' })
    const saved = await client
      .post(`/admin/availability/dates?host=${host.id}`)
      .form({ date: inThreeDays, until, kind: 'closed', reason: 'Holiday' })
      .loginAs(user)
      .withCsrfToken()
    saved.assertTextIncludes('14 dates have their own hours.')
    assert.lengthOf(await DateOverride.query().where('host_id', host.id), 14)
    saved.assertTextIncludes('14 dates. Holiday')
    saved.assertTextIncludes('One booking falls in this closure')
    saved.assertTextIncludes(
      `href="/admin/bookings?from=${inThreeDays}&until=${until}&host=${host.id}"`
    )

    const [, removal] = /action="([^"]+removal\?until=[^"]+)"/.exec(saved.text()) ?? []
    const removed = await client.post(removal).loginAs(user).withCsrfToken()
    removed.assertTextIncludes('The dates follow the week again.')
    assert.lengthOf(await DateOverride.query().where('host_id', host.id), 0)
  })

  for (const [said, form, field] of [
    ['an end before the beginning', { date, until: '2001-01-01', kind: 'closed' }, 'until'],
    ['more than a year', { date, until: '2999-01-01', kind: 'closed' }, 'until'],
    ['an end that is no day', { date, until: '2027-02-29', kind: 'closed' }, 'until'],
    ['a very long date', { date: '2'.repeat(90_000), kind: 'closed' }, 'date'],
    ['a very long reason', { date, kind: 'closed', reason: 'x'.repeat(90_000) }, 'reason'],
    ['a very long time', { date, kind: 'hours', from: '9'.repeat(90_000), to: '12' }, 'from'],
    ['a day that is no day', { date: '2026-02-30', kind: 'closed' }, 'date'],
    ['no date', { date: '', kind: 'closed' }, 'date'],
    ['a date that is past', { date: '2001-01-01', kind: 'closed' }, 'date'],
    ['hours without an end', { date, kind: 'hours', from: '09:00' }, 'to'],
    ['hours that end at once', { date, kind: 'hours', from: '09:00', to: '09:00' }, 'to'],
    ['what is no time', { date, kind: 'hours', from: 'x', to: '12:00' }, 'from'],
  ] as [string, Record<string, string>, string][]) {
    test(`refuses ${said}`, async ({ client, assert }) => {
      const { user, host } = await openShop()
      const response = await client
        .post(`/admin/availability/dates?host=${host.id}`)
        .form(form)
        .loginAs(user)
        .withCsrfToken()
      response.assertStatus(422)
      response.assertTextIncludes(`id="${field}-error"`)
      assert.isNull(await DateOverride.findBy('hostId', host.id))
    })
  }

  test('knows no date of another business', async ({ client, assert }) => {
    const { user } = await openShop()
    const stranger = await openShop()
    const theirs = await DateOverride.create({
      businessId: stranger.business.id,
      hostId: stranger.host.id,
      date,
      windows: [],
    })
    const response = await client
      .post(`/admin/availability/dates/${theirs.id}/removal`)
      .loginAs(user)
      .withCsrfToken()
    response.assertStatus(404)
    assert.isNotNull(await DateOverride.find(theirs.id))
  })
})
