import type { HttpContext } from '@adonisjs/core/http'
import HearText from '#actions/sms/receive_sms'
import { twilioMessage } from '#validators/sms/twilio'

/** Nothing is answered: to STOP and HELP Twilio does that itself. */
const NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response/>'

/** The signature was checked before, by middleware. */
export default class TwilioMessagesController {
  async store({ request, response }: HttpContext) {
    const told = await request.validateUsing(twilioMessage)
    await new HearText().handle({
      ...{ sid: told.MessageSid, from: told.From, body: told.Body ?? '' },
      optOut: told.OptOutType,
      requestId: request.id() ?? null,
    })
    return response.type('text/xml').send(NOTHING)
  }
}
