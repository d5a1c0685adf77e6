import type BookingSettings from '#models/settings/booking_settings'
import type { Versions } from '#queries/availability/availability_versions'
import type { LinkRules } from '#queries/links/link_rules'
import {
  type EffectiveRules,
  effectiveRules,
  type RuleLayer,
} from '#scheduling/rules/effective_rules'
import type { Weekday } from '#scheduling/types'

/** What a business says of bookings: the model with its settings preloaded, or plain data of a page. */
export interface RuledBusiness {
  weekStartsOn: Weekday
  timeZone: string
  /** Where they were read along with it. */
  versions?: Versions
  settings: Pick<
    BookingSettings,
    'bufferTimeMinutes' | 'minAdvanceBookingHours' | 'maxAdvanceBookingDays' | 'isActive'
  >
}

export interface OfferedService {
  service: LinkedLayer
  business: RuledBusiness
  link?: LinkRules | null
}

/** Every length on offer, the usual one first. */
export function lengthsOf({ service, business, link }: OfferedService): readonly number[] {
  return serviceRules(service, business, null, link).durations.value
}

/** Whether a length can be had; null is the usual one, which always can. */
export function isOffered(offered: OfferedService, minutes: number | null): boolean {
  return minutes === null || lengthsOf(offered).includes(minutes)
}

/** A service, or the page of one under a link. */
export interface LinkedLayer extends RuleLayer {
  link?: LinkRules | null
}

/** A service's rules in force, also under a link, each with the level it comes from. */
export function serviceRules(
  service: LinkedLayer,
  { settings, weekStartsOn }: RuledBusiness,
  wishedMinutes: number | null = null,
  link = service.link
): EffectiveRules {
  const business = {
    bufferAfterMinutes: settings.bufferTimeMinutes,
    minimumNoticeMinutes: settings.minAdvanceBookingHours * 60,
    horizonDays: settings.maxAdvanceBookingDays,
    weekStartsOn,
    isActive: settings.isActive,
  }
  return effectiveRules({ ...link?.layers, service, business }, wishedMinutes)
}
