import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { weekForm } from '#tests/support/week_form'

/** The summary above a refused form: where each entry leads, and what it says. */
function summaryOf(page: string): [name: string, entry: string][] {
  const list = /<h2 id="wrong">[\s\S]*?<\/ul>/.exec(page)?.[0] ?? ''
  return [...list.matchAll(/<a href="#([^"]+)">([^<]+)<\/a>/g)].map(([, name, entry]) => [
    name,
    entry,
  ])
}

const SERVICE = { name: 'Swim', duration_minutes: '60', price: '5', location_type: 'video' }

test.group('The summary above a refused form', (group) => {
  withGlobalTransaction(group)

  for (const [path, typed, entry] of [
    [
      '/admin/settings',
      { buffer_time_minutes: '1441' },
      'Pause after each booking, in minutes: It must be 1440 or less',
    ],
    ['/admin/settings/business', { slug: '' }, 'Address of your page: Enter the address'],
    [
      '/admin/settings/messages/booking_confirmed/en',
      { closing: '{colour}' },
      'Closing: There is no {colour}. Use these: {client}, ',
    ],
    ['/admin/settings/mail', { email: 'reception', about: 'all' }, 'Email address: '],
    ['/admin/settings/webhooks', { url: 'http://a.example', which: 'all' }, 'Address: Write the'],
    ['/admin/services', { ...SERVICE, durations: '2' }, 'Further lengths: Write lengths from 5'],
    ['/admin/services', { ...SERVICE, daily_limit: '0' }, 'At most per day: It must be 1 or more'],
    [
      '/admin/services',
      {
        name: '',
        duration_minutes: '2',
        price: 'x',
        position: '-1',
        capacity: '0',
        cancel_cutoff: 'x',
      },
      'Price',
    ],
    ['/admin/links', { name: '', service: 'x' }, 'Name: Fill this in'],
    ['/admin/availability', weekForm({ 1: [['nine', '17:00']] }), 'Monday, from: '],
    ['/admin/availability/dates', { kind: 'hours', date: '' }, 'Date: Choose the date'],
    ['/admin/people/pages', { name: '' }, 'Name: Fill this in'],
    ['/admin/people', { name: '', time_zone: 'Mars' }, 'Time zone: Choose a time zone'],
    [
      '/admin/blocks',
      { date: '2999-01-01', from: 'noon', to: '16:00', repeats: 'no' },
      'Who is away: Choose who is away',
    ],
    ['/admin/blocks', { date: '', from: '', repeats: 'weekly' }, 'First day: Choose the date'],
    ['/admin/bookings', { service_id: '', date: '' }, 'Date: Choose the date'],
    [
      '/admin/sessions',
      { service_id: '', date: '', capacity: '0' },
      'Places: It must be 1 or more',
    ],
  ] as const) {
    test(`at ${path} names each field and leads to it: ${entry}`, async ({ client, assert }) => {
      const { user, service } = await openShop()
      await service.merge({ capacity: 4 }).save()
      const response = await client.post(path).form(typed).loginAs(user).withCsrfToken()
      response.assertStatus(422)
      const summary = summaryOf(response.text())
      for (const [name, message] of summary) {
        assert.match(message, /^[^:]+: \S/)
        assert.include(response.text(), `id="${name}"`)
      }
      const positions = summary.map(([name]) => response.text().indexOf(`id="${name}"`))
      assert.deepEqual(
        positions,
        positions.toSorted((a, b) => a - b),
        'in the order of the page'
      )
      assert.isTrue(
        summary.some(([, message]) => message.startsWith(entry)),
        JSON.stringify(summary)
      )
    })
  }

  test('says of a date that came twice that one is wanted', async ({ client, assert }) => {
    const { user } = await openShop()
    const response = await client
      .get('/admin/bookings?from=2026-01-01&from=2026-01-02')
      .loginAs(user)
    response.assertStatus(422)
    assert.deepEqual(summaryOf(response.text()), [['from', 'From: Give one value, not several']])
  })
})
