import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { databaseNow } from '#actions/bookings/lock_booking'
import { changesOf, recordSettingsChange } from '#actions/settings/record_settings_change'
import BookingLink from '#models/booking_link'
import OneTimeLink, { hashOfToken, newOneTimeToken } from '#models/one_time_link'
import Service from '#models/service'

/** Rules that are left out are the link's or the service's. */
export interface OneTimeDetails {
  recipientName?: string | null
  recipientEmail?: string | null
  hostId?: number | null
  durationMinutes?: number | null
  minimumNoticeMinutes?: number | null
  horizonDays?: number | null
  requiresApproval?: boolean | null
  rearmsOnCancel?: boolean
  expiresAt: DateTime
}

interface Creation {
  businessId: number
  serviceId: number
  /** The booking link whose rules it takes over. */
  linkId: number | null
  details: OneTimeDetails
  userId: number
  requestId: string | null
}

export type CreateOneTimeOutcome =
  | { outcome: 'created'; oneTime: OneTimeLink; token: string }
  | { outcome: 'not_found' | 'host_elsewhere' | 'already_over' }

/** A link for one recipient and one booking. Its token is told here, once: only a hash of it is kept. */
export default class CreateOneTimeLink {
  handle(creation: Creation): Promise<CreateOneTimeOutcome> {
    const { businessId, serviceId, linkId, details, userId, requestId } = creation
    return db.transaction(async (trx) => {
      const service = await Service.query({ client: trx })
        .where({ businessId, id: serviceId })
        .preload('hosts')
        .first()
      if (!service || !(await this.hasLink(trx, creation))) return { outcome: 'not_found' }
      const { hostId } = details
      if (hostId && service.hosts.every(({ id }) => id !== hostId)) {
        return { outcome: 'host_elsewhere' }
      }
      if (details.expiresAt <= (await databaseNow(trx))) return { outcome: 'already_over' }

      const token = newOneTimeToken()
      const oneTime = new OneTimeLink()
        .useTransaction(trx)
        .merge({ ...details, businessId, serviceId, linkId, createdBy: userId })
      const changes = changesOf(oneTime)
      await oneTime.merge({ tokenHash: hashOfToken(token) }).save()
      await recordSettingsChange(trx, {
        businessId,
        userId,
        action: 'one_time_link.created',
        subjectType: 'one_time_link',
        subjectId: oneTime.id,
        changes,
        requestId,
      })
      return { outcome: 'created', oneTime: await oneTime.refresh(), token }
    })
  }

  private async hasLink(trx: Transaction, { businessId, serviceId, linkId }: Creation) {
    if (linkId === null) return true
    return BookingLink.query({ client: trx }).where({ businessId, serviceId, id: linkId }).first()
  }
}
