import vine from '@vinejs/vine'
import { plainAmount } from '#formats/bookings/money'
import type { BusinessPage, PageService } from '#queries/pages/find_business_page'
import { serviceRules } from '#queries/services/service_rules'
import { lengthsShape, presentLengths } from '#shapes/services/lengths'
import { placeFields, placesShape, presentPlace, presentPlaces } from '#shapes/services/place'
import { presentQuestion, questionShape } from '#shapes/services/question'
import { presentRouting } from '#shapes/services/routing'
import { amountShape, truthShape, wholeShape } from '#shapes/schema'

const namesShape = () => vine.array(vine.object({ id: wholeShape(), name: vine.string() }))

/** What anything that can be booked has. */
export const offeredFields = () => ({
  id: wholeShape(),
  name: vine.string(),
  description: vine.string().nullable(),
  durations: vine.array(wholeShape()),
  lengths: lengthsShape(),
  ...placeFields(),
  locations: placesShape(),
  price: amountShape(),
  currency: vine.string(),
  requires_approval: truthShape(),
  hosts: namesShape(),
})

/** A service as its page shows it. */
const serviceOnPage = vine.object({
  ...offeredFields(),
  slug: vine.string(),
  category: vine.string().nullable(),
  color: vine.string().nullable(),
  duration_minutes: wholeShape(),
  capacity: wholeShape(),
  cancellation_policy: vine.string().nullable(),
  routing: vine
    .object({
      question: vine.string(),
      answers: vine.array(
        vine.object({
          text: vine.string(),
          host_id: wholeShape().nullable(),
          service_id: wholeShape().nullable(),
        })
      ),
    })
    .nullable(),
  questions: vine.array(questionShape()),
})

export const servicesShape = vine.create(vine.array(serviceOnPage))

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
