import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'

const ANNA_FIRST = [
  [3, 1],
  [1, 1],
] as const

/** Each a time of its own, so that anybody is free. */
const at = (hours: number) => ({ startsAt: IN_THREE_DAYS.plus({ hours }) })

async function takeTurns({ service, hosts }: Shop, turns: readonly (readonly [number, number])[]) {
  for (const [index, [priority, weight]] of turns.entries()) {
    await service.related('hosts').pivotQuery().where('host_id', hosts[index].id).update({
      priority,
      weight,
    })
  }
}

test.group('Why a booking is with somebody', (group) => {
  withGlobalTransaction(group)

  test('says who it was compared with, and by what', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const why = async (booking: Booking) => {
      const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
      page.assertStatus(200)
      return /<p class="soft">(Why [^<]+)</.exec(page.text())?.[1].replaceAll('&#x2019;', '’')
    }

    assert.equal(
      await why(await place(shop, at(0))),
      'Why Anna Reed: level with Tom Okafor in bookings of this service in the 30 days before and after (none yet), and first in the list.'
    )
    assert.equal(
      await why(await place(shop, at(2))),
      'Why Tom Okafor: fewest bookings of this service in the 30 days before and after, 0 against Anna Reed’s 1.'
    )
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
    await shop.service
      .related('hosts')
      .pivotQuery()
      .update({ joined_at: daysAgo(7) })
    await db
      .from('claims')
      .where('host_id', shop.host.id)
      .update({ created_at: daysAgo(1) })
    assert.match(
      (await why(await place(shop, at(4)))) ?? '',
      /^Why Anna Reed: level with Tom Okafor in bookings of this service in the 30 days before and after \(one each\), and longest since the last booking: .+ \d\d?:\d\d.* against Tom Okafor’s .+ \d\d?:\d\d.*\.$/
    )
    await takeTurns(shop, [
      [0, 4],
      [0, 1],
    ])
    assert.equal(
      await why(await place(shop, at(6))),
      'Why Anna Reed: fewest bookings of this service in the 30 days before and after, 2 for a share of 4 against Tom Okafor’s 1 for a share of 1.'
    )
    await takeTurns(shop, ANNA_FIRST)
    assert.equal(
      await why(await place(shop, at(8))),
      'Why Anna Reed: comes first by priority, 3 against Tom Okafor’s 1.'
    )
  })

  test('keeps what was written before the others were named', async ({ client }) => {
    const shop = await openShop({ hosts: 2 })
    const booking = await place(shop, at(0))
    const load = { bookings: 4, weight: 1 }
    for (const [reason, words] of [
      [
        { code: 'least_booked', bookings: 3, weight: 1, others: [load, load] },
        'fewest bookings, 3 against 4 and 4.',
      ],
      [
        { code: 'least_booked', bookings: 3, weight: 2, others: [load] },
        'fewest bookings, 3 for a share of 2 against 4 for a share of 1.',
      ],
      [{ code: 'priority', priority: 5, others: [1, 3] }, 'by priority, 5 against 1 and 3.'],
      [{ code: 'longest_since', lastBookedAt: 2, others: [3] }, 'as many bookings as the others'],
      [{ code: 'lowest_id' }, 'all were equal, so the first in the list.'],
      [{ code: 'reassigned' }, 'chosen by the business.'],
    ] as const) {
      await booking.merge({ hostReason: { ...reason } }).save()
      const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
      page.assertTextIncludes(words)
    }
    await booking.merge({ hostReason: {} }).save()
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    page.assertStatus(200)
  })
})
