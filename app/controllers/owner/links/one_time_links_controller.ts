import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import CreateOneTimeLink, { type CreateOneTimeOutcome } from '#actions/links/create_one_time_link'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { chosenOf, offerable, renderOneTimeForm } from '#controllers/owner/links/one_time_form'
import { findOneTime, renderOneTime } from '#controllers/owner/links/one_time_page'
import { readerOf } from '#controllers/reader'
import { seeOther } from '#controllers/see_other'
import {
  type LinkRecipient,
  RecipientError,
  readRecipients,
} from '#models/notifications/recipients'
import { oneTimesPage } from '#pages/owner/links/one_times_page'
import { emptyForm, type Form, typedForm, validateForm } from '#validators/form'
import { oneTimeValidator, readPicked } from '#validators/links/one_time_form'
import { pageQuery, validQuery } from '#validators/owner_query'

const USUAL_DAYS = 14
const MOST_RECIPIENTS = 50

export default class OneTimeLinksController {
  async index(ctx: HttpContext) {
    const { business, view } = ctx
    const { page = 1 } = await validQuery(pageQuery, ctx)
    const shown = await oneTimesPage(business, page, DateTime.utc(), readerOf(ctx, business))
    return view.render('pages/owner/links/one_times', shown)
  }

  async create(ctx: HttpContext) {
    const offered = await offerable(ctx)
    const until = DateTime.now().setZone(ctx.business.timeZone).plus({ days: USUAL_DAYS })
    const [first] = offered.services
    const usual = { what: first ? `s${first.id}` : '', until: until.toISODate() ?? '' }
    return renderOneTimeForm(ctx, emptyForm(usual), offered)
  }

  async show(ctx: HttpContext) {
    return renderOneTime(ctx, await findOneTime(ctx))
  }

  async store(ctx: HttpContext) {
    const { request, response, session, i18n } = ctx
    const offered = await offerable(ctx)
    const body = request.body()
    if (body.see !== undefined) return renderOneTimeForm(ctx, typedForm(body), offered)

    const checked = await validateForm(oneTimeValidator, body, ctx, 'owner.validator')
    const { form } = checked
    const chosen = chosenOf(offered, form.values.what)
    if (!chosen) form.errors.what ??= i18n.t('owner.validator.messages.in')
    const recipients = checked.ok ? this.recipients(ctx, checked.data, form) : []
    if (recipients.length > 1 && checked.ok && checked.data.holds !== undefined) {
      form.errors.holds = i18n.t('owner.links.once.holds_one')
    }
    if (!checked.ok || !chosen || Object.keys(form.errors).length > 0) {
      return renderOneTimeForm(ctx, form, offered, 422)
    }
    const { host, until, holds, rearms } = checked.data
    const picked = readPicked(checked.data.times)
    const order = {
      ...{ businessId: ctx.business.id, serviceId: chosen.service.id },
      ...{ linkId: chosen.link?.id ?? null, by: ctx.by, holdsTimes: holds !== undefined },
      details: {
        hostId: host ?? null,
        offeredTimes: picked.length > 0 ? picked : null,
        rearmsOnCancel: rearms !== undefined,
        expiresAt: DateTime.fromISO(until, { zone: ctx.business.timeZone }).endOf('day'),
      },
    }
    const sent: LinkRecipient[] = []
    for (const to of recipients) {
      const outcome = await this.send(ctx, order, to)
      if (outcome.outcome !== 'created') {
        form.values.many = recipients.slice(sent.length).map(written).join('\n')
        delete form.values.email
        const problem = this.problem(ctx, outcome, form)
        return renderOneTimeForm(ctx, form, offered, problem)
      }
      sent.push(to)
    }
    const [first] = sent
    const values = { count: sent.length, name: first.name ?? first.email }
    session.flash('done', i18n.t('owner.links.once.done', values))
    return seeOther(response, 'owner.booking_links.index')
  }

  private recipients(
    { i18n }: HttpContext,
    { many, name, email }: Infer<typeof oneTimeValidator>,
    form: Form
  ): LinkRecipient[] {
    if (!many) return email ? [{ name: name ?? null, email }] : []
    try {
      // As typed, for its lines are counted.
      const all = readRecipients(form.values.many)
      if (all.length <= MOST_RECIPIENTS) return all
      form.errors.many = i18n.t('owner.links.once.too_many', { most: MOST_RECIPIENTS })
    } catch (error) {
      if (!(error instanceof RecipientError)) throw error
      const { lines } = error
      const named = { count: lines.length, lines: lines.join(', ') }
      form.errors.many = i18n.t('owner.links.once.no_address', named)
    }
    return []
  }

  private async send(
    { business }: HttpContext,
    order: Omit<Parameters<CreateOneTimeLink['handle']>[0], 'isSent'>,
    { name, email }: LinkRecipient
  ): Promise<CreateOneTimeOutcome | { outcome: 'too_often' }> {
    const details = { ...order.details, recipientName: name, recipientEmail: email }
    const bounded = await withinBounds(
      judgeOwner(business, email),
      () => new CreateOneTimeLink().handle({ ...order, details, isSent: true }),
      ({ outcome }) => outcome === 'created'
    )
    return 'tooMany' in bounded ? { outcome: 'too_often' } : bounded.done
  }

  /** Said at the field that it is about. */
  private problem(
    { i18n }: HttpContext,
    { outcome }: CreateOneTimeOutcome | { outcome: 'too_often' },
    form: Form
  ): 409 | 422 | 429 | 503 {
    const [field, status] = PROBLEMS[outcome as keyof typeof PROBLEMS]
    form.errors[field] = i18n.t(`owner.links.once.problem.${outcome}`)
    return status
  }
}

const PROBLEMS = {
  times_unavailable: ['times', 409],
  too_many_times: ['times', 422],
  nothing_to_hold: ['holds', 422],
  places_not_held: ['holds', 422],
  host_elsewhere: ['host', 422],
  already_over: ['until', 422],
  not_found: ['what', 422],
  too_often: ['many', 429],
  busy: ['times', 503],
} as const

function written({ name, email }: LinkRecipient): string {
  return name ? `${name} <${email}>` : email
}
