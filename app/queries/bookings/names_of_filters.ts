import type { DateTime } from 'luxon'
import BookingLink from '#models/links/booking_link'
import Client from '#models/clients/client'
import GroupSession from '#models/sessions/group_session'
import { type HourOfWeek, hourOfWeek } from '#queries/bookings/hour_of_week'

interface NamedFilters {
  client?: number
  link?: number
  session?: number
  currency?: string
  hour?: string
}

export interface FilterName {
  kind: 'client' | 'link' | 'session' | 'currency' | 'hour'
  /** Null where it is not there. */
  name: string | null
  startsAt?: DateTime
  at?: HourOfWeek
}

/** Whose bookings a list was narrowed to. */
export async function namesOfFilters(
  businessId: number,
  filters: NamedFilters
): Promise<FilterName[]> {
  const names: FilterName[] = []
  if (filters.client !== undefined) {
    const found = await Client.query().where({ businessId, id: filters.client }).first()
    names.push({ kind: 'client', name: found?.name ?? null })
  }
  if (filters.link !== undefined) {
    const found = await BookingLink.query().where({ businessId, id: filters.link }).first()
    names.push({ kind: 'link', name: found?.name ?? null })
  }
  if (filters.session !== undefined) {
    const found = await GroupSession.query()
      .where({ businessId, id: filters.session })
      .preload('service')
      .first()
    const { service, startsAt } = found ?? {}
    names.push({ kind: 'session', name: service?.name ?? null, startsAt })
  }
  if (filters.currency !== undefined) names.push({ kind: 'currency', name: filters.currency })
  if (filters.hour !== undefined) {
    names.push({ kind: 'hour', name: filters.hour, at: hourOfWeek(filters.hour) })
  }
  return names
}
