import type { HttpContext } from '@adonisjs/core/http'
import ConnectCalendar from '#actions/calendars/connect_calendar'
import {
  blankConnectForm,
  findLost,
  hostToConnect,
  notConnectedBecause,
  renderConnectForm,
  seeConnected,
} from '#controllers/owner/calendars/connect_form'
import { calendarAddress } from '#services/calendars/calendar_address'
import { readFeedValidator } from '#validators/calendars/connection'
import { validateForm } from '#validators/form'

const page = 'calendar_feed'

/** A calendar by its address: busy time only. */
export default class CalendarFeedsController {
  async create(ctx: HttpContext) {
    const lost = await findLost(ctx)
    return renderConnectForm(ctx, { page, lost, form: blankConnectForm(lost) })
  }

  async store(ctx: HttpContext) {
    const { business, by, request, i18n } = ctx
    const checked = await validateForm(readFeedValidator, request.body(), ctx, 'owner.validator')
    const { form } = checked
    const lost = await findLost(ctx)
    const host = await hostToConnect(ctx, form)
    const url = checked.ok ? calendarAddress(checked.data.address) : null
    if (checked.ok && !url) form.errors.address = i18n.t('owner.calendars.trouble.not_allowed')
    if (!url || !host) return renderConnectForm(ctx, { page, lost, form }, 422)

    const outcome = await new ConnectCalendar().handle({
      ...{ businessId: business.id, hostId: host.id, provider: 'ics', account: url.host },
      ...{ secrets: { kind: 'ics', url: url.href }, connectionId: lost?.id, by },
    })
    if (outcome.outcome === 'connected') return seeConnected(ctx, outcome.connection)
    form.errors.address = notConnectedBecause(ctx, outcome)
    return renderConnectForm(ctx, { page, lost, form }, 422)
  }
}
