import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordAudit } from '#history'
import { bySystem } from '#models/by'
import PrivacySettings from '#models/privacy/privacy_settings'
import Business from '#models/settings/business'
import { findTraces, NO_TRACES } from '#queries/privacy/find_traces'
import { pastBookings, recordsLeftAlone } from '#queries/privacy/past_retention'
import { eraseTraces } from '#steps'
import { inTransaction } from '#transactions'

/** Of each business in one night, so that one that begins late holds up no other. */
const MOST_BATCHES = 100
const BATCH = 200

interface Erased {
  bookings: number
  clients: number
}

/** What a business keeps no longer: whose it was, and with the last booking the client. */
export default class ErasePastRetention {
  async handle(): Promise<Erased> {
    const all = { bookings: 0, clients: 0 }
    const settings = await PrivacySettings.query()
      .whereRaw('num_nonnulls(keep_done_months, keep_cancelled_months, keep_declined_months) > 0')
      .orderBy('businessId')
    for (const months of settings) {
      const erased = await this.ofBusiness(months)
      all.bookings += erased.bookings
      all.clients += erased.clients
    }
    return all
  }

  private async ofBusiness(months: PrivacySettings): Promise<Erased> {
    const { businessId } = months
    const sum = { bookings: 0, clients: 0 }
    for (let batch = 0; batch < MOST_BATCHES; batch++) {
      const erased = await inTransaction((trx) => this.batch(trx, months))
      sum.bookings += erased.bookings
      sum.clients += erased.clients
      if (erased.bookings < BATCH) break
    }
    if (sum.bookings === 0) return sum
    await inTransaction((trx) =>
      recordAudit(trx, {
        ...{ businessId, by: bySystem(), action: 'business.past_erased' },
        ...{ subjectType: 'business', subjectId: businessId, changes: { ...sum } },
      })
    )
    return sum
  }

  private async batch(trx: Transaction, months: PrivacySettings): Promise<Erased> {
    const { businessId } = months
    const past = await pastBookings(trx, businessId, months, BATCH)
    if (past.length === 0) return { bookings: 0, clients: 0 }
    await eraseTraces(trx, {
      ...{ ...NO_TRACES, businessId },
      bookingIds: past.map(({ id }) => id),
      entryIds: past.flatMap(({ entryIds }) => entryIds),
      oneTimeIds: past.flatMap(({ oneTimeId }) => oneTimeId ?? []),
      outsideIds: past.flatMap(({ outsideId }) => outsideId ?? []),
    })
    const recordIds = [...new Set(past.flatMap(({ recordId }) => recordId ?? []))]
    const alone = await recordsLeftAlone(trx, recordIds)
    const business = await Business.findOrFail(businessId, { client: trx })
    for (const id of alone) await eraseTraces(trx, await findTraces(trx, business, id))
    return { bookings: past.length, clients: alone.length }
  }
}
