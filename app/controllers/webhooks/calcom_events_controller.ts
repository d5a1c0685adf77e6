import type { HttpContext } from '@adonisjs/core/http'
import ReceiveCalcomEvent from '#actions/outside/receive_calcom_event'
import { Refusal } from '#exceptions/refusal'
import { calcomEventIn } from '#services/calcom/calcom_event'

/** The signature was checked before, by middleware. */
export default class CalcomEventsController {
  async store({ calcom: { bridge, body }, i18n }: HttpContext) {
    const event = calcomEventIn(body)
    if (!event) throw new Refusal(400, 'unreadable', i18n.t('api.webhook.calcom_unreadable'))
    return { outcome: await new ReceiveCalcomEvent().handle(bridge, event, Date.now()) }
  }
}
