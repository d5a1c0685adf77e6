import { changeSettings } from '#steps'
import { changesOf, contentBefore } from '#history'
import Host, { type PersonalPage } from '#models/availability/host'
import type { By } from '#models/by'
import { brokenConstraint, inTransaction, lockRowOrFail } from '#transactions'

interface Update {
  businessId: number
  hostId: number
  page: PersonalPage
  /** `versionOf` the page that the form was made from; null saves anyway. */
  version: string | null
  by: By
}

/** An earlier address goes on leading to the page. */
export default class UpdatePersonalPage {
  async handle(update: Update): Promise<'saved' | 'stale' | 'address_taken'> {
    const { businessId, hostId: id, page } = update
    try {
      return await inTransaction(async (trx) => {
        const host = await lockRowOrFail(trx, Host, { businessId, id })
        return changeSettings(trx, update, {
          row: host,
          shown: [host.pageContent],
          change: () => changesOf(host.merge(page)),
          action: 'host.page_updated',
          subjectType: 'host',
          before: contentBefore(host),
        })
      })
    } catch (error) {
      if (brokenConstraint(error) === 'hosts_page_slug_unique') return 'address_taken'
      throw error
    }
  }
}
