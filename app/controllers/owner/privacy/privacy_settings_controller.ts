import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import UpdatePrivacySettings from '#actions/privacy/update_privacy_settings'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { besideStored } from '#controllers/owner/newer_form'
import { seeOther } from '#controllers/see_other'
import ConsentText from '#models/privacy/consent_text'
import { privacyContent } from '#models/privacy/privacy_settings'
import type PrivacySettings from '#models/privacy/privacy_settings'
import type Business from '#models/settings/business'
import { versionOf } from '#models/version'
import { forecastRetention, isShorter, type PastRetention } from '#queries/privacy/past_retention'
import { consentAsked, privacySettingsOf } from '#queries/privacy/privacy_facts'
import { emptyForm, type Form, submittedVersion } from '#validators/form'
import { validatePrivacy } from '#validators/privacy/privacy_form'

interface Shown {
  status?: 200 | 409 | 422
  /** What would go by what was typed; to be saved only once it was seen. */
  past?: PastRetention | null
  isQuestion?: boolean
}

export default class PrivacySettingsController {
  async edit(ctx: HttpContext) {
    const { values, version } = await stored(ctx.business)
    return this.show(ctx, emptyForm({ ...values, version }))
  }

  async update(ctx: HttpContext) {
    const { business, by, i18n, request, response, session } = ctx
    const body = request.body()
    const checked = await validatePrivacy(body, ctx)
    const { form } = checked
    if (!checked.ok) return this.show(ctx, form, { status: 422 })

    const { data } = checked
    const months = {
      keepDoneMonths: data.keep_done_months ?? null,
      keepCancelledMonths: data.keep_cancelled_months ?? null,
      keepDeclinedMonths: data.keep_declined_months ?? null,
    }
    const past = await forecastRetention(db.connection(), business.id, months)
    if (body.preview !== undefined) return this.show(ctx, form, { past })
    const before = await privacySettingsOf(business.id)
    if (past.bookings > 0 && isShorter(before, months) && body.seen !== seenKey(past)) {
      return this.show(ctx, form, { status: 409, past, isQuestion: true })
    }
    const outcome = await new UpdatePrivacySettings().handle({
      ...{ businessId: business.id, by, version: submittedVersion(body) },
      details: {
        ...months,
        consent: data.consent || null,
        ownText: data.own_text || null,
        replacesTemplate: data.replaces_template !== undefined,
      },
    })
    if (outcome === 'stale') {
      const now = await stored(business)
      const beside = await besideStored(ctx, form, {
        ...{ values: now.values, version: now.version },
        subject: {
          ...{ type: 'privacy_settings', id: now.id },
          actions: ['privacy_settings.updated'],
        },
      })
      return this.show(ctx, beside, { status: 409 })
    }
    session.flash('done', i18n.t('owner.common.saved'))
    return seeOther(response, 'owner.privacy_settings.edit')
  }

  private async show(
    ctx: HttpContext,
    form: Form,
    { status = 200, past = null, isQuestion = false }: Shown = {}
  ) {
    const { business, response, view } = ctx
    const { id } = await stored(business)
    const consents = await ConsentText.query()
      .where({ businessId: business.id })
      .orderBy('version', 'desc')
    response.status(status)
    return view.render('pages/owner/privacy/privacy_settings', {
      ...{ form, past, isQuestion, consents, settingsId: id },
      seen: past && seenKey(past),
      lastChanges: id ? await lastChangesOf(ctx, 'privacy_settings', id) : [],
    })
  }
}

function seenKey({ bookings, clients }: PastRetention): string {
  return `${bookings}-${clients}`
}

async function stored(business: Business) {
  const settings = await privacySettingsOf(business.id)
  const asked = await consentAsked(business.id)
  return {
    id: settings.$isPersisted ? settings.id : 0,
    values: typed(settings, asked),
    version: versionOf(privacyContent(settings, asked)),
  }
}

function typed(settings: PrivacySettings, asked: ConsentText | null): Record<string, string> {
  const written = (months: number | null) => (months === null ? '' : String(months))
  return {
    consent: asked?.body ?? '',
    own_text: settings.ownText ?? '',
    ...(settings.replacesTemplate && { replaces_template: 'on' }),
    keep_done_months: written(settings.keepDoneMonths),
    keep_cancelled_months: written(settings.keepCancelledMonths),
    keep_declined_months: written(settings.keepDeclinedMonths),
  }
}
