import type { HttpContext } from '@adonisjs/core/http'
import ChooseReminders from '#actions/notifications/choose_reminders'
import { openPreferences } from '#controllers/guest/notifications/open_preferences'
import { type FormAgain, setStatus, withSentence } from '#controllers/guest/submitted_form'
import { waitInWords } from '#controllers/ask_to_wait'
import { preferencesPath, withQuery } from '#formats/pages/addresses'
import { versionOf } from '#models/version'
import { changesPerAddress, consumeLimit } from '#start/limiter'
import { emptyForm, submittedReading, submittedVersion, validateForm } from '#validators/form'
import {
  chosenPreference,
  preferencesForm,
  REMINDERS_OFFERED,
  typedPreference,
} from '#validators/notifications/preferences'
import { besideUntouched } from '#validators/stored_values'

type Opened = Awaited<ReturnType<typeof openPreferences>>

/** Which mails somebody wants of a business, without signing in. */
export default class PreferencesController {
  async edit(ctx: HttpContext) {
    const { preference } = await openPreferences(ctx)
    const form = emptyForm({ ...typedPreference(preference), version: versionIn(preference) })
    return this.show(ctx, { form })
  }

  async update(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const { of, token, asksOfTexts } = await openPreferences(ctx)
    const body = request.body()
    const input = await validateForm(preferencesForm, body, ctx)
    const form = { ...input.form, values: { ...input.form.values, ...submittedReading(body) } }
    if (!input.ok) return this.show(ctx, { form, status: 422 })
    const wait = await consumeLimit(changesPerAddress, request.ip())
    if (wait !== null) {
      const { words, seconds } = waitInWords(wait, i18n)
      const sentence = i18n.t('guest.notifications.too_many', { wait: words })
      return this.show(ctx, withSentence(form, sentence, { status: 429, retryAfter: seconds }))
    }

    const outcome = await new ChooseReminders().handle({
      ...of,
      chosen: chosenPreference(input.data, asksOfTexts),
      version: submittedVersion(body),
      by: ctx.by,
    })
    if (outcome === 'stale') return this.showBoth(ctx, form.values, await openPreferences(ctx))
    const page = withQuery(preferencesPath(token), { saved: 'on' })
    return response.redirect().status(303).toPath(page)
  }

  /** Saved elsewhere since: nothing is saved, and with the new version in the form it may be. */
  private showBoth(
    ctx: HttpContext,
    typed: Record<string, string>,
    { token, preference }: Pick<Opened, 'token' | 'preference'>
  ) {
    const stored = typedPreference(preference)
    const { values, hasTaken } = besideUntouched(typed, stored)
    const newer = { stored, hasTaken, who: null, at: null, address: preferencesPath(token) }
    const form = { values: { ...values, version: versionIn(preference) }, errors: {}, newer }
    return this.show(ctx, { form, status: 409 })
  }

  private show(ctx: HttpContext, again: FormAgain) {
    setStatus(ctx, again)
    return ctx.view.render('pages/guest/notifications/preferences', {
      form: again.form,
      offered: REMINDERS_OFFERED,
      isSaved: ctx.request.method() !== 'POST' && ctx.request.qs().saved !== undefined,
    })
  }
}

function versionIn({ reminderMinutes, getsFollowUps, getsTexts }: Opened['preference']): string {
  return versionOf(reminderMinutes, getsFollowUps, getsTexts)
}
