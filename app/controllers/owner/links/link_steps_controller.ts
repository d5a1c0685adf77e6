import type { HttpContext } from '@adonisjs/core/http'
import SaveBookingLink from '#actions/links/save_booking_link'
import { besideStored } from '#controllers/owner/newer_form'
import { linkOfAddress } from '#controllers/owner/links/find_link'
import { renderLinkStep, storedLinkWeek } from '#controllers/owner/links/link_step_page'
import { readStep } from '#controllers/owner/links/read_step'
import { seeOther } from '#controllers/see_other'
import type BookingLink from '#models/links/booking_link'
import { linkVersion } from '#models/links/link_content'
import { linkRuleRows } from '#pages/owner/links/link_step_page'
import { LINK_STEPS, type LinkStep, numberOf, stepAfter } from '#models/links/link_step'
import { type DayRow, readWeek, rearrange } from '#validators/availability/week_form'
import { daysBeside, weekValues } from '#validators/availability/week_values'
import { emptyForm, type Form, submittedVersion, typedForm } from '#validators/form'
import { typedLink } from '#validators/links/link_form'
import { withoutRule } from '#validators/rule_form'

/** One page for each step; what it saves stays, so that nobody has to go to the end at once. */
export default class LinkStepsController {
  async edit(ctx: HttpContext) {
    const step = stepOfAddress(ctx)
    const link = await linkOfAddress(ctx)
    const storedWeek = step === 'availability' ? await storedLinkWeek(link) : undefined
    const week = storedWeek && weekValues(storedWeek)
    const form = emptyForm({ ...typed(link), ...week, version: linkVersion(link) })
    return renderLinkStep(ctx, { step, link, form, storedWeek })
  }

  async update(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx
    const step = stepOfAddress(ctx)
    const link = await linkOfAddress(ctx)
    const body = request.body()
    const rearranged = this.rearranged(ctx, step, link)
    if (rearranged) return renderLinkStep(ctx, { step, link, ...rearranged })

    const read = await readStep(ctx, step, link)
    const { form } = read
    if (!read.ok) return renderLinkStep(ctx, { step, link, form, days: read.days }, 422)
    const next = stepAfter(step)
    const saved = await new SaveBookingLink().handle({
      businessId: business.id,
      serviceId: link.serviceId,
      linkId: link.id,
      details: read.details,
      hostIds: read.hostIds ?? link.hosts.map(({ id }) => id),
      draftStep: Math.max(link.draftStep ?? 0, numberOf(step) + 1),
      version: submittedVersion(body),
      by,
    })
    if (saved.outcome === 'stale')
      return this.showBesideStored(ctx, step, { form, days: read.days })
    if (saved.outcome !== 'saved') {
      form.errors.hosts = i18n.t('owner.links.host_elsewhere')
      return renderLinkStep(ctx, { step, link, form, days: read.days }, 422)
    }
    const isDraft = saved.link.draftStep !== null
    if (isDraft && next) return seeOther(response, `owner.link_${next}.edit`, { id: link.id })
    if (!isDraft) session.flash('done', i18n.t('owner.links.saved', { name: saved.link.name }))
    return seeOther(response, 'owner.booking_links.show', { id: link.id })
  }

  /** What only changes the form: a field reset, a row of the week added. */
  private rearranged({ business, request }: HttpContext, step: LinkStep, link: BookingLink) {
    const body = request.body()
    const reset = withoutRule(typedForm(body), body.reset, linkRuleRows(link, business, step))
    if (reset) return { form: reset, ...(step === 'availability' && { days: readWeek(body) }) }
    const week = step === 'availability' ? rearrange(readWeek(body), body) : null
    return week && { form: typedForm({ ...body, hours: 'own' }), ...week }
  }

  private async showBesideStored(
    ctx: HttpContext,
    step: LinkStep,
    { form: { values, errors }, days: week }: { form: Form; days?: DayRow[] }
  ) {
    const link = await linkOfAddress(ctx)
    const storedWeek = week && (await storedLinkWeek(link))
    const submitted = { values: { ...values, ...(week && weekValues(week)) }, errors }
    const beside = await besideStored(ctx, submitted, {
      values: { ...typed(link), ...(storedWeek && weekValues(storedWeek)) },
      version: linkVersion(link),
      subject: {
        type: 'booking_link',
        id: link.id,
        actions: ['booking_link.created', 'booking_link.updated', 'booking_link.renewed'],
      },
    })
    const days = storedWeek && daysBeside(week, storedWeek, beside.values)
    return renderLinkStep(ctx, { step, link, form: beside, days, storedWeek }, 409)
  }
}

/** Each step has an address of its own, which ends with its name. */
function stepOfAddress({ request }: HttpContext): LinkStep {
  const name = request.url().split('/').at(-1)
  return LINK_STEPS.find((step) => step === name) ?? 'basics'
}

function typed(link: BookingLink) {
  return typedLink(
    link,
    link.hosts.map(({ id }) => id)
  )
}
