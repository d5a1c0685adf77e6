import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import UpdatePrivacySettings, {
  type PrivacyDetails,
} from '#actions/privacy/update_privacy_settings'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { readChange } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { privacyContent } from '#models/privacy/privacy_settings'
import type Business from '#models/settings/business'
import { versionOf } from '#models/version'
import { forecastRetention, isShorter } from '#queries/privacy/past_retention'
import { consentAsked, privacySettingsOf } from '#queries/privacy/privacy_facts'
import { presentPrivacy } from '#shapes/privacy/privacy_settings'
import { privacyChangeOrder } from '#validators/api/privacy'

export default class PrivacySettingsController {
  async show(ctx: HttpContext) {
    const { shape } = await this.find(ctx.business)
    return answerOne(ctx, shape)
  }

  async update(ctx: HttpContext) {
    const { business, bouncer, by, i18n } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const { settings, shape, current } = await this.find(business)
    const { erases_past: erasesPast = false, ...input } = await readChange(
      ctx,
      privacyChangeOrder,
      shape
    )
    const wanted = { ...shape, ...input }
    const details: PrivacyDetails = {
      consent: wanted.consent,
      ...{ ownText: wanted.own_text, replacesTemplate: wanted.replaces_template },
      keepDoneMonths: wanted.keep_done_months,
      keepCancelledMonths: wanted.keep_cancelled_months,
      keepDeclinedMonths: wanted.keep_declined_months,
    }
    if (details.replacesTemplate && details.ownText === null) {
      throw Refusal.ofField('own_text', 'own_text_missing', i18n.t('api.own_text_missing'))
    }
    const version = versionAsked(ctx, shape, current)
    if (!erasesPast && isShorter(settings, details)) await this.askOfPast(ctx, details)
    const outcome = await new UpdatePrivacySettings().handle({
      ...{ businessId: business.id, by, version, details },
    })
    const now = await this.find(business)
    if (outcome === 'stale') throw staleOne(ctx, now.shape)
    return answerOne(ctx, now.shape)
  }

  /** As the screen does: nothing is taken from past bookings before somebody saw how many there are. */
  private async askOfPast({ business, i18n }: HttpContext, details: PrivacyDetails) {
    const { bookings, clients } = await forecastRetention(db.connection(), business.id, details)
    if (bookings === 0) return
    const facts = { bookings, clients }
    throw new Refusal(409, 'erases_past', i18n.t('api.erases_past'), { facts })
  }

  private async find({ id }: Business) {
    const [settings, asked] = [await privacySettingsOf(id), await consentAsked(id)]
    const current = versionOf(privacyContent(settings, asked))
    return { settings, shape: presentPrivacy(settings, asked), current }
  }
}
