import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { changesOf, contentBefore } from '#history'
import { linkCreated, linkUpdated } from '#messages'
import type { By } from '#models/by'
import BookingLink from '#models/links/booking_link'
import { linkContent } from '#models/links/link_content'
import Service from '#models/services/service'
import { giversOf } from '#models/services/service_team'
import type { RulesAt } from '#scheduling/rules/rules'
import { changeSettings, tellOfLink } from '#steps'
import { inTransaction, lockRow } from '#transactions'

/** What is left out stays as it is; what is null is the service's. */
export type LinkDetails = Partial<
  RulesAt<'link'> &
    Pick<
      BookingLink,
      'name' | 'requiresApproval' | 'timeZoneOf' | 'questions' | 'followUp' | 'followUpDelayHours'
    >
>

interface Save {
  businessId: number
  serviceId: number
  linkId: number | null
  details: LinkDetails
  /** Of the service's hosts; none means all of them. */
  hostIds: number[]
  /** Of its form that comes next, where it was never switched on. */
  draftStep?: number
  /** `versionOf` the `linkContent` that the form was made from; null saves anyway. */
  version?: string | null
  by: By
}

export type SaveLinkOutcome =
  { outcome: 'saved'; link: BookingLink } | { outcome: 'not_found' | 'host_elsewhere' | 'stale' }

/** A link never changes its service, since its bookings are that service's. */
export default class SaveBookingLink {
  handle(save: Save): Promise<SaveLinkOutcome> {
    return inTransaction(async (trx) => {
      const { businessId, serviceId, linkId } = save
      const service = await Service.query({ client: trx })
        .where({ businessId, id: serviceId })
        .preload('hosts')
        .first()
      const link = service && (await this.find(trx, save))
      if (!service || !link) return { outcome: 'not_found' }
      const giving = new Set(giversOf(service).map(({ id }) => id))
      if (save.hostIds.some((id) => !giving.has(id))) return { outcome: 'host_elsewhere' }

      const outcome = await this.change(trx, link, save)
      if (outcome === 'stale') return { outcome }
      if (linkId !== null && link.draftStep !== null && save.draftStep) {
        await link.merge({ draftStep: save.draftStep }).save()
      }
      return { outcome, link: await link.refresh() }
    })
  }

  private async change(trx: Transaction, link: BookingLink, save: Save) {
    const { businessId, linkId, details, hostIds, draftStep, version = null, by } = save
    const isNew = linkId === null
    const before = isNew ? [] : idsOf(await link.related('hosts').query().select('hosts.id'))
    const hosts = { from: before, to: hostIds.toSorted((one, other) => one - other) }
    const content = contentBefore(link)
    const shown = isNew ? [] : [linkContent(link, before)]
    return changeSettings(
      trx,
      { businessId, version: isNew ? null : version, by },
      {
        row: link,
        shown,
        change: () => ({ ...changesOf(link.merge(details)), hosts }),
        write: async () => {
          if (isNew && draftStep) link.merge({ isActive: false, draftStep })
          await link.save()
          if (hosts.from.join() !== hosts.to.join()) await this.assignHosts(link, hosts.to)
          await tellOfLink(trx, link, { tells: isNew ? linkCreated : linkUpdated, by })
        },
        action: isNew ? 'booking_link.created' : 'booking_link.updated',
        subjectType: 'booking_link',
        before: content && { ...content, hostIds: before },
      }
    )
  }

  private find(trx: Transaction, { businessId, serviceId, linkId }: Save) {
    if (linkId === null) {
      return new BookingLink().useTransaction(trx).merge({ businessId, serviceId })
    }
    return lockRow(trx, BookingLink, { businessId, serviceId, id: linkId })
  }

  private async assignHosts(link: BookingLink, hostIds: number[]) {
    const { businessId } = link
    await link
      .related('hosts')
      .sync(Object.fromEntries(hostIds.map((id) => [id, { business_id: businessId }])))
  }
}

function idsOf(hosts: readonly { id: number }[]): number[] {
  return hosts.map(({ id }) => id).toSorted((one, other) => one - other)
}
