import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import UpdateBusiness, { type BusinessDetails } from '#actions/settings/update_business'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import { askOfBooked } from '#controllers/api/v1/availability/opening_times'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { readChange } from '#controllers/api/v1/read'
import { mayAskForProof } from '#controllers/proof_limits'
import { Refusal } from '#exceptions/refusal'
import { contentOf, versionOf } from '#models/version'
import { changedBusiness } from '#queries/availability/proposed_changes'
import { presentBusinessRecord } from '#shapes/settings/business_record'
import { businessChangeValidator } from '#validators/api/business'
import type { Weekday } from '#scheduling/types'

export default class BusinessController {
  show(ctx: HttpContext) {
    return answerOne(ctx, presentBusinessRecord(ctx.business))
  }

  async update(ctx: HttpContext) {
    const { bouncer, business, by, i18n } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const input = await readChange(ctx, businessChangeValidator, presentBusinessRecord(business))
    const details = this.details(ctx, input)
    const current = versionOf(contentOf(business))
    const version = versionAsked(ctx, presentBusinessRecord(business), current)
    // Whoever read it otherwise hears that first.
    if (version === null || version === current) {
      await this.askOfClock(ctx, details, input.keeps_booked ?? false)
    }
    const { email } = details
    const isNewContact = email !== null && email !== business.email
    const saved = await new UpdateBusiness().handle({
      ...{ businessId: business.id, by, details, version, tellsBooked: input.tells_booked },
      asksContact: isNewContact && (await mayAskForProof(business.id, email)) === null,
    })
    switch (saved.outcome) {
      case 'saved':
        await business.refresh()
        return this.show(ctx)
      case 'stale':
        await business.refresh()
        throw staleOne(ctx, presentBusinessRecord(business))
      case 'slug_taken':
        throw Refusal.ofField('slug', 'slug_taken', i18n.t('api.business_slug_taken'))
      case 'prices_too_fine': {
        const detail = i18n.t('api.prices_too_fine', { currency: details.currency })
        throw Refusal.ofField('currency', 'prices_too_fine', detail)
      }
      case 'busy':
        throw turnedAway(ctx, saved.outcome)
      case 'asks':
        throw new Refusal(409, 'tells_booked', i18n.t('api.tells_booked'), { facts: saved.asks })
    }
  }

  private details(
    { business }: HttpContext,
    input: Infer<typeof businessChangeValidator>
  ): BusinessDetails {
    const kept = <Value>(wanted: Value | undefined, stored: Value) =>
      wanted === undefined ? stored : wanted
    return {
      name: kept(input.name, business.name),
      slug: kept(input.slug, business.slug),
      description: kept(input.description, business.description) || null,
      address: kept(input.address, business.address),
      phone: kept(input.phone, business.phone),
      email: kept(input.email, business.email),
      openingTimes: kept(input.opening_times, business.openingTimes) || null,
      policy: kept(input.cancellation_policy, business.policy) || null,
      timeZone: kept(input.time_zone, business.timeZone),
      currency: kept(input.currency, business.currency),
      locale: kept(input.locale, business.locale),
      weekStartsOn: kept(input.week_starts_on, business.weekStartsOn) as Weekday,
      brandColour: kept(input.brand_color, business.brandColour),
    }
  }

  /** Another clock moves the hours; whoever would be booked outside them is named first. */
  private async askOfClock(
    ctx: HttpContext,
    { timeZone, weekStartsOn }: BusinessDetails,
    keepsBooked: boolean
  ): Promise<void> {
    const { business } = ctx
    const isOther = timeZone !== business.timeZone || weekStartsOn !== business.weekStartsOn
    if (keepsBooked || !isOther) return
    const hosts = await business.related('hosts').query().select('id')
    const change = changedBusiness(business, { timeZone, weekStartsOn })
    await askOfBooked(ctx, { change, of: { hostIds: hosts.map(({ id }) => id) }, keepsBooked })
  }
}
