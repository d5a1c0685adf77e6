import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { changesOf, recordSettingsChange } from '#history'
import type { By } from '#models/by'
import BookingLink from '#models/links/booking_link'
import Service from '#models/services/service'
import type { RulesAt } from '#scheduling/rules/rules'
import { inTransaction, lockRow } from '#transactions'

/** What is left out stays as it is; what is null is the service's. */
export type LinkDetails = Partial<
  RulesAt<'link'> &
    Pick<BookingLink, 'name' | 'requiresApproval' | 'questions' | 'followUp' | 'followUpDelayHours'>
>

interface Save {
  businessId: number
  serviceId: number
  linkId: number | null
  details: LinkDetails
  /** Of the service's hosts; none means all of them. */
  hostIds: number[]
  by: By
}

export type SaveLinkOutcome =
  { outcome: 'saved'; link: BookingLink } | { outcome: 'not_found' | 'host_elsewhere' }

/** A link never changes its service, since its bookings are that service's. */
export default class SaveBookingLink {
  handle(save: Save): Promise<SaveLinkOutcome> {
    return inTransaction(async (trx) => {
      const { businessId, serviceId, linkId, details, by } = save
      const service = await Service.query({ client: trx })
        .where({ businessId, id: serviceId })
        .preload('hosts')
        .first()
      const link = service && (await this.find(trx, save))
      if (!service || !link) return { outcome: 'not_found' }
      const giving = new Set(service.hosts.map(({ id }) => id))
      if (save.hostIds.some((id) => !giving.has(id))) return { outcome: 'host_elsewhere' }

      link.merge(details)
      const changes = changesOf(link)
      await link.save()
      const hosts = await this.assignHosts(link, save.hostIds)
      await recordSettingsChange(trx, {
        businessId,
        action: linkId === null ? 'booking_link.created' : 'booking_link.updated',
        subjectType: 'booking_link',
        subjectId: link.id,
        changes: { ...changes, ...hosts },
        by,
      })
      return { outcome: 'saved', link: await link.refresh() }
    })
  }

  private find(trx: Transaction, { businessId, serviceId, linkId }: Save) {
    if (linkId === null) {
      return new BookingLink().useTransaction(trx).merge({ businessId, serviceId })
    }
    return lockRow(trx, BookingLink, { businessId, serviceId, id: linkId })
  }

  private async assignHosts(link: BookingLink, hostIds: number[]) {
    const before = await link.related('hosts').query().select('hosts.id')
    const from = before.map(({ id }) => id).sort((a, b) => a - b)
    const to = [...hostIds].sort((a, b) => a - b)
    if (from.join() === to.join()) return {}

    const { businessId } = link
    await link
      .related('hosts')
      .sync(Object.fromEntries(to.map((id) => [id, { business_id: businessId }])))
    return { hosts: { from, to } }
  }
}
