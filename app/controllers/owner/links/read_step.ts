import type { HttpContext } from '@adonisjs/core/http'
import type { LinkDetails } from '#actions/links/save_booking_link'
import { choosable } from '#models/availability/host'
import type BookingLink from '#models/links/booking_link'
import { giversOf } from '#models/services/service_team'
import BookingTemplate from '#models/links/booking_template'
import type { LinkStep } from '#models/links/link_step'
import { checkWeek } from '#validators/availability/week_check'
import { type DayRow, readWeek } from '#validators/availability/week_form'
import { weekSentences } from '#validators/availability/week_sentences'
import { type Form, validateForm } from '#validators/form'
import { readExcluded } from '#validators/links/excluded_dates'
import {
  availabilityOfLink,
  durationOfLink,
  limitsOfLink,
  linkAvailabilityValidator,
  linkBasicsValidator,
  linkDurationValidator,
  linkLimitsValidator,
  linkTemplateValidator,
  templateOfLink,
} from '#validators/links/link_form'

const SENTENCES = 'owner.validator'

type Read =
  | { ok: true; form: Form; details: LinkDetails; hostIds?: number[]; days?: DayRow[] }
  | { ok: false; form: Form; days?: DayRow[] }

/** What one step's form says, as far as it can be saved. */
export async function readStep(ctx: HttpContext, step: LinkStep, link: BookingLink): Promise<Read> {
  const body = ctx.request.body()
  switch (step) {
    case 'basics': {
      const checked = await validateForm(linkBasicsValidator, body, ctx, SENTENCES)
      return checked.ok ? { ...checked, details: { name: checked.data.name } } : checked
    }
    case 'availability':
      return readAvailability(ctx, link)
    case 'duration': {
      const checked = await validateForm(linkDurationValidator, body, ctx, SENTENCES)
      return checked.ok ? { ...checked, details: durationOfLink(checked.data) } : checked
    }
    case 'limits': {
      const checked = await validateForm(linkLimitsValidator, body, ctx, SENTENCES)
      return checked.ok ? { ...checked, details: limitsOfLink(checked.data) } : checked
    }
    case 'template':
      return readTemplate(ctx)
  }
}

async function readAvailability(ctx: HttpContext, link: BookingLink): Promise<Read> {
  const body = ctx.request.body()
  const checked = await validateForm(linkAvailabilityValidator, body, ctx, SENTENCES)
  const { form } = checked
  const days = readWeek(body)
  const isOwn = form.values.hours === 'own'
  const { hours: weeklyHours, errors } = isOwn ? checkWeek(days) : { hours: [], errors: {} }
  Object.assign(form.errors, weekSentences(errors, ctx.i18n))
  if (isOwn && weeklyHours.length === 0 && Object.keys(errors).length === 0) {
    form.errors.hours = ctx.i18n.t('owner.services.hours.none')
  }
  const excluded = await readExcluded(body, ctx)
  Object.assign(form.values, excluded.form.values)
  Object.assign(form.errors, excluded.form.errors)
  if (!checked.ok || Object.keys(form.errors).length > 0) return { ok: false, form, days }
  const hosts = choosable(giversOf(link.service), link.hosts)
  const chosen = hosts.filter(({ id }) => body[`host_${id}`] !== undefined)
  return {
    ...{ ok: true, form, days },
    details: {
      ...availabilityOfLink(checked.data),
      excludedDates: excluded.excludedDates,
      hours: isOwn ? { weeklyHours, overrides: [] } : null,
    },
    // All of them are as good as none, also once somebody joins.
    hostIds: chosen.length === hosts.length ? [] : chosen.map(({ id }) => id),
  }
}

async function readTemplate(ctx: HttpContext): Promise<Read> {
  const { business, request, i18n } = ctx
  const checked = await validateForm(linkTemplateValidator, request.body(), ctx, SENTENCES)
  if (!checked.ok) return checked
  const { template: wanted } = checked.data
  if (wanted === undefined || wanted === 'service') {
    return { ...checked, details: templateOfLink(checked.data, null) }
  }
  const id = /^\d{1,15}$/.test(wanted) ? Number(wanted) : 0
  const template = await BookingTemplate.query().where({ businessId: business.id, id }).first()
  if (template) return { ...checked, details: templateOfLink(checked.data, template) }
  checked.form.errors.template = i18n.t('owner.validator.messages.in')
  return { ok: false, form: checked.form }
}
