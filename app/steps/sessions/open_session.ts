import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { claimTime, openHolder } from '#claims'
import GroupSession from '#models/sessions/group_session'
import type { Buffers } from '#scheduling/rules/buffers'

interface NewSession {
  businessId: number
  serviceId: number
  hostId: number
  claimedHostIds: readonly number[]
  startsAt: DateTime
  endsAt: DateTime
  rules: Buffers
  capacity: number
  bookingDeadlineHours: number
  isPlanned: boolean
}

/** Breaks constraint 23P01 where the time is taken. */
export async function openSession(trx: Transaction, input: NewSession): Promise<GroupSession> {
  const { claimedHostIds, rules, ...attributes } = input
  const { businessId, serviceId, startsAt, endsAt } = attributes
  const id = await openHolder(trx, businessId)
  const session = await new GroupSession()
    .useTransaction(trx)
    .fill({ ...attributes, id, isBookable: true, status: 'scheduled' })
    .save()

  const time = { startsAt, endsAt, hostIds: claimedHostIds, rules, expiresAt: null }
  await claimTime(trx, { id, businessId, serviceId }, time)
  return session
}
