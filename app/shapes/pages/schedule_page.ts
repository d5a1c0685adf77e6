import { plainAmount } from '#formats/bookings/money'
import type { PageService, SchedulePage } from '#queries/pages/find_business_page'
import { serviceRules } from '#queries/services/service_rules'
import { presentLengths } from '#shapes/services/lengths'
import { presentPlace, presentPlaces } from '#shapes/services/place'
import { presentQuestion } from '#shapes/services/question'

/** A page of one person or of several, in the words of seed 002. */
export function presentOpenSchedule(page: SchedulePage) {
  const { business, own, host, services } = page
  return {
    slug: own.pageSlug,
    name: own.name,
    description: own.description,
    is_active: business.settings.isActive,
    timezone: host?.timeZone ?? business.timeZone,
    branding: { color: business.brandColour },
    business: { name: business.name, slug: business.slug },
    meeting_types: services
      .filter(({ isHidden }) => !isHidden)
      .map((service, order) => presentMeetingType(service, page, order)),
  }
}

/** What can be booked on such a page. */
export function presentMeetingType(service: PageService, { business }: SchedulePage, order = 0) {
  const rules = serviceRules(service, business)
  const durations = rules.durations.value
  return {
    id: service.id,
    name: service.name,
    slug: service.slug,
    duration_minutes: service.durationMinutes,
    description: service.description,
    ...presentPlace(service),
    color: service.colour,
    is_active: service.isActive,
    questions: service.questions.map(presentQuestion),
    settings: {
      requires_approval: service.isByRequest,
      minimum_notice_minutes: rules.minimumNoticeMinutes.value,
      max_days_ahead: rules.horizonDays.value,
      buffer_before_minutes: rules.bufferBeforeMinutes.value,
      buffer_after_minutes: rules.bufferAfterMinutes.value,
    },
    display_order: order,
    durations,
    lengths: presentLengths(service, durations, business.currency),
    locations: presentPlaces(service),
    price: plainAmount(service.price, business.currency),
    currency: business.currency,
    capacity: service.capacity,
    cancellation_policy: service.policy,
  }
}
