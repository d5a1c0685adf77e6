import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import availabilityConfig from '#config/availability'
import { addService, openShop } from '#database/factories/business'
import { atMoment } from '#tests/support/clock'
import { withGlobalTransaction } from '#tests/support/database'
import { place, tenOClock, timesAddress } from '#tests/support/guest'
import { planSession } from '#tests/support/sessions'

const MOST_KEPT = availabilityConfig.mostKept

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Tomorrow, as people at the place begin the day. */
const TODAY = tenOClock(1).startOf('day')

/** Without the nonce and the stamp of a form, which no two answers share. */
async function read(client: ApiClient, address: string): Promise<string> {
  const response = await client.get(address)
  response.assertStatus(200)
  const nonce = /'nonce-([^']+)'/.exec(response.header('content-security-policy') ?? '')?.[1]
  const text = response.text().replace(/(name="stamp" value=")[^"]+/, '$1')
  return nonce ? text.replaceAll(nonce, '') : text
}

async function readAnew(client: ApiClient, address: string): Promise<string> {
  availabilityConfig.mostKept = 0
  try {
    return await read(client, address)
  } finally {
    availabilityConfig.mostKept = MOST_KEPT
  }
}

/** Times held and places held that run out within minutes, and a session that closes within one. */
async function openClockwork() {
  const shop = await openShop({
    hosts: 2,
    settings: { requiresApproval: true, maxAdvanceBookingDays: 5 },
    service: { durationMinutes: 30, slotIntervalMinutes: 15, minimumNoticeMinutes: 7 },
    weeklyHours: ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => {
      return { weekday, start: '00:00', end: '23:30' }
    }),
  })
  const shared = await addService(shop.business, shop.hosts, { isPlannedOnly: true })
  const lesson = { ...shop, service: shared }
  const at = TODAY.set({ hour: 11 })
  await planSession(lesson, at, { capacity: 1, bookingDeadlineHours: 1 })
  const [noon, later, seat] = [
    await place(shop, TODAY.set({ hour: 12 })),
    await place(shop, TODAY.set({ hour: 12 })),
    await place(lesson, at),
  ]
  const ends = [
    TODAY.toMillis() + 9 * HOUR + 20 * SECOND + 7,
    TODAY.toMillis() + 9 * HOUR + 40 * SECOND,
    TODAY.toMillis() + 9 * HOUR + 50 * SECOND + 1,
  ]
  for (const [index, { id }] of [noon, later, seat].entries()) {
    const expiry = { expires_at: new Date(ends[index]) }
    await db.from('claims').where('holder_id', id).update(expiry)
    await db.from('session_seats').where('booking_id', id).update(expiry)
  }
  const start = TODAY.toMillis()
  return {
    shop,
    lesson,
    ends,
    minutes: [0, 9 * 60, 9 * 60 + 1, 10 * 60, 11 * 60 - 7].map((minute) => start + minute * MINUTE),
  }
}

/** Right before it, at it, right after it, and somewhat earlier: in the order of the clock. */
function around(edge: number): number[] {
  return [edge - 2 - Math.floor(Math.random() * 15 * SECOND), edge - 1, edge, edge + 1]
}

function anyOf<Value>(values: readonly Value[]): Value {
  return values[Math.floor(Math.random() * values.length)]
}

test.group('An answer kept in memory', (group) => {
  withGlobalTransaction(group)

  test('is what would be written at that very moment, whatever the clock says', async ({
    client,
    assert,
  }) => {
    const { shop, lesson, ends, minutes } = await openClockwork()
    const days = new URLSearchParams({
      service_id: String(shop.service.id),
      time_zone: 'Asia/Tokyo',
    })
    const date = TODAY.toFormat('yyyy-MM-dd')
    const times = `${timesAddress(shop)}?date=${date}`
    const sessions = `${timesAddress(lesson)}?date=${date}`
    const answers = `/api/booking/public/${shop.business.slug}/availability?${days}`
    const [firstEnd, secondEnd, seatEnd] = ends
    const edges: [edge: number, address: string][] = [
      [firstEnd, times],
      [firstEnd, answers],
      [secondEnd, anyOf([times, answers])],
      [seatEnd, sessions],
      ...minutes.map((edge): [number, string] => {
        return [edge, anyOf([timesAddress(shop), times, `${times}&choose=zone`, sessions, answers])]
      }),
    ]
    for (const [edge, address] of edges) {
      const seen = new Set<string>()
      for (const now of around(edge)) {
        const [kept, anew] = await atMoment(now, async () => {
          return [await read(client, address), await readAnew(client, address)]
        })
        assert.equal(kept, anew, `${address} at ${new Date(now).toISOString()}`)
        seen.add(anew)
      }
      if (ends.includes(edge)) assert.lengthOf([...seen], 2)
    }
  })
})
