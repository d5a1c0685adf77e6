import type { HttpContext } from '@adonisjs/core/http'
import RecordTextNews from '#actions/notifications/record_sms_news'
import { twilioStatus } from '#validators/sms/twilio'

/** The signature was checked before, by middleware; it is of the query as well. */
export default class TwilioStatusesController {
  async store({ request, response }: HttpContext) {
    const told = await request.validateUsing(twilioStatus, {
      data: { ...request.body(), text: request.qs().text },
    })
    await new RecordTextNews().handle({
      ...{ sid: told.MessageSid, status: told.MessageStatus, code: told.ErrorCode ?? '' },
      notificationId: told.text ?? null,
      requestId: request.id() ?? null,
    })
    return response.noContent()
  }
}
