import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#exceptions/refusal'
import { bytesOfBody } from '#middleware/bytes_of_body'
import { type CalendarNotice, calendarNotice } from '#services/calendars/notice'

/** Microsoft may tell of many changes at a time. */
const MOST_BYTES = 1024 * 1024

export default class CalendarNoticeMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { request, response, i18n } = ctx
    const body = await bytesOfBody(request.request, MOST_BYTES)
    if (!body) {
      // What was not read must not be taken for the next request.
      response.header('connection', 'close')
      throw new Refusal(413, 'too_large', i18n.t('api.webhook.too_large'))
    }
    ctx.calendarNotice = calendarNotice(request.headers(), body)
    return next()
  }
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** Behind `calendarNotice`. */
    calendarNotice: CalendarNotice
  }
}
