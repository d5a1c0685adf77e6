import type { HttpContext } from '@adonisjs/core/http'
import UpdateBusiness from '#actions/settings/update_business'
import { waitInWords } from '#controllers/ask_to_wait'
import { bookedFirst, previewSaving } from '#pages/owner/booked_first'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { mayAskForProof } from '#controllers/proof_limits'
import { besideStored } from '#controllers/owner/newer_form'
import { savedAndTold, tellChoice, type Telling } from '#controllers/owner/tell_choice'
import { seeOther } from '#controllers/see_other'
import { appUrl } from '#config/app'
import { currencyChoices, localeChoices, weekdayChoices, zoneChoices } from '#formats/words/choices'
import { formatMoney } from '#formats/bookings/money'
import type { EarlierSettings } from '#models/audit_entry'
import Business from '#models/settings/business'
import { contentOf, versionOf } from '#models/version'
import type { Preview } from '#queries/availability/preview_change'
import { answerAddress } from '#queries/inboxes/answer_address'
import { retiredSlugs } from '#queries/pages/retired_slugs'
import { changedBusiness } from '#queries/availability/proposed_changes'
import type { Weekday } from '#scheduling/types'
import { emptyForm, type Form, submittedVersion, typedForm, validateForm } from '#validators/form'
import { businessValidator } from '#validators/settings/settings'
import { usualOfBusiness, withoutSetting } from '#validators/settings/usual_settings'

export default class BusinessesController {
  async edit(ctx: HttpContext) {
    const { business } = ctx
    const [stored, version] = [typed(business), versionIn(business)]
    const earlier = await findEarlier(ctx, { type: 'business', id: business.id })
    if (!earlier) return this.show(ctx, emptyForm({ ...stored, version }))
    const before = (content: EarlierSettings['content']) => typed(new Business().fill(content))
    return this.show(ctx, formBefore(ctx, earlier, { typed: before, stored, version }))
  }

  async update(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx

    const body = request.body()
    const reset = withoutSetting(typedForm(body), body.reset, usualOfBusiness(business))
    if (reset) return this.show(ctx, reset)
    const checked = await validateForm(businessValidator, body, ctx, 'owner.validator')
    if (!checked.ok) return this.show(ctx, checked.form, 422)

    const { data, form } = checked
    const weekStartsOn = data.week_starts_on as Weekday
    const change = changedBusiness(business, { timeZone: data.time_zone, weekStartsOn })
    const saving = {
      business,
      change,
      of: { hostIds: await this.hostIds(business) },
      now: Date.now(),
    }
    if (body.preview !== undefined) {
      const prices = await this.pricesIn(ctx, data.currency)
      return this.show(ctx, form, 200, { preview: { ...(await previewSaving(saving)), prices } })
    }
    const booked = await bookedFirst(saving, body)
    if (booked) return this.show(ctx, form, 409, { preview: booked })

    const email = data.email ?? null
    const isNewContact = email !== null && email !== business.email
    const wait = isNewContact ? await mayAskForProof(business.id, email) : null
    const saved = await new UpdateBusiness().handle({
      asksContact: isNewContact && wait === null,
      businessId: business.id,
      by,
      details: {
        name: data.name,
        slug: data.slug,
        description: data.description ?? null,
        address: data.address ?? null,
        phone: data.phone ?? null,
        email,
        openingTimes: data.opening_times ?? null,
        policy: data.policy ?? null,
        timeZone: data.time_zone,
        currency: data.currency,
        locale: data.locale,
        weekStartsOn,
        brandColour: data.brand_colour,
      },
      version: submittedVersion(body),
      tellsBooked: tellChoice(body),
    })
    if (saved.outcome === 'prices_too_fine') {
      form.errors.currency = i18n.t('owner.settings.business.prices_too_fine', {
        currency: data.currency,
      })
      return this.show(ctx, form, 422)
    }
    if (saved.outcome === 'slug_taken') {
      form.errors.slug = i18n.t('owner.settings.business.slug_taken')
      return this.show(ctx, form, 422)
    }
    if (saved.outcome === 'stale') {
      await business.refresh()
      const beside = await besideStored(ctx, form, {
        values: typed(business),
        version: versionIn(business),
        subject: { type: 'business', id: business.id, actions: ['business.updated'] },
      })
      return this.show(ctx, beside, 409)
    }
    if (saved.outcome === 'busy') return this.show(ctx, form, 503, { telling: 'busy' })
    if (saved.outcome === 'asks') return this.show(ctx, form, 409, { telling: saved.asks })
    const done = savedAndTold(i18n.t('owner.common.saved'), saved.told, i18n)
    session.flash('done', isNewContact ? `${done} ${await this.asked(ctx, wait)}`.trim() : done)
    return seeOther(response, 'owner.businesses.edit')
  }

  /** What becomes of a contact address that is new. */
  private async asked({ business, i18n }: HttpContext, wait: number | null): Promise<string> {
    const { contact: email, isProven, isStopped } = await answerAddress(business.id)
    if (email === null || isProven) return ''
    if (isStopped) return i18n.t('owner.inboxes.stopped', { email })
    if (wait === null) return i18n.t('owner.inboxes.sent', { email })
    const { words } = waitInWords(wait, i18n)
    return i18n.t('owner.inboxes.not_asked', { email, wait: words })
  }

  /** What a change of currency does to the prices, by the first of them: their figures stay. */
  private async pricesIn({ business, i18n }: HttpContext, currency: string) {
    const priced = await business
      .related('services')
      .query()
      .where('price', '>', 0)
      .whereNull('archived_at')
      .orderBy('position')
      .orderBy('id')
    const first = priced.at(0)
    if (currency === business.currency || first === undefined) return null
    const written = (of: string) => formatMoney(first.price, of, business.locale)
    return i18n.t('owner.settings.business.prices', {
      service: first.name,
      others: priced.length - 1,
      before: written(business.currency),
      after: written(currency),
    })
  }

  private async hostIds(business: Business): Promise<number[]> {
    const hosts = await business.related('hosts').query().select('id')
    return hosts.map(({ id }) => id)
  }

  private async show(
    ctx: HttpContext,
    form: Form,
    status = 200,
    {
      preview = null,
      telling = null,
    }: { preview?: (Preview & { prices?: string | null }) | null; telling?: Telling } = {}
  ) {
    const { business, view, response, i18n } = ctx
    response.status(status)
    return view.render('pages/owner/settings/business', {
      lastChanges: await lastChangesOf(ctx, 'business', business.id),
      form,
      preview,
      telling,
      pagesAt: `${appUrl}/book/`,
      retiredSlugs: await retiredSlugs(business.id),
      contact: await answerAddress(business.id),
      usual: usualOfBusiness(business),
      zones: zoneChoices(business.timeZone),
      currencies: currencyChoices(i18n.locale),
      locales: localeChoices(i18n.locale, business.locale),
      weekdays: weekdayChoices(i18n.locale),
    })
  }
}

function versionIn(business: Business): string {
  return versionOf(contentOf(business))
}

function typed(business: Business): Record<string, string> {
  return {
    name: business.name,
    slug: business.slug,
    description: business.description ?? '',
    address: business.address ?? '',
    phone: business.phone ?? '',
    email: business.email ?? '',
    opening_times: business.openingTimes ?? '',
    policy: business.policy ?? '',
    time_zone: business.timeZone,
    currency: business.currency,
    locale: business.locale,
    week_starts_on: String(business.weekStartsOn),
    brand_colour: business.brandColour,
  }
}
