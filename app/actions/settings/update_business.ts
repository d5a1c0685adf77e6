import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { askContactProof, changeWords, type Reworded, type Rewritten } from '#steps'
import { currencyDigits } from '#formats/bookings/money'
import { type Changes, changesOf, contentBefore } from '#history'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import { contentOf } from '#models/version'
import type { Weekday } from '#scheduling/types'
import { brokenConstraint, lockRowOrFail } from '#transactions'

export interface BusinessDetails {
  name: string
  slug: string
  description: string | null
  address: string | null
  phone: string | null
  email: string | null
  openingTimes: string | null
  policy: string | null
  timeZone: string
  currency: string
  locale: string
  weekStartsOn: Weekday
  brandColour: string
}

interface Update {
  businessId: number
  by: By
  details: BusinessDetails
  /** `versionOf` the business that the form was made from; null saves anyway. */
  version: string | null
  tellsBooked?: boolean
  /** Whether a new contact address is written to, so that whoever reads it says yes. */
  asksContact?: boolean
}

type Refused = 'slug_taken' | 'prices_too_fine'

export type BusinessUpdate = Rewritten<Refused>

export default class UpdateBusiness {
  handle(update: Update): Promise<BusinessUpdate> {
    return changeWords<Refused>(update, (trx) => this.lock(trx, update)).catch(slugTaken)
  }

  private async lock(trx: Transaction, { businessId: id, details, asksContact, by }: Update) {
    const business = await lockRowOrFail(trx, Business, { id })
    const { slug, timeZone } = business
    return {
      row: business,
      shown: [contentOf(business)],
      change: () => changesOf(business.merge(details)),
      refuse: async (changes: Changes) => {
        if (changes.slug && !(await this.isFree(details.slug, id, trx))) return 'slug_taken'
        const isFine = changes.currency && (await this.hasFinerPrices(id, details.currency, trx))
        return isFine ? 'prices_too_fine' : null
      },
      reworded: () => businessReworded(business),
      write: async (changes: Changes) => {
        await business.save()
        if (changes.slug) await this.retire(slug, details.slug, id, trx)
        if (changes.timeZone) await this.moveHosts(timeZone, details, id, trx)
        const asked = changes.email && asksContact ? await askContactProof(trx, id, by) : []
        return typeof asked === 'string' ? [] : asked
      },
      action: 'business.updated',
      subjectType: 'business',
      before: contentBefore(business),
    }
  }

  /** A slug that another business has retired still leads to that business. */
  private async isFree(slug: string, businessId: number, trx: Transaction): Promise<boolean> {
    const retired = await trx
      .from('retired_slugs')
      .where('slug', slug)
      .whereNot('business_id', businessId)
      .first()
    return !retired
  }

  private async hasFinerPrices(businessId: number, currency: string, trx: Transaction) {
    const finer = await trx
      .from('services')
      .where('business_id', businessId)
      .whereRaw(
        `(price <> round(price, :digits) or exists (
          select from jsonb_each_text(length_prices) as further
          where cast(further.value as numeric) <> round(cast(further.value as numeric), :digits)))`,
        { digits: currencyDigits(currency) }
      )
      .first()
    return Boolean(finer)
  }

  private async retire(oldSlug: string, newSlug: string, businessId: number, trx: Transaction) {
    await trx.from('retired_slugs').where('slug', newSlug).delete()
    await trx.table('retired_slugs').insert({ slug: oldSlug, business_id: businessId })
  }

  private async moveHosts(
    oldZone: string,
    { timeZone }: BusinessDetails,
    businessId: number,
    trx: Transaction
  ) {
    await trx
      .from('hosts')
      .where({ business_id: businessId, time_zone: oldZone })
      .update({ time_zone: timeZone })
  }
}

function slugTaken(error: unknown) {
  if (brokenConstraint(error) !== 'businesses_slug_unique') throw error
  return { outcome: 'slug_taken' as const }
}

function businessReworded(business: Business): Reworded {
  const { name, ...dirty } = business.$dirty as Partial<BusinessDetails>
  return {
    businessId: business.id,
    all: name === undefined ? {} : { business: name },
    onSite: 'address' in dirty ? { address: business.address } : {},
  }
}
