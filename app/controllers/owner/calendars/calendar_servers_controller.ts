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
import type CalendarConnection from '#models/calendars/calendar_connection'
import { calendarAddress } from '#services/calendars/calendar_address'
import { serverValidator } from '#validators/calendars/connection'
import { type Form, validateForm } from '#validators/form'

/** A calendar on a server that speaks CalDAV. */
export default class CalendarServersController {
  async create(ctx: HttpContext) {
    const lost = await findLost(ctx)
    const form = blankConnectForm(lost)
    if (lost) form.values.username = lost.account
    return this.render(ctx, lost, form)
  }

  async store(ctx: HttpContext) {
    const { business, by, request, i18n } = ctx
    const checked = await validateForm(serverValidator, request.body(), ctx, 'owner.validator')
    const { form } = checked
    const lost = await findLost(ctx)
    const host = await hostToConnect(ctx, form)
    const url = checked.ok ? calendarAddress(withScheme(checked.data.server)) : null
    if (checked.ok && !url) form.errors.server = i18n.t('owner.calendars.trouble.not_allowed')
    if (!checked.ok || !url || !host) return this.render(ctx, lost, form, 422)

    const { username, password } = checked.data
    const outcome = await new ConnectCalendar().handle({
      ...{ businessId: business.id, hostId: host.id, provider: 'caldav', account: username },
      secrets: { kind: 'caldav', serverUrl: url.href, username, password },
      ...{ connectionId: lost?.id, by },
    })
    if (outcome.outcome === 'connected') return seeConnected(ctx, outcome.connection)
    const isKey = outcome.outcome === 'not_opened' && outcome.trouble === 'access_lost'
    form.errors[isKey ? 'password' : 'server'] = notConnectedBecause(ctx, outcome)
    return this.render(ctx, lost, form, 422)
  }

  /** A password never stands in a page. */
  private render(
    ctx: HttpContext,
    lost: CalendarConnection | null,
    { values, ...form }: Form,
    status = 200
  ) {
    const shown = { ...form, values: { ...values, password: '' } }
    return renderConnectForm(ctx, { page: 'calendar_server', lost, form: shown }, status)
  }
}

function withScheme(server: string): string {
  return /^\w+:\/\//.test(server) ? server : `https://${server}`
}
