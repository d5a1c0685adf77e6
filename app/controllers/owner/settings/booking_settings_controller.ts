import { texts } from '#config/sms'
import type { I18n } from '@adonisjs/i18n'
import type { Infer } from '@vinejs/vine/types'
import type { HttpContext } from '@adonisjs/core/http'
import UpdateBookingSettings, { type BookingRules } from '#actions/settings/update_booking_settings'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { besideStored } from '#controllers/owner/newer_form'
import { seeOther } from '#controllers/see_other'
import { declinePhrases } from '#formats/words/decline_phrases'
import type { EarlierSettings } from '#models/audit_entry'
import { sitesOf } from '#formats/pages/sites'
import { cleanText, distinctLines } from '#formats/words/text'
import BookingSettings from '#models/settings/booking_settings'
import { contentOf, versionOf } from '#models/version'
import { previewChange } from '#queries/availability/preview_change'
import { changedSettings } from '#queries/availability/proposed_changes'
import { touchedServices } from '#queries/availability/touched_services'
import { emptyForm, submittedVersion, typedForm, validateForm } from '#validators/form'
import {
  chosenReminders,
  reminderChoices,
  typedReminders,
} from '#validators/services/reminder_form'
import { chosenRules, ruleRows, typedRules, withoutRule } from '#validators/rule_form'
import { bookingSettingsValidator } from '#validators/settings/settings'
import { usualSettings, withoutSetting } from '#validators/settings/usual_settings'

export default class BookingSettingsController {
  async edit(ctx: HttpContext) {
    const { business, view, i18n } = ctx
    const { settings } = business
    const [stored, version] = [typedSettings(settings, i18n), versionIn(settings)]
    const earlier = await findEarlier(ctx, { type: 'booking_settings', id: settings.id })
    const form = earlier
      ? formBefore(ctx, earlier, {
          typed: (content) => typedBefore(content, i18n),
          stored,
          version,
        })
      : emptyForm({ ...stored, version })
    return view.render('pages/owner/settings/booking_settings', {
      form,
      ...choicesOf(settings, i18n),
      lastChanges: await lastChangesOf(ctx, 'booking_settings', settings.id),
    })
  }

  async update(ctx: HttpContext) {
    const { business, by, request, response, session, view, i18n } = ctx

    const body = request.body()
    const kept = remindersKept(business.settings)
    const choices = choicesOf(business.settings, i18n)
    const typed = typedForm(body)
    const reset =
      withoutRule(typed, body.reset, choices.ruleRows) ??
      withoutSetting(typed, body.reset, choices.usual)
    if (reset) {
      return view.render('pages/owner/settings/booking_settings', { form: reset, ...choices })
    }
    const checked = await validateForm(bookingSettingsValidator, body, ctx, 'owner.validator')
    if (!checked.ok) {
      const { form } = checked
      response.status(422)
      return view.render('pages/owner/settings/booking_settings', { form, ...choices })
    }
    const rules = {
      ...rulesOf(checked.data),
      reminderMinutes: chosenReminders(body, kept),
      textReminderMinutes: chosenReminders(body, kept, 'text'),
      declinePhrases: chosenPhrases(body, business.settings, i18n),
      frameSites: chosenSites(body.frame_sites, business.settings.frameSites),
      apiSites: chosenSites(body.api_sites, business.settings.apiSites),
    }
    if (body.preview !== undefined) {
      const services = await touchedServices(business)
      const change = changedSettings(business, rules)
      const preview = await previewChange({ business, services, change, now: Date.now() })
      return view.render('pages/owner/settings/booking_settings', {
        form: checked.form,
        preview,
        ...choices,
      })
    }

    const outcome = await new UpdateBookingSettings().handle({
      businessId: business.id,
      by,
      rules,
      version: submittedVersion(body),
    })
    if (outcome === 'stale') {
      const settings = await business.settings.refresh()
      const form = await besideStored(ctx, checked.form, {
        values: typedSettings(settings, i18n),
        version: versionIn(settings),
        subject: {
          type: 'booking_settings',
          id: settings.id,
          actions: ['booking_settings.updated'],
        },
      })
      response.status(409)
      return view.render('pages/owner/settings/booking_settings', {
        form,
        ...choicesOf(settings, i18n),
      })
    }
    session.flash('done', i18n.t('owner.common.saved'))
    return seeOther(response, 'owner.booking_settings.edit')
  }
}

function typedSettings(settings: BookingSettings, i18n: I18n): Record<string, string> {
  return {
    ...typedRules('settings', settings),
    ...(settings.requiresApproval && { requires_approval: 'on' }),
    ...(settings.autoApproveReturningClients && { auto_approve_returning_clients: 'on' }),
    ...(settings.acceptsCompetingRequests && { accepts_competing_requests: 'on' }),
    booking_expiry_hours: String(settings.bookingExpiryHours),
    ...typedReminders(settings.reminderMinutes),
    // What was saved before there were texts has none.
    ...(settings.sendsTexts && { sends_texts: 'on' }),
    ...typedReminders(settings.textReminderMinutes ?? [], 'text'),
    decline_phrases: declinePhrases(settings, (key) => i18n.t(key)).join('\n'),
    quiet_from: settings.quietFrom ?? '',
    quiet_until: settings.quietUntil ?? '',
    // What was saved before there were such lists has none.
    frame_sites: (settings.frameSites ?? []).join('\n'),
    api_sites: (settings.apiSites ?? []).join('\n'),
  }
}

function typedBefore(content: EarlierSettings['content'], i18n: I18n): Record<string, string> {
  return typedSettings(new BookingSettings().fill(content), i18n)
}

function versionIn(settings: BookingSettings): string {
  return versionOf(contentOf(settings))
}

type NotOfFields =
  'reminderMinutes' | 'textReminderMinutes' | 'declinePhrases' | 'frameSites' | 'apiSites'

function rulesOf(data: Infer<typeof bookingSettingsValidator>): Omit<BookingRules, NotOfFields> {
  return {
    ...chosenRules('settings', data),
    requiresApproval: data.requires_approval !== undefined,
    autoApproveReturningClients: data.auto_approve_returning_clients !== undefined,
    acceptsCompetingRequests: data.accepts_competing_requests !== undefined,
    bookingExpiryHours: data.booking_expiry_hours,
    sendsTexts: data.sends_texts !== undefined,
    quietFrom: data.quiet_from ?? null,
    quietUntil: data.quiet_until ?? null,
  }
}

/** Unchanged phrases stay the catalogue's, and what was not on the form stays as it is. */
function chosenPhrases(
  { decline_phrases: typed }: Record<string, unknown>,
  { declinePhrases: kept }: BookingSettings,
  i18n: I18n
): string[] | null {
  if (typed === undefined) return kept
  const phrases = distinctLines(typeof typed === 'string' ? cleanText(typed) : '')
  const usual = declinePhrases({ declinePhrases: null }, (key) => i18n.t(key))
  return phrases.join('\n') === usual.join('\n') ? null : phrases
}

/** What was not on the form stays as it is. */
function chosenSites(typed: unknown, kept: string[]): string[] {
  if (typed === undefined) return kept
  return typeof typed === 'string' ? sitesOf(cleanText(typed)) : []
}

function choicesOf(settings: BookingSettings, i18n: I18n) {
  return {
    usual: usualSettings(remindersKept(settings), i18n),
    ruleRows: ruleRows('settings', settings),
    reminderChoices: reminderChoices(remindersKept(settings)),
    mayText: texts.channel !== 'mailbox',
  }
}

function remindersKept({ reminderMinutes, textReminderMinutes }: BookingSettings): number[] {
  return [...reminderMinutes, ...textReminderMinutes]
}
