import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { claimTime, openHolder } from '#claims'
import GroupSession from '#models/sessions/group_session'
import type { Buffers } from '#scheduling/rules/buffers'

interface NewSession {
  businessId: number
  serviceId: number
  hostId: number
  /** Those whose time it takes; the host's alone unless all are needed. */
  claimedHostIds: readonly number[]
  startsAt: DateTime
  endsAt: DateTime
  rules: Buffers
  capacity: number
  bookingDeadlineHours: number
  isPlanned: boolean
}

/** A session and its one claim on each host's time; broken constraint 23P01 where that is taken. */
export async function openSession(trx: Transaction, asked: NewSession): Promise<GroupSession> {
  const { claimedHostIds, rules, ...attributes } = asked
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
