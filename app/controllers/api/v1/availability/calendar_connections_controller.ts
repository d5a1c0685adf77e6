import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'

const PROVIDERS = ['google', 'outlook', 'microsoft', 'apple', 'caldav']

/** No calendar can be connected yet, which is said to whoever asks (seed 002). */
export default class CalendarConnectionsController {
  show({ i18n, params }: HttpContext) {
    const provider = String(params.provider)
    if (!PROVIDERS.includes(provider)) throw new Refusal(404, 'not_found')
    throw new Refusal(409, 'calendar_not_set_up', i18n.t('api.calendar_not_set_up'), {
      facts: { provider },
    })
  }
}
