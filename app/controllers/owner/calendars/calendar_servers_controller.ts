import type { HttpContext } from '@adonisjs/core/http'
import ConnectCalendar from '#actions/calendars/connect_calendar'
import {
  answerConnecting,
  hostToConnect,
  findLost,
} from '#controllers/owner/calendars/find_connection'
import { connectFormPage } from '#pages/owner/calendars/calendars_page'
import { calendarAddress } from '#services/calendars/calendar_address'
import { serverValidator } from '#validators/calendars/connection'
import { emptyForm, type Form, validateForm } from '#validators/form'

/** A calendar on a server that speaks CalDAV. */
export default class CalendarServersController {
  async create(ctx: HttpContext) {
    const lost = await findLost(ctx)
    const known = lost && { host: String(lost.hostId), username: lost.account }
    return this.render(ctx, emptyForm(known ?? {}))
  }

  async store(ctx: HttpContext) {
    const { business, by, request, i18n } = ctx
    const checked = await validateForm(serverValidator, request.body(), ctx, 'owner.validator')
    const { form } = checked
    const lost = await findLost(ctx)
    const host = await hostToConnect(ctx, form)
    const url = checked.ok ? calendarAddress(withScheme(checked.data.server)) : null
    if (checked.ok && !url) form.errors.server = i18n.t('owner.calendars.trouble.not_allowed')
    if (!checked.ok || !url || !host) return this.render(ctx, form, 422)

    const { username, password } = checked.data
    const outcome = await new ConnectCalendar().handle({
      ...{ businessId: business.id, hostId: host.id, provider: 'caldav', account: username },
      secrets: { kind: 'caldav', serverUrl: url.href, username, password },
      ...{ connectionId: lost?.id, by },
    })
    const isKey = outcome.outcome === 'not_opened' && outcome.trouble === 'access_lost'
    if (answerConnecting(ctx, form, outcome, isKey ? 'password' : 'server')) return
    return this.render(ctx, form, 422)
  }

  /** A password never stands in a page. */
  private async render(ctx: HttpContext, { values, ...form }: Form, status = 200) {
    const { membership, response, view } = ctx
    response.status(status)
    const page = await connectFormPage(membership, await findLost(ctx))
    const shown = { ...form, values: { ...values, password: '' } }
    return view.render('pages/owner/calendars/calendar_server', { ...page, form: shown })
  }
}

function withScheme(server: string): string {
  return /^\w+:\/\//.test(server) ? server : `https://${server}`
}
