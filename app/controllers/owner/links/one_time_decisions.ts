import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import {
  findOneTime,
  type OneTimeProblem,
  renderOneTime,
} from '#controllers/owner/links/one_time_page'
import { seeOther } from '#controllers/see_other'
import { type Form, submittedVersion, validateForm } from '#validators/form'
import { sendAgainValidator } from '#validators/links/one_time_form'

/** What a decision about it is made of. */
export interface OneTimeOrder {
  businessId: number
  oneTimeLinkId: number
  version: string
  by: HttpContext['by']
}

export async function oneTimeOrder(ctx: HttpContext): Promise<OneTimeOrder> {
  const { oneTime } = await findOneTime(ctx)
  const { business, by, request } = ctx
  const version = submittedVersion(request.body())
  return { businessId: business.id, oneTimeLinkId: oneTime.id, version, by }
}

/** The end of the day that was chosen; null where none was, which the page then says. */
export async function chosenEnd(ctx: HttpContext) {
  const checked = await validateForm(sendAgainValidator, ctx.request.body(), ctx, 'owner.validator')
  if (!checked.ok) return { form: checked.form, expiresAt: null }
  const day = DateTime.fromISO(checked.data.until, { zone: ctx.business.timeZone })
  return { form: checked.form, expiresAt: day.endOf('day') }
}

/** Said on its page, whatever came of it. */
export async function answerOneTime(
  ctx: HttpContext,
  outcome: string,
  done: 'sent' | 'revoked' | 'rearmed',
  form?: Form
) {
  const { params, response, session, i18n } = ctx
  if (outcome !== done) {
    return renderOneTime(ctx, await findOneTime(ctx), { problem: outcome as OneTimeProblem, form })
  }
  session.flash('done', i18n.t(`owner.links.once.${done}_done`))
  return seeOther(response, 'owner.one_time_links.show', { id: params.id })
}
