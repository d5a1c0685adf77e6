import type { HttpContext } from '@adonisjs/core/http'
import ReceiveCalendarNotice from '#actions/calendars/receive_calendar_notice'
import { Refusal } from '#exceptions/refusal'
import Calendar from '#models/calendars/calendar'

/** Google and Microsoft tell when something changes in a calendar. */
export default class CalendarNoticesController {
  async store(ctx: HttpContext) {
    const { request, response, params, calendarNotice } = ctx
    const channel = String(params.channel)
    const { validationToken } = request.qs()
    if (typeof validationToken === 'string') return this.greet(ctx, channel, validationToken)
    const requestId = request.id() ?? null
    const received = { channel, requestId, ...calendarNotice }
    if ((await new ReceiveCalendarNotice().handle(received)) === 'unproven') this.refuse(ctx)
    return response.status(202)
  }

  /** Microsoft asks whether anybody is here before it says that it will tell. */
  private async greet(ctx: HttpContext, channel: string, token: string) {
    const calendar = await Calendar.findBy({ watchId: channel })
    if (!calendar || calendar.watching) return this.refuse(ctx)
    return ctx.response.header('content-type', 'text/plain; charset=utf-8').send(token)
  }

  private refuse({ i18n }: HttpContext): never {
    throw new Refusal(403, 'unsigned', i18n.t('api.webhook.unknown_channel'))
  }
}
