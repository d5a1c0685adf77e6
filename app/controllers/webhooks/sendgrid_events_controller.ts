import type { HttpContext } from '@adonisjs/core/http'
import RecordBounces from '#actions/notifications/record_bounces'
import { bouncesIn } from '#services/sendgrid_events'

/** The signature was checked before, by middleware. */
export default class SendgridEventsController {
  async store({ request, response }: HttpContext) {
    const events: unknown[] = request.input('events')
    await new RecordBounces().handle({
      bounces: bouncesIn(events),
      requestId: request.id() ?? null,
    })
    return response.noContent()
  }
}
