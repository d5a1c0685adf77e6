import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import {
  type ClaimedTime,
  claimedHostIds,
  claimTime,
  type Holder,
  lockTimeOf,
  openHolder,
  releaseTime,
  unlessTaken,
} from '#claims'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { inTransaction } from '#transactions'

const TEN = DateTime.fromISO('2030-05-06T10:00:00Z')
const NO_BUFFERS = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0 }

type Shop = Awaited<ReturnType<typeof openShop>>

function hourOf(hostIds: number[], hour: number): ClaimedTime {
  const startsAt = TEN.plus({ hours: hour })
  const endsAt = startsAt.plus({ hours: 1 })
  return { startsAt, endsAt, hostIds, rules: NO_BUFFERS, expiresAt: null }
}

function newHolder({ business }: Shop): Promise<Holder> {
  return inTransaction(async (trx) => {
    const id = await openHolder(trx, business.id)
    return { id, businessId: business.id, serviceId: null }
  })
}

/** All of its spans, or none. */
function claim(holder: Holder, ...times: ClaimedTime[]): Promise<'held' | 'taken'> {
  return unlessTaken(
    () =>
      inTransaction(async (trx) => {
        const hostIds = [...new Set(times.flatMap((time) => time.hostIds))]
        for (const hostId of hostIds.toSorted((one, other) => one - other)) {
          await lockTimeOf(trx, [hostId])
        }
        for (const time of times) await claimTime(trx, holder, time)
        return 'held' as const
      }),
    () => 'taken' as const
  )
}

test.group('A holder that is no booking', (group) => {
  withGlobalTransaction(group)

  test('has several spans of one host and spans of several, given back together', async ({
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const [one, two] = shop.hosts.map(({ id }) => id)
    const visit = await newHolder(shop)
    const spans = [hourOf([one], 0), hourOf([one], 3), hourOf([two], 1)]
    assert.equal(await claim(visit, ...spans), 'held')
    const held = () =>
      inTransaction((trx) => claimedHostIds(trx, { id: visit.id, sessionId: null }))
    assert.sameMembers(await held(), [one, one, two])

    const other = await newHolder(shop)
    for (const span of spans) assert.equal(await claim(other, span), 'taken')
    assert.equal(await claim(other, hourOf([one, two], 2)), 'held')

    await inTransaction((trx) => releaseTime(trx, visit.id))
    assert.isEmpty(await held())
    assert.equal(await claim(other, ...spans), 'held')
  })

  test('has all that it claims at once, or nothing', async ({ assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [one, two] = shop.hosts.map(({ id }) => id)
    const first = await newHolder(shop)
    assert.equal(await claim(first, hourOf([two], 0)), 'held')
    const visit = await newHolder(shop)
    assert.equal(await claim(visit, hourOf([one], 0), hourOf([two], 0)), 'taken')
    assert.equal(await claim(first, hourOf([one], 0)), 'held')
  })
})
