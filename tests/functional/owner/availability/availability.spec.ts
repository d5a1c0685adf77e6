import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import AvailabilityRule from '#models/availability/availability_rule'
import DateOverride, { overridesInWords } from '#models/availability/date_override'
import type Host from '#models/availability/host'
import { versionOf } from '#models/version'
import { withGlobalTransaction } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { IN_THREE_DAYS, place } from '#tests/support/requests'
import type { Weekday, WeeklyRange } from '#scheduling/types'
import { type Ranges, weekForm } from '#tests/support/week_form'

/** The version of dates that follow the week. */
const NO_HOURS = versionOf(overridesInWords([]))

const everyDay = (hours: string): WeeklyRange[] =>
  hours.split(' ').flatMap((range) => {
    const [start, end] = range.split('-')
    return ([0, 1, 2, 3, 4, 5, 6] as Weekday[]).map((weekday) => ({ weekday, start, end }))
  })

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
      .withVersion()
      .redirects(0)
    response.assertStatus(303)
    assert.deepEqual(await hoursOf(host), [
      '1 08:30–12:30',
      '1 13:30–19:00',
      '5 22:00–02:00',
      '6 02:00–24:00',
    ])
  })

  for (const [what, ranges, field, sentence] of [
    [
      'overlapping hours',
      [
        ['09:00', '13:00'],
        ['12:30', '15:00'],
      ],
      'days.1.ranges.1.from',
      'Monday: 09:00–13:00 and 12:30–15:00 overlap',
    ],
    [
      'an end before the start',
      [['17:00', '09:00']],
      'days.1.ranges.0.to',
      'It cannot end before it starts, at 17:00',
    ],
    ['no length', [['09:00', '09:00']], 'days.1.ranges.0.to', 'It cannot end when it starts'],
    ['what is no time', [['nine', '17:00']], 'days.1.ranges.0.from', 'Write a time, as 09:00'],
    ['half a range', [['09:00', '']], 'days.1.ranges.0.to', 'Write a time, as 09:00'],
    [
      'a ticked day without hours',
      [['', '']],
      'days.1.ranges.0.from',
      'Add hours, or close the day',
    ],
  ] as [string, Ranges, string, string][]) {
    test(`refuses ${what} at the field and saves nothing`, async ({ client, assert }) => {
      const { user, host } = await openShop()
      const before = await hoursOf(host)
      const response = await client
        .post('/admin/availability')
        .form(weekForm({ 1: ranges }))
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
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
        .form({ ...weekForm({ 1: [['08:00', '11:00']], 3: [['09:00', '17:00']] }), ...button })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
    const added = await press({ add: '1' })
    added.assertStatus(200)
    added.assertTextIncludes('id="days.1.ranges.1.from"')
    const removed = await press({ remove: '1.0' })
    assert.notMatch(removed.text(), /name="days\[d1\]\[open\]"[^>]*checked/)
    const asked = await press({ copy: '1' })
    asked.assertTextIncludes('Copy Monday to')
    const ticked = asked.text().match(/name="copy_\d"[^>]*checked/g) ?? []
    assert.deepEqual(ticked.join(), 'name="copy_3" checked')
    const copied = await press({ copy_to: '1', copy_3: 'on' })
    assert.lengthOf(copied.text().match(/value="08:00"/g) ?? [], 2)
    assert.notMatch(copied.text(), /name="days\[d2\]\[open\]"[^>]*checked/)
    for (const [name, value] of Object.entries({
      add: 'x',
      remove: '9.9',
      copy: '77',
      copy_to: 'x',
    })) {
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
        .withVersion()
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
      .withVersion()
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
  const range = (from: string, to: string, index = 0) => ({
    [`ranges[${index}][from]`]: from,
    [`ranges[${index}][to]`]: to,
  })

  test('closes a date, then gives it other hours, then lets it go', async ({ client, assert }) => {
    const { user, host } = await openShop()
    const say = (form: Record<string, string>, page?: string) =>
      client
        .post(`/admin/availability/dates?host=${host.id}`)
        .form({ date, ...form })
        .loginAs(user)
        .withCsrfToken()
        .withVersion(page)
        .redirects(0)
    ;(await say({ kind: 'closed', reason: 'Repairs' })).assertStatus(303)
    const [closure] = await DateOverride.query().where('host_id', host.id)
    const changed = `/admin/availability?host=${host.id}&date=${date}`
    const other = { kind: 'hours', ...range('10', '2 pm') }
    ;(await say(other)).assertStatus(409)
    assert.isEmpty((await closure.refresh()).windows)
    ;(await say(other, changed)).assertStatus(303)

    const [override, ...others] = await DateOverride.query().where('host_id', host.id)
    assert.lengthOf(others, 0)
    assert.deepEqual(override.windows, [{ start: '10:00', end: '14:00' }])

    const removal = await client
      .post(`/admin/availability/dates/${override.id}/removal`)
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
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
    const booking = await place(shop, { name: 'Grace Liu' })
    const outsideShown = String(booking.id)
    const saved = await client
      .post(`/admin/availability/dates?host=${host.id}`)
      .form({
        date: inThreeDays,
        until,
        kind: 'closed',
        reason: 'Holiday',
        outside_shown: outsideShown,
      })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
    saved.assertTextIncludes('14 dates have their own hours.')
    assert.lengthOf(await DateOverride.query().where('host_id', host.id), 14)
    saved.assertTextIncludes('14 dates. Holiday')
    saved.assertTextIncludes('One booking is in this closure')
    saved.assertTextIncludes('Give them to colleagues')
    saved.assertTextIncludes(
      `href="/admin/bookings?from=${inThreeDays}&until=${until}&host=${host.id}"`
    )

    const [, removal] = /action="([^"]+removal\?until=[^"]+)"/.exec(saved.text()) ?? ['', '']
    const away = removal.replaceAll('&amp;', '&')
    const [, shown = ''] = /name="shown" value="([^"]+)"/.exec(saved.text()) ?? []
    assert.match(shown, / to .*; Closed; 14 dates. Holiday$/)
    const stale = await client
      .post(away)
      .form({ version: 'x', shown })
      .loginAs(user)
      .withCsrfToken()
    stale.assertStatus(409)
    stale.assertTextIncludes('Nothing was removed')
    stale.assertTextIncludes(`Your page showed: ${shown}.`)
    assert.lengthOf(await DateOverride.query().where('host_id', host.id), 14)
    const removed = await client.post(away).loginAs(user).withCsrfToken().withVersion()
    removed.assertTextIncludes('The dates follow the weekly hours again.')
    assert.lengthOf(await DateOverride.query().where('host_id', host.id), 0)

    const gone = await client.post(away).loginAs(user).withCsrfToken()
    gone.assertStatus(409)
    gone.assertTextIncludes('Nothing was removed: those dates were changed meanwhile.')
    gone.assertTextIncludes(`${host.name}, London time`)
  })

  for (const [what, form, field] of [
    ['an end before the beginning', { date, until: '2001-01-01', kind: 'closed' }, 'until'],
    ['more than a year', { date, until: '2999-01-01', kind: 'closed' }, 'until'],
    ['an end that is no day', { date, until: '2027-02-29', kind: 'closed' }, 'until'],
    ['a very long date', { date: '2'.repeat(90_000), kind: 'closed' }, 'date'],
    ['a very long reason', { date, kind: 'closed', reason: 'x'.repeat(90_000) }, 'reason'],
    ['a very long time', { date, kind: 'hours', ...range('9'.repeat(90_000), '12') }, 'ranges.0'],
    ['a day that is no day', { date: '2026-02-30', kind: 'closed' }, 'date'],
    ['no date', { date: '', kind: 'closed' }, 'date'],
    ['a date that is past', { date: '2001-01-01', kind: 'closed' }, 'date'],
    ['hours without an end', { date, kind: 'hours', ...range('09:00', '') }, 'ranges.0'],
    ['hours that end at once', { date, kind: 'hours', ...range('09:00', '09:00') }, 'ranges.0'],
    ['what is no time', { date, kind: 'hours', ...range('x', '12:00') }, 'ranges.0'],
  ] as [string, Record<string, string>, string][]) {
    test(`refuses ${what}`, async ({ client, assert }) => {
      const { user, host } = await openShop()
      const response = await client
        .post(`/admin/availability/dates?host=${host.id}`)
        .form(form)
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
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
      .withVersion()
    response.assertStatus(404)
    assert.isNotNull(await DateOverride.find(theirs.id))
  })

  test('has several ranges, and says what they replace', async ({ client, assert }) => {
    const { user, host } = await openShop({ weeklyHours: everyDay('09:00-12:00 13:00-17:00') })
    const address = `/admin/availability/dates?host=${host.id}`
    const stored = async () => {
      const [override] = await DateOverride.query().where('host_id', host.id)
      return override?.windows.map(({ start, end }) => `${start}–${end}`)
    }
    const send = (form: Record<string, string>) =>
      client
        .post(address)
        .form({ date, kind: 'hours', ...form })
        .loginAs(user)
        .withCsrfToken()
    const filled = await send({ show: '1', version: NO_HOURS })
    for (const time of ['09:00', '12:00', '13:00', '17:00']) {
      filled.assertTextIncludes(`value="${time}"`)
    }
    const preview = await send({ preview: '1', ...range('9', '14') })
    preview.assertTextIncludes('Replaces 09:00–12:00 and 13:00–17:00.')
    const first = await send({ version: NO_HOURS, ...range('9', '14') })
    first.assertTextIncludes('Replaces 09:00–12:00 and 13:00–17:00.')
    assert.deepEqual(await stored(), ['09:00–14:00'])

    const second = await send({ version: NO_HOURS, ...range('16', '18') })
    second.assertStatus(409)
    second.assertTextIncludes('09:00–14:00')
    second.assertTextIncludes('value="16"')
    assert.deepEqual(await stored(), ['09:00–14:00'])
    const joined = await send({ join: '1', ...range('16', '18') })
    assert.match(
      joined.text(),
      /value="09:00"[\s\S]+value="14:00"[\s\S]+value="16"[\s\S]+value="18"/
    )
    const version = versionIn(joined.text(), address)
    const both = await send({ version, ...range('09:00', '14:00'), ...range('16', '18', 1) })
    both.assertTextIncludes('Replaces 09:00–14:00.')
    assert.deepEqual(await stored(), ['09:00–14:00', '16:00–18:00'])

    const clash = await send({ ...range('09:00', '14:00'), ...range('13:00', '18', 1) })
    clash.assertStatus(422)
    clash.assertTextIncludes('id="ranges.1-error"')
    const none = await send(range('', ''))
    none.assertStatus(422)
    none.assertTextIncludes('Add hours, or choose Closed')
    const added = await send({ add: '1', ...range('09:00', '14:00') })
    added.assertTextIncludes('id="ranges.1.from"')
    const removed = await send({ remove: '0', ...range('8', '9'), ...range('10', '11', 1) })
    assert.notInclude(removed.text(), 'id="ranges.1.from"')
    removed.assertTextIncludes('value="10"')
  })

  test('closes everyone at once', async ({ client, assert }) => {
    const { user, hosts } = await openShop({ hosts: 2 })
    const closed = await client
      .post(`/admin/availability/dates?host=${hosts[0].id}`)
      .form({ date, kind: 'closed', reason: 'Regatta', whom: 'all', version: NO_HOURS })
      .loginAs(user)
      .withCsrfToken()
    closed.assertTextIncludes('Anna Reed: replaces 00:00–24:00. Tom Okafor: replaces 00:00–24:00.')
    const overrides = await DateOverride.query().where('date', date).orderBy('host_id')
    assert.deepEqual(
      overrides.map(({ hostId, windows }) => [hostId, windows.length]),
      hosts.map(({ id }) => [id, 0])
    )
    const nobody = await client
      .post(`/admin/availability/dates?host=${hosts[0].id}`)
      .form({ date, kind: 'closed', whom: '999999', version: NO_HOURS })
      .loginAs(user)
      .withCsrfToken()
    nobody.assertStatus(422)
  })
})

test.group('A day copied to another person', (group) => {
  withGlobalTransaction(group)

  test('is filled in on their week, to be saved there', async ({ client, assert }) => {
    const { user, hosts } = await openShop({ hosts: 2 })
    const [anna, tom] = hosts
    const copy = (week: Record<string, string>) =>
      client
        .post(`/admin/availability?host=${anna.id}`)
        .form({ ...week, copy_over: '1', copy_for: String(tom.id), copy_3: 'on' })
        .loginAs(user)
        .withCsrfToken()
    const monday = weekForm({ 1: [['08:00', '11:00']] })
    const unsaved = await copy(monday)
    unsaved.assertStatus(422)
    unsaved.assertTextIncludes('Save Anna Reed’s hours first')
    unsaved.assertTextIncludes('value="08:00"')

    await client
      .post(`/admin/availability?host=${anna.id}`)
      .form(monday)
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
    const filled = await copy(monday)
    filled.assertStatus(200)
    filled.assertTextIncludes('The hours of Anna Reed are filled in')
    filled.assertTextIncludes('Save Tom Okafor’s hours')
    assert.lengthOf(filled.text().match(/value="08:00"/g) ?? [], 2)
    assert.lengthOf(await hoursOf(tom), 7)
  })
})
