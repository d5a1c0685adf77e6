import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import type Booking from '#models/bookings/booking'
import type Service from '#models/services/service'

export interface Wording {
  service: string
  instructions: string | null
  locationType: Service['locationType']
  locationDetails: string | null
  /** Missing in what was told before there were such words. */
  calendarTitle?: string | null
  calendarDetails?: string | null
  business: string
  address: string | null
  email: string | null
  hosts: Record<string, string>
}

/**
 * Says what the client was told. Relations are copied, since other bookings share them. How the business
 * is reached is no promise: an address that it gave up reaches nobody.
 */
export function sayAsTold(booking: Booking): void {
  // A booking that was never stored says what holds now.
  if (!booking.wording) return
  const { service, instructions, locationType, locationDetails } = booking.wording
  const { business, address, hosts } = booking.wording
  const place = { locationType, locationDetails, furtherPlaces: [] }
  const { calendarTitle = null, calendarDetails = null } = booking.wording
  const words = { name: service, instructions, calendarTitle, calendarDetails }
  const { host, hostsTogether } = booking
  booking.$setRelated('service', copyOf(booking.service, { ...words, ...place }))
  booking.$setRelated('business', copyOf(booking.business, { name: business, address }))
  booking.$setRelated('host', copyOf(host, { name: hosts[host.id] ?? host.name }))
  if (hostsTogether.length === 0) return
  booking.$extras.hosts_together = hostsTogether.map((one) => ({
    ...one,
    name: hosts[one.id] ?? one.name,
  }))
}

function copyOf<Row extends LucidRow>(row: Row, words: Record<string, unknown>): Row {
  const copy = new (row.constructor as LucidModel)() as Row
  copy.$attributes = { ...row.$attributes, ...words }
  copy.$extras = { ...row.$extras }
  copy.$isPersisted = true
  copy.$options = row.$options
  for (const [name, related] of Object.entries(row.$preloaded)) {
    copy.$setRelated(name as never, related as never)
  }
  return copy
}
