import type { HttpContext } from '@adonisjs/core/http'
import ConnectCalendar from '#actions/calendars/connect_calendar'
import {
  answerConnecting,
  hostToConnect,
  findLost,
} from '#controllers/owner/calendars/find_connection'
import { connectFormPage } from '#pages/owner/calendars/calendars_page'
import { calendarAddress } from '#services/calendars/calendar_address'
import { readFeedValidator } from '#validators/calendars/connection'
import { emptyForm, type Form, validateForm } from '#validators/form'

/** A calendar by its address: busy time only. */
export default class CalendarFeedsController {
  async create(ctx: HttpContext) {
    const lost = await findLost(ctx)
    return this.render(ctx, emptyForm(lost ? { host: String(lost.hostId) } : {}))
  }

  async store(ctx: HttpContext) {
    const { business, by, request, i18n } = ctx
    const checked = await validateForm(readFeedValidator, request.body(), ctx, 'owner.validator')
    const { form } = checked
    const lost = await findLost(ctx)
    const host = await hostToConnect(ctx, form)
    const url = checked.ok ? calendarAddress(checked.data.address) : null
    if (checked.ok && !url) form.errors.address = i18n.t('owner.calendars.trouble.not_allowed')
    if (!url || !host) return this.render(ctx, form, 422)

    const outcome = await new ConnectCalendar().handle({
      ...{ businessId: business.id, hostId: host.id, provider: 'ics', account: url.host },
      ...{ secrets: { kind: 'ics', url: url.href }, connectionId: lost?.id, by },
    })
    if (answerConnecting(ctx, form, outcome, 'address')) return
    return this.render(ctx, form, 422)
  }

  private async render(ctx: HttpContext, form: Form, status = 200) {
    const { membership, response, view } = ctx
    response.status(status)
    const page = await connectFormPage(membership, await findLost(ctx))
    return view.render('pages/owner/calendars/calendar_feed', { ...page, form })
  }
}
