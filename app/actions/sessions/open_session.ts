import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import GroupSession from '#models/group_session'

interface NewSession {
  businessId: number
  serviceId: number
  hostId: number
  /** Those whose time it takes; the host's alone unless all are needed. */
  claimedHostIds: readonly number[]
  startsAt: DateTime
  endsAt: DateTime
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  capacity: number
  bookingDeadlineHours: number
  isPlanned: boolean
}

/** A session and its one claim on each host's time; broken constraint 23P01 where that is taken. */
export async function openSession(trx: Transaction, asked: NewSession): Promise<GroupSession> {
  const { claimedHostIds, bufferBeforeMinutes, bufferAfterMinutes, ...attributes } = asked
  const { businessId, serviceId, startsAt, endsAt } = attributes
  const [{ id }] = await trx
    .insertQuery<{ id: number }>()
    .table('holders')
    .insert({ business_id: businessId })
    .returning('id')
  const session = await new GroupSession()
    .useTransaction(trx)
    .fill({ ...attributes, id, isBookable: true, status: 'scheduled' })
    .save()

  const blocked = trx.raw('tstzrange(?, ?)', [
    startsAt.minus({ minutes: bufferBeforeMinutes }).toJSDate(),
    endsAt.plus({ minutes: bufferAfterMinutes }).toJSDate(),
  ])
  await trx.table('claims').multiInsert(
    claimedHostIds.map((hostId) => ({
      business_id: businessId,
      host_id: hostId,
      service_id: serviceId,
      holder_id: id,
      starts_at: startsAt.toJSDate(),
      ends_at: endsAt.toJSDate(),
      blocked,
    }))
  )
  return session
}
