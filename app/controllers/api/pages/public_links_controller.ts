import type { HttpContext } from '@adonisjs/core/http'
import { publicBusiness } from '#controllers/api/pages/public_business'
import { presentQuestion } from '#controllers/api/pages/question_shape'
import { Refusal } from '#exceptions/refusal'
import { plainAmount } from '#formats/bookings/money'

export default class PublicLinksController {
  /** Nobody's address: neither the owner's nor the recipient's. */
  async show(ctx: HttpContext) {
    const { business, services } = await publicBusiness(ctx)
    const [service] = services
    if (!service) throw new Refusal(404, 'unknown_service', ctx.i18n.t('api.unknown_service'))
    return {
      business: { name: business.name, slug: business.slug, time_zone: business.timeZone },
      service: {
        id: service.id,
        name: service.name,
        description: service.description,
        durations: [service.durationMinutes, ...service.durations],
        price: plainAmount(service.price, business.currency),
        currency: business.currency,
        requires_approval: service.isByRequest,
        hosts: service.hosts.map(({ id, name }) => ({ id, name })),
      },
      is_one_time: service.link?.oneTimeLinkId !== null,
      questions: service.questions.map(presentQuestion),
    }
  }
}
