import vine from '@vinejs/vine'
import { plainAmount } from '#formats/bookings/money'
import type { PageBusiness, PageService } from '#queries/pages/find_business_page'
import { presentLengths } from '#shapes/services/lengths'
import { presentPlace, presentPlaces } from '#shapes/services/place'
import { presentQuestion, questionShape } from '#shapes/services/question'
import { offeredFields } from '#shapes/services/service'
import { truthShape } from '#shapes/schema'

export const linkShape = vine.create({
  business: vine.object({ name: vine.string(), slug: vine.string(), time_zone: vine.string() }),
  service: vine.object(offeredFields()),
  is_one_time: truthShape(),
  questions: vine.array(questionShape()),
})

/** What a link offers; nobody's address, neither the owner's nor the recipient's. */
export function presentLink(business: PageBusiness, service: PageService) {
  const durations = [service.durationMinutes, ...service.durations]
  return {
    business: { name: business.name, slug: business.slug, time_zone: business.timeZone },
    service: {
      id: service.id,
      name: service.name,
      description: service.description,
      durations,
      lengths: presentLengths(service, durations, business.currency),
      ...presentPlace(service),
      locations: presentPlaces(service),
      price: plainAmount(service.price, business.currency),
      currency: business.currency,
      requires_approval: service.isByRequest,
      hosts: service.hosts.map(({ id, name }) => ({ id, name })),
    },
    is_one_time: service.link?.oneTimeLinkId !== null,
    questions: service.questions.map(presentQuestion),
  }
}
