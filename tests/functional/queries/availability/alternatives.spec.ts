import { test } from '@japa/runner'
import type { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import DateOverride from '#models/availability/date_override'
import { withGlobalTransaction } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'

test.group('Alternatives', (group) => {
  withGlobalTransaction(group)

  test('are the nearest free times, wherever they are within the horizon', async ({
    client,
    assert,
  }) => {
    const { business, service, host } = await openShop({
      weeklyHours: [],
      settings: { maxAdvanceBookingDays: 300 },
    })
    const date = tenOClock(200).toFormat('yyyy-MM-dd')
    const windows = [{ start: '09:00', end: '13:00' }]
    await DateOverride.create({ businessId: business.id, hostId: host.id, date, windows })

    const book = (startsAt: DateTime) =>
      client.post(`/api/booking/public/${business.slug}/book/`).json({
        service_id: service.id,
        starts_at: startsAt.toUTC().toISO(),
        client_name: 'Priya Shah',
        client_email: 'priya@example.com',
      })
    const hours = [9, 10, 11, 12].map((hour) => tenOClock(200).set({ hour }).toMillis())
    const cases: [DateTime, string, number[]][] = [
      [tenOClock(3), 'outside_hours', hours.slice(0, 3)],
      [tenOClock(700), 'too_far', hours.slice(1)],
      [tenOClock(200).set({ minute: 40 }), 'not_a_start_time', hours.slice(1)],
    ]
    for (const [wanted, code, starts] of cases) {
      const refused = await book(wanted)
      refused.assertStatus(409)
      refused.assertBodyContains({ code })
      assert.deepEqual(
        refused.body().alternatives.map((one: { starts_at: string }) => Date.parse(one.starts_at)),
        starts
      )
    }
  })
})
