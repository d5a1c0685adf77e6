import { plainAmount } from '#formats/bookings/money'
import type { BusinessPage, PageService } from '#queries/pages/find_business_page'
import { serviceRules } from '#queries/services/service_rules'
import { presentLengths } from '#shapes/services/lengths'
import { presentPlace, presentPlaces } from '#shapes/services/place'
import { presentQuestion } from '#shapes/services/question'
import { presentRouting } from '#shapes/services/routing'

/** A service among those of its page. */
export function presentService(service: PageService, { business, services }: BusinessPage) {
  const durations = serviceRules(service, business).durations.value
  return {
    id: service.id,
    name: service.name,
    slug: service.slug,
    description: service.description,
    category: service.category,
    color: service.colour,
    duration_minutes: service.durationMinutes,
    durations,
    lengths: presentLengths(service, durations, business.currency),
    capacity: service.capacity,
    price: plainAmount(service.price, business.currency),
    currency: business.currency,
    ...presentPlace(service),
    locations: presentPlaces(service),
    cancellation_policy: service.policy,
    requires_approval: service.isByRequest,
    hosts: service.hosts.map(({ id, name }) => ({ id, name })),
    routing: presentRouting(service, services),
    questions: service.questions.map(presentQuestion),
  }
}
