import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { contentBefore, saveSettings } from '#history'
import type { By } from '#models/by'
import BookingLink from '#models/links/booking_link'
import BookingTemplate from '#models/links/booking_template'
import Service from '#models/services/service'
import { placeInTeam } from '#models/services/service_team'
import { isChangedSince } from '#models/version'
import { inTransaction, lockRow } from '#transactions'

interface Application {
  businessId: number
  templateId: number
  to: { serviceId: number } | { linkId: number }
  /** `versionOf` the questions whose place it takes; null takes it anyway. */
  version?: string | null
  by: By
}

/** Copies them: changing the template later changes no copy. */
export default class ApplyBookingTemplate {
  handle({ businessId, templateId, to, version = null, by }: Application) {
    return inTransaction<'applied' | 'not_found' | 'stale'>(async (trx) => {
      const template = await BookingTemplate.query({ client: trx })
        .where({ businessId, id: templateId })
        .first()
      const target = await this.find(trx, businessId, to)
      if (!template || !target) return 'not_found'
      if (isChangedSince(version, target.questions)) return 'stale'

      const { questions, followUp, followUpDelayHours } = template
      target.merge({ questions, followUp, followUpDelayHours })
      const before = await contentOf(target)
      const subjectType = target instanceof BookingLink ? 'booking_link' : 'service'
      const action = `${subjectType}.updated`
      await saveSettings(trx, target, { businessId, action, subjectType, before, by })
      return 'applied'
    })
  }

  private find(
    trx: Transaction,
    businessId: number,
    to: Application['to']
  ): Promise<Service | BookingLink | null> {
    return 'serviceId' in to
      ? lockRow(trx, Service, { businessId, id: to.serviceId })
      : lockRow(trx, BookingLink, { businessId, id: to.linkId })
  }
}

async function contentOf(target: Service | BookingLink) {
  if (target instanceof BookingLink) {
    const given = await target.related('hosts').query().orderBy('hosts.id')
    return { ...contentBefore(target), hostIds: given.map(({ id }) => id) }
  }
  const hosts = await target.related('hosts').query().orderBy('hosts.id')
  return { ...contentBefore(target), team: hosts.map(placeInTeam) }
}
