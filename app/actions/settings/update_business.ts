import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type AsksToTell, asksToTell, type Reworded, tellBooked } from '#steps'
import { currencyDigits } from '#formats/bookings/money'
import { changesOf, contentBefore, recordSettingsChange } from '#history'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import { contentOf, isChangedSince } from '#models/version'
import { planComingReminders, wakeDeliveries } from '#outbox'
import type { Weekday } from '#scheduling/types'
import { brokenConstraint, databaseNow, retryingTransaction } from '#transactions'

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
}

export type BusinessUpdate =
  | { outcome: 'saved'; told: number }
  | { outcome: 'slug_taken' }
  | { outcome: 'prices_too_fine' }
  | { outcome: 'stale' }
  | { outcome: 'busy' }
  | AsksToTell

export default class UpdateBusiness {
  async handle(update: Update): Promise<BusinessUpdate> {
    try {
      const attempt = await retryingTransaction((trx) => this.save(update, trx))
      if (attempt === null) return { outcome: 'busy' }
      if (typeof attempt === 'string') return { outcome: attempt }
      if ('asks' in attempt) return attempt
      await wakeDeliveries(attempt.owed, update.by.requestId)
      return { outcome: 'saved', told: attempt.bookings }
    } catch (error) {
      if (brokenConstraint(error) === 'businesses_slug_unique') return { outcome: 'slug_taken' }
      throw error
    }
  }

  private async save(update: Update, trx: Transaction) {
    const { businessId, details, version, by } = update
    const business = await Business.query({ client: trx })
      .where('id', businessId)
      .forUpdate()
      .firstOrFail()
    const { slug: oldSlug, timeZone: oldZone } = business
    const isStale = isChangedSince(version, contentOf(business))
    const isTooFine = await this.hasFinerPrices(business, details.currency, trx)
    business.merge(details)
    if (isStale && business.$isDirty) return 'stale' as const
    if (oldSlug !== details.slug && !(await this.isFree(details.slug, businessId, trx))) {
      return 'slug_taken' as const
    }

    if (isTooFine) return 'prices_too_fine' as const

    const reworded = businessReworded(business)
    const asks = await asksToTell(trx, reworded, update.tellsBooked)
    if (asks) return asks

    const changes = changesOf(business)
    const before = contentBefore(business)
    await business.save()
    const told = await tellBooked(trx, reworded, update)
    if (told.bookings > 0) {
      await planComingReminders(trx, { businessId, serviceId: null }, await databaseNow(trx))
    }
    if (oldSlug !== details.slug) await this.retire(oldSlug, details.slug, businessId, trx)
    if (oldZone !== details.timeZone) await this.moveHosts(oldZone, details, businessId, trx)
    await recordSettingsChange(trx, {
      businessId,
      action: 'business.updated',
      subjectType: 'business',
      subjectId: businessId,
      changes,
      before,
      by,
    })
    return told
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

  private async hasFinerPrices(business: Business, currency: string, trx: Transaction) {
    if (currency === business.currency) return false
    const finer = await trx
      .from('services')
      .where('business_id', business.id)
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

function businessReworded(business: Business): Reworded {
  const { name, ...dirty } = business.$dirty as Partial<BusinessDetails>
  return {
    businessId: business.id,
    all: name === undefined ? {} : { business: name },
    onSite: 'address' in dirty ? { address: business.address } : {},
  }
}
