import type { HttpContext } from '@adonisjs/core/http'
import { publicBusiness } from '#controllers/api/pages/public_business'
import { presentQuestion } from '#controllers/api/pages/question_shape'
import { presentRouting } from '#controllers/api/pages/routing_shape'
import { plainAmount } from '#formats/bookings/money'
import { serviceRules } from '#queries/services/service_rules'

export default class PublicServicesController {
  async index(ctx: HttpContext) {
    const { business, services } = await publicBusiness(ctx)
    return services
      .filter((service) => !service.isHidden)
      .map((service) => ({
        id: service.id,
        name: service.name,
        slug: service.slug,
        description: service.description,
        duration_minutes: service.durationMinutes,
        durations: serviceRules(service, business).durations.value,
        capacity: service.capacity,
        price: plainAmount(service.price, business.currency),
        currency: business.currency,
        requires_approval: service.isByRequest,
        hosts: service.hosts.map(({ id, name }) => ({ id, name })),
        routing: presentRouting(service, services),
        questions: service.questions.map(presentQuestion),
      }))
  }
}
